using GatewaySim.Actors.Phones;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard.Tests;

/// <summary>Remembers what is asked, and answers what the test says.</summary>
internal sealed class FakeConversations : IConversations
{
    public List<(PhoneNumber Handset, MessageId? Before, int CountMax)> Asked { get; } = [];

    public ConversationPage? Page { get; set; } = new([], false);

    public Stamp Now { get; set; } = Stamp.Of(new(2030, 1, 1, 0, 0, 10, TimeSpan.Zero));

    public ulong IdSalt => 7;

    public Task<ConversationPage?> ReadAsync(
        PhoneNumber handset, MessageId? before, int countMax, CancellationToken cancel)
    {
        Asked.Add((handset, before, countMax));
        return Task.FromResult(Page);
    }
}
