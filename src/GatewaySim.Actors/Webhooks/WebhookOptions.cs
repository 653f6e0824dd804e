using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors.Webhooks;

/// <summary>How webhooks are delivered, whoever the provider is.</summary>
public sealed class WebhookOptions
{
    [Setting("Hosts that webhooks may go to: a name, *.name, an address, or one of these with :port. Empty: any.")]
    public string[] AllowedTargets { get; init; } = [];

    [Setting("Callbacks under way at once to one receiver.", Unit = "callbacks", Min = 1, Max = 65_536)]
    public int ConcurrencyMax { get; init; } = 1_024;

    [Setting("Callbacks of one receiver that wait for their turn or their next attempt; beyond it, its events wait.",
        Unit = "callbacks", Min = 1, Max = 10_000_000)]
    public int WaitingMax { get; init; } = 100_000;

    [Setting("Facts of one endpoint in memory, due or not. From half of it on, events whose next fact is due last are "
        + "parked; when it is full all the same, the rest waits in the journal for room.",
        Unit = "facts", Min = 1, Max = 100_000_000)]
    public int FactsMax { get; init; } = 1_000_000;

    [Setting("Events of one endpoint that are parked: read again when one of their facts is due. Some 100 bytes each.",
        Unit = "events", Min = 0, Max = 100_000_000)]
    public int ParkedMax { get; init; } = 5_000_000;

    [Setting("How long a connection to a receiver may take.", Unit = "milliseconds", Min = 1, Max = 600_000)]
    public int ConnectTimeoutMs { get; init; } = 2_000;

    [Setting("Whether https receivers need no valid certificate.")]
    public bool AcceptAnyCertificate { get; init; }

    [Setting("How often it is noted how far delivery has come. A crash repeats at most what came since.",
        Unit = "milliseconds", Min = 1, Max = 600_000)]
    public int MarkMs { get; init; } = 500;

    [Setting("Events given up, and answers of each endpoint, that /_sim/webhooks shows.",
        Unit = "records", Min = 1, Max = 100_000)]
    public int ShownMax { get; init; } = 100;
}
