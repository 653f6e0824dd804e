using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Dumping;

/// <summary>
/// What grows with the journal, kept in a temporary database: little memory, and it comes out sorted.
/// </summary>
internal sealed class DumpTables : IDisposable
{
    private const string Schema = """
        CREATE TABLE consent (
          scope INTEGER, recipient INTEGER, origin TEXT, status INTEGER, source INTEGER, at INTEGER, keyword TEXT,
          id INTEGER, PRIMARY KEY (scope, recipient, origin)) WITHOUT ROWID;
        CREATE TABLE network (
          scope INTEGER, number INTEGER, handset INTEGER, at INTEGER, id INTEGER,
          PRIMARY KEY (scope, number, handset)) WITHOUT ROWID;
        CREATE TABLE batch (scope INTEGER, id INTEGER, line TEXT, PRIMARY KEY (scope, id)) WITHOUT ROWID;
        CREATE TABLE heard (scope INTEGER, id INTEGER, external TEXT, PRIMARY KEY (scope, id)) WITHOUT ROWID;
        BEGIN;
        """;

    private readonly SqliteConnection _connection = SqliteConnections.OpenTemporary();
    private readonly Statement _setConsent;
    private readonly Statement _removeConsent;
    private readonly Statement _removeConsents;
    private readonly Statement _removeScope;
    private readonly Statement _setNetwork;
    private readonly Statement _removeNetwork;
    private readonly Statement _removeNetworks;
    private readonly Statement _addBatch;
    private readonly Statement _addHeard;

    public DumpTables()
    {
        SqliteConnections.Execute(_connection, Schema);
        _setConsent = Prepare("INSERT OR REPLACE INTO consent VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _removeConsent = Prepare("DELETE FROM consent WHERE scope = ?1 AND recipient = ?2 AND origin = ?3");
        _removeConsents = Prepare("DELETE FROM consent WHERE scope = ?1 AND recipient = ?2");
        _removeScope = Prepare("DELETE FROM consent WHERE scope = ?1");
        _setNetwork = Prepare("INSERT OR REPLACE INTO network VALUES (?1, ?2, ?3, ?4, ?5)");
        _removeNetwork = Prepare("DELETE FROM network WHERE scope = ?1 AND number = ?2 AND handset = ?3");
        _removeNetworks = Prepare("DELETE FROM network WHERE scope = ?1 AND number = ?2");
        _addBatch = Prepare("INSERT OR REPLACE INTO batch VALUES (?1, ?2, ?3)");
        _addHeard = Prepare("INSERT OR REPLACE INTO heard VALUES (?1, ?2, ?3)");
    }

    public Statement Prepare(string sql) => new(_connection.Handle!, sql);

    public void SetConsent(
        int scope, ulong recipient, string origin, ConsentStatus status, ConsentSource source, Stamp at, string keyword,
        MessageId id) => _setConsent
        .Bind(1, scope).Bind(2, (long)recipient).BindText(3, origin).Bind(4, (long)status).Bind(5, (long)source)
        .Bind(6, at.Ticks).BindText(7, keyword).Bind(8, id.Value).Run();

    public void RemoveConsent(int scope, ulong recipient, string origin) =>
        _removeConsent.Bind(1, scope).Bind(2, (long)recipient).BindText(3, origin).Run();

    public void RemoveConsents(int scope, ulong recipient) =>
        _removeConsents.Bind(1, scope).Bind(2, (long)recipient).Run();

    public void RemoveConsents(int scope) => _removeScope.Bind(1, scope).Run();

    public void SetNetwork(int scope, ulong number, ulong handset, Stamp at, MessageId id) => _setNetwork
        .Bind(1, scope).Bind(2, (long)number).Bind(3, (long)handset).Bind(4, at.Ticks).Bind(5, id.Value).Run();

    public void RemoveNetwork(int scope, ulong number, ulong handset) =>
        _removeNetwork.Bind(1, scope).Bind(2, (long)number).Bind(3, (long)handset).Run();

    public void RemoveNetworks(int scope, ulong number) =>
        _removeNetworks.Bind(1, scope).Bind(2, (long)number).Run();

    public void AddBatch(int scope, MessageId id, string line) =>
        _addBatch.Bind(1, scope).Bind(2, id.Value).BindText(3, line).Run();

    public void AddHeard(int scope, MessageId id, string external) =>
        _addHeard.Bind(1, scope).Bind(2, id.Value).BindText(3, external).Run();

    public void Dispose()
    {
        foreach (var statement in (Statement[])
            [_setConsent, _removeConsent, _removeConsents, _removeScope, _setNetwork, _removeNetwork, _removeNetworks,
            _addBatch, _addHeard])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }
}

/// <summary>What the dump counts of one scope.</summary>
internal sealed class DumpScope(int number, Scope scope)
{
    public int Number { get; } = number;

    public Scope Scope { get; } = scope;

    public long Inbound { get; set; }

    /// <summary>How many replies it was given; the next one's ordinal.</summary>
    public long Replies { get; set; }

    public long Messages { get; set; }

    public long[] Outcomes { get; } = new long[Domain.Messages.Outcomes.Count];

    /// <summary>Next ordinal per sender, by its text.</summary>
    public SortedDictionary<string, long> Ordinals { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<MessageId, DumpBatch> OpenBatches { get; } = [];

    /// <summary>Messages that wait for their time: sender, and the rest of their line.</summary>
    public Dictionary<MessageId, (string From, string Line)> Scheduled { get; } = [];

    public SortedDictionary<string, string> Records { get; } = new(StringComparer.Ordinal);
}

/// <summary>A batch that is not fully dispatched.</summary>
internal sealed class DumpBatch(BatchAccepted accepted, Stamp at)
{
    public BatchAccepted Accepted { get; } = accepted;

    public Stamp CreatedAt { get; } = at;

    public Stamp ModifiedAt { get; set; } = at;

    public long Segments { get; set; }

    public int Processed { get; set; }

    public long[] Outcomes { get; } = new long[Domain.Messages.Outcomes.Count];

    /// <summary>Chunks with messages that wait: how many they hold and how many are gone.</summary>
    public SortedDictionary<long, (int Count, int Next)> Chunks { get; } = [];
}
