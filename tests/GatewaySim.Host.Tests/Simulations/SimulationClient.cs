using System.Net.Http.Headers;
using GatewaySim.Host.Tests.Faults;

namespace GatewaySim.Host.Tests.Simulations;

/// <summary>Somebody who uses one simulation: the main one, or a sandbox.</summary>
/// <param name="control">Where its control routes are: nothing, or the path of a sandbox.</param>
internal sealed class SimulationClient(FaultScene scene, string control = "", string key = "KEY_ANY") : IDisposable
{
    public const string Sender = "+13125550100";

    private readonly HttpClient _http = new()
    {
        BaseAddress = scene.Telnyx.BaseAddress,
        DefaultRequestHeaders = { Authorization = new("Bearer", key) },
    };

    public void Dispose() => _http.Dispose();

    public async Task<Answer> AskAsync(string request, string? body = null)
    {
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        return await FaultScene.SendAsync(_http, new(new(method), path)
        {
            Content = body is null ? null : FaultScene.Json(body),
        });
    }

    /// <summary>Asks a control route of this simulation: <c>GET clock</c>.</summary>
    public async Task<Answer> SteerAsync(string request, string? body = null, int status = 200)
    {
        var answer = await AskAsync($"{request.Split(' ')[0]} {control}/_sim/{request.Split(' ')[1]}", body);
        Assert.True(answer.Status == status, $"{request}: {answer.Status} {answer.Body}");
        return answer;
    }

    public Task<Answer> SendAsync(string to, string text = "hi") => AskAsync(
        "POST /v2/messages", $$"""{"from":"{{Sender}}","to":"{{to}}","text":"{{text}}"}""");

    public Task TextAsync(string from, string text) => SteerAsync(
        "POST inbound", $$"""{"from":"{{from}}","to":"{{Sender}}","text":"{{text}}","provider":"telnyx"}""");

    public Task AdvanceAsync(int seconds) => SteerAsync("POST clock", $$"""{"advanceBy":{{seconds}}}""");

    /// <summary>Sends messages, and tells what becomes of them, with their ids.</summary>
    public async Task<string[]> CampaignAsync(int count)
    {
        var ids = new List<string>();
        for (var n = 0; n < count; n++)
        {
            ids.Add((string)(await SendAsync($"+1555300{n:D4}")).Json["data"]!["id"]!);
        }

        await AdvanceAsync(60 * 60 * 24 * 4);
        var ends = new List<string>();
        foreach (var id in ids)
        {
            var message = (await AskAsync($"GET /v2/messages/{id}")).Json["data"]!;
            ends.Add($"{id} {message["to"]![0]!["status"]} {message["completed_at"]}");
        }

        return [.. ends];
    }

    public static async Task<SimulationClient> OfSandboxAsync(FaultScene scene, string body)
    {
        var made = await FaultScene.SendAsync(
            scene.Telnyx, new(HttpMethod.Post, "/_sim/sandboxes") { Content = FaultScene.Json(body) });
        Assert.True(made.Status == 201, made.Body);
        return new(scene, new Uri((string)made.Json["url"]!).AbsolutePath, (string)made.Json["telnyx"]!["apiKey"]!);
    }
}
