using GatewaySim.Domain.Settings;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>What follows when an address has failed too long.</summary>
public enum BlacklistEnd
{
    /// <summary>Nothing more is sent: delete the subscription and make another (guide of 2022).</summary>
    Permanent,

    /// <summary>The address is checked now and then and hears again when it answers (forum 1173, 2018).</summary>
    Recovers,
}

/// <summary>What RingCentral's documents leave open about subscriptions and webhooks.</summary>
public sealed class SubscriptionOptions
{
    [Setting("How long a subscription lives when its owner does not say. UNVERIFIED; samples show a week.",
        Unit = "seconds", Min = 1, Max = 315_360_000)]
    public int ExpiresInDefault { get; init; } = 604_800;

    [Setting("The longest expiresIn; the API description says ten years. Beyond it: 400.",
        Unit = "seconds", Min = 1, Max = 315_360_000)]
    public int ExpiresInMax { get; init; } = 315_360_000;

    [Setting("Whether a renewal without expiresIn takes the default (API page), not what it had (changelog).")]
    public bool RenewalTakesDefault { get; init; }

    [Setting("Subscriptions of the account that may live at once; RingCentral documents 30. One more: 403, SUB-505.",
        Unit = "subscriptions", Min = 1, Max = 10_000)]
    public int SubscriptionsMax { get; init; } = 30;

    [Setting("Event filters of one subscription. UNVERIFIED: no limit is documented. Beyond it: 400.",
        Unit = "filters", Min = 1, Max = 10_000)]
    public int FiltersMax { get; init; } = 100;

    [Setting("How long a receiver may take to answer; RingCentral documents 3000 for the handshake.",
        Unit = "milliseconds", Min = 1, Max = 600_000)]
    public int TimeoutMs { get; init; } = 3_000;

    [Setting("Bytes that an answer may have: headers and body in the handshake, the body of an answer to an event.",
        Unit = "bytes", Min = 1, Max = 1_048_576)]
    public int AnswerBytesMax { get; init; } = 1_024;

    [Setting("Waits before an event is sent again, one per repeat. UNVERIFIED: none are documented.",
        Unit = "seconds", Min = 0, Max = 1_000_000)]
    public int[] RetrySeconds { get; init; } = [5, 30, 120, 600];

    [Setting("How long an address may fail without a success before its subscription is blacklisted (forum 1173).",
        Unit = "seconds", Min = 1, Max = 31_536_000)]
    public int BlacklistAfterSeconds { get; init; } = 600;

    [Setting("What follows blacklisting: nothing (guide of 2022, the newer source), or checks of the address (2018).")]
    public BlacklistEnd BlacklistEnd { get; init; } = BlacklistEnd.Permanent;

    [Setting("How often the address of a blacklisted subscription is checked where it recovers (forum 1173).",
        Unit = "seconds", Min = 1, Max = 31_536_000)]
    public int RecheckSeconds { get; init; } = 900;

    [Setting("Whether a batch's acceptance is an event too, as Processing. UNVERIFIED; samples show Completed only.")]
    public bool BatchAcceptedEvents { get; init; }

    [Setting("Whether an opt-in is an opt-outs event with active false. The guide of 2026 says so, that of 2020 not.")]
    public bool OptInEvents { get; init; } = true;

    [Setting("Whether events carry the verification token as Validation-Token too, as the present guide spells it.")]
    public bool ValidationTokenOnEvents { get; init; }
}
