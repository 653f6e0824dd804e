using GatewaySim.Actors.Faults;

namespace GatewaySim.Dashboard.Faults;

/// <summary>What a rule of one kind may say. One table of names, members, ranges and defaults.</summary>
/// <param name="Name">As <c>fault</c> has it.</param>
/// <param name="Members">Besides those that every rule may have.</param>
/// <param name="Number">Its one number.</param>
/// <param name="Moments">What <c>when</c> may be; the first is the default.</param>
internal sealed record FaultShape(
    FaultKind Kind, string Name, string[] Members, FaultNumber? Number = null, FaultMoment[]? Moments = null)
{
    /// <summary>Members of every rule.</summary>
    public static readonly string[] OfEvery = ["fault", "chance", "times"];

    public static readonly IReadOnlyList<FaultShape> All =
    [
        new(FaultKind.Error, "error", ["provider", "method", "path", "code", "status", "when"], null,
            [FaultMoment.Before, FaultMoment.After]),
        new(FaultKind.RateLimit, "rate-limit", ["provider", "method", "path"], new("retryAfterSeconds", 0, 86_400, 60)),
        new(FaultKind.Token, "token", ["provider", "method", "path", "code"]),
        new(FaultKind.Reset, "reset", ["provider", "method", "path", "when"], null,
            [FaultMoment.Before, FaultMoment.During, FaultMoment.After]),
        new(FaultKind.Latency, "latency", ["provider", "method", "path", "when"], new("ms", 1, 600_000, 1_000),
            [FaultMoment.Before, FaultMoment.After]),
        new(FaultKind.SlowBody, "slow-body", ["provider", "method", "path"],
            new("bytesPerSecond", 1, 1_000_000, 100)),
        new(FaultKind.WebhookEarly, "webhook-early", ["provider", "method", "path", "until"],
            new("ms", 1, 600_000, 10_000)),
        new(FaultKind.WebhookDuplicate, "webhook-duplicate", ["provider", "kind"], new("copies", 1, 100, 1)),
        new(FaultKind.WebhookReorder, "webhook-reorder", ["provider"], new("seconds", 1, 86_400, 1)),
        new(FaultKind.WebhookLost, "webhook-lost", ["provider", "kind"]),
        new(FaultKind.WebhookLate, "webhook-late", ["provider", "kind"], new("seconds", 1, 604_800, 60)),
        new(FaultKind.WebhookCorrected, "webhook-corrected", ["provider"], new("seconds", 1, 604_800, 60)),
        new(FaultKind.JournalSlow, "journal-slow", [], new("ms", 1, 60_000, 100)),
        new(FaultKind.JournalRefuses, "journal-refuses", ["when"], null, [FaultMoment.Before, FaultMoment.After]),
    ];

    public string[] Known { get; } = [.. OfEvery, .. Members, .. Number is null ? [] : (string[])[Number.Name]];

    public static FaultShape Of(FaultKind kind) => All.Single(s => s.Kind == kind);
}

/// <summary>A whole number that a rule may give.</summary>
/// <param name="Name">With its unit.</param>
internal sealed record FaultNumber(string Name, int Min, int Max, int Default)
{
    /// <summary>Puts it into a rule.</summary>
    public FaultRule In(FaultRule rule, int value) => Name switch
    {
        "ms" => rule with { Span = TimeSpan.FromMilliseconds(value) },
        "seconds" => rule with { Span = TimeSpan.FromSeconds(value) },
        _ => rule with { Count = value },
    };

    public int Of(FaultRule rule) => Name switch
    {
        "ms" => (int)rule.Span.TotalMilliseconds,
        "seconds" => (int)rule.Span.TotalSeconds,
        _ => rule.Count,
    };
}
