using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.RingCentral.Tests.Consents;

/// <summary>The deprecated opt-outs of v1.0.</summary>
public class OptOutEndpointTests
{
    private const string OptOuts = "/restapi/v1.0/account/~/a2p-sms/opt-outs";
    private const string BulkAssign = OptOuts + "/bulk-assign";

    [Theory]
    [InlineData("", ConsentStatus.OptOut, 0, 0)]
    [InlineData("?status=optout&from=*", ConsentStatus.OptOut, 0, 0)]
    [InlineData("?status=optin&from=+16505550100", ConsentStatus.OptIn, 1, 0)]
    [InlineData("?status=all&from=16505550100&to=%2B16505550101", null, 1, 1)]
    public async Task A_question_reaches_the_read_model_as_it_was_meant(
        string path, ConsentStatus? status, int from, int to)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(200, (int)(await door.CallAsync("GET", OptOuts + path)).Status);
        var query = door.Fake.LastConsentQuery!;
        Assert.Equal((status, from, to, 1001), (query.Status, query.From.Count, query.To.Count, query.CountMax));
        Assert.Equal(from > 0 ? false : null, query.Wildcards);
    }

    [Theory]
    [InlineData("?status=OptOut", "400 CMN-101 status")]
    [InlineData("?from=x", "400 CMN-101 from")]
    [InlineData("?from=16505550100&from=16505550101", "400 CMN-101 from")]
    [InlineData("?to=x", "400 CMN-101 to")]
    [InlineData("?to=12345", "400 CMN-101 to")]
    [InlineData("?perPage=0", "400 CMN-101 perPage")]
    [InlineData("?pageToken=x", "400 CMN-101 pageToken")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", OptOuts + path)).Error);
    }

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("text/csv, */*;q=0.1", true)]
    [InlineData("application/json;q=0.5, TEXT/CSV", true)]
    [InlineData("application/json, text/csv;q=0.5", false)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("application/json", false)]
    [InlineData("*/*", false)]
    [InlineData("text/*", false)]
    [InlineData(";;;", false)]
    public async Task Opt_outs_are_csv_for_those_who_want_it(string accept, bool isCsv)
    {
        await using var door = await TestDoor.OpenAsync();
        foreach (var from in new Address?[] { new PhoneNumber(16505550100), null })
        {
            door.Fake.ConsentRecords.Add(new(
                Provider.RingCentral, 1, null, from, new(16505550101), ConsentStatus.OptOut, ConsentSource.Api,
                FakeSenders.Start, null, MessageId.At(1, 1)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, OptOuts + "?perPage=1");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await door.SendAsync(request);
        Assert.Equal(isCsv, answer.Headers["Content-Type"] == "text/csv");
        if (isCsv)
        {
            Assert.Equal(
                "From,To,Status,Source\r\n*,+16505550101,OptOut,Account\r\n"
                + "+16505550100,+16505550101,OptOut,Account\r\n",
                answer.Body);
        }
        else
        {
            Assert.Equal(1, answer.Json.GetProperty("records").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_bulk_assignment_sets_what_it_can_and_lists_the_rest()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.ConsentVerdict = c => c.To.Value switch
        {
            16505550101 => Verdict.Unknown,
            16505550102 => Verdict.Blocked,
            16505550103 => Verdict.Overloaded,
            16505550104 => Verdict.Unchanged,
            _ => Verdict.Accepted,
        };
        var answer = await door.CallAsync("POST", BulkAssign, """
            {"from":"+16505550100","more":1,
             "optOuts":["+16505550101","+16505550104","+16505550105","nobody","+16505550105"],
             "optIns":["+16505550101","+16505550102","+16505550103","*","+16505550106"]}
            """);
        Assert.Equal(
            "{\"optIns\":{\"successful\":[\"+16505550106\"],\"failed\":["
            + "{\"to\":\"+16505550101\","
            + "\"errorMessage\":\"Unexpected issue on creating an opt-in from bulk-assign request\"},"
            + "{\"to\":\"+16505550102\",\"errorMessage\":\"The opt-out can only be lifted by the recipient.\"},"
            + "{\"to\":\"+16505550103\",\"errorMessage\":\"Request rate exceeded\"},"
            + "{\"to\":\"*\",\"errorMessage\":\"Parameter [to] value is invalid.\"}]},"
            + "\"optOuts\":{\"successful\":[\"+16505550104\",\"+16505550105\",\"+16505550105\"],\"failed\":["
            + "{\"to\":\"+16505550101\","
            + "\"errorMessage\":\"Unexpected issue on creating an opt-out from bulk-assign request\"},"
            + "{\"to\":\"nobody\",\"errorMessage\":\"Parameter [to] value is invalid.\"}]}}",
            answer.Body);
        Assert.Equal(
            "In 101 In 102 In 103 In 106 Out 101 Out 104 Out 105 Out 105",
            string.Join(' ', door.Fake.Consents.Select(c => $"{c.Status.ToString()[3..]} {c.To.Value % 1000}")));
        Assert.All(door.Fake.Consents, c => Assert.Equal((ConsentSource.Api, 16505550100UL),
            (c.Source, c.From!.Value.AsPhoneNumber.Value)));
    }

    [Theory]
    [InlineData("", "400 CMN-104")]
    [InlineData("[]", "400 CMN-104")]
    [InlineData("""{"optOuts":["+16505550101"]}""", "400 CMN-101 from")]
    [InlineData("""{"from":"*","optOuts":["+16505550101"]}""", "400 CMN-101 from")]
    [InlineData("""{"from":null,"optOuts":["+16505550101"]}""", "400 CMN-101 from")]
    [InlineData("""{"from":16505550100,"optOuts":["+16505550101"]}""", "400 CMN-101 from")]
    [InlineData("""{"from":"+16505550100"}""", "400 CMN-101 optOuts")]
    [InlineData("""{"from":"+16505550100","optOuts":[],"optIns":null}""", "400 CMN-101 optOuts")]
    [InlineData("""{"from":"+16505550100","optOuts":"+16505550101"}""", "400 CMN-101 optOuts")]
    [InlineData("""{"from":"+16505550100","optOuts":[1]}""", "400 CMN-101 optOuts")]
    [InlineData("""{"from":"+16505550100","optIns":{}}""", "400 CMN-101 optIns")]
    public async Task A_bad_assignment_gets_the_providers_error(string body, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("POST", BulkAssign, body)).Error);
        Assert.Empty(door.Fake.Consents);
    }

    [Theory]
    [InlineData(Verdict.UnknownSender, "400 CMN-101 from")]
    [InlineData(Verdict.Overloaded, "429 CMN-301")]
    [InlineData(Verdict.Unknown, "500 CMN-203")]
    public async Task A_fault_of_every_number_is_a_fault_of_the_request(Verdict verdict, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.ConsentVerdict = _ => verdict;
        Assert.Equal(error, (await door.CallAsync("POST", BulkAssign,
            """{"from":"+16505550100","optOuts":["+16505550101","x"],"optIns":["+16505550102"]}""")).Error);
    }

    [Fact]
    public async Task An_assignment_needs_json_a_token_and_post()
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal("400 CMN-110 Content-Type", (await door.CallAsync("POST", BulkAssign, "{}", null)).Error);
        Assert.Equal("400 CMN-407 Content-Type", (await door.CallAsync("POST", BulkAssign, "{}", "text/csv")).Error);
        Assert.Equal("405 AGW-405", (await door.CallAsync("GET", BulkAssign)).Error);
        Assert.Equal("401 OAU-149", (await door.CallAsync("POST", BulkAssign, "{}", authorization: "Bearer x")).Error);
    }
}
