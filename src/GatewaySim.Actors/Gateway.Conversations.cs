using GatewaySim.Actors.Phones;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Reading;

namespace GatewaySim.Actors;

/// <content>Conversations of handsets.</content>
public sealed partial class Gateway : IConversations
{
    // A walk takes a core while it lasts, so there is never more than one.
    private readonly SemaphoreSlim _walk = new(1);

    public async Task<ConversationPage?> ReadAsync(
        PhoneNumber handset, MessageId? before, int countMax, CancellationToken cancel)
    {
        await _walk.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Task.Run(
                () => ConversationReader.Read(_context.Journal, handset, before, countMax, cancel), cancel)
                .ConfigureAwait(false);
        }
        finally
        {
            _walk.Release();
        }
    }
}
