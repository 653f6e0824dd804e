using System.Text.Json;

namespace GatewaySim.RingCentral.Tests;

/// <summary>Goes through a list as a client does: from token to token, until there is none.</summary>
internal static class Pages
{
    /// <param name="path">With its query, if only <c>?</c>.</param>
    /// <param name="between">Runs after every page.</param>
    public static async Task<List<JsonElement>> WalkAsync(
        TestDoor door, string path, Func<Task>? between = null)
    {
        var records = new List<JsonElement>();
        for (string? token = ""; token is not null;)
        {
            var answer = await door.CallAsync("GET", token.Length == 0 ? path : $"{path}&pageToken={token}");
            token = Add(answer, records);
            await (between?.Invoke() ?? Task.CompletedTask);
        }

        return records;
    }

    /// <summary>The same for the search, whose token is in the body.</summary>
    public static async Task<List<JsonElement>> SearchAsync(
        TestDoor door, string path, int perPage, Func<Task> between)
    {
        var records = new List<JsonElement>();
        for (string? token = ""; token is not null;)
        {
            var page = token.Length == 0 ? "" : $",\"pageToken\":\"{token}\"";
            token = Add(await door.CallAsync("POST", path, $$"""{"perPage":{{perPage}}{{page}}}"""), records);
            await between();
        }

        return records;
    }

    /// <summary>Sends one text to several people.</summary>
    public static async Task<JsonElement> PostBatchAsync(
        TestDoor door, string from, string text, IEnumerable<string> to)
    {
        var messages = string.Join(',', to.Select(t => $$"""{"to":["{{t}}"]}"""));
        var answer = await door.CallAsync(
            "POST", "/restapi/v1.0/account/~/a2p-sms/batches",
            $$"""{"from":"{{from}}","text":"{{text}}","messages":[{{messages}}]}""");
        Assert.Equal(201, (int)answer.Status);
        return answer.Json;
    }

    private static string? Add(Answer answer, List<JsonElement> records)
    {
        Assert.True((int)answer.Status == 200, answer.Body);
        records.AddRange(answer.Json.GetProperty("records").EnumerateArray());
        return answer.Json.GetProperty("paging").TryGetProperty("nextPageToken", out var next)
            ? next.GetString()
            : null;
    }
}
