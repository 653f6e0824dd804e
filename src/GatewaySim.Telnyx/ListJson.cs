using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>The envelope of lists: <c>data</c>, and <c>meta</c> with the four numbers the SDKs page by.</summary>
internal static class ListJson
{
    public static JsonAnswer Begin()
    {
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("data"u8);
        return answer;
    }

    public static void End(JsonAnswer answer, HttpResponse response, Page page, int total)
    {
        var json = answer.Json;
        json.WriteEndArray();
        json.WriteStartObject("meta"u8);
        json.WriteNumber("page_number"u8, page.Number);
        json.WriteNumber("page_size"u8, page.Size);
        json.WriteNumber("total_pages"u8, (total + (long)page.Size - 1) / page.Size);
        json.WriteNumber("total_results"u8, total);
        json.WriteEndObject();
        json.WriteEndObject();
        answer.SendTo(response, StatusCodes.Status200OK);
    }

    /// <summary>Answers with one page of rows that are all at hand.</summary>
    public static void Send<T>(
        HttpResponse response, IReadOnlyList<T> rows, Page page, Action<Utf8JsonWriter, T> write)
    {
        var answer = Begin();
        for (var i = page.Offset; i < Math.Min(page.Offset + page.Size, rows.Count); i++)
        {
            write(answer.Json, rows[(int)i]);
        }

        End(answer, response, page, rows.Count);
    }
}
