using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pools;
using GatewaySim.Domain.Settings;

namespace GatewaySim.Telnyx;

/// <summary>What a blocked send tells the official SDKs about trying again.</summary>
public enum ShouldRetryHeader
{
    /// <summary>No header: the SDKs repeat a 409 twice. Realistic until proven otherwise.</summary>
    None,

    /// <summary><c>x-should-retry: false</c>: the SDKs give up at once.</summary>
    False,
}

/// <summary>Where a message says what smart encoding did. Telnyx's OpenAPI and its guide disagree.</summary>
public enum SmartEncodingFields
{
    /// <summary>Both; the SDKs take either.</summary>
    Both,

    /// <summary>The flat <c>smart_encoding_applied</c> only (OpenAPI).</summary>
    Flat,

    /// <summary>The <c>smart_encoding</c> object only (guide), where smart encoding was asked for.</summary>
    Nested,
}

/// <summary>
/// The settings of the Telnyx front door. Every fact that Telnyx's documents leave open is one of them.
/// </summary>
public sealed class TelnyxOptions
{
    [Setting("HTTP status of 40300, a send to somebody who opted out. 409: older error page, live captures.",
        Min = 400, Max = 499)]
    public int BlockStatus { get; init; } = 409;

    [Setting("HTTP status of the other 403xx request errors that no document settles (40302, 40310 ...).",
        Min = 400, Max = 499)]
    public int RequestErrorStatus { get; init; } = 400;

    [Setting("HTTP status of field errors by value: 10025, 10027, 10032, 10033. Not documented.", Min = 400, Max = 499)]
    public int ValidationStatus { get; init; } = 422;

    [Setting("HTTP status of field errors of autoresp_configs. Not documented.", Min = 400, Max = 499)]
    public int AutoResponseStatus { get; init; } = 422;

    [Setting("Hold autoresp_configs to the documented rules: texts of 20 characters or more, 20 keywords at most, no "
        + "reserved words. The API's own examples break the first.")]
    public bool CheckAutoResponses { get; init; } = true;

    [Setting("Take only the op names of the API description: start, stop, info. Otherwise help too.")]
    public bool StrictAutoResponseOps { get; init; }

    [Setting("Refuse to delete a profile that has numbers: 409 with 10021. Otherwise they are on no profile then.")]
    public bool KeepProfilesInUse { get; init; }

    [Setting("Ask for all members of number_pool_settings that the API description calls required. Otherwise weights "
        + "are 1 where absent, as in the documentation's examples.")]
    public bool StrictPoolSettings { get; init; }

    [Setting("Whether a recipient of a sticky number pool keeps a sender that has become unhealthy, although unhealthy "
        + "ones are skipped. Telnyx's API description says no, its guide yes.")]
    public bool PoolStickyBeforeHealth { get; init; }

    [Setting("Whether the weights of a number pool are those of each number, as in Telnyx's help centre. Off: those of "
        + "the types, as in its guide.")]
    public bool PoolWeighsNumbers { get; init; }

    [Setting("redaction_level on profiles; 0 for an organisation without redaction, which is not shown the members.",
        Min = 0, Max = 2)]
    public int RedactionLevel { get; init; }

    [Setting("Whether a 40300 carries x-should-retry: false. Unknown for the real service; SDKs retry 409 without it.")]
    public ShouldRetryHeader ShouldRetryHeader { get; init; } = ShouldRetryHeader.None;

    [Setting("Accept only ApiKey. Otherwise any non-empty bearer key is good.")]
    public bool StrictCredentials { get; init; }

    /// <summary>What keys of sandboxes begin with: no other simulation takes one at the usual address.</summary>
    public const string SandboxKeyPrefix = "KEY_SANDBOX_";

    [Setting("The key that strict credentials accept.", Reach = SettingReach.Cluster)]
    public string ApiKey { get; init; } = "KEY_GATEWAYSIM_DEMO";

    [Setting("The organization_id shown on every resource.", Reach = SettingReach.Cluster)]
    public Guid OrganizationId { get; init; } = new("6f726700-0000-8000-8000-000000000001");

    [Setting("The largest request body; a larger one is answered 413.", Unit = "bytes", Min = 1024, Max = 1_000_000)]
    public int BodyBytesMax { get; init; } = 65_536;

    [Setting("The most segments of one SMS; more are answered 40302.", Unit = "segments", Min = 1, Max = 255)]
    public int SegmentsMax { get; init; } = 10;

