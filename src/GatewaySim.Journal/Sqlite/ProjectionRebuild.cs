using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Journal.Projections;
using GatewaySim.Journal.Verification;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Makes projections once more from events, into the tables of a database that have none of them.</summary>
/// <remarks>
/// Give it the events of one shard after the other. A network block has one row, whichever profile its number is on, so
/// events of several shards may change it: those are kept (some 100 bytes each) and come last, in the order of time.
/// Every other row is of one scope, and so of one shard.
/// </remarks>
internal sealed class ProjectionRebuild : IDisposable
{
    private readonly List<(Stamp At, MessageId Id, Scope Scope, GatewayEvent Event)> _network = [];
    private readonly SqliteProjectionSink _sink;
    private readonly Projector _projector;

    public ProjectionRebuild(SqliteConnection target)
    {
        _sink = new(target.Handle!);
        _projector = new(_sink);
    }

    /// <summary>Replaces the projections that lie beside the events, within the caller's transaction.</summary>
    /// <remarks>
    /// For a journal whose format has changed: its new tables are empty, and its old ones may hold less than they do
    /// now. Reads every event once; verifying the journal later compares what came of it.
    /// </remarks>
    /// <exception cref="JournalException">An event means nothing.</exception>
    public static void Replace(SqliteConnection connection, int shards)
    {
        foreach (var table in RebuiltProjections.TableNames)
        {
            SqliteConnections.Execute(connection, $"DELETE FROM {table}");
        }

        using var rebuild = new ProjectionRebuild(connection);
        for (var shard = 0; shard < shards; shard++)
        {
            SqliteEventReader.Visit(connection.Handle!, shard, 0, long.MaxValue, (in stored) =>
            {
                rebuild.Add(stored, stored.Decode());
                return true;
            });
            rebuild.EndShard();
        }

        rebuild.End();
    }

    public void Add(in StoredEvent stored, GatewayEvent @event)
    {
        if (@event is NetworkBlocked or NetworkUnblocked or NetworkBlocksAdopted)
        {
            _network.Add((stored.At, stored.Id, stored.Scope, @event));
        }
        else
        {
            _projector.Project(stored.Shard, stored.Sequence, stored.At, stored.Scope, @event);
        }
    }

    public void EndShard() => _projector.Flush();

    /// <summary>Ends the last shard.</summary>
    public void End()
    {
        foreach (var (at, id, scope, @event) in _network.OrderBy(e => (e.At, e.Id)))
        {
            _projector.Project(id.Shard, id.Sequence, at, scope, @event);
        }

        _network.Clear();
    }

    public void Dispose() => _sink.Dispose();
}
