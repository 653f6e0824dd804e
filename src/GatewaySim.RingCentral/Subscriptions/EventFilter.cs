using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>What a filter is about. Part of event ids: append, never renumber.</summary>
internal enum FilterKind
{
    Batches,
    Messages,
    OptOuts,
    Consents,
    Reminder,
}

/// <summary>One event filter of a subscription.</summary>
/// <param name="Kind">Which events.</param>
/// <param name="Text">As asked, with ids in the place of <c>~</c>; a reminder keeps it until its subscription has one.
/// </param>
/// <remarks>
/// Of several values of one parameter any may match. UNVERIFIED: RingCentral documents single values only.
/// </remarks>
internal sealed record EventFilter(FilterKind Kind, string Text)
{
    /// <summary>How a filter of reminders ends before its query.</summary>
    public const string ReminderPath = "/restapi/v1.0/subscription/";

    /// <summary>
    /// Whether it takes its events out of what the others of its kind ask for. The leading '!' is of changelog 1.0.34;
    /// that this is its meaning is UNVERIFIED.
    /// </summary>
    public bool IsNegated { get; init; }

    /// <summary>Senders; empty for any.</summary>
    public IReadOnlyList<Address> From { get; init; } = [];

    /// <summary>Recipients; empty for any.</summary>
    public IReadOnlyList<Address> To { get; init; } = [];

    /// <summary>Null for both.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Null for any. <see cref="MessageId.None"/>: one that there is not.</summary>
    public MessageId? Batch { get; init; }

    /// <summary>How long before the expiry the first reminder comes.</summary>
    public TimeSpan Threshold { get; init; }

    /// <summary>How long after a reminder the next one comes.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The kinds of facts it may be about.</summary>
    public FactKinds Kinds => Kind switch
    {
        FilterKind.Batches => FactKinds.Batches,
        FilterKind.Messages => Direction switch
        {
            Domain.Messages.Direction.Outbound => FactKinds.Messages,
            Domain.Messages.Direction.Inbound => FactKinds.Texts,
            _ => FactKinds.Messages | FactKinds.Texts,
        },
        FilterKind.OptOuts or FilterKind.Consents => FactKinds.Consents,
        _ => FactKinds.None,
    };

    /// <summary>The filter as it stands in answers and events.</summary>
    public string TextFor(Guid subscription) => Kind == FilterKind.Reminder
        ? Text.Replace($"{ReminderPath}~", $"{ReminderPath}{subscription}", StringComparison.Ordinal)
        : Text;

    /// <summary>Whether a reminder's times fit a subscription that lives this long.</summary>
    public bool Fits(int expiresIn) => Kind != FilterKind.Reminder || Threshold.TotalSeconds * 2 <= expiresIn;

    public bool Matches(in Fact fact)
    {
        if ((fact.Kinds & Kinds) == 0)
        {
            return false;
        }

        var isInbound = fact.Kind == FactKind.TextHeard;
        return Kind switch
        {
            FilterKind.Batches => IsOf(From, fact.Business) && (Batch is null || Batch == fact.Id),
            FilterKind.Messages => IsOf(From, isInbound ? fact.Person : fact.Business)
                && IsOf(To, isInbound ? fact.Business : fact.Person)
                && (Batch is null || (Batch != MessageId.None && Batch == fact.Block.Batch)),

            // The older API has no account-wide records.
            FilterKind.OptOuts => fact.Block.Event is not WildcardSet && IsOf(From, fact.Business),
            FilterKind.Consents => IsOf(From, fact.Business) && IsOf(To, fact.Person),
            _ => false,
        };
    }

    private static bool IsOf(IReadOnlyList<Address> wanted, Address address) =>
        wanted.Count == 0 || wanted.Contains(address);
}
