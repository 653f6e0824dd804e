using System.Diagnostics.Metrics;
using GatewaySim.Domain;

namespace GatewaySim.Actors.Counting;

/// <summary>What became of webhooks since the start of the process, over all endpoints that there were.</summary>
/// <remarks>The delivering thread writes; any thread may read, each number for itself.</remarks>
public sealed class WebhookCounts
{
    private static readonly KeyValuePair<string, object?>[] Providers =
    [
        new("provider", "ringcentral"),
        new("provider", "telnyx"),
    ];

    private readonly long[] _delivered = new long[2];
    private readonly long[] _failed = new long[2];
    private readonly long[] _dead = new long[2];
    private readonly long[] _dropped = new long[2];
    private readonly Histogram<double>? _delay;

    /// <param name="meter">Where delays are recorded; null for nowhere.</param>
    internal WebhookCounts(Meter? meter) => _delay = meter?.CreateHistogram(
        "gatewaysim.webhook.delay", "s",
        "Time of the simulation from the moment when a callback was due to its first attempt.", tags: null,
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600],
        });

    /// <summary>Attempts that the receiver took.</summary>
    public long Delivered(Provider provider) => At(_delivered, provider);

    /// <summary>Attempts that failed.</summary>
    public long Failed(Provider provider) => At(_failed, provider);

    /// <summary>Events that were given up after the last attempt.</summary>
    public long Dead(Provider provider) => At(_dead, provider);

    /// <summary>Events that became due while their endpoint was suspended.</summary>
    public long Dropped(Provider provider) => At(_dropped, provider);

    internal void AddDelivered(Provider provider) => _delivered[IndexOf(provider)]++;

    internal void AddFailed(Provider provider) => _failed[IndexOf(provider)]++;

    internal void AddDead(Provider provider) => _dead[IndexOf(provider)]++;

    internal void AddDropped(Provider provider) => _dropped[IndexOf(provider)]++;

    internal void FirstSent(Provider provider, TimeSpan delay) =>
        _delay?.Record(Math.Max(0, delay.TotalSeconds), Providers[IndexOf(provider)]);

    private static long At(long[] counts, Provider provider) => Volatile.Read(ref counts[IndexOf(provider)]);

    private static int IndexOf(Provider provider)
    {
        Invariant.Holds(provider is Provider.RingCentral or Provider.Telnyx);
        return (int)provider - 1;
    }
}
