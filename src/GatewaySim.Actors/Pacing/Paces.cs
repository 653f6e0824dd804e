using System.Collections.Concurrent;
using System.Collections.Frozen;
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
    private readonly ConcurrentDictionary<int, AccountGate> _batchGates = new();

    private readonly FrozenDictionary<Address, TenDlcClass> _classes;

    private Paces(PacingOptions options, int shards)
    {
        (_options, _shards) = (options, shards);
        _classes = options.NumberClasses.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('='))
            .ToFrozenDictionary(pair => Address.Parse(pair[0]), pair => Enum.Parse<TenDlcClass>(pair[1]));
    }

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
            : TenDlcClasses.PerSecond(_classes.GetValueOrDefault(line.From, _options.TenDlcClass), line.IsMms),
    };

    /// <summary>Segments a second of a RingCentral number.</summary>
    public double BatchPerSecondOf(Address from) => SenderTypes.Of(from) switch
    {
        SenderType.TollFree => _options.RingCentralTollFreePerSecond,
        SenderType.ShortCode => _options.RingCentralShortCodePerSecond,
        _ => TenDlcClasses.PerSecond(_classes.GetValueOrDefault(from, _options.TenDlcClass), isMms: false),
    };

    /// <summary>Segments a second of all batches of an account at RingCentral; 0 for any number.</summary>
    public double BatchAccountPerSecond => _options.RingCentralAccountPerSecond;

    /// <summary>The rate that an account's RingCentral numbers share; null for none.</summary>
    public AccountGate? BatchGateOf(int account) => BatchAccountPerSecond == 0 ? null
        : _batchGates.GetOrAdd(account, _ => new(BatchAccountPerSecond, long.MaxValue, _shards));

    /// <summary>Segments that the queue of a RingCentral number holds.</summary>
    public long BatchPartsMax(double perSecond) => (long)(perSecond * _options.RingCentralQueueSeconds);

    /// <summary>How long a message of a batch may wait.</summary>
    public TimeSpan BatchValidFor => TimeSpan.FromSeconds(_options.RingCentralValidSeconds);

    /// <summary>How much of a batch leaves at a time.</summary>
    public double SliceSeconds => _options.SliceMs / 1000.0;

    /// <summary>Segments that a queue holds.</summary>
    public long PartsMaxOf(in LineKey line) => PartsMax(PerSecondOf(line));

    public AccountGate GateOf(int account, bool isMms) => _gates.GetOrAdd((account, isMms), key =>
    {
        var perSecond = key.IsMms ? _options.AccountMmsPerSecond : _options.AccountSmsPerSecond;
        return new(perSecond, PartsMax(perSecond), _shards);
    });

    /// <summary>
    /// Whether messages wait, or batches may, that share an account's rate, so that it matters who leaves first.
    /// </summary>
    public bool HasShared
    {
        get
        {
            if (BatchAccountPerSecond > 0)
            {
                return true;
            }

            foreach (var gate in _gates.Values)
            {
                if (gate.HasWaiting)
                {
                    return true;
                }
            }

            return false;
        }
    }

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
