using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GatewaySim.Actors.Webhooks;

namespace GatewaySim.Actors.Tests.Webhooks;

/// <summary>
/// What a hostile or broken receiver can do: nothing but fail. Each is a real socket that speaks by itself.
/// </summary>
public sealed class HttpTransportTests
{
    [Fact]
    public async Task An_answer_is_read_with_its_headers()
    {
        var (answer, request) = await CallAsync("HTTP/1.1 204 Fine\r\nX-A: b\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal((WebhookFault.None, 204, "Fine"), (answer.Fault, answer.Status, answer.Reason));
        Assert.Equal("b", answer.Headers!["x-a"]);
        Assert.StartsWith("POST /hook?x=1 HTTP/1.1\r\n", request);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request);
        Assert.Contains("\r\nX-Test: yes\r\n", request);
        Assert.EndsWith("\r\n\r\n{}", request);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var (answer, _) = await CallAsync(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal((WebhookFault.None, 302), (answer.Fault, answer.Status));
        Assert.False(answer.IsSuccess);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", true)]
    public async Task An_answer_is_read_up_to_a_limit(string head, bool isEndless)
    {
        var (answer, _) = await CallAsync(head + new string('x', 5_000), staysOpen: isEndless);
        Assert.Equal((WebhookFault.TooLarge, 200, 1_024), (answer.Fault, answer.Status, answer.Bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nConte")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123")]
    public async Task Who_trickles_is_cut_off(string said)
    {
        var (answer, _) = await CallAsync(said, staysOpen: true, timeoutMs: 200);
        Assert.Equal((WebhookFault.TimedOut, "Read timed out"), (answer.Fault, answer.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123")]
    public async Task What_is_no_HTTP_is_a_broken_answer(string said)
    {
        var (answer, _) = await CallAsync(said);
        Assert.Equal(WebhookFault.Broken, answer.Fault);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", WebhookFault.Unreachable)]
    [InlineData("ftp://127.0.0.1/", WebhookFault.BadAddress)]
    [InlineData("/relative", WebhookFault.BadAddress)]
    [InlineData("", WebhookFault.BadAddress)]
    [InlineData("http://other.example/", WebhookFault.NotAllowed)]
    public async Task What_cannot_be_called_says_why(string url, WebhookFault fault)
    {
        using var transport = new HttpTransport(new() { AllowedTargets = ["127.0.0.1"] });
        var answer = await transport.SendAsync(
            new() { Url = url, Timeout = TimeSpan.FromSeconds(5) }, CancellationToken.None);
        Assert.Equal((fault, 0), (answer.Fault, answer.Status));
    }

    /// <summary>Calls a receiver that reads one request, says something, and closes or stays.</summary>
    private static async Task<(WebhookAnswer Answer, string Request)> CallAsync(
        string said, bool staysOpen = false, int timeoutMs = 10_000)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var transport = new HttpTransport(new());
        var request = new WebhookRequest
        {
            Url = $"http://{listener.LocalEndpoint}/hook?x=1",
            Timeout = TimeSpan.FromMilliseconds(timeoutMs),
            AnswerBytesMax = 1_024,
            WantsHeaders = said.Contains("X-A", StringComparison.Ordinal),
        };
        request.AddHeader("X-Test", "yes");
        request.Body.Write("{}"u8);

        var receiving = ReceiveAsync(listener, said);
        var answer = await transport.SendAsync(request, CancellationToken.None);
        var (client, heard) = await receiving;
        client.Dispose();
        return (answer, heard);

        async Task<(TcpClient, string)> ReceiveAsync(TcpListener from, string text)
        {
            var connection = await from.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            var heard = new StringBuilder();
            var buffer = new byte[4_096];
            while (!heard.ToString().EndsWith("{}", StringComparison.Ordinal))
            {
                heard.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            if (!staysOpen)
            {
                connection.Client.Shutdown(SocketShutdown.Send);
            }

            return (connection, heard.ToString());
        }
    }
}
