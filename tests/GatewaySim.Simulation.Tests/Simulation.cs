using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pacing;
using GatewaySim.Journal;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Simulation.Tests;

/// <summary>The whole gateway on one thread: who goes on next, what fails, what time it is, all by one seed.</summary>
internal sealed partial class Simulation
{
    private const int TraceMax = 40;

    private readonly Random _random;
    private readonly Queue<string> _trace = new();
    private readonly List<Shard> _woken = [];
    private readonly List<Task> _underWay = [];
    private readonly Dictionary<object, (IReadOnlyList<Fact> Facts, long Seen)> _submitted = [];
    private readonly Dictionary<MessageId, IReadOnlyList<ulong>> _batches = [];
    private readonly Dictionary<MessageId, ulong> _scheduled = [];
    private readonly Callers _callers;
    private readonly bool _isByRun;
    private readonly FaultBoard _board = new(1);
    private readonly Random? _orders;
    private readonly Outside? _outside;

    /// <param name="hasOrders">Whether an operator makes the journal fail, slow or fast, besides.</param>
    /// <param name="hasAll">Whether everything else happens too: see <see cref="AllFaultsTests"/>.</param>
    public Simulation(int seed, bool hasOrders = false, bool hasAll = false)
    {
        _orders = hasOrders || hasAll ? new(~seed) : null;
        Seed = seed;
        _random = new(seed);
        _isByRun = seed % 4 == 0;
        Carrier = hasAll && seed % 3 > 0 ? OwnCarrier : null;
        Options = new() { Carrier = hasAll ? "realistic" : seed % 2 == 0 ? "fast" : "instant" };
        Limits = new()
        {
            MailboxCommandsMax = _random.Next(3, 24),
            TurnCommandsMax = _random.Next(1, 8),
            TurnsInFlightMax = _random.Next(1, 5),
            DispatchMessagesMax = _random.Next(1, 4),
            QueuedMessagesMax = _random.Next(8, 40),
            EntitiesMax = _random.Next(2, 6),
            IdleSeconds = 1,
            RecipientsMax = _random.Next(6) == 0 && !hasAll ? 3 : 1000,
            SnapshotEvents = _random.Next(2, 40),
        };
        Pacing = new()
        {
            Mode = hasAll || seed % 3 == 0 ? PacingMode.On : PacingMode.Off, TenDlcClass = TenDlcClass.E,
            LongCodePerSecond = 0.5,
            TollFreePerSecond = 2, AccountSmsPerSecond = 5, QueueSeconds = _random.Next(2, 60),
            RingCentralQueueSeconds = seed % 5 == 0 ? 2 : 60,
            RingCentralValidSeconds = seed % (hasAll ? 5 : 2) == 0 ? 3 : 3_600,
            TMobileDailyCap = seed % 7 < 2 ? 1 + seed % 23 : 0, RingCentralAccountPerSecond = seed % 9 == 0 ? 3 : 0,
        };
        Ledger = new()
        {
            Own = Carrier,
            Life = () => Crashes + Restarts + (Gateway?.Restarts ?? 0),
            IntervalOf = Pacing.Mode == PacingMode.Off ? null : (from, to) => TimeSpan.FromSeconds(
                from.ToString().StartsWith("+1844", StringComparison.Ordinal) ? 0.5
                : to.ToString().StartsWith("+1", StringComparison.Ordinal) ? 0.25
                : 2),
            BatchIntervalOf = Pacing.Mode == PacingMode.Off ? null : from => TimeSpan.FromSeconds(
                from.ToString().StartsWith("+1833", StringComparison.Ordinal) ? 1 / 3.0 : 0.25),
            DailyCap = Pacing.TMobileDailyCap == 0 ? null : Pacing.TMobileDailyCap,
            BatchesValidFor = TimeSpan.FromSeconds(Pacing.RingCentralValidSeconds),
        };
        Journal = new(new JournalInfo(_random.Next(2, 5), (ulong)seed), _random)
        {
            OnSubmitted = Submitted,
            Ordered = _orders is null ? null : _board,
            OnSlow = delay => Time.Advance(delay),
            OnStored = append =>
            {
                var (facts, seen) = _submitted[append];
                Ledger.Fold(facts, seen);
            },
        };
        Gateway = Start();
        _callers = new(this, _random);
        _outside = hasAll ? new(this, _callers, _random) : null;
    }

