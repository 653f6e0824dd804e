using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Consents;

namespace GatewaySim.RingCentral.Tests.Consents;

/// <summary>Search, history and export of v2 consents.</summary>
public class ConsentQuestionTests
{
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";
    private const string Search = Consents + "/search";
    private const string History = Consents + "/history";
    private const string Export = Consents + "/export";

    private static readonly PhoneNumber Ours = new(16505550100);
    private static readonly PhoneNumber Theirs = new(16505550101);

    [Fact]
    public async Task A_search_is_answered_word_for_word()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.ConsentRecords.Add(Record(1, Ours, ConsentStatus.OptIn, ConsentSource.Carrier));
        var answer = await door.CallAsync("POST", Search, "{}");
        Assert.Equal(
            "{\"records\":[{\"from\":\"+16505550100\",\"to\":\"+16505550101\",\"optStatus\":\"OptIn\","
            + "\"source\":\"Carrier\",\"coverage\":\"PhoneNumber\","
            + "\"lastModifiedTime\":\"2026-01-02T03:04:05.0000067Z\"}],\"paging\":{\"perPage\":100}}",
            answer.Body);
        Assert.Matches("^\"[0-9a-f]{16}\"$", answer.Headers["ETag"]);
    }

    [Theory]
    [InlineData("{}", null, 0, 0, null, 101)]
    [InlineData("""{"from":["*"]}""", true, 0, 0, null, 101)]
    [InlineData("""{"from":["+16505550100","16505550102"],"to":["+16505550101"]}""", false, 2, 1, null, 101)]
    [InlineData("""{"from":["*","+16505550100"],"optStatus":"OptOut"}""", null, 1, 0, ConsentStatus.OptOut, 101)]
    [InlineData("""{"optStatus":"OptIn","coverage":["ACCOUNT"]}""", true, 0, 0, ConsentStatus.OptIn, 101)]
    [InlineData("""{"coverage":["phoneNumber"],"perPage":7}""", false, 0, 0, null, 8)]
    [InlineData("""{"perPage":5000,"from":null,"to":null,"unknown":[{}]}""", null, 0, 0, null, 1001)]
    public async Task A_search_reaches_the_read_model_as_it_was_meant(
        string body, bool? wildcards, int from, int to, ConsentStatus? status, int countMax)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(200, (int)(await door.CallAsync("POST", Search, body)).Status);
        var query = door.Fake.LastConsentQuery!;
        Assert.Equal((wildcards, from, to), (query.Wildcards, query.From.Count, query.To.Count));
        Assert.Equal((status, countMax), (query.Status, query.CountMax));
        Assert.Equal((Provider.RingCentral, 1, 0), (query.Provider, query.Account, query.Offset));
    }

    [Theory]
    [InlineData("", "400 CMN-104")]
    [InlineData("[]", "400 CMN-104")]
    [InlineData("{", "400 CMN-104")]
    [InlineData("""{"from":[]}""", "400 CMN-101 from")]
    [InlineData("""{"from":"+16505550100"}""", "400 CMN-101 from")]
    [InlineData("""{"from":["x"]}""", "400 CMN-101 from")]
    [InlineData("""{"from":[5]}""", "400 CMN-101 from")]
    [InlineData("""{"from":["\ud800"]}""", "400 CMN-101 from")]
    [InlineData("""{"to":["*"]}""", "400 CMN-101 to")]
    [InlineData("""{"to":["12345"]}""", "400 CMN-101 to")]
    [InlineData("""{"optStatus":"Maybe"}""", "400 CMN-101 optStatus")]
    [InlineData("""{"optStatus":["OptIn"]}""", "400 CMN-101 optStatus")]
    [InlineData("""{"coverage":["World"]}""", "400 CMN-101 coverage")]
    [InlineData("""{"campaignType":["Loud"]}""", "400 CMN-101 campaignType")]
    [InlineData("""{"perPage":0}""", "400 CMN-101 perPage")]
    [InlineData("""{"perPage":-3}""", "400 CMN-101 perPage")]
    [InlineData("""{"perPage":1.5}""", "400 CMN-101 perPage")]
    [InlineData("""{"perPage":"5"}""", "400 CMN-101 perPage")]
    [InlineData("""{"pageToken":"x"}""", "400 CMN-101 pageToken")]
    [InlineData("""{"pageToken":7}""", "400 CMN-101 pageToken")]
    public async Task A_bad_search_gets_the_providers_error(string body, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("POST", Search, body);
        Assert.Equal(error, answer.Error);
        Assert.False(answer.Json.TryGetProperty("errorCode", out _));
    }

    [Theory]
    [InlineData("from"), InlineData("to")]
    public async Task Twenty_numbers_are_searched_for_and_one_more_is_refused(string side)
    {
        await using var door = await TestDoor.OpenAsync();
        var twenty = string.Join(',', Enumerable.Repeat("\"+16505550100\"", 20));
        Assert.Equal(
            200, (int)(await door.CallAsync("POST", Search, $$"""{"{{side}}":[{{twenty}}]}""")).Status);
        Assert.Equal(
            $"400 CMN-101 {side}",
            (await door.CallAsync("POST", Search, $$"""{"{{side}}":[{{twenty}},"+16505550100"]}""")).Error);
    }

    [Fact]
    public async Task A_search_needs_json()
    {
        await using var door = await TestDoor.OpenAsync(new() { SmallBodyBytesMax = 1024 });
        Assert.Equal("400 CMN-110 Content-Type", (await door.CallAsync("POST", Search, "{}", null)).Error);
        Assert.Equal("400 CMN-407 Content-Type", (await door.CallAsync("POST", Search, "{}", "text/plain")).Error);
        Assert.Equal("413 CMN-104", (await door.CallAsync("POST", Search, new string(' ', 3000))).Error);
        Assert.Equal("405 AGW-405", (await door.CallAsync("GET", Search)).Error);
    }

    [Fact]
    public async Task The_history_is_shown_word_for_word()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.HistoryRecords.Add(new(
            1, Ours, Theirs, ConsentStatus.OptOut, ConsentSource.Recipient, FakeSenders.Start, MessageId.At(1, 1)));
        door.Fake.HistoryRecords.Add(new(
            1, null, Theirs, ConsentStatus.OptIn, ConsentSource.Api, FakeSenders.Start, MessageId.At(1, 2)));
        var answer = await door.CallAsync("GET", History);
        Assert.Equal(
            "{\"records\":[{\"from\":\"*\",\"to\":\"+16505550101\",\"optStatus\":\"OptIn\",\"source\":\"Api\","
            + "\"coverage\":\"Account\",\"createdAt\":\"2026-01-02T03:04:05.0000067Z\"},"
            + "{\"from\":\"+16505550100\",\"to\":\"+16505550101\",\"optStatus\":\"OptOut\",\"source\":\"Recipient\","
            + "\"coverage\":\"PhoneNumber\",\"createdAt\":\"2026-01-02T03:04:05.0000067Z\"}],"
            + "\"paging\":{\"perPage\":100}}",
            answer.Body);
        Assert.Matches("^\"[0-9a-f]{16}\"$", answer.Headers["ETag"]);

        await door.CallAsync("GET", $"{History}?to=+16505550101&to=16505550102&perPage=3");
        Assert.Equal(
            (1, "+16505550101 +16505550102", 4),
            (door.Fake.LastHistoryQuery!.Account, string.Join(' ', door.Fake.LastHistoryQuery.To),
                door.Fake.LastHistoryQuery.CountMax));
    }

    [Theory]
    [InlineData(History + "?to=x", "400 CMN-101 to")]
    [InlineData(History + "?to=*", "400 CMN-101 to")]
    [InlineData(History + "?to=12345", "400 CMN-101 to")]
    [InlineData(Consents + "?to=12345", "400 CMN-101 to")]
    [InlineData("/restapi/v2/accounts/7/sms/consents/history", "404 CMN-102 accountId")]
    [InlineData("/restapi/v2/accounts/7/sms/consents/export", "404 CMN-102 accountId")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", path)).Error);
    }

    [Fact]
    public async Task The_history_of_twenty_recipients_is_given_and_of_one_more_is_refused()
    {
        await using var door = await TestDoor.OpenAsync();
        var twenty = string.Concat(Enumerable.Repeat("&to=16505550101", 20));
        Assert.Equal(200, (int)(await door.CallAsync("GET", $"{History}?x{twenty}")).Status);
        Assert.Equal("400 CMN-101 to", (await door.CallAsync("GET", $"{History}?to=16505550101{twenty}")).Error);
    }

    [Theory]
    [InlineData(
        ConsentExportColumns.Spec2026,
        "External Party Number,Internal Party Number,Consent Status,Source,Coverage,Campaign Type,Notes,"
        + "Last Modified Time\r\n"
        + "+16505550101,*,OptOut,Api,Company,,,2026-01-02T03:04:05.0000067Z\r\n"
        + "+16505550101,+16505550100,OptIn,Recipient,PhoneNumber,,,2026-01-02T03:04:05.0000067Z\r\n")]
    [InlineData(
        ConsentExportColumns.Guide2025,
        "FROM,TO,STATUS,SOURCE\r\n*,+16505550101,OptOut,Api\r\n+16505550100,+16505550101,OptIn,Recipient\r\n")]
    public async Task An_export_has_the_columns_of_either_document(ConsentExportColumns columns, string expected)
    {
        await using var door = await TestDoor.OpenAsync(
            new() { ConsentExportColumns = columns });
        door.Fake.ConsentRecords.Add(Record(1, Ours, ConsentStatus.OptIn, ConsentSource.Recipient));
        door.Fake.ConsentRecords.Add(Record(2, null, ConsentStatus.OptOut, ConsentSource.Api));
        var answer = await door.CallAsync("GET", Export);
        Assert.Equal((200, expected, "text/csv"), ((int)answer.Status, answer.Body, answer.Headers["Content-Type"]));
        Assert.Null(door.Fake.LastConsentQuery!.Status);
    }

    [Fact]
    public async Task An_export_has_everything_and_an_etag_that_changes_with_it()
    {
        await using var door = await TestDoor.OpenAsync();
        for (var n = 0; n < 2_345; n++)
        {
            door.Fake.ConsentRecords.Add(Record(n + 1, Ours, ConsentStatus.OptOut, ConsentSource.Api) with
            {
                To = new(16505560000 + (ulong)(n * 7919 % 2_345)),
            });
        }

        var answer = await door.CallAsync("GET", Export);
        var lines = answer.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        Assert.Equal(2_345, lines.Count);
        Assert.Equal(lines.Distinct().Order(StringComparer.Ordinal), lines);
        Assert.Equal(answer.Headers["ETag"], (await door.CallAsync("GET", Export)).Headers["ETag"]);
        door.Fake.HistoryRecords.Add(new(
            1, Ours, Theirs, ConsentStatus.OptOut, ConsentSource.Recipient, FakeSenders.Start, MessageId.At(1, 1)));
        Assert.NotEqual(answer.Headers["ETag"], (await door.CallAsync("GET", Export)).Headers["ETag"]);
    }

    private static ConsentRecord Record(
        int sequence, Address? from, ConsentStatus status, ConsentSource source) => new(
        Provider.RingCentral, 1, null, from, Theirs, status, source, FakeSenders.Start, null,
        MessageId.At(1, sequence));
}
