using System.Net.Sockets;
using System.Text;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>The program as a user starts and stops it.</summary>
public sealed class ServeTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Serve_says_where_it_listens_and_ends_with_0_on_a_signal(string signal)
    {
        using GatewayProcess serve = new(
            "serve --port 0", ("ASPNETCORE_URLS", "http://*:1"), ("ASPNETCORE_HTTP_PORTS", "2"));
        var url = await serve.UrlAsync();
        using HttpClient client = new() { BaseAddress = url };
        var cancel = TestContext.Current.CancellationToken;

        using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancel);
        serve.Signal(signal);
        var (code, output, error) = await serve.EndAsync();

        Assert.True(answer.IsSuccessStatusCode);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Equal(0, code);
        Assert.Contains($"export TELNYX_BASE_URL={url.GetLeftPart(UriPartial.Authority)}/v2", output);
        Assert.Contains("export RINGCENTRAL_SERVER=", output);
        Assert.DoesNotContain("WRN", error);
    }

    [Fact]
    public async Task Ready_answers_for_a_running_gateway()
    {
        using GatewayProcess serve = new("serve --port 0");
        var url = await serve.UrlAsync();

        using GatewayProcess byUrl = new($"ready --url {url}");
        using GatewayProcess bySetting = new("ready", ("GATEWAYSIM_SERVER__PORT", $"{url.Port}"));

        Assert.Equal((0, "ready\n"), await byUrl.EndAsync() is var (code, output, _) ? (code, output) : default);
        Assert.Equal(0, (await bySetting.EndAsync()).Code);
    }

    [Fact]
    public async Task A_busy_port_gives_one_line_and_1()
    {
        using GatewayProcess first = new("serve --port 0");
        var url = await first.UrlAsync();

        using GatewayProcess second = new($"serve --port {url.Port}");
        var (code, output, error) = await second.EndAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"gatewaysim: cannot listen on 127.0.0.1 port {url.Port}: another program uses it "
            + "(choose another with --port; 0 takes a free one)\n", error);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n{headers:101}\r\n", "431")]
    [InlineData("GET /{path:17000} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nLong: {path:33000}\r\n\r\n", "431")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task Too_much_of_anything_is_an_answer(string request, string status)
    {
        using GatewayProcess serve = new("serve --port 0");
        var url = await serve.UrlAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", await ExchangeAsync(url, Fill(request)));
    }

    private static string Fill(string request)
    {
        const string headers = "{headers:101}";
        foreach (var length in (int[])[17_000, 33_000])
        {
            request = request.Replace($"{{path:{length}}}", new string('a', length), StringComparison.Ordinal);
        }

        return request.Replace(
            headers, string.Concat(Enumerable.Range(0, 101).Select(i => $"H{i}: x\r\n")), StringComparison.Ordinal);
    }

    private static async Task<string> ExchangeAsync(Uri url, string request)
    {
        var cancel = TestContext.Current.CancellationToken;
        using TcpClient client = new();
        await client.ConnectAsync(url.Host, url.Port, cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), cancel);
        using StreamReader reader = new(client.GetStream());
        return await reader.ReadLineAsync(cancel) ?? "";
    }
}
