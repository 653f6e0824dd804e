using System.Diagnostics;
using GatewaySim.Dashboard;
using GatewaySim.Host.Options;
using GatewaySim.Journal;
using GatewaySim.RingCentral;

namespace GatewaySim.Host.Simulations;

/// <summary>A place where a simulation runs, and where another one can take its place.</summary>
/// <remarks>Requests that come while it is replaced wait for the next one.</remarks>
internal sealed class SimulationSlot : ISimulation, IAsyncDisposable
{
    private readonly SimulationHost _host;
    private readonly SimulationFiles _files;
    private readonly SemaphoreSlim _changing = new(1);
    private Simulation? _current;
    private TaskCompletionSource<Simulation> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Settings _settings;

    private SimulationSlot(Settings settings, SimulationHost host)
    {
        (_settings, _host) = (settings, host);
        _files = new(settings.Journal.Directory);
    }

    /// <summary>What runs here; never asked for while it is replaced.</summary>
    public Simulation Current => Volatile.Read(ref _current)
        ?? throw new InvalidOperationException("The simulation is being replaced.");

    /// <summary>The key that its RingCentral tokens are signed with, whatever runs here.</summary>
    public TokenKey TokenKey { get; private set; } = null!;

    /// <summary>Opens the data directory of the settings. <see cref="Simulation.Begin"/> comes later.</summary>
    /// <exception cref="JournalException">The directory cannot be used.</exception>
    public static async Task<SimulationSlot> StartAsync(
        Settings settings, SimulationHost host, CancellationToken cancel)
    {
        SimulationSlot slot = new(settings, host);
        slot._files.DeleteDiscarded();
        slot._current = await Simulation.StartAsync(settings, host, clock: null, cancel);
        slot.TokenKey = slot._current.Node.TokenKey;

        // A journal knows with what it was made; one that takes its place is made with the same.
        slot._settings = new SettingsLoader(SettingsCatalogue.Default).Change(settings, slot.Constants());
        return slot;
    }

    public Task HandleAsync(HttpContext context) =>
        Volatile.Read(ref _current)?.TryHandle(context) ?? WaitAsync(context);

    public void ClearFaults() => Volatile.Read(ref _current)?.Node.Faults.Clear();

    public Task<TimeSpan> ResetAsync() => ReplaceAsync(() => null);

    public async Task<TimeSpan?> RestoreAsync(string name)
    {
        if (!_files.HasSnapshot(name))
        {
            return null;
        }

        return await ReplaceAsync(() => _files.Restore(name));
    }

    public async Task<SnapshotInfo?> TakeSnapshotAsync(string name)
    {
        await _changing.WaitAsync();
        try
        {
            if (!_files.HasSnapshot(name) && _files.CountSnapshots() >= _settings.Get<SandboxOptions>().SnapshotsMax)
            {
                return null;
            }

            var node = Current.Node;
            return await Task.Run(() => _files.TakeSnapshot(name, node.Journal, ClockState.Of(node)));
        }
        finally
        {
            _changing.Release();
        }
    }

    public IReadOnlyList<SnapshotInfo> ListSnapshots() => _files.ListSnapshots();

    public async Task<bool> DeleteSnapshotAsync(string name)
    {
        await _changing.WaitAsync();
        try
        {
            return _files.DeleteSnapshot(name);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends it, and deletes all its files.</summary>
    public async Task DiscardAsync()
    {
        await _changing.WaitAsync();
        if (_current is { } current)
        {
            await current.CloseAsync();
        }

        _files.DeleteAll();
        _current = null;
        _next.TrySetException(new JournalException("The sandbox is gone."));
        _ = _next.Task.Exception;
    }

    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync();
        if (_current is { } current)
        {
            await current.DisposeAsync();
        }
    }

    /// <param name="prepare">Makes the journal that is opened next, and says where its clock stands.</param>
    private async Task<TimeSpan> ReplaceAsync(Func<ClockState?> prepare)
    {
        await _changing.WaitAsync();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            // After a failure there is none, and what waits was told so.
            if (_next.Task.IsCompleted)
            {
                _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (Interlocked.Exchange(ref _current, null) is { } last)
            {
                await last.CloseAsync();
            }

            _files.DiscardJournal();
            var next = await Simulation.StartAsync(_settings, _host, prepare(), CancellationToken.None);
            next.Begin();
            Volatile.Write(ref _current, next);
            _next.SetResult(next);
            return Stopwatch.GetElapsedTime(begun);
        }
        catch (Exception e)
        {
            _next.TrySetException(e);
            throw;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task WaitAsync(HttpContext context)
    {
        try
        {
            await _next.Task;
        }
        catch (JournalException)
        {
            // Its replacement failed, and whoever ordered it was told why.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await HandleAsync(context);
    }

    private Dictionary<string, string> Constants()
    {
        var info = Current.Node.Journal.Info;
        return new()
        {
            ["Simulation:Shards"] = info.Shards.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Simulation:Seed"] = info.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
