using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Sqlite;

namespace GatewaySim.Journal.Dumping;

/// <summary>Writes the state that a journal's events make, as text: the same events give the same bytes (G4).</summary>
/// <remarks>
/// <para>
/// Made of the events alone: projections and snapshots are not read. ASCII, one record a line, lines end with one LF,
/// fields are parted by one space. A text with other characters is in quotation marks, with <c>\"</c>, <c>\\</c> and
/// <c>\u0000</c> (one per UTF-16 unit); <c>-</c> is no value. Times are UTC, 7 fractional digits. IDs are
/// SHARD/SEQUENCE/INDEX. Sections come in this order, records in a section in the order of their first fields:
/// scopes and other texts by their bytes, numbers and ids by their value.
/// </para>
/// <code>
/// gatewaysim-dump 1
/// journal SHARDS SEED
/// stream SHARD EVENTS LAST-STAMP LAST-HASH
/// profile SCOPE ID NAME enabled|disabled DESTINATIONS WEBHOOK FAILOVER API-VERSION CREATED EVENT
/// profile-settings SCOPE ID POOL SHORTENER ALPHA LIMIT SWITCHES HEALTH-WEBHOOK AI GROUP FEATURES UPDATED EVENT
/// profile-secret SCOPE ID SECRET MODIFIED EVENT
/// autoresponse SCOPE PROFILE ID OPERATION COUNTRY KEYWORDS TEXT CREATED UPDATED EVENT
/// alpha-sender SCOPE ID PROFILE NAME FALLBACK CREATED EVENT
/// number SCOPE PROVIDER NUMBER PROFILE CREATED UPDATED ID
/// number-settings SCOPE PROVIDER NUMBER PRODUCT TAGS UPDATED EVENT
/// spend-limit SCOPE LIMIT COST REACHED EVENT
/// sticky-sender SCOPE RECIPIENT SENDER MODIFIED EVENT
/// wildcard SCOPE RECIPIENT STATUS SOURCE MODIFIED KEYWORD EVENT
/// pair SCOPE RECIPIENT STATUS SOURCE MODIFIED KEYWORD EVENT
/// origin SCOPE RECIPIENT NUMBER SOURCE MODIFIED KEYWORD EVENT
/// network SCOPE NUMBER HANDSET MODIFIED EVENT
/// batch SCOPE ID SIZE REJECTED PROCESSED SEGMENTS FIRST-ORDINAL CREATED MODIFIED OUTCOMES
/// queue SCOPE BATCH CHUNK COUNT NEXT
/// scheduled SCOPE ID SENDER RECIPIENT CREATED SEND-AT
/// ordinal SCOPE SENDER NEXT
/// heard SCOPE ID EXTERNAL-ID
/// totals SCOPE MESSAGES INBOUND REPLIES OUTCOMES
/// </code>
/// <para>
/// OUTCOMES are the counts of outcomes 1 to 9 (of a batch, 1 to 8) with slashes between: delivered, unconfirmed,
/// unroutable, unreachable, spam, carrier down, carrier opt-out, blocked, spend limit. What a batch's lack of its SIZE
/// waits. <c>heard</c> are the external ids that make a repeated text harmless, the newest of each scope. POOL is the
/// weights of toll-free numbers and long codes and three switches (skip unhealthy, sticky, geomatch); SHORTENER
/// domain, prefix and two switches; SWITCHES are spend limit, MMS as SMS, transcoding, mobile only, smart encoding.
/// </para>
/// <para>Memory: rows are kept and sorted in a temporary database, 64 MiB in memory and the rest on disk.</para>
/// </remarks>
public static class Dump
{
    /// <summary>External ids that a scope remembers.</summary>
    private const int HeardMax = 1_024;

    /// <exception cref="JournalException">An event means nothing, or the event to stop at is not there.</exception>
    public static void Write(
        IJournal journal, TextWriter writer, DumpUntil until = default, CancellationToken cancel = default)
    {
        using var output = new ChunkWriter(writer);
        if (until.Event is { } last)
        {
            until = new(StampOf(journal, last));
        }

        var info = journal.Info;
        Line(output, "gatewaysim-dump 1");
        Line(output, string.Create(CultureInfo.InvariantCulture, $"journal {info.Shards} {info.Seed}"));
        using var state = new DumpState();
        for (var shard = 0; shard < info.Shards; shard++)
        {
            var (events, at, hash) = (0L, Stamp.None, new byte[StreamHead.HashBytes]);
            journal.Visit(shard, 0, until.Sequence ?? long.MaxValue, (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                if (until.Time is { } time && stored.At > time)
                {
                    return false;
                }

                state.Apply(stored);
                (events, at) = (stored.Sequence, stored.At);
                stored.Hash.Span.CopyTo(hash);
                return true;
            });
            Line(output, string.Create(
                CultureInfo.InvariantCulture, $"stream {shard} {events} {at} {Convert.ToHexStringLower(hash)}"));
        }

        state.End();
        WriteRecords(state, output, cancel);
    }

