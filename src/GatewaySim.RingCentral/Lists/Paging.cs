using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Lists;

/// <summary>One page of a list that is walked by token.</summary>
/// <param name="Asked">The page that was asked for; null for the first.</param>
/// <param name="PerPage">Records a page.</param>
internal readonly record struct Paging(PageToken? Asked, int PerPage)
{
    /// <summary>How many records to ask for: one more than is shown says whether there is a next page.</summary>
    public int CountMax => PerPage + 1;

    /// <summary>Answers <c>{records, paging}</c>.</summary>
    /// <param name="records">At most <see cref="CountMax"/>, newest first.</param>
    /// <param name="keyOf">The place of a record in the list.</param>
    public Task AnswerAsync<T>(
        HttpContext http, Door door, IReadOnlyList<T> records, Func<T, PageToken> keyOf,
        Action<Utf8JsonWriter, T> write, bool etag = false)
    {
        var salt = door.Senders.IdSalt;
        var answer = new JsonAnswer();
        var json = answer.Writer;
        var shown = Math.Min(records.Count, PerPage);
        json.WriteStartObject();
        json.WriteStartArray("records"u8);
        for (var i = 0; i < shown; i++)
        {
            write(json, records[i]);
        }

        json.WriteEndArray();
        json.WriteStartObject("paging"u8);
        json.WriteNumber("perPage"u8, PerPage);
        if (Asked is { } asked)
        {
            json.WriteString("pageToken"u8, asked.ToText(salt));
            json.WriteString("firstPageToken"u8, asked.FirstPage.ToText(salt));
        }

        if (records.Count > PerPage)
        {
            json.WriteString("nextPageToken"u8, keyOf(records[shown - 1]).ToText(salt));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        return answer.SendAsync(http, StatusCodes.Status200OK, etag);
    }
}

/// <summary>The time window of a list.</summary>
internal readonly record struct Window(Stamp? Since, Stamp? Until)
{
    private static readonly TimeSpan Default = TimeSpan.FromHours(24);

    /// <summary>Reads <c>dateFrom</c> (by default a day before the end) and <c>dateTo</c> (by default now).</summary>
    /// <param name="always">False: no window unless a date is given (messages of one batch).</param>
    public static Window Read(ListQuery query, PageToken? page, Stamp now, bool always)
    {
        var until = query.Date("dateTo");
        var since = query.Date("dateFrom");
        if (since > until)
        {
            query.Fail("dateFrom");
        }

        if (page is { } walk)
        {
            return new(walk.Since == Stamp.None ? null : walk.Since, until);
        }

        if (since is null && (always || until is not null))
        {
            since = new(Math.Max(0, (until ?? now).Plus(-Default).Ticks));
        }

        return new(since, until);
    }
}
