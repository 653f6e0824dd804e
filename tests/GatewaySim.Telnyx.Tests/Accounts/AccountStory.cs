using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GatewaySim.Actors;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Accounts;

/// <summary>A front door on the real gateway, and what its golden pairs need.</summary>
internal sealed partial class AccountStory : IAsyncDisposable
{
    public const string Nobody = "6f726700-0000-8000-8000-000000000009";
    public const string Number = "+13125550100";
    public const string Other = "+13125550101";
    public const string Alice = "+15552000001";

    private AccountStory(TelnyxServer server, SteppedTime time) => (Server, Time) = (server, time);

    public TelnyxServer Server { get; }

    public SteppedTime Time { get; }

    public static async Task<AccountStory> StartAsync(TelnyxOptions? options = null, GatewayOptions? simulated = null)
    {
        var time = new SteppedTime();
        return new(await TelnyxServer.StartAsync(options, time, simulated), time);
    }

    /// <summary>Sends <c>GET /v2/…</c>, or <c>POST /v2/… {…}</c>.</summary>
    public Task<Answer> AskAsync(string request, string? body = null)
    {
        var (method, url) = (request.Split(' ')[0], request[(request.IndexOf(' ') + 1)..]);
        return body is null
            ? Server.SendAsync(new HttpRequestMessage(new(method), url))
            : Server.SendAsync(new(method), url, body);
    }

    public async Task<string> ProfileAsync(string name)
    {
        var made = await AskAsync(
            "POST /v2/messaging_profiles", $$"""{"name":"{{name}}","whitelisted_destinations":["*"]}""");
        return (string)made.Json["data"]!["id"]!;
    }

    public async Task AssignAsync(string number, string profile)
    {
        var reply = await AskAsync(
            $"PATCH /v2/phone_numbers/{number}/messaging", $$"""{"messaging_profile_id":"{{profile}}"}""");
        Assert.Equal(200, (int)reply.Status);
    }

    /// <summary>Asks, and compares the whole answer. UUIDs, row ids and secrets are masked.</summary>
    public async Task<Answer> GoldenAsync(string request, string? body, string expected, int status = 200)
    {
        var answer = await AskAsync(request, body);
        Assert.Equal((status, expected.ReplaceLineEndings("")), ((int)answer.Status, Mask(answer.Body)));
        return answer;
    }

    /// <summary>Asks, and compares status, code and place of the first error.</summary>
    public async Task FaultAsync(string request, string? body, int status, string code, string? source)
    {
        var events = Server.Gateway.EventCount;
        var answer = await AskAsync(request, body);
        Assert.Equal((status, code, source), ((int)answer.Status, answer.Code, answer.Source));
        Assert.Equal(events, Server.Gateway.EventCount);
    }

    /// <summary>One member of every row of a list.</summary>
    public async Task<string[]> ListAsync(string url, string member) =>
        [.. (await AskAsync($"GET {url}")).Json["data"]!.AsArray().Select(r => (string?)r![member] ?? "-")];

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string Mask(string body)
    {
        body = Uuid().Replace(body, "UUID");
        body = Secret().Replace(body, "\"v1_secret\":\"SECRET\"");
        return Id().Replace(body, "\"id\":\"ID\"");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("\"v1_secret\":\"[0-9a-f]{24}\"")]
    private static partial Regex Secret();

    [GeneratedRegex("\"id\":\"[0-9]+\"")]
    private static partial Regex Id();
}
