using System.Globalization;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Consents;

/// <summary>The columns of the consent export; RingCentral's documents disagree.</summary>
public enum ConsentExportColumns
{
    /// <summary>The eight of the spec since 2026-03. How the file spells and quotes them is UNVERIFIED.</summary>
    Spec2026,

    /// <summary>The four of the guide: FROM,TO,STATUS,SOURCE.</summary>
    Guide2025,
}

/// <summary><c>GET /restapi/v2/accounts/{accountId}/sms/consents/export</c>: all records, as CSV.</summary>
/// <remarks>
/// Source: spec of 2026-03 to 2026-08, guide. Which side is the external party is not clear from the spec, whose
/// descriptions say "sender" for it: here it is the person, as the word says (UNVERIFIED).
/// </remarks>
internal sealed class ConsentExport(Door door)
{
    private const string EightHeader =
        "External Party Number,Internal Party Number,Consent Status,Source,Coverage,Campaign Type,Notes,"
        + "Last Modified Time";

    private static readonly ConsentQuery All = new(
        Provider.RingCentral, DemoAccount.Id, Wildcards: null, Profile: null, From: [], To: [], Status: null,
        Since: null, Until: null, After: null, Offset: 0, CountMax: 1);

    public Task GetAsync(HttpContext http)
    {
        var read = door.Senders.Read;
        var isEight = door.Options.ConsentExportColumns == ConsentExportColumns.Spec2026;

        // The rows are not known yet when the header goes out, but the last change of any of them is.
        var last = read.ListConsentHistory(new(DemoAccount.Id, [], After: null, CountMax: 1)) is [var change, ..]
            ? change.Event.Value
            : 0;
        http.Response.Headers.ETag = string.Create(
            CultureInfo.InvariantCulture, $"\"{Hashing.Mix((ulong)last, isEight ? 8UL : 4):x16}\"");
        return isEight
            ? CsvAnswer.SendAsync(http, read, All, EightHeader, Eight)
            : CsvAnswer.SendAsync(http, read, All, "FROM,TO,STATUS,SOURCE", Four);
    }

    private static string Eight(ConsentRecord r) =>
        $"{r.To},{ConsentWords.From(r.From)},{ConsentWords.Status(r.Status)},{ConsentWords.Source(r.Source)},"
        + $"{(r.From is null ? "Company" : ConsentWords.PhoneNumberCoverage)},,,{r.ModifiedAt}";

    private static string Four(ConsentRecord r) =>
        $"{ConsentWords.From(r.From)},{r.To},{ConsentWords.Status(r.Status)},{ConsentWords.Source(r.Source)}";
}
