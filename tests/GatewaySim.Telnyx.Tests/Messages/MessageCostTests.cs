using System.Diagnostics;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Telnyx.Messages;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>What one send costs this project: bytes are held to a budget, times are printed.</summary>
public sealed class MessageCostTests(ITestOutputHelper output)
{
    private const int Rounds = 20_000;

    private static readonly TelnyxOptions Options = new();

    [Theory]
    [InlineData(
        "plain", 300,
        """{"from":"+13125550100","to":"+15552000001","text":"Your code is 123456. Do not share it."}""")]
    [InlineData(
        "with a profile and a webhook", 800,
        """
        {"from":"+13125550100","to":"+15552000001","text":"Your code is 123456. Do not share it.",
         "messaging_profile_id":"6f726700-0000-8000-8000-000000000009","webhook_url":"https://app.example/hook"}
        """)]
    public void Reading_and_answering_a_send_stays_within_its_budget(string name, int bytesMax, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        Run(body, Rounds * 10);
        var best = double.MaxValue;
        for (var n = 0; n < 200; n++)
        {
            // Short turns, of which the best counts: other processes share this machine.
            var start = Stopwatch.GetTimestamp();
            Run(body, Rounds / 100);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds * 100 / Rounds);
        }

        var bytes = Allocations.Of(() => Run(body, Rounds)) / Rounds;
        output.WriteLine($"{name}: {best:F0} ns, {bytes} bytes a send.");
        Assert.InRange(bytes, 0, bytesMax);
    }

    private static void Run(byte[] body, int rounds)
    {
        var reply = new SendReply(Verdict.Accepted, MessageId.At(1, 1), new Stamp(17_000_000_000_000_000), Guid.Empty);
        for (var n = 0; n < rounds; n++)
        {
            var fault = MessagesEndpoint.Parse(body, Options, out var send, out var shape);
            var answer = MessagesEndpoint.Render(send!, shape, reply, null, 1, Options).Finish();
            if (fault is not null || answer.Length == 0)
            {
                throw new InvalidOperationException("The send was not taken.");
            }
        }
    }
}
