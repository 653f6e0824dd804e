using System.Globalization;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Numbers;

/// <summary>
/// <c>GET /restapi/v1.0/account/{accountId}/extension/{extensionId}/phone-number</c>, and the same without the
/// extension: by page number.
/// </summary>
internal sealed class PhoneNumberEndpoints(Door door)
{
    private const int PerPageDefault = 100;
    private const string UsageType = "DirectNumber";
    private const string Status = "Normal";

    // Source: RingCentral's own list of toll-free area codes.
    private static readonly ulong[] TollFree = [800, 833, 844, 855, 866, 877, 888];

    /// <summary>The numbers of the user.</summary>
    public Task ListAsync(HttpContext http) =>
        door.CheckExtension(http) is { } error ? error.AnswerAsync(http)
            : ListAsync(http, door.ExtensionUri(http), true);

    /// <summary>The numbers of the account: the same ones, but <c>features</c> are not shown (forum 112854).</summary>
    public Task ListOfAccountAsync(HttpContext http) => ListAsync(http, door.AccountUri(http), false);

    private Task ListAsync(HttpContext http, string owner, bool hasFeatures)
    {
        var query = new ListQuery(http.Request.Query, door.Senders.IdSalt);
        var page = query.Number("page", 1);
        var perPage = query.PerPage(PerPageDefault);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        // All numbers of the demo account are alike, so a filter passes all or none.
        var usageTypes = query.Values("usageType");
        var isWanted = (usageTypes.Count == 0 || usageTypes.Contains(UsageType)) &&
            query.Text("status") is null or Status;
        var all = isWanted ? door.Senders.Directory.ListNumbers(DemoAccount.Id, Provider.RingCentral) : [];

        var answer = new JsonAnswer();
        Write(answer.Writer, new(owner, door.ExtensionUri(http), hasFeatures), all, page, perPage);
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    private void Write(Utf8JsonWriter json, View view, IReadOnlyList<NumberRecord> all, int page, int perPage)
    {
        var pages = Math.Max(1, (all.Count + perPage - 1) / perPage);
        var start = (long)(page - 1) * perPage;
        var end = Math.Min(start + perPage, all.Count);
        json.WriteStartObject();
        json.WriteString("uri"u8, PageUri(page));
        json.WriteStartArray("records"u8);
        for (var i = start; i < end; i++)
        {
            Write(json, view, all[(int)i]);
        }

        json.WriteEndArray();
        json.WriteStartObject("paging"u8);
        json.WriteNumber("page"u8, page);
        json.WriteNumber("perPage"u8, perPage);
        if (start < end)
        {
            json.WriteNumber("pageStart"u8, start);
            json.WriteNumber("pageEnd"u8, end - 1);
        }

        json.WriteNumber("totalPages"u8, pages);
        json.WriteNumber("totalElements"u8, all.Count);
        json.WriteEndObject();

        json.WriteStartObject("navigation"u8);
        WriteLink("firstPage", 1, true);
        WriteLink("previousPage", page - 1, page > 1);
        WriteLink("nextPage", page + 1, page < pages);
        WriteLink("lastPage", pages, true);
        json.WriteEndObject();
        json.WriteEndObject();

        string PageUri(int number) =>
            string.Create(CultureInfo.InvariantCulture, $"{view.Owner}/phone-number?page={number}&perPage={perPage}");

        void WriteLink(string name, int number, bool isThere)
        {
            if (isThere)
            {
                json.WriteStartObject(name);
                json.WriteString("uri"u8, PageUri(number));
                json.WriteEndObject();
            }
        }
    }

    private void Write(Utf8JsonWriter json, View view, NumberRecord number)
    {
        var id = number.Id.Value;
        var isTollFree = number.Number.Key / 10_000_000_000 == 1 &&
            TollFree.Contains(number.Number.Key / 10_000_000 % 1000);
        json.WriteStartObject();
        json.WriteString("uri"u8, string.Create(CultureInfo.InvariantCulture, $"{view.Owner}/phone-number/{id}"));
        json.WriteNumber("id"u8, id);
        json.WriteAddress("phoneNumber"u8, number.Number);
        json.WriteString("paymentType"u8, isTollFree ? "TollFree"u8 : "Local"u8);
        json.WriteString("type"u8, "VoiceFax"u8);
        json.WriteString("usageType"u8, UsageType);
        json.WriteString("status"u8, Status);

        // A number is for High Volume SMS or for ordinary SMS, never both; the simulator has the first kind.
        if (view.HasFeatures)
        {
            json.WriteStartArray("features"u8);
            json.WriteStringValue("CallerId"u8);
            json.WriteStringValue("A2PSmsSender"u8);
            json.WriteEndArray();
        }

        json.WriteStartObject("extension"u8);
        json.WriteString("uri"u8, view.Extension);
        json.WriteNumber("id"u8, door.Options.ExtensionId);
        json.WriteString("extensionNumber"u8, Door.ExtensionNumber);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Whose list it is, and who has the numbers: addresses that links begin with.</summary>
    private readonly record struct View(string Owner, string Extension, bool HasFeatures);
}
