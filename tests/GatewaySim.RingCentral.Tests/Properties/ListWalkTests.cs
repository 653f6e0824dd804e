using System.Text.Json;
using GatewaySim.Domain.Consent;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Properties;

/// <summary>
/// P-35 on the wire: while the simulation goes on, a walk over the pages of any list sees every record that was there
/// all the time exactly once.
/// </summary>
/// <remarks>
/// Method: what the list has as one large page before the walk, less what changes during it, must be in the walk. A
/// consent record that changes is a new one: it comes to the top.
/// </remarks>
public class ListWalkTests
{
    private const string A2p = "/restapi/v1.0/account/~/a2p-sms";
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";

    private static readonly string[] Numbers = ["+16505550100", "+16505550101", "+18335550100"];

    [Theory]
    [InlineData(A2p + "/batches?", 1), InlineData(A2p + "/batches?status=Completed", 2)]
    [InlineData(A2p + "/messages?", 3), InlineData(A2p + "/messages?direction=Inbound", 4)]
    [InlineData(A2p + "/messages?phoneNumber=15552000001&phoneNumber=16505550101&view=Detailed", 5)]
    [InlineData(Consents + "?optStatus=OptOut&optStatus=OptIn", 6), InlineData(Consents + "?coverage=account", 7)]
    [InlineData(Consents + "?", 8), InlineData(Consents + "/history?", 9)]
    [InlineData(Consents + "/history?to=15552000001&to=15552000002", 10)]
    [InlineData(A2p + "/opt-outs?status=all", 11), InlineData(A2p + "/opt-outs?from=16505550100&status=all", 12)]
    [InlineData(Consents + "/search", 13), InlineData(Consents + "/search", 14)]
    public async Task P35_a_walk_sees_what_was_there_all_the_time_once(string path, int seed)
    {
        var (random, time) = (new Random(seed), new SteppedTime());
        using var gateway = await TestGateway.StartAsync(gateway: new() { Carrier = "fast" }, time: time);
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        for (var n = 0; n < 120; n++)
        {
            await ActAsync(gateway, random, time);
        }

        var changed = new HashSet<string>();
        var isSearch = path.EndsWith("/search", StringComparison.Ordinal);
        var perPage = random.Next(1, 6);
        var before = isSearch
            ? await Pages.SearchAsync(door, path, 1000, () => Task.CompletedTask)
            : await Pages.WalkAsync(door, path + "&perPage=1000");
        Assert.True(before.Count > perPage, $"Seed {seed}: there is nothing to walk over.");
        var walked = isSearch
            ? await Pages.SearchAsync(door, path, perPage, ActNowAndThenAsync)
            : await Pages.WalkAsync(door, $"{path}&perPage={perPage}", ActNowAndThenAsync);

        var keys = walked.Select(KeyOf).ToList();
        Assert.True(keys.Count == keys.Distinct().Count(), $"Seed {seed}: a record is on two pages.");
        var expected = before.Where(r => !changed.Contains(PairOf(r) ?? "")).Select(KeyOf).ToList();
        Assert.True(
            expected.SequenceEqual(keys.Where(expected.ToHashSet().Contains)),
            $"Seed {seed}, {perPage} a page: {string.Join(", ", expected.Except(keys))} are missing or out of order.");

        async Task ActNowAndThenAsync()
        {
            for (var n = random.Next(4); n > 0; n--)
            {
                changed.Add(await ActAsync(gateway, random, time));
            }
        }
    }

    /// <returns>Whose consent record it may have changed, as "from to"; empty for none.</returns>
    private static async Task<string> ActAsync(TestGateway gateway, Random random, SteppedTime time)
    {
        // At times the clock stands still: then stamps differ by one tick only.
        time.Advance(TimeSpan.FromMilliseconds(random.Next(3) * 40));
        var (ours, theirs) = (Numbers[random.Next(Numbers.Length)], $"+1555200{random.Next(12):0000}");
        switch (random.Next(5))
        {
            case 0:
                await gateway.BatchAsync(ours, "Hi", [.. Enumerable.Repeat(theirs, random.Next(1, 9))]);
                return "";
            case 1:
                await gateway.TextAsync(theirs, ours, "What is this?");
                return "";
            case 2:
                await gateway.TextAsync(theirs, ours, random.Next(2) == 0 ? "STOP" : "START");
                return $"{ours} {theirs}";
            default:
                var from = random.Next(3) == 0 ? "*" : ours;
                await gateway.SetConsentAsync(
                    from, theirs, random.Next(2) == 0 ? ConsentStatus.OptOut : ConsentStatus.OptIn);
                return $"{from} {theirs}";
        }
    }

    /// <summary>What one record is known by: a changed consent record has another time, or another place.</summary>
    private static string KeyOf(JsonElement record) =>
        record.TryGetProperty("id", out var id) ? id.GetRawText() : record.GetRawText();

    /// <summary>Whose record it is, where it may change; a message and a change of the past do not.</summary>
    private static string? PairOf(JsonElement record) =>
        record.TryGetProperty("id", out _) || record.TryGetProperty("createdAt", out _)
            ? null
            : $"{record.GetProperty("from").GetString()} {record.GetProperty("to").GetString()}";
}
