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
    private TaskCompletionSource<Simulation?> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Settings _settings;
    private bool _isGone;

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

    public Task<ReplaceReply> ResetAsync() => ReplaceAsync(() => null);

    public async Task<ReplaceReply> RestoreAsync(string name)
    {
        if (!_files.HasSnapshot(name))
        {
            return new(default, SimulationRefusal.NoSnapshot);
        }

        return await ReplaceAsync(() => _files.Restore(name));
    }

    public async Task<SnapshotReply> TakeSnapshotAsync(string name)
    {
        await _changing.WaitAsync();
        try
        {
            if (_isGone)
            {
                return new(null, SimulationRefusal.Gone);
            }

            if (!_files.HasSnapshot(name) && _files.CountSnapshots() >= _settings.Get<SandboxOptions>().SnapshotsMax)
            {
                return new(null, SimulationRefusal.TooMany);
            }

            var node = Current.Node;
            return new(await Task.Run(() => _files.TakeSnapshot(name, node.Journal, ClockState.Of(node))));
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

    /// <summary>Ends it, and deletes all its files. What waits for it is told that it is gone.</summary>
    public async Task DiscardAsync()
    {
        await _changing.WaitAsync();
        try
        {
            _isGone = true;

            // Before it takes no more: who is turned away looks here.
            var waiting = BeginNext();
            if (Interlocked.Exchange(ref _current, null) is { } current)
            {
                await current.CloseAsync();
            }

            _files.DeleteAll();
            waiting.TrySetResult(null);
        }
        finally
        {
            _changing.Release();
        }
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
    private async Task<ReplaceReply> ReplaceAsync(Func<ClockState?> prepare)
    {
        await _changing.WaitAsync();
        var begun = Stopwatch.GetTimestamp();
        if (_isGone)
        {
            _changing.Release();
            return new(default, SimulationRefusal.Gone);
        }

        var waiting = BeginNext();
        try
        {
            if (Interlocked.Exchange(ref _current, null) is { } last)
            {
                await last.CloseAsync();
            }

            _files.DiscardJournal();
            var next = await Simulation.StartAsync(_settings, _host, prepare(), CancellationToken.None);
            next.Begin();
            Volatile.Write(ref _current, next);
            waiting.SetResult(next);
            return new(Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception e)
        {
            waiting.TrySetException(e);
            throw;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Lets those wait that come from now on. Only for whoever changes what runs here.</summary>
    private TaskCompletionSource<Simulation?> BeginNext()
    {
        // What was completed says what ran here before; nobody waits for it any more.
        if (_next.Task.IsCompleted)
        {
            Volatile.Write(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return _next;
    }

    /// <summary>Gives a request to what runs here next.</summary>
    /// <remarks>
    /// A simulation that takes no more was followed by another wait before it said so: this never turns on the spot.
    /// </remarks>
    private async Task WaitAsync(HttpContext context)
    {
        Task? handled = null;
        while (handled is null)
        {
            try
            {
                handled = await Volatile.Read(ref _next).Task is { } next
                    ? next.TryHandle(context) : ControlRoutes.RefuseGoneAsync(context);
            }
            catch (JournalException)
            {
                // Its replacement failed, and whoever ordered it was told why.
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
        }

        await handled;
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
