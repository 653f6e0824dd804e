using GatewaySim.Dashboard;
using GatewaySim.Host.Options;
using GatewaySim.RingCentral;
using GatewaySim.Telnyx;

namespace GatewaySim.Host.Simulations;

/// <summary>All sandboxes of the process. They end with it.</summary>
/// <param name="pipelineOf">Makes the routes by which a slot itself is steered, with the slot behind them.</param>
internal sealed class SandboxSet(
    Settings settings, SimulationHost host, Func<SimulationSlot, RequestDelegate> pipelineOf)
    : ISandboxes, IAsyncDisposable
{
    /// <summary>Sections that are the process's own.</summary>
    private static readonly string[] Shared = ["Server", "Journal", "Sandboxes"];

    private readonly string _directory = Path.Combine(settings.Journal.Directory, "sandboxes");
    private readonly SemaphoreSlim _changing = new(1);
    private readonly SettingsLoader _loader = new(SettingsCatalogue.Default);
    private SortedDictionary<string, Sandbox> _sandboxes = new(StringComparer.Ordinal);
    private SandboxKeys? _keys;
    private int _made;

    public IReadOnlyList<string> Settings { get; } =
        [.. SettingsCatalogue.Default.Keys.Where(k => !Shared.Contains(k.Section.Name)).Select(k => k.Name)];

    /// <summary>The keys of all sandboxes; null where there is none.</summary>
    public SandboxKeys? Keys => Volatile.Read(ref _keys);

    public IReadOnlyCollection<Sandbox> All => Volatile.Read(ref _sandboxes).Values;

    public Sandbox? Find(string id) => Volatile.Read(ref _sandboxes).GetValueOrDefault(id);

    public IReadOnlyList<SandboxInfo> List() => [.. All.Select(s => s.Info)];

    /// <summary>Deletes what a process that was killed has left.</summary>
    public void DeleteLeftOvers() => new SimulationFiles(_directory).DeleteAll();

    public async Task<SandboxReply> CreateAsync(string? id, IReadOnlyDictionary<string, string> changes)
    {
        await _changing.WaitAsync();
        try
        {
            if (id is not null && _sandboxes.ContainsKey(id))
            {
                return new(null, SandboxRefusal.Exists);
            }

            if (_sandboxes.Count >= settings.Get<SandboxOptions>().Max)
            {
                return new(null, SandboxRefusal.TooMany);
            }

            while (id is null || _sandboxes.ContainsKey(id))
            {
                id = $"s{++_made}";
            }

            var own = SettingsOf(id, changes);
            return TakenKey(own) is { } setting
                ? new(null, SandboxRefusal.KeyTaken, setting)
                : new((await StartAsync(id, own)).Info);
        }
        catch (SettingsException e)
        {
            return new(null, SandboxRefusal.BadSetting, string.Join(
                "; ", e.Faults.Select(f => $"{f.Key} = \"{f.Value}\": {f.Problem}")));
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<bool> DeleteAsync(string id)
    {
        await _changing.WaitAsync();
        try
        {
            if (Find(id) is not { } sandbox)
            {
                return false;
            }

            Publish(_sandboxes.Where(s => s.Key != id).Select(s => s.Value));
            await sandbox.Slot.DiscardAsync();
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sandbox in _sandboxes.Values)
        {
            await sandbox.Slot.DiscardAsync();
        }

        DeleteLeftOvers();
    }

    private Settings SettingsOf(string id, IReadOnlyDictionary<string, string> changes)
    {
        var all = Sandbox.KeysOf(id);
        foreach (var (name, text) in changes)
        {
            all[name] = text;
        }

        all["Journal:Directory"] = Path.Combine(_directory, id);
        return _loader.Change(settings, all);
    }

    /// <summary>The setting by which requests to this sandbox would be those of another simulation; null for none.
    /// </summary>
    private string? TakenKey(Settings own)
    {
        var key = own.Get<TelnyxOptions>().ApiKey;
        var client = own.Get<RingCentralOptions>().ClientId;
        return key == settings.Get<TelnyxOptions>().ApiKey || All.Any(s => s.Info.TelnyxApiKey == key)
            ? "Telnyx:ApiKey"
            : client == settings.Get<RingCentralOptions>().ClientId
                || All.Any(s => s.Info.RingCentralClientId == client)
            ? "RingCentral:ClientId"
            : null;
    }

    private async Task<Sandbox> StartAsync(string id, Settings own)
    {
        new SimulationFiles(own.Journal.Directory).DeleteAll();
        var slot = await SimulationSlot.StartAsync(own, host, CancellationToken.None);
        slot.Current.Begin();
        var sandbox = new Sandbox(id, slot, pipelineOf(slot), Sandbox.InfoOf(id, own, slot.Current));
        Publish(_sandboxes.Values.Append(sandbox));
        return sandbox;
    }

    private void Publish(IEnumerable<Sandbox> sandboxes)
    {
        SortedDictionary<string, Sandbox> next = new(sandboxes.ToDictionary(s => s.Id), StringComparer.Ordinal);
        Volatile.Write(ref _sandboxes, next);
        Volatile.Write(ref _keys, next.Count == 0 ? null : new(next.Values));
    }
}
