using System.Globalization;
using System.Text;
using GatewaySim.Journal.Sqlite;
using SQLitePCL;

namespace GatewaySim.Journal.Verification;

/// <summary>One table of projections and how it is compared: ordered by its key, which are the first columns.</summary>
internal sealed class ComparedTable(string name, int keys, string[] columns, string sql)
{
    public string Name => name;

    /// <summary>Goes through both tables in step, as one merges two sorted lists.</summary>
    /// <returns>Rows of the rebuilt table.</returns>
    public long Compare(sqlite3 stored, sqlite3 rebuilt, FindingList findings, CancellationToken cancel)
    {
        using var left = new Statement(stored, sql);
        using var right = new Statement(rebuilt, sql);
        var hasLeft = left.Next();
        var hasRight = right.Next();
        long rows = 0;
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : Order(left, right, 0, keys);
            if (order < 0)
            {
                Report(findings, $"{Text(left)} is stored and follows from no event");
            }
            else if (order > 0)
            {
                Report(findings, $"{Text(right)} follows from the events and is not stored");
            }
            else if (Difference(left, right) is var column && column >= 0)
            {
                Report(findings,
                    $"{Text(left)}: {columns[column]} is {Value(left, column)} and must be {Value(right, column)}");
            }

            rows += order >= 0 ? 1 : 0;
            hasLeft = order <= 0 ? left.Next() : hasLeft;
            hasRight = order >= 0 ? right.Next() : hasRight;
            if ((rows & 0xFFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }

        return rows;
    }

    private static int Order(Statement left, Statement right, int first, int end)
    {
        for (var column = first; column < end; column++)
        {
            // Numbers come before texts, as SQLite sorts them; a key of another type is another key.
            var types = left.Type(column).CompareTo(right.Type(column));
            var order = types != 0 ? types
                : left.Type(column) == raw.SQLITE_INTEGER ? left.Long(column).CompareTo(right.Long(column))
                : left.Blob(column).SequenceCompareTo(right.Blob(column));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <returns>The first column that differs; -1 for none.</returns>
    private int Difference(Statement left, Statement right)
    {
        for (var column = keys; column < columns.Length; column++)
        {
            if (Order(left, right, column, column + 1) != 0)
            {
                return column;
            }
        }

        return -1;
    }

    private string Text(Statement row) =>
        string.Join(", ", Enumerable.Range(0, keys).Select(c => $"{columns[c]} {Value(row, c)}"));

    private static string Value(Statement row, int column)
    {
        var type = row.Type(column);
        return type == raw.SQLITE_INTEGER ? row.Long(column).ToString(CultureInfo.InvariantCulture)
            : type == raw.SQLITE_TEXT ? $"'{Encoding.UTF8.GetString(row.Utf8(column))}'"
            : type == raw.SQLITE_NULL ? "nothing"
            : "something of another type";
    }

    private void Report(FindingList findings, string what) =>
        findings.Add(FindingKind.Projection, -1, 0, $"table {name}: {what}");
}
