using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Projections;
using SQLitePCL;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Writes projections on the connection that writes events, in the same transaction.</summary>
internal sealed class SqliteProjectionSink : IProjectionSink, IDisposable
{
    private readonly Statement _addBatch;
    private readonly Statement _advanceBatch;
    private readonly Statement _addDispatch;
    private readonly Statement _addText;
    private readonly Statement _setConsent;
    private readonly Statement _addHistory;
    private readonly Statement _removeConsent;
    private readonly Statement _removeConsents;
    private readonly Statement _removeProfile;
    private readonly Statement _removeNetwork;

    private Address _lastFrom;
    private string _lastFromText = "";

    public SqliteProjectionSink(sqlite3 connection)
    {
        _addBatch = new(connection, "INSERT INTO batch VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        _advanceBatch = new(connection, """
            UPDATE batch SET processed = processed + ?4, blocked = blocked + ?5, segments = segments + ?6, modified = ?7
            WHERE account = ?1 AND created = ?2 AND id = ?3
            """);
        _addDispatch = new(connection, "INSERT INTO dispatch VALUES (?1, ?2, ?3, ?4, ?5)");
        _addText = new(connection, "INSERT INTO text VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        _setConsent = new(connection, """
            INSERT INTO consent VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT DO UPDATE SET
              status = excluded.status, source = excluded.source, at = excluded.at, keyword = excluded.keyword,
              id = excluded.id
            """);
        _addHistory = new(connection, "INSERT INTO consent_history VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _removeConsent = new(connection, """
            DELETE FROM consent WHERE account = ?1 AND provider = ?2 AND profile = ?3 AND recipient = ?4 AND sender = ?5
            """);
        _removeConsents = new(connection, """
            DELETE FROM consent WHERE account = ?1 AND provider = ?2 AND profile = ?3 AND recipient = ?4
            """);
        _removeProfile = new(connection, "DELETE FROM consent WHERE account = ?1 AND provider = ?2 AND profile = ?3");
        _removeNetwork = new(connection, "DELETE FROM consent WHERE account = ?1 AND provider = 0 AND sender = ?2");
    }

    public void AddBatch(in BatchRow row) => _addBatch
        .Bind(1, row.Account).Bind(2, row.CreatedAt.Ticks).Bind(3, row.Id.Value).BindText(4, TextOf(row.From))
        .Bind(5, row.Size).Bind(6, row.Processed).Bind(7, row.Blocked).Bind(8, row.Segments)
        .Bind(9, row.ModifiedAt.Ticks).Bind(10, row.Dispatch).Run();

    public void AdvanceBatch(in BatchProgress progress) => _advanceBatch
        .Bind(1, progress.Account).Bind(2, progress.CreatedAt.Ticks).Bind(3, progress.Batch.Value)
        .Bind(4, progress.Processed).Bind(5, progress.Blocked).Bind(6, progress.Segments).Bind(7, progress.At.Ticks)
        .Run();

    public void AddDispatch(in DispatchRow row) => _addDispatch
        .Bind(1, row.Shard).Bind(2, row.Chunk).Bind(3, row.First).Bind(4, row.Count).Bind(5, row.Sequence).Run();

    public void AddText(in TextRow row) => _addText
        .Bind(1, row.Account).Bind(2, row.At.Ticks).Bind(3, row.Id.Value).Bind(4, (long)row.Direction)
        .BindText(5, row.Business.ToString()).Bind(6, (long)row.Person.Value).Run();

    public void SetConsent(in ConsentKey key, ConsentRecord record) => BindKey(_setConsent, key)
        .Bind(6, (long)record.Status).Bind(7, (long)record.Source).Bind(8, record.ModifiedAt.Ticks)
        .BindText(9, record.Keyword).Bind(10, record.Event.Value).Run();

    public void AddConsentHistory(ConsentHistoryRecord record) => _addHistory
        .Bind(1, record.Account).Bind(2, record.At.Ticks).Bind(3, record.Event.Value).Bind(4, (long)record.To.Value)
        .BindText(5, record.From?.ToString() ?? "").Bind(6, (long)record.Status).Bind(7, (long)record.Source).Run();

    public void RemoveConsent(in ConsentKey key) => BindKey(_removeConsent, key).Run();

    public void RemoveConsents(Provider provider, int account, Guid profile, PhoneNumber to) => _removeConsents
        .Bind(1, account).Bind(2, (long)provider).BindText(3, profile.ToString()).Bind(4, (long)to.Value).Run();

    public void RemoveConsents(Provider provider, int account, Guid profile) => _removeProfile
        .Bind(1, account).Bind(2, (long)provider).BindText(3, profile.ToString()).Run();

    public void RemoveNetworkBlocks(int account, Address number) => _removeNetwork
        .Bind(1, account).BindText(2, number.ToString()).Run();

    public void Dispose()
    {
        foreach (var statement in (Statement[])
        [
            _addBatch, _advanceBatch, _addDispatch, _addText, _setConsent, _addHistory, _removeConsent,
            _removeConsents, _removeProfile, _removeNetwork,
        ])
        {
            statement.Dispose();
        }
    }

    private static Statement BindKey(Statement statement, in ConsentKey key) => statement
        .Bind(1, key.Account).Bind(2, (long)key.Provider).BindText(3, key.Profile?.ToString() ?? "")
        .Bind(4, (long)key.To.Value).BindText(5, key.From?.ToString() ?? "");

    /// <summary>Batches of one sender come in rows, so its text is kept.</summary>
    private string TextOf(Address from)
    {
        if (from != _lastFrom)
        {
            (_lastFrom, _lastFromText) = (from, from.ToString());
        }

        return _lastFromText;
    }
}
