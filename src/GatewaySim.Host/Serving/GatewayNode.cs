using System.Diagnostics.Metrics;
using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Pacing;
using GatewaySim.Actors.Time;
using GatewaySim.Host.Carriers;
using GatewaySim.Host.Metrics;
using GatewaySim.Host.Options;
using GatewaySim.Host.Simulations;
using GatewaySim.Journal;
using GatewaySim.Journal.Sqlite;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Serving;

/// <summary>The gateway on its data directory, without a port.</summary>
internal sealed class GatewayNode : IDisposable
{
    private GatewayNode(
        Meter meter, SqliteJournal journal, FaultBoard faults, SimulationClock clock, Gateway gateway,
        TokenKey tokenKey, TelnyxSigningKey signingKey) =>
        (Meter, Journal, Faults, Clock, Gateway, TokenKey, SigningKey) =
        (meter, journal, faults, clock, gateway, tokenKey, signingKey);

    /// <summary>What the parts of this node record and show themselves with.</summary>
    public Meter Meter { get; }

    public SqliteJournal Journal { get; }

    /// <summary>What goes wrong on purpose: nothing, at every start.</summary>
    public FaultBoard Faults { get; }

    public SimulationClock Clock { get; }

    public Gateway Gateway { get; }

    public TokenKey TokenKey { get; }

    public TelnyxSigningKey SigningKey { get; }

    /// <summary>Opens the data directory, or makes it, and brings every shard up to date.</summary>
    /// <param name="meterName">What its instruments are under.</param>
    /// <param name="state">Where its clock goes on; null for where the journal ends.</param>
    /// <exception cref="JournalException">The directory cannot be used.</exception>
    /// <exception cref="SettingsException">The file of the user's own carrier is wrong.</exception>
    public static async Task<GatewayNode> StartAsync(
        Settings settings, ILoggerFactory logs, string meterName, ClockState? state, CancellationToken cancel)
    {
        var carrier = CarrierFile.Load(settings.Get<GatewayOptions>().CarrierFile);
        Meter meter = new(meterName);
        FaultBoard faults = null!;
        SqliteJournal? journal = null;
        Gateway? gateway = null;
        try
        {
            journal = SqliteJournal.Open(
                settings.Journal.Directory, settings.Simulation.Shards, settings.Simulation.Seed,
                info => faults = new(info.Seed), meter);
            var clock = ClockOf(settings.Get<ClockOptions>(), state, journal);
            gateway = await Gateway.StartAsync(
                journal, clock, settings.Get<GatewayOptions>(), settings.Get<ConsentOptions>(),
                settings.Get<ShardOptions>(), logs.CreateLogger<Gateway>(), cancel,
                settings.Get<TelnyxOptions>().ToPrices(), settings.Get<PacingOptions>(), carrier);
            new GatewayInstruments(meter, gateway, clock).Create();
            var directory = settings.Journal.Directory;
            return new(
                meter, journal, faults, clock, gateway, KeyFile.OpenTokenKey(directory),
                KeyFile.OpenSigningKey(directory));
        }
        catch
        {
            gateway?.Dispose();
            journal?.Dispose();
            meter.Dispose();
            throw;
        }
    }

    /// <summary>A clock that begins where the last one was, and the journal ends: time never goes back.</summary>
    /// <param name="state">What holds in place of where the last one was; null for nothing.</param>
    private static SimulationClock ClockOf(ClockOptions options, ClockState? state, SqliteJournal journal)
    {
        var start = state?.Now ?? options.StartAt ?? TimeProvider.System.GetUtcNow();
        var kept = state is null ? ClockMark.Find(journal) ?? start : start;
        var newest = Enumerable.Range(0, journal.Info.Shards).Select(s => journal.HeadOf(s).At.Time).Max();
        SimulationClock clock = new(
            TimeProvider.System, new[] { start, kept, newest }.Max(), state?.Speed ?? ClockSpeed.Parse(options.Speed));
        if (state is { IsPaused: true })
        {
            clock.Pause();
        }

        return clock;
    }

    /// <summary>To be called when no request is under way any more.</summary>
    public void Dispose()
    {
        Gateway.Dispose();
        ClockMark.Keep(Journal, Clock.GetUtcNow());
        Journal.Dispose();
        Meter.Dispose();
    }
}
