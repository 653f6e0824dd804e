using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Journal.Projections;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Writes appends of all shards as one transaction. One thread uses it.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement[] _events;
    private readonly Statement _snapshot;
    private readonly Statement _recovery;
    private readonly Statement _mark;
    private readonly SqliteProjectionSink _sink;
    private readonly Projector _projector;
    private readonly StreamHead[] _heads;
    private bool _headsKnown;

    public SqliteWriter(SqliteConnection connection, int shards)
    {
        _connection = connection;
        var handle = connection.Handle!;
        _begin = new(handle, "BEGIN IMMEDIATE");
        _commit = new(handle, "COMMIT");
        _rollback = new(handle, "ROLLBACK");
        _events = [.. Enumerable.Range(0, shards).Select(shard =>
            new Statement(handle, $"INSERT INTO {EventTables.NameOf(shard)} VALUES (?1, ?2, ?3, ?4, ?5, ?6)"))];
        _snapshot = new(handle, "INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3, ?4)");
        _recovery = new(handle, "INSERT OR REPLACE INTO recovery VALUES (?1, ?2)");
        _mark = new(handle, "INSERT OR REPLACE INTO mark VALUES (?1, ?2)");
        _sink = new(handle);
        _projector = new(_sink);
        _heads = new StreamHead[shards];
    }

    /// <summary>Writes the appends and waits until they are durable.</summary>
    /// <param name="marks">Small values to keep with them.</param>
    /// <param name="replaced">
    /// Receives the appends that do not continue their stream; nothing of them is stored.
    /// </param>
    /// <exception cref="JournalException">The transaction failed; nothing is known about any of them.</exception>
    public void Write(
        IReadOnlyList<Append> appends, IReadOnlyDictionary<string, byte[]> marks, ICollection<Append> replaced)
    {
        try
        {
            ReadHeads();
            _begin.Run();
            foreach (var append in appends)
            {
                // Also without events: its answers stand on what its owner believed.
                if (!append.Continues(_heads[append.Shard]))
                {
                    replaced.Add(append);
                    continue;
                }

                Write(append);
            }

            foreach (var (name, value) in marks)
            {
                _mark.BindText(1, name).BindBlob(2, value).Run();
            }

            _commit.Run();
        }
        catch (JournalException)
        {
            // Whatever is stored now, the database knows; this object does not.
            _headsKnown = false;
            _projector.Forget();
            Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (IDisposable[])
            [.. _events, _begin, _commit, _rollback, _snapshot, _recovery, _mark, _sink, _connection])
        {
            statement.Dispose();
        }
    }

    public void LimitPages(long pages) => SqliteConnections.Execute(
        _connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));

    private void Write(Append append)
    {
        var insert = _events[append.Shard];
        foreach (ref readonly var entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(append.EntryList))
        {
            insert.Bind(1, entry.Sequence).Bind(2, entry.At.Ticks)
                .BindText(3, entry.Scope.Utf8.Span).BindText(4, entry.Kind.Utf8)
                .BindBlob(5, append.PayloadOf(entry)).BindBlob(6, append.HashOf(entry)).Run();
            _projector.Project(append.Shard, entry.Sequence, entry.At, entry.Scope, entry.Event);
        }

        if (append.EntryList is [.., var last])
        {
            _heads[append.Shard].Set(last.Sequence, last.At, append.HashOf(last));
        }

        _projector.Flush();
        foreach (var snapshot in append.Snapshots)
        {
            _snapshot.Bind(1, append.Shard).BindText(2, snapshot.Scope.Utf8.Span).Bind(3, snapshot.Sequence)
                .BindBlob(4, snapshot.State).Run();
        }

        if (append.RecoveryPoint is { } point)
        {
            _recovery.Bind(1, append.Shard).Bind(2, point).Run();
        }
    }

    private void ReadHeads()
    {
        if (_headsKnown)
        {
            return;
        }

        for (var shard = 0; shard < _heads.Length; shard++)
        {
            _heads[shard] = SqliteStreams.HeadOf(_connection.Handle!, shard);
        }

        _headsKnown = true;
    }

    private void Rollback()
    {
        try
        {
            _rollback.Run();
        }
        catch (JournalException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }
}
