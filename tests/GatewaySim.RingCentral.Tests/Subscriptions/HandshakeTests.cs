using System.Net;
using System.Net.Sockets;
using GatewaySim.Actors.Webhooks;
using GatewaySim.RingCentral.Subscriptions;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>What an address may answer to the handshake, and which error each other answer gets.</summary>
public class HandshakeTests
{
    private const string Path = "/restapi/v1.0/subscription";

    [Theory]
    [InlineData("echo", "200")]
    [InlineData("charset", "200")]
    [InlineData("no echo", "400 SUB-525")]
    [InlineData("other token", "400 SUB-525")]
    [InlineData("no type", "400 SUB-525")]
    [InlineData("text", "400 SUB-525")]
    [InlineData("large body", "400 SUB-525")]
    [InlineData("large headers", "400 SUB-525")]
    [InlineData("broken off", "400 SUB-525")]
    [InlineData("201", "400 SUB-522 WebHook responds with incorrect HTTP status. HTTP status is 201")]
    [InlineData("302", "400 SUB-522 WebHook responds with incorrect HTTP status. HTTP status is 302")]
    [InlineData("500", "400 SUB-522 WebHook responds with incorrect HTTP status. HTTP status is 500")]
    [InlineData("500 and large", "400 SUB-522 WebHook responds with incorrect HTTP status. HTTP status is 500")]
    public async Task An_answer_decides_whether_there_is_a_subscription(string script, string expected)
    {
        var fake = new FakeSubscriptions();
        await using var door = await TestDoor.OpenAsync(fakeSubscriptions: fake);
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = http => AnswerAsync(http, script);
        var answer = await door.CallAsync("POST", Path, SubscriptionEndpointTests.Body(receiver.Url));
        Assert.Single(receiver.Requests);
        Assert.StartsWith(expected, Describe(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_bytes_counts_headers_and_body()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var transport = new HttpTransport(new());
        var (fits, above) = (0, 4_096);
        while (above - fits > 1)
        {
            // The largest body that is taken: 1024 less what the headers need, which differs with the server's own.
            var bytes = (fits + above) / 2;
            receiver.Answer = async http =>
            {
                await Receiver.EchoAsync(http);
                await http.Response.Body.WriteAsync(new byte[bytes]);
            };
            var isGood = await new Handshake(transport, new()).ShakeAsync(receiver.Url, CancellationToken.None) is null;
            (fits, above) = isGood ? (bytes, above) : (fits, bytes);
        }

        Assert.InRange(fits, 1_024 - 400, 1_024 - 80);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_time_out()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var door = await TestDoor.OpenAsync(subscriptions: new() { TimeoutMs = 50 });
        receiver.Answer = receiver.HangAsync;
        var answer = await door.CallAsync("POST", Path, SubscriptionEndpointTests.Body(receiver.Url));
        Assert.Equal("400 SUB-521 WebHook is not reachable", Describe(answer));
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_not_reachable()
    {
        // The port was free a moment ago.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("POST", Path, SubscriptionEndpointTests.Body($"http://127.0.0.1:{port}/"));
        Assert.Equal("400 SUB-521 WebHook is not reachable", Describe(answer));
    }

    [Theory]
    [InlineData(false, "400 SUB-524 HTTPS certificate is not valid")]
    [InlineData(true, "200")]
    public async Task A_certificate_of_its_own_is_taken_only_by_a_setting(bool acceptAny, string expected)
    {
        await using var receiver = await Receiver.OpenAsync(https: true);
        using var transport = new HttpTransport(new() { AcceptAnyCertificate = acceptAny });
        await using var door = await TestDoor.OpenAsync(transport: transport);
        var answer = await door.CallAsync("POST", Path, SubscriptionEndpointTests.Body(receiver.Url));
        Assert.Equal(expected, Describe(answer));
    }

    [Fact]
    public async Task An_address_off_the_allow_list_is_not_called()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var transport = new HttpTransport(new() { AllowedTargets = ["hooks.example"] });
        await using var door = await TestDoor.OpenAsync(transport: transport);
        var answer = await door.CallAsync("POST", Path, SubscriptionEndpointTests.Body(receiver.Url));
        Assert.Equal("400 CMN-101 deliveryMode.address", answer.Error);
        Assert.Empty(receiver.Requests);
    }

    private static string Describe(Answer answer) => (int)answer.Status == 200
        ? "200"
        : $"{answer.Error} {answer.Json.GetProperty("message").GetString()}";

    private static async Task AnswerAsync(HttpContext http, string script)
    {
        await Receiver.EchoAsync(http);
        var response = http.Response;
        switch (script)
        {
            case "echo":
                break;
            case "charset":
                response.ContentType = "application/JSON; charset=utf-8";
                break;
            case "no echo":
                response.Headers.Remove("Validation-Token");
                break;
            case "other token":
                response.Headers["Validation-Token"] = "other";
                break;
            case "no type":
                response.ContentType = null;
                break;
            case "text":
                response.ContentType = "text/plain";
                break;
            case "large body":
                await response.WriteAsync(new string('x', 1_024));
                break;
            case "large headers":
                response.Headers["X-Note"] = new string('x', 1_024);
                break;
            case "broken off":
                http.Abort();
                break;
            case "500 and large":
                response.StatusCode = 500;
                await response.WriteAsync(new string('x', 1_024));
                break;
            default:
                response.StatusCode = int.Parse(script, System.Globalization.CultureInfo.InvariantCulture);
                break;
        }
    }
}
