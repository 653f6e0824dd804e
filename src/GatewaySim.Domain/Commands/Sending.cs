using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Domain.Commands;

/// <summary>Where one message's own text lies in <see cref="BatchSubmission.TextBytes"/>.</summary>
/// <param name="Length">Bytes of UTF-8; 0 means that the batch's text is used.</param>
public readonly record struct TextSlice(int Offset, int Length);

/// <summary>A RingCentral batch, validated and translated by the front door.</summary>
/// <remarks>
/// The buffers belong to the caller and must stay as they are until the reply came. Recipients are the accepted ones in
/// the order of the request; message n of the batch is recipient n.
/// </remarks>
public sealed class BatchSubmission
{
    public required int Account { get; init; }

    public required Address From { get; init; }

    /// <summary>The default text, UTF-8; empty when every message has its own.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>
    /// E.164 numbers as <see cref="PhoneNumber.Value"/>; at least one. A batch of none is a bug of the caller.
    /// </summary>
    public required ReadOnlyMemory<ulong> Recipients { get; init; }

    /// <summary>As long as <see cref="Recipients"/>, or empty when no message has its own text.</summary>
    public ReadOnlyMemory<TextSlice> Texts { get; init; }

    public ReadOnlyMemory<byte> TextBytes { get; init; }

    /// <summary>Entries of the request that were refused as invalid.</summary>
    public int Rejected { get; init; }
}

/// <summary>What came of a batch.</summary>
/// <param name="Verdict">Accepted, UnknownSender, Overloaded or Unknown.</param>
/// <param name="Id">The batch; none unless accepted.</param>
/// <param name="At">When it was accepted.</param>
public readonly record struct BatchReply(Verdict Verdict, MessageId Id = default, Stamp At = default);

/// <summary>What a Telnyx sender asks for besides text and addresses.</summary>
public sealed record MessageOptions
{
    public static readonly MessageOptions None = new();

    /// <summary>
    /// The <see cref="Encoding"/> that a message keeps when its request had <c>auto</c> or none and the profile's smart
    /// encoding was on: smart encoding, and no need to end as GSM-7.
    /// </summary>
    public const string SmartEncoding = "smart";

    public string? Subject { get; init; }

    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    public string? WebhookUrl { get; init; }

    public string? WebhookFailoverUrl { get; init; }

    /// <summary>
    /// As asked: <c>auto</c>, <c>gsm7</c> or <c>ucs2</c>; <see cref="SmartEncoding"/> where the profile's smart
    /// encoding decided; null when not given.
    /// </summary>
    public string? Encoding { get; init; }

    public bool UseProfileWebhooks { get; init; } = true;

    public bool AutoDetect { get; init; }
}

/// <summary>One Telnyx message, validated and translated by the front door.</summary>
/// <param name="From">None for a number of the pool of <paramref name="Profile"/>.</param>
/// <param name="Profile">The profile the caller named; null to take the sender's own.</param>
public sealed record SendMessage(
    int Account, Address From, Address To, string Text, Guid? Profile, MessageOptions Options)
{
    /// <summary>When to hand it to the carrier; <see cref="Stamp.None"/> for at once.</summary>
    public Stamp SendAt { get; init; }

    /// <summary>How long it may wait for its sender's rate.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How a number of the pool is chosen, where the documents disagree.</summary>
    public PoolRules PoolRules { get; init; } = PoolRules.Default;
}

/// <summary>Takes a scheduled message back.</summary>
/// <param name="Scope">Whose it is.</param>
/// <param name="Margin">How long before its time it cannot be taken back any more.</param>
public sealed record CancelMessage(Scope Scope, MessageId Id, TimeSpan Margin);

/// <summary>One Telnyx message to several people who see each other.</summary>
/// <param name="To">1 to 8 recipients, each once.</param>
/// <param name="RefusesBlocked">
/// Whether one blocked recipient stops the whole message. Otherwise theirs fails, and only all of them stop it.
/// </param>
public sealed record SendGroup(
    int Account, Address From, IReadOnlyList<PhoneNumber> To, string Text, MessageOptions Options,
    bool RefusesBlocked);

/// <summary>What came of a group message.</summary>
/// <param name="Verdict">As of one message.</param>
/// <param name="BlockedTo">The first recipient who is blocked, where that refused the message.</param>
/// <param name="Event">What was journalled; null unless accepted.</param>
public readonly record struct GroupReply(
    Verdict Verdict, MessageId Id = default, Stamp At = default, Guid Profile = default, Address BlockedTo = default,
    Messages.GroupAccepted? Event = null);

/// <summary>What came of one message.</summary>
/// <param name="Verdict">
/// Accepted, Blocked, UnknownSender, NotFound (profile), Disabled, Forbidden, SpendLimited, NoSender, Overloaded or
/// Unknown.
/// </param>
/// <param name="Profile">The profile that it was sent under.</param>
/// <param name="Chosen">The number of the pool that was chosen; none where the caller named the sender.</param>
/// <param name="LeavesAt">When it leaves its sender's queue; none where it did not have to wait.</param>
public readonly record struct SendReply(
    Verdict Verdict, MessageId Id = default, Stamp At = default, Guid Profile = default,
    PhoneNumber Chosen = default, Stamp LeavesAt = default);
