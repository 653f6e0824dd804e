using System.Text;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Lists;

/// <summary>Consent records as CSV, however many there are: a page is read, written and sent before the next.</summary>
/// <remarks>
/// Ordered by recipient, so that a record that changes meanwhile keeps its place and is there once. Lines end in CRLF
/// (RFC 4180). No value of ours needs quotes.
/// </remarks>
internal static class CsvAnswer
{
    public const string ContentType = "text/csv";

    private const int PageRecords = 1_000;

    /// <param name="query">Which records; how many at a time is decided here.</param>
    /// <param name="lineOf">The values of a record, with commas between them.</param>
    public static async Task SendAsync(
        HttpContext http, IReadModel read, ConsentQuery query, string header, Func<ConsentRecord, string> lineOf)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = ContentType;
        var pipe = http.Response.BodyWriter;
        Encoding.UTF8.GetBytes($"{header}\r\n", pipe);
        (PhoneNumber To, Address? From)? after = null;
        var page = query with { CountMax = PageRecords };
        while (read.ListConsentsByRecipient(page, after) is [.., var last] records)
        {
            foreach (var record in records)
            {
                Encoding.UTF8.GetBytes($"{lineOf(record)}\r\n", pipe);
            }

            await pipe.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            after = (last.To, last.From);
        }

        await pipe.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Whether the caller prefers CSV to JSON; one that has no wish gets JSON.</summary>
    public static bool IsAsked(HttpRequest request)
    {
        var ranges = request.GetTypedHeaders().Accept;
        var csv = Quality(ContentType);
        return csv > 0 && csv >= Quality("application/json");

        double Quality(string type) => ranges
            .Where(r => r.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(r => r.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
