using System.Globalization;
using System.Text.Json;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests;

/// <summary>The calls of a real campaign against the real gateway, in the order in which an SDK makes them.</summary>
public class CampaignTests
{
    private const string Account = "/restapi/v1.0/account/~";
    private const string Batches = Account + "/a2p-sms/batches";
    private const string Messages = Account + "/a2p-sms/messages";
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";

    [Fact]
    public async Task A_campaign_is_sent_watched_and_listed()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        var numbers = (await door.CallAsync("GET", Account + "/extension/~/phone-number")).Json.GetProperty("records");
        var from = numbers.EnumerateArray().Select(n => n.GetProperty("phoneNumber").GetString()!)
            .First(n => n[2] == '6');

        var to = Enumerable.Range(0, 25).Select(i => $"+1555200{i:0000}").Append("+4088070206").Append("+15552000000");
        var batch = (await PostAsync(door, from, "Hello", to)).Json;
        Assert.Equal(26, batch.GetProperty("batchSize").GetInt32());
        Assert.Equal(26, batch.GetProperty("rejected")[0].GetProperty("index").GetInt32());

        var id = batch.GetProperty("id").GetString()!;
        var done = await CompleteAsync(door, id);
        Assert.Equal(26, done.GetProperty("processedCount").GetInt32());
        Assert.Equal(0, done.GetProperty("rejected").GetArrayLength());
        Assert.Equal(0.221m, done.GetProperty("cost").GetDecimal());
        Assert.Equal(batch.GetProperty("creationTime").GetString(), done.GetProperty("creationTime").GetString());

        var listed = await WalkAsync(door, $"{Messages}?batchId={id}&perPage=7&view=Detailed");
        Assert.Equal(26, listed.Select(m => m.GetProperty("id").GetInt64()).Distinct().Count());
        Assert.Equal(26, listed.Count);
        Assert.All(listed, m => Assert.Equal("Delivered", m.GetProperty("messageStatus").GetString()));
        Assert.All(listed, m => Assert.Equal("Hello", m.GetProperty("text").GetString()));
        Assert.Equal(2, listed.Count(m => m.GetProperty("to")[0].GetString() == "+15552000000"));

