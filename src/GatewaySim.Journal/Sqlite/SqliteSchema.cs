using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>
/// Brings a database to this version: numbered scripts, forward only, and what the directory was made with.
/// </summary>
internal static class SqliteSchema
{
    private const string Prefix = "GatewaySim.Journal.Sqlite.Schema.";

    /// <summary>The scripts in order.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Scripts { get; } = Load();

    /// <summary>Runs the scripts that are still missing and reads what the directory was made with.</summary>
    /// <remarks>
    /// A journal of an older format gets its projections anew from its events, in the transaction of the scripts: a
    /// crash on the way leaves it in the old format. Takes as long as reading all events does.
    /// </remarks>
    /// <param name="shards">What a new directory gets; null for the default, or to take what is there.</param>
    /// <param name="seed">The same; the default is 1.</param>
    /// <exception cref="JournalException">The database is from a newer version, or was made with other
    /// constants.</exception>
    public static JournalInfo Prepare(SqliteConnection connection, int? shards, ulong? seed)
    {
        SqliteConnections.Execute(
            connection, "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
        var version = VersionOf(connection);

        if (version == 0)
        {
            Make(connection, shards ?? JournalInfo.ShardsDefault, seed ?? 1);
        }

        var info = InfoOf(connection);
        Require("shards", shards is null || shards == info.Shards, info.Shards);
        Require("seed", seed is null || seed == info.Seed, info.Seed);
        if (version > 0 && version < Scripts[^1].Number)
        {
            using var transaction = connection.BeginTransaction();
            RunScripts(connection, version);
            ProjectionRebuild.Replace(connection, info.Shards);
            transaction.Commit();
        }

        return info;
    }

    /// <summary>Reads what the directory was made with, and changes nothing.</summary>
    /// <exception cref="JournalException">The database is no journal, or of another version.</exception>
    public static JournalInfo Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'meta'";
        var version = (long)command.ExecuteScalar()! == 0 ? 0 : VersionOf(connection);
        return version == Scripts[^1].Number
            ? InfoOf(connection)
            : throw new JournalException(version == 0
                ? "The file is no journal of gatewaysim."
                : $"The journal has the older format {version}. "
                    + "Start `gatewaysim serve` on it once to bring it up to date.");
    }

    /// <summary>Makes the tables in an empty database that is no journal: for what is rebuilt and compared.</summary>
    public static void CreateTables(SqliteConnection connection)
    {
        foreach (var (_, sql) in Scripts)
        {
            SqliteConnections.Execute(connection, sql);
        }
    }

    private static void Make(SqliteConnection connection, int shards, ulong seed)
    {
        using var transaction = connection.BeginTransaction();
        RunScripts(connection, 0);
        EventTables.Create(connection, shards);
        Set(connection, "shards", shards.ToString(CultureInfo.InvariantCulture));
        Set(connection, "seed", seed.ToString(CultureInfo.InvariantCulture));
        transaction.Commit();
    }

    private static void RunScripts(SqliteConnection connection, int version)
    {
        foreach (var (number, sql) in Scripts.Where(s => s.Number > version))
        {
            SqliteConnections.Execute(connection, sql);
            Set(connection, "schema", number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static JournalInfo InfoOf(SqliteConnection connection) => new(
        int.Parse(Get(connection, "shards")!, CultureInfo.InvariantCulture),
        ulong.Parse(Get(connection, "seed")!, CultureInfo.InvariantCulture));

    private static int VersionOf(SqliteConnection connection)
    {
        var version = int.Parse(Get(connection, "schema") ?? "0", CultureInfo.InvariantCulture);
        return version <= Scripts[^1].Number
            ? version
            : throw new JournalException(
                $"The journal was written by a newer gatewaysim (format {version}, "
                + $"this one knows {Scripts[^1].Number}).");
    }

    private static void Require(string what, bool holds, object made)
    {
        if (!holds)
        {
            throw new JournalException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data directory was made with {what} {made}, which is fixed for its life. Use another --data."));
        }
    }

    private static string? Get(SqliteConnection connection, string key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        return (string?)command.ExecuteScalar();
    }

    private static void Set(SqliteConnection connection, string key, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO meta (key, value) VALUES ($key, $value)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    private static List<(int, string)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(n => n, StringComparer.Ordinal)
            .Select(n => (int.Parse(n.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), Text(assembly, n)))];
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
