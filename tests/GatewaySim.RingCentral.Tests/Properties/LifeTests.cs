using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Properties;

/// <summary>
/// P-28 on the wire: a message gets one final status, at most once, by the ways there are, and keeps it. Seen by
/// polling all messages of several batches while time is stepped.
/// </summary>
public class LifeTests
{
    private const string A2p = "/restapi/v1.0/account/~/a2p-sms";
    private const string Ours = "+16505550100";

    private static readonly Dictionary<string, string[]> Ways = new()
    {
        ["Queued"] = ["Queued", "Sent", "Delivered", "DeliveryFailed", "SendingFailed"],
        ["Sent"] = ["Sent", "Delivered", "DeliveryFailed"],
        ["Delivered"] = ["Delivered"],
        ["DeliveryFailed"] = ["DeliveryFailed"],
        ["SendingFailed"] = ["SendingFailed"],
    };

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task P28_a_message_gets_one_final_status_and_keeps_it(int seed)
    {
        var (random, time) = (new Random(seed), new SteppedTime());
        using var gateway = await TestGateway.StartAsync(gateway: new() { Carrier = "fast" }, time: time);
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        var seen = new Dictionary<long, (string Status, string Line)>();
        var steps = new HashSet<string>();
        for (var moment = 0; moment < 40; moment++)
        {
            if (moment < 8)
            {
                await gateway.TextAsync(Person(random), Ours, "STOP");
                await Pages.PostBatchAsync(door, Ours, "Hi", Enumerable.Range(0, 150).Select(_ => Person(random)));
            }

            foreach (var message in await Pages.WalkAsync(door, $"{A2p}/messages?direction=Outbound"))
            {
                var id = message.GetProperty("id").GetInt64();
                var status = message.GetProperty("messageStatus").GetString()!;
                var (before, line) = seen.GetValueOrDefault(id, ("Queued", ""));
                Assert.True(Ways[before].Contains(status), $"seed {seed}: {id} went from {before} to {status}");
                Assert.True(
                    before == "Queued" || before != status || line == message.GetRawText(),
                    $"seed {seed}: {id} changed and stayed {status}: {line} to {message.GetRawText()}");
                steps.Add($"{before} {status}");
                seen[id] = (status, message.GetRawText());
            }

            time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 400)));
        }

        Assert.All(seen.Values, s => Assert.Single(Ways[s.Status]));
        Assert.Contains("Sent Delivered", steps);
        Assert.Contains("Sent DeliveryFailed", steps);
        Assert.Contains("Queued SendingFailed", steps);
    }

    private static string Person(Random random) => $"+1555200{random.Next(400):0000}";
}
