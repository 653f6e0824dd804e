using System.Text.Json;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Properties;

/// <summary>P-27, P-29 and P-30 on the wire, with the carrier that has every outcome and its delays.</summary>
public class ConservationTests
{
    private const string A2p = "/restapi/v1.0/account/~/a2p-sms";
    private const string Ours = "+16505550100";

    private static readonly string[] Counts = ["queued", "sent", "delivered", "deliveryFailed", "sendingFailed"];
    private static readonly string[] Invalid = ["nobody", "", "+1", "+4088070206", "16505550100x", "*"];

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task P27_P29_messages_are_conserved_from_the_request_to_the_end(int seed)
    {
        var (random, time) = (new Random(seed), new SteppedTime());
        using var gateway = await TestGateway.StartAsync(
            gateway: new() { Carrier = "fast" }, limits: new() { DispatchMessagesMax = 50 }, time: time);
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        var optedOut = Enumerable.Range(0, 20).Select(_ => Person(random)).ToHashSet();
        foreach (var person in optedOut)
        {
            await gateway.TextAsync(person, Ours, "STOP");
        }

        var batches = new List<Watched>();
        for (var moment = 0; moment < 25; moment++)
        {
            if (moment % 4 == 0)
            {
                batches.Add(await PostAsync(door, random, optedOut));
            }

            foreach (var batch in batches)
            {
                await WatchAsync(door, batch);
            }

            await CompareWithListAsync(door, "?");
            time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 700)));
        }

        time.Advance(TimeSpan.FromSeconds(10));
        foreach (var batch in batches)
        {
            await WatchAsync(door, batch);
            await EndAsync(door, batch);
        }
    }

    [Fact]
    public async Task P30_duplicates_are_messages_of_their_own_and_a_stop_divides_them()
    {
        // One message a turn, so that the STOP comes between; a fast machine may be through before it, so once more.
        using var gateway = await TestGateway.StartAsync(limits: new() { DispatchMessagesMax = 1 });
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        for (var attempt = 0; ; attempt++)
        {
            var person = $"+1555200{attempt:0000}";
            const int size = 3_000;
            var batch = await Pages.PostBatchAsync(door, Ours, "Hi", Enumerable.Repeat(person, size));
            await gateway.TextAsync(person, Ours, "STOP");
            var id = batch.GetProperty("id").GetString();
            await CompletedAsync(door, id);
            var statuses = (await Pages.WalkAsync(door, $"{A2p}/messages?batchId={id}"))
                .OrderBy(m => m.GetProperty("id").GetInt64()).ToList();
            Assert.Equal(size, statuses.Select(m => m.GetProperty("id").GetInt64()).Distinct().Count());
            var failed = statuses.Count(m => m.GetProperty("messageStatus").GetString() == "SendingFailed");
            Assert.All(statuses, (m, index) => Assert.Equal(
                index < size - failed ? "Delivered" : "SendingFailed", m.GetProperty("messageStatus").GetString()));
            Assert.NotEqual(size, failed);
            if (failed > 0)
            {
                Assert.Equal("SMS-RC-413", statuses[^1].GetProperty("errorCode").GetString());
                return;
            }

            Assert.InRange(attempt, 0, 30);
        }
    }

    private static async Task<Watched> PostAsync(TestDoor door, Random random, HashSet<string> optedOut)
    {
        var people = new List<string>();
        var wrong = new List<int>();
        for (var n = 1; n <= random.Next(1, 300); n++)
        {
            if (random.Next(10) == 0)
            {
                wrong.Add(n);
            }

            people.Add(wrong.LastOrDefault() == n ? Invalid[random.Next(Invalid.Length)]
                : random.Next(8) == 0 ? optedOut.ElementAt(random.Next(optedOut.Count))
                : people.Count > 0 && random.Next(8) == 0 && !wrong.Contains(n - 1) ? people[^1]
                : Person(random));
        }

        people.Add(Person(random));
        var answer = await Pages.PostBatchAsync(door, Ours, random.Next(2) == 0 ? "Hi" : new string('x', 200), people);
        var rejected = answer.GetProperty("rejected").EnumerateArray().ToList();

        // P-29: the invalid entries, from 1, in order; people who opted out are not among them.
        Assert.Equal(wrong, rejected.Select(r => r.GetProperty("index").GetInt32()));
        Assert.Equal(wrong.Select(n => people[n - 1]), rejected.Select(r => r.GetProperty("to")[0].GetString()));
        Assert.Equal(people.Count, answer.GetProperty("batchSize").GetInt32() + rejected.Count);
        return new(
            answer.GetProperty("id").GetString()!, people.Count - wrong.Count,
            people.Where((_, n) => !wrong.Contains(n + 1)).Count(optedOut.Contains));
    }

    /// <summary>P-27 at this moment, and since the last one.</summary>
    private static async Task WatchAsync(TestDoor door, Watched batch)
    {
        var counts = await CountsAsync(door, $"?batchId={batch.Id}");
        var stored = (await door.CallAsync("GET", $"{A2p}/batches/{batch.Id}")).Json;
        var processed = stored.GetProperty("processedCount").GetInt32();
        Assert.Equal(batch.Size, counts.Values.Sum());
        Assert.Equal(batch.Size, stored.GetProperty("batchSize").GetInt32());
        Assert.InRange(processed, batch.Processed, batch.Size);
        Assert.Equal(processed == batch.Size, stored.GetProperty("status").GetString() == "Completed");
        Assert.InRange(counts["sendingFailed"], batch.SendingFailed, batch.OptedOut);
        Assert.InRange(counts["delivered"], batch.Delivered, batch.Size);
        (batch.Processed, batch.Delivered, batch.SendingFailed) =
            (processed, counts["delivered"], counts["sendingFailed"]);
    }

    /// <summary>What is left when all messages are final, and that the batch and its messages cost the same.</summary>
    private static async Task EndAsync(TestDoor door, Watched batch)
    {
        await CompletedAsync(door, batch.Id);
        var counts = await CompareWithListAsync(door, $"?batchId={batch.Id}");
        Assert.Equal((0, 0, batch.OptedOut), (counts["queued"], counts["sent"], counts["sendingFailed"]));
        var summary = (await door.CallAsync("GET", $"{A2p}/statuses?batchId={batch.Id}")).Json;
        Assert.Equal(
            (await door.CallAsync("GET", $"{A2p}/batches/{batch.Id}")).Json.GetProperty("cost").GetDecimal(),
            Counts.Sum(name => summary.GetProperty(name).GetProperty("cost").GetDecimal()));
    }

    /// <summary>The summary of a moment is what one counts in the list of the same moment.</summary>
    private static async Task<Dictionary<string, int>> CompareWithListAsync(TestDoor door, string query)
    {
        var before = (await door.CallAsync("GET", $"{A2p}/statuses{query}")).Body;
        var listed = await Pages.WalkAsync(door, $"{A2p}/messages{query}&perPage=1000");
        if (before != (await door.CallAsync("GET", $"{A2p}/statuses{query}")).Body)
        {
            // Dispatch went on meanwhile. The end is compared for certain.
            return await CountsAsync(door, query);
        }

        var summary = JsonDocument.Parse(before).RootElement;
        foreach (var name in Counts)
        {
            var ofStatus = listed.Where(m => string.Equals(
                m.GetProperty("messageStatus").GetString(), name, StringComparison.OrdinalIgnoreCase)).ToList();
            var counted = summary.GetProperty(name);
            Assert.Equal(ofStatus.Count, counted.GetProperty("count").GetInt32());
            Assert.Equal(
                ofStatus.Sum(m => m.TryGetProperty("cost", out var cost) ? cost.GetDecimal() : 0),
                counted.GetProperty("cost").GetDecimal());
            Assert.All(ofStatus, m => Assert.Equal(name != "sendingFailed", m.TryGetProperty("segmentCount", out _)));
            if (counted.TryGetProperty("errorCodeCounts", out var codes))
            {
                Assert.Equal(
                    ofStatus.CountBy(m => m.GetProperty("errorCode").GetString()!).OrderBy(c => c.Key)
                        .Select(c => $"{c.Key} {c.Value}"),
                    codes.EnumerateObject().Select(c => $"{c.Name} {c.Value}"));
            }
        }

        return await CountsAsync(door, query);
    }

    private static async Task<Dictionary<string, int>> CountsAsync(TestDoor door, string query)
    {
        var answer = await door.CallAsync("GET", $"{A2p}/statuses{query}");
        Assert.True((int)answer.Status == 200, answer.Body);
        foreach (var failed in new[] { "deliveryFailed", "sendingFailed" })
        {
            var count = answer.Json.GetProperty(failed);
            Assert.Equal(
                count.GetProperty("count").GetInt32(),
                count.GetProperty("errorCodeCounts").EnumerateObject().Sum(c => c.Value.GetInt32()));
        }

        return Counts.ToDictionary(n => n, n => answer.Json.GetProperty(n).GetProperty("count").GetInt32());
    }

    /// <summary>Asks until a batch is complete, as the guide's samples do; P-27 holds every time.</summary>
    private static async Task CompletedAsync(TestDoor door, string? id)
    {
        for (var i = 0; i < 5_000; i++)
        {
            var counts = await CountsAsync(door, $"?batchId={id}");
            var batch = await door.CallAsync("GET", $"{A2p}/batches/{id}");
            Assert.Equal(batch.Json.GetProperty("batchSize").GetInt32(), counts.Values.Sum());
            if (batch.Json.GetProperty("status").GetString() == "Completed")
            {
                return;
            }
        }

        throw new TimeoutException($"Batch {id} did not complete.");
    }

    private static string Person(Random random) => $"+1555200{random.Next(10_000):0000}";

    /// <summary>A batch as it was accepted, and how it stood when it was last seen.</summary>
    private sealed record Watched(string Id, int Size, int OptedOut)
    {
        public int Processed { get; set; }

        public int Delivered { get; set; }

        public int SendingFailed { get; set; }
    }
}
