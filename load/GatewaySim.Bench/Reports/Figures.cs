using System.Globalization;

namespace GatewaySim.Bench.Reports;

/// <summary>A figure's name in JSON, what it is for people, and what is asked of it.</summary>
/// <param name="AtLeast">Null where nothing is asked.</param>
internal sealed record Figure(string Key, string Title, string Format, double? AtLeast = null, double? AtMost = null)
{
    public bool IsMet(double value) => !(value < AtLeast) && !(value > AtMost);

    public string Target => (AtLeast, AtMost) switch
    {
        ({ } least, _) => $">= {Text(least)}",
        (_, { } most) => $"<= {Text(most)}",
        _ => "",
    };

    public string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>The figures of one run. Those that were not measured are null in JSON.</summary>
internal sealed class Figures
{
    public const string GeneratorRps = "generator_rps";
    public const string GeneratorMps = "generator_mps";
    public const string PlaintextRps = "plaintext_rps";
    public const string BatchReadMps = "batch_read_mps";
    public const string BatchParseMps = "batch_parse_mps";
    public const string BatchShardMps = "batch_shard_mps";
    public const string BatchDurableMps = "batch_durable_mps";
    public const string BatchP99Ms = "batch_p99_ms";
    public const string SingleDurableRps = "single_durable_rps";
    public const string SingleP99Ms = "single_p99_ms";
    public const string BlockedRps = "blocked_rps";
    public const string BlockedP99Ms = "blocked_p99_ms";
    public const string BlockedToSingle = "blocked_to_single";
    public const string ConsentChecksPerSecond = "consent_checks_per_s";
    public const string JournalEventsPerSecond = "journal_events_per_s";
    public const string JournalOutcomesPerSecond = "journal_outcomes_per_s";
    public const string BytesPerPair = "bytes_per_pair";
    public const string RecoveryMps = "recovery_mps";
    public const string BatchDurableToRead = "batch_durable_to_read";
    public const string SingleDurableToPlaintext = "single_durable_to_plaintext";
    public const string ServerRssMb = "server_rss_mb";
    public const string CampaignMps = "campaign_mps";
    public const string FlightMps = "flight_mps";
    public const string FlightToCampaign = "flight_to_campaign";
    public const string AdvanceMps = "advance_mps";
    public const string AdvanceSeconds = "advance_s";
    public const string ReadyEmptyMs = "ready_empty_ms";
    public const string ReadyMs = "ready_50m_ms";

    public const string Callbacks0Ms = "callbacks_0ms_per_s";
    public const string Callbacks50Ms = "callbacks_50ms_per_s";
    public const string Callbacks200Ms = "callbacks_200ms_per_s";
    public const string CallbacksMps = "accepted_mps";
    public const string LagP50Ms = "lag_p50_ms";
    public const string LagP99Ms = "lag_p99_ms";

    private const string Count = "#,0";

    /// <summary>What <c>ladder</c> measures; per second, in messages (mps) or requests (rps).</summary>
    public static readonly IReadOnlyList<Figure> Ladder =
    [
        new(GeneratorRps, "0  load generator alone, requests/s", Count),
        new(GeneratorMps, "0  load generator alone, messages/s in batches", Count),
        new(PlaintextRps, "1  Kestrel plaintext, requests/s", Count),
        new(BatchReadMps, "2  batch of 1,000 read, messages/s", Count),
        new(BatchParseMps, "3  and parsed", Count),
        new(BatchShardMps, "4  and decided by its shard", Count),
        new(BatchDurableMps, "5  the real program, durable", Count),
        new(BatchP99Ms, "   p99, ms", "0.00", AtMost: 50),
        new(BatchDurableToRead, "   share of rung 2", "0.0 %", AtLeast: 0.12),
        new(SingleDurableRps, "6  Telnyx sends, the real program, durable, requests/s", Count),
        new(SingleP99Ms, "   p99, ms", "0.00"),
        new(SingleDurableToPlaintext, "   share of rung 1", "0.0 %", AtLeast: 0.45),
        new(BlockedRps, "   Telnyx sends that a STOP blocks, requests/s", Count),
        new(BlockedP99Ms, "   p99, ms", "0.00"),
        new(BlockedToSingle, "   share of rung 6", "0.0 %", AtLeast: 1),
        new(ServerRssMb, "   most memory of the real program, MiB resident", Count, AtMost: 1024),
        new(ConsentChecksPerSecond, "consent checks/s, one thread", Count),
        new(JournalEventsPerSecond, "journal alone, small events/s", Count),
        new(JournalOutcomesPerSecond, "journal alone, messages/s in chunks", Count),
        new(BytesPerPair, "bytes per opt-out pair, at worst", "0.00", AtMost: 24),
        new(RecoveryMps, "recovery from events, messages/s", Count, AtLeast: 10_000_000),
    ];

    public static readonly IReadOnlyList<Figure> Campaign =
    [
        new(CampaignMps, "campaign, messages/s", Count),
        new(BatchP99Ms, "p99 of a batch, ms", "0.00", AtMost: 50),
        new(ServerRssMb, "most memory, MiB resident", Count, AtMost: 1024),
    ];

    public static readonly IReadOnlyList<Figure> Flight =
    [
        new(CampaignMps, "carrier instant: accepted, messages/s", Count),
        new(FlightMps, "carrier realistic, all in flight: accepted, messages/s", Count),
        new(FlightToCampaign, "   share of instant", "0.0 %", AtLeast: 0.5),
        new(ServerRssMb, "   most memory, MiB resident", Count, AtMost: 2048),
        new(AdvanceSeconds, "   until the clock has passed over all, s", "0.0"),
        new(AdvanceMps, "   the same, messages/s", Count, AtLeast: 1_000_000),
    ];

    public static readonly IReadOnlyList<Figure> Start =
    [
        new(ReadyEmptyMs, "ready on an empty directory, ms", Count, AtMost: 1_000),
        new(ReadyMs, "ready on a journal of 50 million messages, ms", Count, AtMost: 5_000),
    ];

    public static readonly IReadOnlyList<Figure> Webhooks =
    [
        new(Callbacks0Ms, "callbacks/s to a receiver that answers at once", Count, AtLeast: 10_000),
        new(CallbacksMps, "   while so many messages/s are accepted", Count),
        new(Callbacks50Ms, "callbacks/s to a receiver that takes 50 ms", Count),
        new(Callbacks200Ms, "callbacks/s to a receiver that takes 200 ms", Count, AtLeast: 4_000),
        new(LagP50Ms, "at 4,000/s: from the event to the receiver, p50, ms", "0.00"),
        new(LagP99Ms, "   p99, ms", "0.00"),
    ];

    private readonly Dictionary<string, double> _values = [];

    public double? this[string key] => _values.TryGetValue(key, out var value) ? value : null;

    public void Set(string key, double value) => _values[key] = value;

    /// <summary>Keeps the greater.</summary>
    public void SetMax(string key, double value) => _values[key] = Math.Max(value, this[key] ?? 0);

    /// <summary>Sets a share, when both sides of it were measured.</summary>
    public void SetRatio(string key, string part, string whole)
    {
        if (this[part] is { } p && this[whole] is > 0 and { } w)
        {
            _values[key] = p / w;
        }
    }
}
