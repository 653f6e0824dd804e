using GatewaySim.Domain;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Sqlite;
using GatewaySim.Testing;

namespace GatewaySim.Journal.Tests.Journals;

/// <summary>A journal of any backend, what its owners know of its shards, and a clock that ticks by event.</summary>
internal sealed class TestJournal : IDisposable
{
    public const int Shards = 4;

    private readonly Backend _backend;
    private readonly TemporaryFolder _folder = new();
    private StreamHead[] _heads;

    private readonly IJournalFaults? _faults;

    private TestJournal(Backend backend, IJournalFaults? faults)
    {
        (_backend, _faults) = (backend, faults);
        Journal = Create();
        _heads = [.. Enumerable.Range(0, Shards).Select(Journal.HeadOf)];
    }

    public IJournal Journal { get; private set; }

    public IReadModel Read => Journal.Read;

    public SqliteJournal Sqlite => (SqliteJournal)Journal;

    public string Path => _folder.Path;

    public Stamp Now { get; private set; } = Stamp.Of(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static TestJournal Open(Backend backend, IJournalFaults? faults = null) => new(backend, faults);

    /// <summary>A stamp greater than all before.</summary>
    public Stamp Next() => Now = new(Now.Ticks + 1);

    /// <summary>The end of a shard's stream as its owner knows it.</summary>
    public StreamHead HeadOf(int shard) => _heads[shard];

    /// <summary>Starts a turn of a shard's owner.</summary>
    public TestAppend Begin(int shard, Action? completed = null) => new(shard, _heads[shard], completed);

    /// <summary>Adds to a turn, at the next stamp.</summary>
    public MessageId Add(TestAppend append, Scope scope, GatewayEvent @event) =>
        append.Add(_heads[append.Shard], Next(), scope, @event);

    public async Task<JournalException?> SubmitAsync(TestAppend append)
    {
        Journal.Submit(append);
        return await append.Done;
    }

    /// <summary>Appends as one turn of the scope's shard and waits until it is durable.</summary>
    /// <returns>The ids of the events.</returns>
    public async Task<MessageId[]> AppendAsync(Scope scope, params GatewayEvent[] events)
    {
        var append = Begin(scope.ShardOf(Shards));
        var ids = events.Select(e => Add(append, scope, e)).ToArray();
        Assert.Null(await SubmitAsync(append));
        return ids;
    }

    /// <summary>What an owner does that lost its memory: it reads where the streams end.</summary>
    public void Reread() => _heads = [.. Enumerable.Range(0, Shards).Select(Journal.HeadOf)];

    /// <summary>Closes and opens again, where the backend outlives its process.</summary>
    public void Restart()
    {
        if (_backend != Backend.Memory)
        {
            Journal.Dispose();
            Journal = Create();
            Reread();
        }
    }

    public void Dispose()
    {
        Journal.Dispose();
        _folder.Dispose();
    }

    private IJournal Create() => _backend switch
    {
        Backend.Memory => new MemoryJournal(new JournalInfo(Shards, 1)),
        Backend.Sqlite => SqliteJournal.Open(
            _folder.Path, Shards, 1, _faults is null ? null : _ => _faults),
        _ => throw new ArgumentOutOfRangeException(_backend.ToString()),
    };
}
