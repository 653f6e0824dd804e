using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.RingCentral.Tests.Consents;

public class ConsentEndpointTests
{
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";
    private const string OptOuts = "/restapi/v1.0/account/~/a2p-sms/opt-outs";

    private static readonly PhoneNumber Theirs = new(16505550101);

    [Fact]
    public async Task Records_are_shown_word_for_word()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.ConsentRecords.Add(Record(1, new PhoneNumber(16505550100), ConsentSource.Recipient));
        door.Fake.ConsentRecords.Add(Record(2, null, ConsentSource.Api));
        var answer = await door.CallAsync("GET", Consents);
        Assert.Equal(
            "{\"records\":[{\"from\":\"*\",\"to\":\"+16505550101\",\"optStatus\":\"OptOut\",\"source\":\"Api\"," +
            "\"coverage\":\"Account\",\"lastModifiedTime\":\"2026-01-02T03:04:05.0000067Z\"}," +
            "{\"from\":\"+16505550100\",\"to\":\"+16505550101\",\"optStatus\":\"OptOut\",\"source\":\"Recipient\"," +
            "\"coverage\":\"PhoneNumber\",\"lastModifiedTime\":\"2026-01-02T03:04:05.0000067Z\"}]," +
            "\"paging\":{\"perPage\":100}}",
            answer.Body);
        Assert.Matches("^\"[0-9a-f]{16}\"$", answer.Headers["ETag"]);
        Assert.Equal(answer.Headers["ETag"], (await door.CallAsync("GET", Consents)).Headers["ETag"]);

