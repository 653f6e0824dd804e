using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.RingCentral.Subscriptions;
using GatewaySim.RingCentral.Tests.Subscriptions;
using GatewaySim.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GatewaySim.RingCentral.Tests;

/// <summary>The routes on a real server at a free port of this machine, and a client with a token.</summary>
internal sealed class TestDoor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestDoor(WebApplication app, ISenders senders, SteppedTime time) =>
        (_app, Senders, Time, Client) = (app, senders, time, new() { BaseAddress = new(app.Urls.Single()) });

    public ISenders Senders { get; }

    /// <summary>What is behind the door, unless a test brought the real thing.</summary>
    public FakeSenders Fake => (FakeSenders)Senders;

    public SteppedTime Time { get; }

    public HttpClient Client { get; }

    /// <summary>The paths that are served.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];

    /// <param name="senders">Also asked for subscriptions, if it has them.</param>
    /// <param name="time">The clock of the gateway behind it, where there is one.</param>
    public static async Task<TestDoor> OpenAsync(
        RingCentralOptions? options = null, ISenders? senders = null, SubscriptionOptions? subscriptions = null,
        IWebhookTransport? transport = null, FakeSubscriptions? fakeSubscriptions = null, SteppedTime? time = null)
    {
        time ??= new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        senders ??= new FakeSenders();
        builder.Services.AddSingleton(senders).AddSingleton(options ?? new()).AddSingleton<TimeProvider>(time)
            .AddSingleton(new TokenKey("0123456789abcdef"u8))
            .AddSingleton(senders as ISubscriptions ?? fakeSubscriptions ?? new())
            .AddSingleton(subscriptions ?? new())
            .AddSingleton(transport ?? new HttpTransport(new()));
        var app = builder.Build();
        app.MapRingCentral();
        await app.StartAsync();
        var door = new TestDoor(app, senders, time);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = "gatewaysim-jwt",
            ["client_id"] = "gatewaysim-client-id",
        };
        using var content = new FormUrlEncodedContent(form);
        using var response = await door.Client.PostAsync("/restapi/oauth/token", content);
        using var token = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        door.Client.DefaultRequestHeaders.Authorization =
            new("bearer", token.RootElement.GetProperty("access_token").GetString());
        return door;
    }

    /// <summary>Calls the server; a body is JSON unless another type is given.</summary>
    public async Task<Answer> CallAsync(
        string method, string path, string? body = null, string? contentType = "application/json",
        string? authorization = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        if (authorization is not null)
        {
            request.Headers.Authorization = null;
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>An answer of the server.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, Dictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Status, first error code and parameter: <c>400 CMN-101 from</c>.</summary>
    public string Error
    {
        get
        {
            var error = Json.GetProperty("errors").EnumerateArray().FirstOrDefault();
            var code = error.ValueKind == JsonValueKind.Object ? error.GetProperty("errorCode").GetString()
                : Json.GetProperty("errorCode").GetString();
            var hasParameter = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("parameterName", out _);
            var parameter = hasParameter ? " " + error.GetProperty("parameterName").GetString() : "";
            return $"{(int)Status} {code}{parameter}";
        }
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        // As they were sent: the parsed ones are written anew.
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Assert.True(Guid.TryParse(headers.GetValueOrDefault("RCRequestId"), out _));
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }
}
