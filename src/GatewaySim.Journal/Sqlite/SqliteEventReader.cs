using System.Text;
using GatewaySim.Domain;
using GatewaySim.Journal.Codec;
using SQLitePCL;

namespace GatewaySim.Journal.Sqlite;

/// <summary>Reads events in order with one buffer for all payloads, so that recovery is as fast as the disk.</summary>
internal static class SqliteEventReader
{
    public static void Visit(sqlite3 connection, int shard, long after, long upTo, EventVisitor visitor)
    {
        using var statement = new Statement(connection, $"""
            SELECT seq, at, scope, type, payload, hash FROM {EventTables.NameOf(shard)}
            WHERE seq > ?1 AND seq <= ?2 ORDER BY seq
            """);
        statement.Bind(1, after).Bind(2, upTo);

        var buffer = new byte[64 * 1024];
        var scopes = new ScopeCache();
        while (statement.Next())
        {
            var payload = statement.Blob(4);
            var hash = statement.Blob(5);
            if (buffer.Length < payload.Length + hash.Length)
            {
                buffer = new byte[(payload.Length + hash.Length) * 2];
            }

            payload.CopyTo(buffer);
            hash.CopyTo(buffer.AsSpan(payload.Length));
            var type = statement.Utf8(3);
            var stored = new StoredEvent(
                shard, statement.Long(0), new(statement.Long(1)), scopes.Of(statement.Utf8(2)),
                EventCodec.Intern(type) ?? Encoding.UTF8.GetString(type),
                buffer.AsMemory(0, payload.Length), buffer.AsMemory(payload.Length, hash.Length));
            if (!visitor(in stored))
            {
                return;
            }
        }
    }

    /// <summary>One object per scope, and no look-up while a scope repeats.</summary>
    private sealed class ScopeCache
    {
        private readonly Dictionary<string, Scope> _known = [];
        private Scope? _last;

        public Scope Of(ReadOnlySpan<byte> utf8)
        {
            if (_last is null || !utf8.SequenceEqual(_last.Utf8.Span))
            {
                var text = Encoding.UTF8.GetString(utf8);
                if (!_known.TryGetValue(text, out _last))
                {
                    _known[text] = _last = Parse(text);
                }
            }

            return _last;
        }

        private static Scope Parse(string text)
        {
            try
            {
                return Scope.Parse(text);
            }
            catch (FormatException e)
            {
                throw new JournalCorruptException($"The journal holds an event of '{text}', which is no scope.", e);
            }
        }
    }
}
