using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace GatewaySim.Host.Tests.Serving;

/// <summary>What was acknowledged is there afterwards, however the program ends.</summary>
public sealed class StoppingTests : IDisposable
{
    private const string Stop = """{"from":"+16505550199","to":"+13125550100","text":"STOP"}""";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gatewaysim-data-");

    private string Serve => $"serve --port 0 --data \"{_data.FullName}\"";

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task An_acknowledged_stop_outlives_the_process(string signal)
    {
        using (GatewayProcess first = new(Serve))
        {
            var url = await first.UrlAsync();
            using HttpClient client = new();
            using var answer = await client.PostAsync(
                new Uri(url, "/_sim/inbound"), new StringContent(Stop), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
            first.Signal(signal);
            await first.EndAsync();
        }

        using GatewayProcess second = new(Serve);
        using HttpClient asking = new();
        var explanation = await asking.GetFromJsonAsync<Explained>(
            new Uri(await second.UrlAsync(), "/_sim/explain?from=+13125550100&to=+16505550199"),
            TestContext.Current.CancellationToken);

        Assert.Equal((false, "profile-block"), (explanation!.Allowed, explanation.Rule));
    }

    [Fact]
    public async Task A_request_under_way_is_finished_after_a_signal()
    {
        // Half of a request is sent, then the signal, then, once the port is closed, the other half.
        var cancel = TestContext.Current.CancellationToken;
        using GatewayProcess serve = new(Serve);
        var url = await serve.UrlAsync();
        using TcpClient client = new();
        await client.ConnectAsync(url.Host, url.Port, cancel);
        var head = "POST /_sim/inbound HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
            + $"Content-Length: {Stop.Length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), cancel);
        using StreamReader reader = new(client.GetStream());
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(cancel));

        serve.Signal("TERM");
        await ClosedAsync(url);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Stop), cancel);

        Assert.Equal("", await reader.ReadLineAsync(cancel));
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(cancel));
        Assert.Equal(0, (await serve.EndAsync()).Code);
    }

    [Fact]
    public async Task A_data_directory_in_use_gives_one_line_and_1()
    {
        using GatewayProcess first = new(Serve);
        await first.UrlAsync();

        using GatewayProcess second = new(Serve);
        var (code, _, error) = await second.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("is in use by another gatewaysim", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>Tries to connect until nobody listens any more.</summary>
    private static async Task ClosedAsync(Uri url)
    {
        while (true)
        {
            try
            {
                using TcpClient probe = new();
                await probe.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private sealed record Explained(bool Allowed, string Rule);
}