    public int Seed { get; }

    /// <summary>The user's own carrier; null where the options name one.</summary>
    public CarrierProfile? Carrier { get; }

    public GatewayOptions Options { get; }

    public ShardOptions Limits { get; }

    /// <summary>Every keyword is answered, so that replies can be counted.</summary>
    public ConsentOptions Consent { get; } = new()
    {
        RingCentralStartText = "You may get messages again.", RingCentralHelpText = "Help.", TelnyxHelpText = "Help.",
    };

    public SteppedTime Time { get; } = new();

    public SimulatedJournal Journal { get; }

    public PacingOptions Pacing { get; }

    public Ledger Ledger { get; }

    public Told Told { get; } = new();

    public Gateway Gateway { get; private set; }

    /// <summary>The faults that an operator ordered, one plan after the other.</summary>
    public List<FaultPlan> Plans { get; } = [];

    /// <summary>The faults in force.</summary>
    public FaultPlan Plan => _board.Plan;

    public FaultBoard Board => _board;

    /// <summary>Receivers of webhooks, and phones; null where there are none.</summary>
    public Outside? Outside => _outside;

    /// <summary>How many crashes there were.</summary>
    public int Crashes { get; private set; }

    /// <summary>Answers to sends that came behind their callback.</summary>
    public int Early => _callers.Early;

    /// <summary>How often a shard was rebuilt without a crash.</summary>
    public int Restarts { get; private set; }

    /// <summary>How often a scope was seen to be out of memory.</summary>
    public int Passivations { get; set; }

