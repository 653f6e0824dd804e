using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Actors.Phones;

/// <summary>What handsets were written and wrote.</summary>
public interface IConversations
{
    /// <summary>Now, in the simulation: what the stages of messages are asked for.</summary>
    Stamp Now { get; }

    /// <summary>Makes ids of this simulation differ from another seed's.</summary>
    ulong IdSalt { get; }

    /// <summary>Reads a handset's newest messages before a place, in the whole journal; one call at a time.</summary>
    /// <param name="before">A message of an earlier page; null for the newest.</param>
    /// <param name="countMax">1 or more.</param>
    /// <returns>Null when <paramref name="before"/> is no place of the journal.</returns>
    Task<ConversationPage?> ReadAsync(PhoneNumber handset, MessageId? before, int countMax, CancellationToken cancel);
}
