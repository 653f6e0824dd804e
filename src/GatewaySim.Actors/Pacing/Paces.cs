using System.Collections.Concurrent;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Actors.Pacing;

/// <summary>One queue of a sender: carriers and countries have rates of their own.</summary>
/// <param name="IsAbroad">A local number to a country that is not the US or Canada.</param>
internal readonly record struct LineKey(Address From, bool IsMms, bool IsAbroad);

/// <summary>The rates of a node, and the gates of its accounts.</summary>
internal sealed class Paces
{
    private readonly PacingOptions _options;
    private readonly int _shards;
    private readonly ConcurrentDictionary<(int Account, bool IsMms), AccountGate> _gates = new();

    private Paces(PacingOptions options, int shards) => (_options, _shards) = (options, shards);

    /// <returns>Null where nothing is paced.</returns>
    public static Paces? Of(PacingOptions options, CarrierProfile carrier, int shards) =>
        options.Mode == PacingMode.On || (options.Mode == PacingMode.Auto && carrier.IsPaced)
            ? new(options, shards) : null;

    public static LineKey KeyOf(Address from, Address to, bool isMms) => new(
        from, isMms, SenderTypes.Of(from) == SenderType.LongCode && !(IsDomestic(from) && IsDomestic(to)));

    /// <summary>Segments (SMS) or messages (MMS) a second.</summary>
    public double PerSecondOf(in LineKey line) => SenderTypes.Of(line.From) switch
    {
        SenderType.TollFree => _options.TollFreePerSecond,
        SenderType.ShortCode => _options.ShortCodePerSecond,
        SenderType.Alphanumeric => _options.AlphanumericPerSecond,
        _ => line.IsAbroad ? _options.LongCodePerSecond
            : TenDlcClasses.PerSecond(_options.TenDlcClass, line.IsMms),
    };

    /// <summary>Segments that a queue holds.</summary>
    public long PartsMaxOf(in LineKey line) => PartsMax(PerSecondOf(line));

    public AccountGate GateOf(int account, bool isMms) => _gates.GetOrAdd((account, isMms), key =>
    {
        var perSecond = key.IsMms ? _options.AccountMmsPerSecond : _options.AccountSmsPerSecond;
        return new(perSecond, PartsMax(perSecond), _shards);
    });

    /// <summary>A shard is rebuilt: what waits in it is counted anew.</summary>
    public void Forget(int shard)
    {
        foreach (var gate in _gates.Values)
        {
            gate.Forget(shard);
        }
    }

    private static bool IsDomestic(Address address) =>
        address.Kind == AddressKind.PhoneNumber
        && NumberPlan.RegionOf(address.AsPhoneNumber).ToString() is "US" or "CA";

    private long PartsMax(double perSecond) => (long)(perSecond * _options.QueueSeconds);
}
