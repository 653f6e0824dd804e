using System.Runtime.CompilerServices;
using SQLitePCL;

namespace GatewaySim.Journal.Sqlite;

/// <summary>A prepared statement of the append path: bound by position, without boxing or copies of our own.</summary>
/// <remarks>ADO.NET serves everything else; here it would cost an object per value and an array per blob.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement), sql);
    }

    public Statement Bind(int position, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, position, value));
        return this;
    }

    public Statement BindText(int position, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, position, utf8));
        return this;
    }

    public Statement BindText(int position, string? text)
    {
        Check(text is null
            ? raw.sqlite3_bind_null(_statement, position)
            : raw.sqlite3_bind_text(_statement, position, text));
        return this;
    }

    public Statement BindBlob(int position, ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty
            ? raw.sqlite3_bind_zeroblob(_statement, position, 0)
            : raw.sqlite3_bind_blob(_statement, position, bytes));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        var code = raw.sqlite3_step(_statement);
        _ = raw.sqlite3_reset(_statement);
        Check(code);
    }

    /// <summary>Goes to the next row; at the end the statement can be bound again.</summary>
    public bool Next()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        _ = raw.sqlite3_reset(_statement);
        Check(code);
        return false;
    }

    /// <summary>
    /// What kind of value a column of the row holds: SQLITE_INTEGER, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL.
    /// </summary>
    public int Type(int column) => raw.sqlite3_column_type(_statement, column);

    /// <summary>Ends reading before the last row.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A text's bytes. Valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        // Asking for the text first makes sure that the bytes are UTF-8.
        _ = raw.sqlite3_column_text(_statement, column);
        return raw.sqlite3_column_blob(_statement, column);
    }

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code, [CallerMemberName] string what = "")
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            var message = raw.sqlite3_errmsg(_connection).utf8_to_string();
            throw new JournalException($"SQLite refused ({what}): {message} (code {code}).");
        }
    }
}
