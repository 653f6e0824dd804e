using System.Collections;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using GatewaySim.Host.Tests.Serving;
using GatewaySim.Telnyx;
using GatewaySim.Testing;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Host.Tests.Faults;

/// <summary>An answer, read to its end.</summary>
internal sealed record Answer(int Status, string Body, HttpResponseMessage Response)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Status and code, in the shape of either provider: <c>409 40300</c>.</summary>
    public string Error => $"{Status} {Json["errorCode"] ?? First["code"] ?? First["errorCode"]}";

    private JsonNode First => Json["errors"]![0]!;

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}

/// <summary>The whole gateway on a port and a data directory of its own, with a client for each provider.</summary>
public class FaultScene : IAsyncLifetime
{
    public const string Messages = "/v2/messages";
    public const string Batches = "/restapi/v1.0/account/~/a2p-sms/batches";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gatewaysim-faults-");
    private GatewayServer _server = null!;
    private int _sent;

    internal HttpClient Telnyx { get; private set; } = null!;

    /// <summary>Where its data directory is.</summary>
    internal string Data => _data.FullName;

    internal HttpClient RingCentral { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dictionary<string, FlagValue> flags = new()
        {
            ["Server:Port"] = new("--port", "0"),
            ["Journal:Directory"] = new("--data", _data.FullName),
            ["Gateway:Carrier"] = new("--carrier", "instant"),
            ["Clock:Speed"] = new("--speed", "0"),
        };
        Add(flags);
        var settings = new SettingsLoader(SettingsCatalogue.Default)
            .Load(new(flags, new Hashtable(), File: null, _data.FullName));
        _server = await GatewayServer.StartAsync(settings, TestContext.Current.CancellationToken);
        Telnyx = new() { BaseAddress = new(_server.Address.Url) };
        Telnyx.DefaultRequestHeaders.Authorization = new("Bearer", new TelnyxOptions().ApiKey);
        RingCentral = new() { BaseAddress = Telnyx.BaseAddress };
        await LogInAsync();
    }

    /// <summary>Adds settings of one's own.</summary>
    private protected virtual void Add(Dictionary<string, FlagValue> flags)
    {
    }

    /// <summary>Gets a RingCentral token, which is used from then on.</summary>
    internal Task LogInAsync() => RingCentralLogIn.LogInAsync(RingCentral);

    /// <summary>Puts these faults in force.</summary>
    internal async Task PutAsync(string faults, ulong seed = 1)
    {
        var answer = await SendAsync(
            Telnyx,
            new(HttpMethod.Put, "/_sim/faults") { Content = Json($$"""{"seed":{{seed}},"faults":{{faults}}}""") });
        Assert.True(answer.Status == 200, answer.Body);
    }

    internal Task<Answer> ClearAsync() => SendAsync(Telnyx, new(HttpMethod.Delete, "/_sim/faults"));

    /// <summary>Stops the gateway as its end does, and starts it on the same directory.</summary>
    internal async Task RestartAsync()
    {
        await _server.ServeUntilAsync(new(canceled: true));
        await _server.DisposeAsync();
        await InitializeAsync();
    }

    internal long Events() =>
        Enumerable.Range(0, _server.Node.Journal.Info.Shards).Sum(s => _server.Node.Journal.HeadOf(s).Sequence);

    /// <summary>How often the first rule struck.</summary>
    internal async Task<long> StruckAsync() =>
        (long)(await GetAsync(Telnyx, "/_sim/faults")).Json["faults"]![0]!["struck"]!;

    internal static Task<Answer> GetAsync(HttpClient client, string path) =>
        SendAsync(client, new(HttpMethod.Get, path));

    /// <summary>Sends a Telnyx message.</summary>
    /// <param name="webhook">Where it is told of; null for nowhere.</param>
    /// <param name="to">Null for a person of its own.</param>
    internal Task<Answer> SendMessageAsync(string? webhook = null, string? to = null) => SendAsync(
        Telnyx,
        new(HttpMethod.Post, Messages)
        {
            Content = Json(
                $$"""
                {"from":"+13125550100","to":"{{to ?? $"+1555300{++_sent:D4}"}}","text":"Hello"
                {{(webhook is null ? "" : $",\"webhook_url\":\"{webhook}\"")}}}
                """),
        });

    /// <summary>Moves the clock of the simulation on; all that is due by then is told when this ends.</summary>
    internal async Task AdvanceAsync(int seconds)
    {
        var answer = await SendAsync(Telnyx, new(HttpMethod.Post, "/_sim/clock")
        {
            Content = Json($$"""{"advanceBy":{{seconds}}}"""),
        });
        Assert.True(answer.Status == 200, answer.Body);
    }

    internal Task<Answer> SendBatchAsync() => SendAsync(RingCentral, new(HttpMethod.Post, Batches)
    {
        Content = Json("""{"from":"+16505550100","text":"Hello","messages":[{"to":["+15552000001"]}]}"""),
    });

    internal static async Task<Answer> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    internal static StringContent Json(string json) =>
        new(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));

    public async ValueTask DisposeAsync()
    {
        Telnyx.Dispose();
        RingCentral.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
