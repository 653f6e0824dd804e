using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Actors.Webhooks;

/// <summary>What happened, in no provider's words. Part of event ids: append, never renumber.</summary>
public enum FactKind : byte
{
    BatchAccepted = 0,
    BatchCompleted = 1,

    /// <summary>The carrier took a message.</summary>
    MessageSent = 2,

    /// <summary>A message got its final status.</summary>
    MessageFinal = 3,

    /// <summary>A person's text came in.</summary>
    TextHeard = 4,

    /// <summary>A recipient opted out or in, of one number or account-wide.</summary>
    ConsentChanged = 5,

    /// <summary>A subscription will expire soon. The only fact from the clock and not from the journal.</summary>
    Reminder = 6,

    /// <summary>A profile's messages of a day cost as much as they may.</summary>
    SpendLimitReached = 7,
}

/// <summary>What an endpoint wants to hear of.</summary>
[Flags]
public enum FactKinds : byte
{
    None = 0,
    Batches = 1,

    /// <summary>Outbound messages.</summary>
    Messages = 2,

    /// <summary>Inbound texts.</summary>
    Texts = 4,
    Consents = 8,

    /// <summary>What happens to a profile as a whole.</summary>
    Profiles = 16,
    All = 31,
}

/// <summary>One thing that happened at one moment: what one callback tells.</summary>
/// <param name="Block">What it was read from.</param>
/// <param name="Index">Which message of it.</param>
/// <param name="Due">When it happened, or will: no callback leaves before.</param>
public readonly record struct Fact(FactBlock Block, FactKind Kind, int Index, Stamp Due)
{
    /// <summary>A fault: another end of the message than the one it has. Null for what is true.</summary>
    public Outcome? Correction { get; init; }

    private const ulong CorrectionBit = 256;

    /// <summary>The message, batch or event that it is about.</summary>
    public MessageId Id => Block.IdOf(Kind, Index);

    /// <summary>Which kind of interest it belongs to; none for what comes from the clock.</summary>
    public FactKinds Kinds => Kind switch
    {
        FactKind.BatchAccepted or FactKind.BatchCompleted => FactKinds.Batches,
        FactKind.MessageSent or FactKind.MessageFinal => FactKinds.Messages,
        FactKind.TextHeard => FactKinds.Texts,
        FactKind.ConsentChanged => FactKinds.Consents,
        FactKind.SpendLimitReached => FactKinds.Profiles,
        _ => FactKinds.None,
    };

    /// <summary>The business number; for an account-wide record none.</summary>
    public Address Business => Block.Business;

    public Address Person => Block.PersonOf(Index);

    /// <summary>The message as it is at <see cref="Due"/>, for the kinds that are about one.</summary>
    public MessageRecord Message => Block.MessageOf(Index);

    /// <summary>
    /// How far the message is. Sent is said also of one that is final in the same moment: each fact is told as it was.
    /// </summary>
    public MessageProgress Progress =>
        Kind == FactKind.MessageSent ? new(MessageStage.Sent, Outcome.Pending, End.SentAt, null)
        : Correction is { } outcome ? End with { Outcome = outcome, FinalAt = Due }
        : MessageProgress.At(Block.DispatchOf(Index), Due);

    /// <summary>When the message ends, for the kinds that are about one.</summary>
    public Stamp EndsAt => End.FinalAt!.Value;

    private MessageProgress End => MessageProgress.At(Block.DispatchOf(Index), new(Stamp.TicksMax));

    /// <summary>The id of the event: the same on every attempt, whenever it is read again.</summary>
    /// <param name="salt">Keeps the ids of several endpoints apart.</param>
    public Guid UuidOf(ulong salt) => PositionUuid.Encode(
        Id, UuidKind.Event, Hashing.Mix(salt, (ulong)Kind + (Correction is null ? 0UL : CorrectionBit)));
}