    [Setting("The segments above which an SMS with auto_detect is answered 40328. Telnyx documents no figure.",
        Unit = "segments", Min = 1, Max = 255)]
    public int RecommendedSegmentsMax { get; init; } = 6;

    [Setting("Whether a group message is refused (40300) when one of its recipients is blocked. Off: it fails for "
        + "those only, and is refused when all are. Telnyx documents neither.")]
    public bool GroupRefusesBlocked { get; init; }

    [Setting("Refuse every send with this code, to see what a client does: faults that are not simulated.",
        Words = "none|40311|40313|40314|40315|40320|40322|40323|40326|40329|40330|40332|40333")]
    public string RefuseSends { get; init; } = "none";

    [Setting("Where messages say what smart encoding did. Telnyx's OpenAPI and its guide disagree.")]
    public SmartEncodingFields SmartEncodingFields { get; init; } = SmartEncodingFields.Both;

    [Setting("Count as GSM-7 only what Telnyx's page lists: without the Greek capitals, \u00C7 and \u00A4. "
        + "Off: the standard's whole alphabet.", Reach = SettingReach.Cluster)]
    public bool Gsm7AsListed { get; init; }

    [Setting("The longest text of an MMS, which has no segments; a longer one is answered 10025.",
        Unit = "UTF-16 units", Min = 1, Max = 1_000_000)]
    public int TextCharsMax { get; init; } = 5_000;

    [Setting("Attempts at each URL of a webhook. Telnyx's pages say 3, 2 and 1.", Unit = "attempts",
        Min = 1, Max = 100)]
    public int WebhookAttempts { get; init; } = 3;

    [Setting("Wait before the second attempt at a URL; it doubles with every further one. Telnyx documents none.",
        Unit = "milliseconds", Min = 0, Max = 3_600_000)]
    public int WebhookRetryMs { get; init; } = 1_000;

    [Setting("How long a webhook may take to answer; Telnyx documents 2 s.", Unit = "milliseconds",
        Min = 1, Max = 600_000)]
    public int WebhookTimeoutMs { get; init; } = 2_000;

    [Setting(
        "Sign webhooks with the simulation's time. Off: with the wall's, because receivers refuse signatures that are "
        + "five minutes off.")]
    public bool SignWithSimulationTime { get; init; }

    [Setting("Whether only 200 counts as delivered. Telnyx's pages say any 2xx, its OpenAPI 200.")]
    public bool WebhookOnly200 { get; init; }

    [Setting("Whether automatic replies have webhooks of their own. Unknown for the real service.")]
    public bool AutoReplyWebhooks { get; init; }

    [Setting("Deliveries that GET /v2/webhook_deliveries remembers.", Unit = "deliveries", Min = 1, Max = 100_000)]
    public int WebhookDeliveriesMax { get; init; } = 1_000;

    [Setting("Rows of a page when the caller does not say.", Unit = "rows", Min = 1, Max = 250)]
    public int PageSizeDefault { get; init; } = 20;

    [Setting("The most rows of a page a caller may ask for.", Unit = "rows", Min = 1, Max = 1000)]
    public int PageSizeMax { get; init; } = 250;

    [Setting("How long GET /v2/messages/{id} finds a message.", Unit = "days", Min = 1, Max = 36_500)]
    public int MessageAgeDaysMax { get; init; } = 10;

    [Setting("valid_until minus received_at of a queued message.", Unit = "minutes", Min = 1, Max = 1_440)]
    public int ValidMinutes { get; init; } = 60;

    [Setting("What Telnyx takes for one segment: cost_breakdown.rate.", Unit = "USD", Min = 0, Max = 100)]
    public decimal SegmentPrice { get; init; } = 0.004m;

    [Setting("What the carrier takes for one segment: cost_breakdown.carrier_fee.", Unit = "USD", Min = 0, Max = 100)]
    public decimal SegmentCarrierFee { get; init; } = 0.003m;

    /// <summary>What messages cost, for spend limits.</summary>
    public MessagePrices ToPrices() => new(SegmentPrice, SegmentCarrierFee);

    /// <summary>
    /// The settings of number pools, for the owner of a profile. Allocates only where they are not the default.
    /// </summary>
    internal PoolRules ToPoolRules() => PoolStickyBeforeHealth || PoolWeighsNumbers
        ? new(PoolStickyBeforeHealth, PoolWeighsNumbers)
        : PoolRules.Default;
}
