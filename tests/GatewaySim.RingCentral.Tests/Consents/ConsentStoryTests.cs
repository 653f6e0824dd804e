using System.Text.Json;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Consents;

/// <summary>The consent APIs on the real gateway with its journal on disk: what one writes, the others show.</summary>
public class ConsentStoryTests
{
    private const string OptOuts = "/restapi/v1.0/account/~/a2p-sms/opt-outs";
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";
    private const string Ours = "+16505550100";
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    [Fact]
    public async Task What_keywords_updates_and_bulk_assignments_change_is_found_listed_and_exported()
    {
        using var folder = new TemporaryFolder();
        using var gateway = await TestGateway.StartOnDiskAsync(folder.Path);
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        await gateway.TextAsync(Alice, Ours, "STOP");
        await gateway.TextAsync(Alice, Ours, "START");
        Assert.Equal("{}", await PatchAsync(
            door, $$"""{"from":"*","to":"{{Bob}}","optStatus":"OptOut","source":"Carrier","coverage":"ACCOUNT"}"""));
        var assigned = await door.CallAsync(
            "POST", OptOuts + "/bulk-assign", $$"""{"from":"{{Ours}}","optOuts":["{{Alice}}"],"optIns":["{{Bob}}"]}""");
        Assert.Equal(
            $$$"""
            {"optIns":{"successful":["{{{Bob}}}"],"failed":[]},"optOuts":{"successful":["{{{Alice}}}"],"failed":[]}}
            """, assigned.Body);

        Assert.Equal(
            $"{Ours} {Alice} OptOut Api PhoneNumber|{Ours} {Bob} OptIn Api PhoneNumber|* {Bob} OptOut Carrier Account",
            await SearchAsync(door, "{}"));
        Assert.Equal($"{Ours} {Bob} OptIn Api PhoneNumber",
            await SearchAsync(door, $$"""{"from":["{{Ours}}"],"to":["{{Bob}}"]}"""));
        Assert.Equal($"* {Bob} OptOut Carrier Account",
            await SearchAsync(door, """{"from":["*"],"optStatus":"OptOut","coverage":["account"]}"""));
        Assert.Equal("", await SearchAsync(door, """{"campaignType":["Promotional"]}"""));

        Assert.Equal(
            $"{Ours} {Alice} OptOut Api PhoneNumber|{Ours} {Bob} OptIn Api PhoneNumber|* {Bob} OptOut Carrier Account"
            + $"|{Ours} {Alice} OptIn Recipient PhoneNumber|{Ours} {Alice} OptOut Recipient PhoneNumber",
            Texts(await Pages.WalkAsync(door, Consents + "/history?perPage=2")));
        Assert.Equal(
            $"{Ours} {Bob} OptIn Api PhoneNumber|* {Bob} OptOut Carrier Account",
            Texts(await Pages.WalkAsync(door, $"{Consents}/history?to={Bob}&perPage=1")));
        Assert.Empty(await Pages.WalkAsync(door, Consents + "/history?to=15552000003"));

        var export = await door.CallAsync("GET", Consents + "/export");
        Assert.Equal(
            [
                $"{Alice},{Ours},OptOut,Api,PhoneNumber,,", $"{Bob},*,OptOut,Carrier,Company,,",
                $"{Bob},{Ours},OptIn,Api,PhoneNumber,,",
            ],
            export.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line[..line.LastIndexOf(',')]));
        using var request = new HttpRequestMessage(HttpMethod.Get, OptOuts + "?status=all&from=16505550100");
        request.Headers.TryAddWithoutValidation("Accept", "text/csv");
        Assert.Equal(
            $"From,To,Status,Source\r\n{Ours},{Alice},OptOut,Account\r\n{Ours},{Bob},OptIn,Account\r\n",
            (await door.SendAsync(request)).Body);
    }

    [Fact]
    public async Task In_strict_mode_a_recipients_opt_out_is_listed_as_failed()
    {
        using var gateway = await TestGateway.StartAsync(consent: new() { RingCentralStrictOptOuts = true });
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        await gateway.TextAsync(Alice, Ours, "STOP");
        string Record(string to) =>
            $$"""{"from":"{{Ours}}","to":"{{to}}","optStatus":"OptIn","source":"Api","coverage":"phoneNumber"}""";
        Assert.Equal(
            $$$"""
            {"failedRecords":[{{{Record(Alice)[..^1]}}},"error":{"errorCode":"CMN-101",
            "message":"The opt-out can only be lifted by the recipient.","parameterName":"optStatus"}}]}
            """.ReplaceLineEndings(""),
            await PatchAsync(door, Record(Alice) + "," + Record(Bob)));
        var answer = await door.CallAsync(
            "POST", OptOuts + "/bulk-assign", $$"""{"from":"{{Ours}}","optIns":["{{Alice}}"]}""");
        Assert.Equal(
            $$$"""
            {"optIns":{"successful":[],"failed":[{"to":"{{{Alice}}}",
            "errorMessage":"The opt-out can only be lifted by the recipient."}]},
            "optOuts":{"successful":[],"failed":[]}}
            """.ReplaceLineEndings(""),
            answer.Body);
    }

    [Fact]
    public async Task An_update_has_a_thousand_records_and_not_one_more()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders);
        var records = Enumerable.Range(0, 1_000).Select(n =>
            $$"""{"from":"{{Ours}}","to":"+1555200{{n:0000}}","optStatus":"OptOut","source":"Api"}""").ToList();
        Assert.Equal("{}", await PatchAsync(door, string.Join(',', records)));
        Assert.Equal(1_000, (await Pages.WalkAsync(door, Consents + "?perPage=999")).Count);
        var answer = await door.CallAsync(
            "PATCH", Consents, $$"""{"records":[{{string.Join(',', records.Append(records[0]))}}]}""");
        Assert.Equal("400 CMN-101 records", answer.Error);
    }

    private static async Task<string> PatchAsync(TestDoor door, string records) =>
        (await door.CallAsync("PATCH", Consents, $$"""{"records":[{{records}}]}""")).Body;

    private static async Task<string> SearchAsync(TestDoor door, string body) => Texts(
        (await door.CallAsync("POST", Consents + "/search", body)).Json.GetProperty("records").EnumerateArray());

    private static string Texts(IEnumerable<JsonElement> records) => string.Join('|', records.Select(r =>
        string.Join(' ', new[] { "from", "to", "optStatus", "source", "coverage" }.Select(n => r.GetProperty(n)))));
}