    /// <summary>Runs a seed. Everything happens on this thread, so the same seed does the same again.</summary>
    public static Simulation Run(int seed, int steps, bool hasOrders = false, bool hasAll = false)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var simulation = new Simulation(seed, hasOrders, hasAll);
        try
        {
            simulation.Run(steps);
            return simulation;
        }
        catch (Exception e)
        {
            throw new PropertyBrokenException(
                $"Seed {seed}: {e.Message}\nThe last actions:\n{string.Join('\n', simulation._trace)}", e);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void Note(string what)
    {
        _trace.Enqueue(what);
        if (_trace.Count > TraceMax)
        {
            _trace.Dequeue();
        }
    }

    /// <summary>Follows a caller's call to its end.</summary>
    public void Follow(Task call) => _underWay.Add(call);

    private void Run(int steps)
    {
        Follow(_callers.SetUpAsync());
        Drain();
        _outside?.Begin();
        Journal.HasFaults = true;
        for (var step = 0; step < steps; step++)
        {
            if (_orders?.Next(_outside is null ? 20 : 50) == 0)
            {
                Order(_orders);
            }

            if (_outside is null)
            {
                Step();
            }
            else
            {
                StepAll(_outside);
            }
        }

        Journal.HasFaults = false;
        Drain();
        if (_outside is not null)
        {
            ComeToRest(_outside);
        }

        _callers.CheckEnd();
        Audit.All(this);
        var dump = _outside is null ? "" : DumpOf();
        Crash();
        Drain();
        Audit.All(this);
        if (_outside is not null)
        {
            Property.Holds("G4", dump == DumpOf(), $"the dump is another one after a crash");
            _outside.CheckEnd();
        }
    }

    /// <summary>An operator puts other faults in force, or clears them.</summary>
    private void Order(Random random)
    {
        List<FaultRule> rules = [];
        foreach (var (kind, when) in (ReadOnlySpan<(FaultKind, FaultMoment)>)[
            (FaultKind.JournalSlow, FaultMoment.Before), (FaultKind.JournalRefuses, FaultMoment.Before),
            (FaultKind.JournalRefuses, FaultMoment.After)])
        {
            if (random.Next(3) == 0)
            {
                rules.Add(new(kind)
                {
                    When = when, Chance = random.Next(1, 5) / 4.0,
                    Span = TimeSpan.FromMilliseconds(random.Next(1, 500)),
                    Times = random.Next(2) == 0 ? null : random.Next(1, 5),
                });
            }
        }

        if (_outside is not null)
        {
            rules.AddRange(Outside.Order(random));
        }

        Note($"faults: {string.Join(", ", rules)}");
        Plans.Add(new((ulong)random.Next(), rules));
        _board.Put(Plans[^1]);
    }

    private void Step()
    {
        switch (_random.Next(1000))
        {
            case < 380:
                _callers.Act();
                break;
            case < 780:
                StepShard();
                break;
            case < 920:
                Journal.Commit();
                break;
            case < 960:
                Time.Advance(TimeSpan.FromMilliseconds(_random.Next(2000)));
                break;
            case < 962:
                Note("days pass");
                Time.Advance(TimeSpan.FromDays(_random.Next(1, 6)));
                break;
            case < 966:
                Note("the clock steps back");
                Time.Advance(-TimeSpan.FromSeconds(_random.Next(3600)));
                break;
            case < 993:
                Gateway.Shards[_random.Next(Gateway.Shards.Count)].Sweep();
                break;
            case < 996:
                Crash();
                break;
            default:
                Drain();
                Audit.State(this);
                break;
        }

        Settle();
    }

    /// <summary>Takes a step with a random shard; or, in some seeds, runs one that asked for it.</summary>
    private bool StepShard()
    {
        if (!_isByRun)
        {
            return Gateway.Shards[_random.Next(Gateway.Shards.Count)].Step();
        }

        if (_woken.Count == 0)
        {
            return false;
        }

        var next = _random.Next(_woken.Count);
        var shard = _woken[next];
        _woken.RemoveAt(next);
        shard.Run();
        return true;
    }

    /// <summary>Ends calls that are answered: what they found out counts now.</summary>
    private void Settle()
    {
        Told.Settle();
        _callers.Settle();
        foreach (var done in _underWay.Where(t => t.IsCompleted).ToList())
        {
            _underWay.Remove(done);
            done.GetAwaiter().GetResult();
        }
    }

    /// <summary>Lets everything that is under way come to its end.</summary>
    private void Drain()
    {
        Note("drain");
        var hadFaults = Journal.HasFaults;
        Journal.HasFaults = false;
        for (var idle = 0; idle < 3; idle++)
        {
            while (Journal.Waiting > 0 || (_isByRun ? StepShard() : Gateway.Shards.Any(s => s.Step())))
            {
                Journal.Commit();
                idle = 0;
            }

            // A shard that could not be read back tries again a little later. The last round has the last word: what
            // would be due behind it is left.
            if (idle < 2)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
            }

            foreach (var shard in Gateway.Shards.Where(s => !s.IsReady || s.HasWork))
            {
                shard.Sweep();
            }

            idle = _outside?.Run() == true ? -1 : idle;
            Settle();
        }

        Property.Holds("every call is answered", _underWay.Count == 0, $"{_underWay.Count} calls are not");
        Property.Holds("every shard comes to rest", !Gateway.Shards.Any(s => s.HasWork), $"some do not");
        Journal.HasFaults = hadFaults;
    }

    /// <summary>Throws everything away but what is durable, and starts again.</summary>
    private void Crash()
    {
        Note("crash");
        Restarts += Gateway.Restarts;
        Journal.Crash();

        // Not before: what the crash left behind was decided by the life that ends.
        Crashes++;
        Gateway.Dispose();
        _underWay.Clear();
        _woken.Clear();
        _submitted.Clear();
        Told.Crash();
        _callers.Crash();
        _board.Clear();
        Gateway = Start();
        Audit.State(this);
        _outside?.Restart();
    }

    private Gateway Start()
    {
        var started = new Gateway(
            Journal, Time, Options, Consent, Limits, NullLogger.Instance, _woken.Add, pacing: Pacing,
            carrier: Carrier);
        var hadFaults = Journal.HasFaults;
        Journal.HasFaults = false;
        foreach (var shard in started.Shards)
        {
            shard.Start();
        }

        foreach (var shard in started.Shards)
        {
            shard.Sweep();
        }

        Journal.HasFaults = hadFaults;
        return started;
    }
}