    private static void WriteRecords(DumpState state, TextWriter output, CancellationToken cancel)
    {
        var scopes = state.Scopes;
        foreach (var section in (string[])
            ["profile ", "profile-settings ", "profile-secret ", "autoresponse ", "alpha-sender ", "number ",
            "number-settings ", "spend-limit ", "sticky-sender "])
        {
            Records(scopes, output, section);
        }

        Consents(state, scopes, output, "wildcard", ScopeKind.Account, cancel);
        Consents(state, scopes, output, "pair", ScopeKind.Sender, cancel);
        Consents(state, scopes, output, "origin", ScopeKind.Profile, cancel);
        Rows(state, scopes, output, "network",
            "SELECT number, handset, at, id FROM network WHERE scope = ?1 ORDER BY number, handset",
            row => $"{NumberOf(row, 0)} {NumberOf(row, 1)} {new Stamp(row.Long(2))} {new MessageId(row.Long(3))}",
            cancel);
        Rows(state, scopes, output, "batch", "SELECT id, line FROM batch WHERE scope = ?1 ORDER BY id",
            row => $"{new MessageId(row.Long(0))} {TextOf(row, 1)}", cancel);
        foreach (var scope in scopes)
        {
            foreach (var (id, batch) in scope.OpenBatches)
            {
                foreach (var (chunk, (count, next)) in batch.Chunks)
                {
                    Line(output, string.Create(
                        CultureInfo.InvariantCulture, $"queue {NameOf(scope)} {id} {chunk} {count} {next}"));
                }
            }
        }

        foreach (var scope in scopes)
        {
            foreach (var (id, (from, rest)) in scope.Scheduled.OrderBy(s => s.Key))
            {
                Line(output, $"scheduled {NameOf(scope)} {id} {DumpText.Field(from)} {rest}");
            }
        }

        foreach (var scope in scopes)
        {
            foreach (var (sender, next) in scope.Ordinals)
            {
                Line(output, string.Create(
                    CultureInfo.InvariantCulture, $"ordinal {NameOf(scope)} {DumpText.Field(sender)} {next}"));
            }
        }

        Rows(state, scopes, output, "heard",
            string.Create(CultureInfo.InvariantCulture, $"""
                SELECT id, external FROM (
                  SELECT id, external FROM heard WHERE scope = ?1 ORDER BY id DESC LIMIT {HeardMax})
                ORDER BY id
                """),
            row => $"{new MessageId(row.Long(0))} {TextOf(row, 1)}", cancel);
        foreach (var scope in scopes.Where(s => s.Scope.Kind != ScopeKind.Account))
        {
            Line(output, string.Create(
                CultureInfo.InvariantCulture,
                $"totals {NameOf(scope)} {scope.Messages} {scope.Inbound} {scope.Replies} "
                + $"{DumpText.Counts(scope.Outcomes, Outcome.Expired)}"));
        }
    }

    private static void Records(IReadOnlyList<DumpScope> scopes, TextWriter output, string section)
    {
        foreach (var scope in scopes)
        {
            foreach (var (key, rest) in scope.Records.Where(r => r.Key.StartsWith(section, StringComparison.Ordinal)))
            {
                Line(output, $"{section}{NameOf(scope)} {key[section.Length..]} {rest}");
            }
        }
    }

    private static void Consents(
        DumpState state, IReadOnlyList<DumpScope> scopes, TextWriter output, string section, ScopeKind kind,
        CancellationToken cancel)
    {
        var isOrigin = kind == ScopeKind.Profile;
        Rows(state, [.. scopes.Where(s => s.Scope.Kind == kind)], output, section,
            """
            SELECT recipient, origin, status, source, at, keyword, id FROM consent
            WHERE scope = ?1 ORDER BY recipient, origin
            """,
            row => $"{NumberOf(row, 0)} "
                + (isOrigin ? DumpText.Field(TextOf(row, 1)) : ((ConsentStatus)row.Long(2)).ToString())
                + $" {(ConsentSource)row.Long(3)} {new Stamp(row.Long(4))}"
                + $" {TextOf(row, 5)} {new MessageId(row.Long(6))}",
            cancel);
    }

    private static void Rows(
        DumpState state, IReadOnlyList<DumpScope> scopes, TextWriter output, string section, string sql,
        Func<Statement, string> rest, CancellationToken cancel)
    {
        using var statement = state.Tables.Prepare(sql);
        foreach (var scope in scopes)
        {
            cancel.ThrowIfCancellationRequested();
            statement.Bind(1, scope.Number);
            while (statement.Next())
            {
                Line(output, $"{section} {NameOf(scope)} {rest(statement)}");
            }
        }
    }

    private static Stamp StampOf(IJournal journal, MessageId id)
    {
        Stamp? at = null;
        if (id.Shard < journal.Info.Shards)
        {
            journal.Visit(id.Shard, id.Sequence - 1, id.Sequence, (in stored) =>
            {
                at = stored.At;
                return false;
            });
        }

        return at ?? throw new JournalException($"The journal has no event {id.Shard}/{id.Sequence}.");
    }

    private static string NameOf(DumpScope scope) => DumpText.Field(scope.Scope.Text);

    private static PhoneNumber NumberOf(Statement row, int column) => new((ulong)row.Long(column));

    private static string TextOf(Statement row, int column) =>
        System.Text.Encoding.UTF8.GetString(row.Utf8(column));

    private static void Line(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }
}