        var number = listed[3].GetProperty("id").GetRawText();
        var one = (await door.CallAsync("GET", $"{Messages}/{number}")).Json;
        Assert.Equal(listed[3].GetRawText().Replace(number, $"\"{number}\""), one.GetRawText());
        var all = await WalkAsync(door, $"{Batches}?perPage=1&from={Uri.EscapeDataString(from)}&status=Completed");
        Assert.Equal(id, Assert.Single(all).GetProperty("id").GetString());
        Assert.Empty(await WalkAsync(door, Batches + "?status=Processing"));
        Assert.Empty(await WalkAsync(door, Batches + "?from=%2B16505550199"));
    }

    [Fact]
    public async Task A_stop_blocks_the_next_batch_and_is_listed()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        const string ours = "+16505550100", theirs = "+15552000001";
        await gateway.TextAsync(theirs, ours, "STOP");
        Assert.Equal([$"{ours} {theirs} OptOut Recipient PhoneNumber"], await ConsentsAsync(door, ""));
        Assert.Equal([$"{ours} {theirs} OptOut Recipient PhoneNumber"], await ConsentsAsync(door, "?from=16505550100"));
        Assert.Empty(await ConsentsAsync(door, "?optStatus=OptIn"));
        Assert.Empty(await ConsentsAsync(door, "?from=*"));
        Assert.Single(await WalkAsync(door, Account + "/a2p-sms/opt-outs?from=*"));

        Assert.Equal(
            ["Delivered ", "SendingFailed SMS-RC-413"], await OutcomesAsync(door, ours, theirs, "+15552000002"));
        await PatchAsync(door, ours, theirs, "OptIn");
        Assert.Equal(["Delivered "], await OutcomesAsync(door, ours, theirs));

        await PatchAsync(door, "*", theirs, "OptOut");
        Assert.Equal([$"* {theirs} OptOut Api Account"], await ConsentsAsync(door, "?coverage=Account"));
        Assert.Equal(["SendingFailed SMS-RC-413"], await OutcomesAsync(door, "+16505550101", theirs));

        var inbound = await WalkAsync(door, Messages + "?direction=Inbound&view=Detailed");
        Assert.Equal("STOP", Assert.Single(inbound).GetProperty("text").GetString());
    }

    /// <summary>+15552000002 and +15552000003 are T-Mobile's.</summary>
    [Fact]
    public async Task What_t_mobile_does_not_take_of_a_brand_any_more_fails_with_car_450()
    {
        using var gateway = await TestGateway.StartAsync(pacing: new() { TMobileDailyCap = 1 });
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        Assert.Equal(
            ["Delivered ", "DeliveryFailed SMS-CAR-450", "Delivered "],
            await OutcomesAsync(door, "+16505550100", "+15552000002", "+15552000003", "+15552000001"));
        Assert.Equal(
            ["DeliveryFailed SMS-CAR-450"], await OutcomesAsync(door, "+16505550101", "+15552000002"));
    }

    [Fact]
    public async Task Bad_input_stores_nothing()
    {
        using var gateway = await TestGateway.StartAsync(gateway: new() { Carrier = "instant", StrictSenders = true });
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        var before = gateway.EventCount;
        Assert.Equal("400 CMN-101 from", (await PostAsync(door, "+16505559999", "x", ["+15552000001"])).Error);
        Assert.Equal("400 CMN-101 messages", (await PostAsync(door, "+16505550100", "x", ["nobody"])).Error);
        Assert.Equal("400 CMN-101 text", (await PostAsync(door, "+16505550100", "", ["+15552000001"])).Error);
        Assert.Equal("400 CMN-104", (await door.CallAsync("POST", Batches, "{")).Error);
        Assert.Equal("400 CMN-101 records", (await door.CallAsync("PATCH", Consents, "{}")).Error);
        Assert.Equal(before, gateway.EventCount);
    }

    private static Task<Answer> PostAsync(TestDoor door, string from, string text, IEnumerable<string> to)
    {
        var messages = string.Join(',', to.Select(t => $$"""{"to":["{{t}}"]}"""));
        return door.CallAsync("POST", Batches, $$"""{"from":"{{from}}","text":"{{text}}","messages":[{{messages}}]}""");
    }

    private static async Task PatchAsync(TestDoor door, string from, string to, string status)
    {
        var record = $$"""{"from":"{{from}}","to":"{{to}}","optStatus":"{{status}}","source":"Api"}""";
        Assert.Equal("{}", (await door.CallAsync("PATCH", Consents, $$"""{"records":[{{record}}]}""")).Body);
    }

    /// <summary>Asks for a batch until it is complete, as the guide's samples do.</summary>
    private static async Task<JsonElement> CompleteAsync(TestDoor door, string id)
    {
        for (var i = 0; i < 2_000; i++)
        {
            var batch = (await door.CallAsync("GET", $"{Batches}/{id}")).Json;
            if (batch.GetProperty("status").GetString() == "Completed")
            {
                return batch;
            }
        }

        throw new TimeoutException($"Batch {id} did not complete.");
    }

    private static async Task<string[]> OutcomesAsync(TestDoor door, string from, params string[] to)
    {
        var id = (await PostAsync(door, from, "Hi", to)).Json.GetProperty("id").GetString()!;
        await CompleteAsync(door, id);
        return [.. (await WalkAsync(door, $"{Messages}?batchId={id}")).Select(m => string.Create(
            CultureInfo.InvariantCulture,
            $"{m.GetProperty("messageStatus")} {(m.TryGetProperty("errorCode", out var code) ? code : "")}"))];
    }

    private static async Task<string[]> ConsentsAsync(TestDoor door, string query) =>
        [.. (await WalkAsync(door, Consents + query)).Select(r =>
            string.Join(' ', new[] { "from", "to", "optStatus", "source", "coverage" }.Select(n => r.GetProperty(n))))];

    private static async Task<List<JsonElement>> WalkAsync(TestDoor door, string path)
    {
        var records = new List<JsonElement>();
        for (string? token = ""; token is not null;)
        {
            var page = (await door.CallAsync("GET", token.Length == 0 ? path : $"{path}&pageToken={token}")).Json;
            records.AddRange(page.GetProperty("records").EnumerateArray());
            token = page.GetProperty("paging").TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }

        return records;
    }
}
