using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GatewaySim.Host.Serving;

namespace GatewaySim.Host.Demo;

/// <summary>A customer's client of both providers: what it knows it knows from their HTTP APIs.</summary>
internal sealed class DemoClient : IDisposable
{
    private const string Sms = "/restapi/v1.0/account/~/a2p-sms";

    private readonly HttpClient _ringCentral;
    private readonly HttpClient _telnyx;
    private readonly HttpClient _phones;

    private DemoClient(Uri server)
    {
        _ringCentral = new() { BaseAddress = server };
        _telnyx = new() { BaseAddress = server };
        _phones = new() { BaseAddress = server };
    }

    public static async Task<DemoClient> LogInAsync(Uri server, DemoCredentials credentials, CancellationToken stop)
    {
        var client = new DemoClient(server);
        client._telnyx.DefaultRequestHeaders.Authorization = new("Bearer", credentials.TelnyxApiKey);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/restapi/oauth/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
                ["assertion"] = credentials.RingCentralJwt,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{credentials.RingCentralClientId}:{credentials.RingCentralClientSecret}")));
        using var answer = await client._ringCentral.SendAsync(request, stop);
        var token = await ReadAsync(answer, stop);
        client._ringCentral.DefaultRequestHeaders.Authorization = new("Bearer", (string?)token["access_token"]);
        return client;
    }

    /// <summary>Submits a batch.</summary>
    /// <returns>Its id, and how many messages the provider accepted.</returns>
    public async Task<(string Id, int Size)> SendBatchAsync(
        string from, string text, IEnumerable<ulong> to, CancellationToken stop)
    {
        var body = new StringBuilder(32_000)
            .Append("{\"from\":\"").Append(from).Append("\",\"text\":").Append(JsonSerializer.Serialize(text))
            .Append(",\"messages\":[");
        foreach (var recipient in to)
        {
            body.Append(CultureInfo.InvariantCulture, $"{{\"to\":[\"+{recipient}\"]}},");
        }

        body.Length--;
        body.Append("]}");
        using var content = new StringContent(body.ToString(), Encoding.UTF8, "application/json");
        using var answer = await _ringCentral.PostAsync($"{Sms}/batches", content, stop);
        var batch = await ReadAsync(answer, stop);
        return ((string)batch["id"]!, (int)batch["batchSize"]!);
    }

    /// <summary>Polls a batch until the provider says that it is completed.</summary>
    public async Task WaitForBatchAsync(string id, CancellationToken stop)
    {
        while (true)
        {
            using var answer = await _ringCentral.GetAsync($"{Sms}/batches/{id}", stop);
            if ((string?)(await ReadAsync(answer, stop))["status"] == "Completed")
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), stop);
        }
    }

    /// <summary>Pages through the messages of a batch.</summary>
    public async IAsyncEnumerable<(ulong To, string Status, string? Code)> MessagesOfAsync(
        string batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        string? page = null;
        do
        {
            var next = page is null ? "" : $"&pageToken={Uri.EscapeDataString(page)}";
            using var answer = await _ringCentral.GetAsync($"{Sms}/messages?batchId={batch}&perPage=1000{next}", stop);
            var list = await ReadAsync(answer, stop);
            foreach (var message in list["records"]!.AsArray())
            {
                yield return (
                    Number((string)message!["to"]![0]!), (string)message["messageStatus"]!,
                    (string?)message["errorCode"]);
            }

            page = (string?)list["paging"]?["nextPageToken"];
        }
        while (page is not null);
    }

    /// <summary>Opts recipients out of all numbers of the account.</summary>
    public async Task OptOutEverywhereAsync(IEnumerable<ulong> recipients, CancellationToken stop)
    {
        var records = recipients.Select(r => new JsonObject
        {
            ["from"] = "*", ["to"] = $"+{r}", ["optStatus"] = "OptOut", ["source"] = "Api",
        });
        var body = new JsonObject { ["records"] = new JsonArray([.. records]) };
        using var answer = await _ringCentral.PatchAsync(
            "/restapi/v2/accounts/~/sms/consents", JsonContent.Create(body), stop);
        await ReadAsync(answer, stop);
    }

    /// <summary>Sends one Telnyx message.</summary>
    /// <returns>Its id; null when a block rule stood in the way.</returns>
    public async Task<string?> SendMessageAsync(string from, ulong to, string text, CancellationToken stop)
    {
        var body = new JsonObject { ["from"] = from, ["to"] = $"+{to}", ["text"] = text };
        using var answer = await _telnyx.PostAsync("/v2/messages", JsonContent.Create(body), stop);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            return null;
        }

        return (string)(await ReadAsync(answer, stop))["data"]!["id"]!;
    }

    /// <summary>Asks for one Telnyx message.</summary>
    public async Task<(string Status, string? Code)> FindMessageAsync(string id, CancellationToken stop)
    {
        using var answer = await _telnyx.GetAsync($"/v2/messages/{id}", stop);
        var data = (await ReadAsync(answer, stop))["data"]!;
        var errors = data["errors"]!.AsArray();
        return ((string)data["to"]![0]!["status"]!, errors.Count == 0 ? null : (string?)errors[0]!["code"]);
    }

    /// <summary>A person texts a number.</summary>
    /// <returns>How many automatic replies went back.</returns>
    public async Task<int> TextAsync(ulong person, string to, string text, CancellationToken stop)
    {
        var body = new JsonObject { ["from"] = $"+{person}", ["to"] = to, ["text"] = text };
        using var answer = await _phones.PostAsync("/_sim/inbound", JsonContent.Create(body), stop);
        return (int)(await ReadAsync(answer, stop))["replies"]!;
    }

    public void Dispose()
    {
        _ringCentral.Dispose();
        _telnyx.Dispose();
        _phones.Dispose();
    }

    private static ulong Number(string text) =>
        ulong.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException(
                $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath} was answered "
                + $"{(int)answer.StatusCode}: {text}");
    }
}
