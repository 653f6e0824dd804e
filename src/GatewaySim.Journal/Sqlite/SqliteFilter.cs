using System.Globalization;
using Microsoft.Data.Sqlite;

namespace GatewaySim.Journal.Sqlite;

/// <summary>A WHERE clause in the making. Its text comes from this project, every value is bound.</summary>
internal sealed class SqliteFilter(string first)
{
    /// <summary>Where the clause goes in the text of a command.</summary>
    public const string Here = "{where}";

    private readonly List<string> _terms = [first];
    private readonly List<(string Name, object Value)> _values = [];

    public SqliteFilter And(string term)
    {
        _terms.Add(term);
        return this;
    }

    public SqliteFilter With(string name, object value)
    {
        _values.Add((name, value));
        return this;
    }

    /// <summary>Adds a term only where there is a value; its parameter is the word after the '$'.</summary>
    public SqliteFilter And<T>(T? value, string term, Func<T, object> stored) where T : struct =>
        value is { } given ? And(term).With(term[term.IndexOf('$', StringComparison.Ordinal)..], stored(given)) : this;

    /// <summary>Adds "column is one of", unless there is nothing to choose from.</summary>
    public SqliteFilter AndIn(string column, object[] values)
    {
        if (values.Length == 0)
        {
            return this;
        }

        var names = values.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${column}{i}")).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            With(names[i], values[i]);
        }

        return And($"{column} IN ({string.Join(", ", names)})");
    }

    public SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Terms and columns are constants of this project; values are bound below.
        command.CommandText = sql.Replace(Here, string.Join(" AND ", _terms), StringComparison.Ordinal);
#pragma warning restore CA2100
        foreach (var (name, value) in _values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