        Assert.Equal(
            "{\"records\":[{\"from\":\"*\",\"to\":\"+16505550101\",\"status\":\"OptOut\",\"source\":\"Account\"}," +
            "{\"from\":\"+16505550100\",\"to\":\"+16505550101\",\"status\":\"OptOut\",\"source\":\"Recipient\"}]," +
            "\"paging\":{\"perPage\":1000}}",
            (await door.CallAsync("GET", OptOuts)).Body);
    }

    [Theory]
    [InlineData("", null, 0, ConsentStatus.OptOut)]
    [InlineData("?from=*", true, 0, ConsentStatus.OptOut)]
    [InlineData("?from=+16505550100&optStatus=OptIn", false, 1, ConsentStatus.OptIn)]
    [InlineData("?optStatus=OptIn&optStatus=OptOut", null, 0, null)]
    [InlineData("?coverage=account", true, 0, ConsentStatus.OptOut)]
    [InlineData("?coverage=phoneNumber&from=16505550100&from=16505550102", false, 2, ConsentStatus.OptOut)]
    public async Task A_question_reaches_the_read_model_as_it_was_meant(
        string path, bool? wildcards, int numbers, ConsentStatus? status)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(200, (int)(await door.CallAsync("GET", Consents + path)).Status);
        var query = door.Fake.LastConsentQuery!;
        Assert.Equal((wildcards, numbers, status), (query.Wildcards, query.From.Count, query.Status));
        Assert.Equal((Provider.RingCentral, 1, 101), (query.Provider, query.Account, query.CountMax));
    }

    [Theory]
    [InlineData(Consents + "?from=x", "400 CMN-101 from")]
    [InlineData(Consents + "?to=*", "400 CMN-101 to")]
    [InlineData(Consents + "?optStatus=Maybe", "400 CMN-101 optStatus")]
    [InlineData(Consents + "?coverage=World", "400 CMN-101 coverage")]
    [InlineData(Consents + "?campaignType=Loud", "400 CMN-101 campaignType")]
    [InlineData(Consents + "?perPage=-1", "400 CMN-101 perPage")]
    [InlineData("/restapi/v2/accounts/7/sms/consents", "404 CMN-102 accountId")]
    [InlineData(OptOuts + "?status=OptOut", "400 CMN-101 status")]
    [InlineData(OptOuts + "?from=x", "400 CMN-101 from")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", path)).Error);
    }

    [Fact]
    public async Task R11_an_update_sets_what_it_can_and_lists_a_record_to_everybody_as_failed()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.ConsentVerdict = c => c.To.Value == 16505550109 ? Verdict.UnknownSender : Verdict.Accepted;
        const string ok = """{"from":"+16505550100","to":"+16505550101","optStatus":"OptOut","source":"Api"}""";
        const string unknown = """{"from":"+16505550100","to":"+16505550109","optStatus":"OptIn","source":"Carrier"}""";
        const string bad = """{"from":"+16505550100","to":"*","optStatus":"OptOut","source":"Api","note":1}""";
        var answer = await door.CallAsync("PATCH", Consents, $$"""{"records":[{{ok}},{{unknown}},{{bad}},{{ok}}]}""");
        Assert.Equal(
            """{"failedRecords":[{"from":"+16505550100","to":"+16505550109","optStatus":"OptIn","source":"Carrier",""" +
            "\"error\":{\"errorCode\":\"CMN-101\",\"message\":\"Parameter [from] value is invalid.\"," +
            "\"parameterName\":\"from\"}}," +
            """{"from":"+16505550100","to":"*","optStatus":"OptOut","source":"Api",""" +
            "\"error\":{\"errorCode\":\"CMN-101\",\"message\":\"Parameter [to] value is invalid.\"," +
            "\"parameterName\":\"to\"}}]}",
            answer.Body);
        Assert.Equal(3, door.Fake.Consents.Count);

        answer = await door.CallAsync("PATCH", Consents, $$"""{"records":[{{ok}}]}""");
        Assert.Equal((200, "{}"), ((int)answer.Status, answer.Body));
        Assert.True(answer.Headers.ContainsKey("ETag"));
    }

    [Theory]
    [InlineData(
        """{"from":"*","to":"+16505550101","optStatus":"OptOut","source":"Api","coverage":"phonenumber"}""",
        true)]
    [InlineData("""{"to":"+16505550101","optStatus":"OptOut","source":"Api","coverage":"ACCOUNT"}""", true)]
    [InlineData(
        """{"from":"+16505550100","to":"+16505550101","optStatus":"OptOut","source":"Api","coverage":"Account"}""",
        true)]
    [InlineData("""{"from":"+16505550100","to":"+16505550101","optStatus":"OptOut","source":"Api"}""", false)]
    [InlineData("""{"from":"\u002b16505550100","to":"+16505550101","optStatus":"OptOut","source":"Api"}""", false)]
    public async Task Account_wide_records_have_two_spellings(string record, bool isAccountWide)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal("{}", (await door.CallAsync("PATCH", Consents, $$"""{"records":[{{record}}]}""")).Body);
        Assert.Equal(isAccountWide, Assert.Single(door.Fake.Consents).From is null);
        Assert.Equal(Theirs, door.Fake.Consents[0].To);
    }

    [Theory]
    [InlineData("""{"to":"+16505550101","optStatus":"OptOut","source":"Api"}""", "from")]
    [InlineData("""{"from":5,"to":"+16505550101","optStatus":"OptOut","source":"Api"}""", "from")]
    [InlineData("""{"from":"\ud800","to":"+16505550101","optStatus":"OptOut","source":"Api"}""", "from")]
    [InlineData("""{"from":"*","to":null,"optStatus":"OptOut","source":"Api"}""", "to")]
    [InlineData("""{"from":"*","to":"+16505550101","optStatus":"optout","source":"Api"}""", "optStatus")]
    [InlineData("""{"from":"*","to":"+16505550101","optStatus":"OptOut"}""", "source")]
    [InlineData(
        """{"from":"*","to":"+16505550101","optStatus":"OptOut","source":"Api","coverage":"CampaignType"}""",
        "coverage")]
    public async Task A_bad_record_fails_alone(string record, string parameter)
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("PATCH", Consents, $$"""{"records":[{{record}}]}""");
        var failed = answer.Json.GetProperty("failedRecords")[0];
        Assert.Equal(parameter, failed.GetProperty("error").GetProperty("parameterName").GetString());
        Assert.Empty(door.Fake.Consents);
    }

    [Theory]
    [InlineData("", "400 CMN-104")]
    [InlineData("[", "400 CMN-104")]
    [InlineData("[]", "400 CMN-104")]
    [InlineData("{}", "400 CMN-101 records")]
    [InlineData("""{"records":{}}""", "400 CMN-101 records")]
    [InlineData("""{"records":[]}""", "400 CMN-101 records")]
    [InlineData("""{"records":[1]}""", "400 CMN-101 records")]
    [InlineData("""{"records":[{"\ud800ource":1}]}""", "400 CMN-104")]
    public async Task A_bad_update_gets_the_providers_error(string body, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("PATCH", Consents, body);
        Assert.Equal(error, answer.Error);
        Assert.False(answer.Json.TryGetProperty("errorCode", out _));
    }

    [Fact]
    public async Task Limits_are_kept()
    {
        await using var door = await TestDoor.OpenAsync(new() { ConsentRecordsMax = 2, SmallBodyBytesMax = 2048 });
        const string record = """{"from":"+16505550100","to":"+16505550101","optStatus":"OptOut","source":"Api"}""";
        Assert.Equal(
            200, (int)(await door.CallAsync("PATCH", Consents, $$"""{"records":[{{record}},{{record}}]}""")).Status);
        Assert.Equal(
            "400 CMN-101 records",
            (await door.CallAsync("PATCH", Consents, $$"""{"records":[{{record}},{{record}},{{record}}]}""")).Error);
        Assert.Equal("413 CMN-104", (await door.CallAsync("PATCH", Consents, new string(' ', 3000))).Error);
    }

    [Theory]
    [InlineData(Verdict.Overloaded, "429 CMN-301")]
    [InlineData(Verdict.Unknown, "500 CMN-203")]
    public async Task A_fault_of_every_record_is_a_fault_of_the_request(Verdict verdict, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.ConsentVerdict = _ => verdict;
        const string record = """{"from":"+16505550100","to":"+16505550101","optStatus":"OptOut","source":"Api"}""";
        Assert.Equal(
            error, (await door.CallAsync("PATCH", Consents, $$"""{"records":[{{record}},{{record}}]}""")).Error);
    }

    private static ConsentRecord Record(int sequence, Address? from, ConsentSource source) => new(
        Provider.RingCentral, 1, null, from, Theirs, ConsentStatus.OptOut, source, FakeSenders.Start, null,
        MessageId.At(1, sequence));
}
