using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GatewaySim.Dashboard;
using GatewaySim.Host.Options;
using GatewaySim.Journal;
using GatewaySim.RingCentral;

namespace GatewaySim.Host.Simulations;

/// <summary>A place where a simulation runs, and where another one can take its place.</summary>
/// <remarks>Requests that come while it is replaced wait for the next one.</remarks>
internal sealed class SimulationSlot : ISimulation, IAsyncDisposable
{
    private const string NoneRuns = "The simulation could not be started again. Reset it.";

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

    public Task<ReplaceReply> ResetAsync() => AloneAsync<ReplaceReply>(async () =>
    {
        var begun = Stopwatch.GetTimestamp();
        return _isGone ? new(default, SimulationRefusal.Gone) : await ReplaceAsync(null, begun);
    });

    public Task<ReplaceReply> RestoreAsync(string name) => AloneAsync<ReplaceReply>(async () =>
    {
        var begun = Stopwatch.GetTimestamp();
        if (_isGone || !_files.HasSnapshot(name))
        {
            return new(default, _isGone ? SimulationRefusal.Gone : SimulationRefusal.NoSnapshot);
        }

        // What runs goes on until it is known that the snapshot can be used.
        SnapshotCopy snapshot;
        try
        {
            var made = _settings.Simulation;
            snapshot = await Task.Run(() => _files.CopySnapshot(name, made.Shards, made.Seed));
        }
        catch (JournalException e)
        {
            return new(default, SimulationRefusal.BadSnapshot, e.Message);
        }

        return await ReplaceAsync(snapshot, begun);
    });

    public Task<SnapshotReply> TakeSnapshotAsync(string name) => AloneAsync<SnapshotReply>(async () =>
    {
        if (_current is not { Node: var node })
        {
            return new(null, _isGone ? SimulationRefusal.Gone : SimulationRefusal.Broken, NoneRuns);
        }

        if (!_files.HasSnapshot(name) && _files.CountSnapshots() >= _settings.Get<SandboxOptions>().SnapshotsMax)
        {
            return new(null, SimulationRefusal.TooMany);
        }

        try
        {
            return new(await Task.Run(() => _files.TakeSnapshot(name, node.Journal, ClockState.Of(node))));
        }
        catch (JournalException e)
        {
            return new(null, SimulationRefusal.Broken, e.Message);
        }
    });

    public Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync() =>
        AloneAsync(() => Task.FromResult(_files.ListSnapshots()));

    public Task<bool> DeleteSnapshotAsync(string name) =>
        AloneAsync(() => Task.FromResult(_files.DeleteSnapshot(name)));

    /// <summary>Ends it, and deletes all its files. What waits for it is told that it is gone.</summary>
    public Task DiscardAsync() => AloneAsync(async () =>
    {
        _isGone = true;

        // Before it takes no more: who is turned away looks here.
        var waiting = BeginNext();
        if (Interlocked.Exchange(ref _current, null) is { } current)
        {
            await current.CloseAsync();
        }

        _files.DeleteAll();
        return waiting.TrySetResult(null);
    });

    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync();
        if (_current is { } current)
        {
            await current.DisposeAsync();
        }
    }

    /// <summary>One change at a time, of what runs here and of the snapshots.</summary>
    private async Task<T> AloneAsync<T>(Func<Task<T>> change)
    {
        await _changing.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends what runs, and starts another one. Where that fails, what ran goes on from its journal.</summary>
    /// <param name="snapshot">What it goes on from; null for an empty journal.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever it was, the caller gets to know; no wait hangs.")]
    private async Task<ReplaceReply> ReplaceAsync(SnapshotCopy? snapshot, long begun)
    {
        var waiting = BeginNext();
        string? bin = null;
        ClockState? clock = null;
        ReplaceReply reply;
        Simulation next;
        try
        {
            if (Interlocked.Exchange(ref _current, null) is { } last)
            {
                clock = ClockState.Of(last.Node);
                await last.CloseAsync();
            }

            bin = _files.MakeBin();
            _files.SetJournalAside(bin);
            if (snapshot is not null)
            {
                _files.Place(snapshot);
            }

            next = await Simulation.StartAsync(_settings, _host, snapshot?.Clock, CancellationToken.None);
            reply = new(Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception e)
        {
            try
            {
                if (bin is not null)
                {
                    _files.PutJournalBack(bin);
                }

                next = await Simulation.StartAsync(_settings, _host, clock, CancellationToken.None);
                reply = new(default, SimulationRefusal.Broken, $"It goes on as it was: {e.Message}");
            }
            catch (Exception again)
            {
                waiting.TrySetException(new JournalException(NoneRuns, again));
                _ = waiting.Task.Exception;
                return new(default, SimulationRefusal.Broken, $"{NoneRuns} {e.Message}");
            }
        }

        next.Begin();
        Volatile.Write(ref _current, next);
        waiting.SetResult(next);
        if (bin is not null)
        {
            SimulationFiles.Empty(bin);
        }

        if (snapshot is not null)
        {
            SimulationFiles.Empty(snapshot.Folder);
        }

        return reply;
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
            catch (JournalException e)
            {
                handled = ControlRoutes.RefuseBrokenAsync(context, e.Message);
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
