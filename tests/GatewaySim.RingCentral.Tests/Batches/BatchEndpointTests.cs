using System.Net.Http.Headers;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.RingCentral.Tests.Batches;

public class BatchEndpointTests
{
    private const string Batches = "/restapi/v1.0/account/~/a2p-sms/batches";
    private const string Good = """{"from":"+16505550100","text":"hi","messages":[{"to":["+16505550101"]}]}""";

    private const string Times =
        "\"creationTime\":\"2026-01-02T03:04:05.0000067Z\",\"lastModifiedTime\":\"2026-01-02T03:04:05.0000067Z\"";

    private const string Description = "\"description\":\"The recipient number is invalid\"";

    private static readonly Guid Id = PositionUuid.Encode(MessageId.At(3, 7), UuidKind.Batch, 42);

    [Fact]
    public async Task An_accepted_batch_is_answered_word_for_word()
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync(
            "POST", Batches, """
            {"messages":[{"to":["+16505550101"]},{"to":["+4088070206"]},{"to":["say \"x\""],"text":"t"},
             {"to":["+16505550101"]}],"unknown":{},"text":"hi","from":"+16505550100"}
            """, "application/json; charset=utf-8");
        Assert.Equal(201, (int)answer.Status);
        Assert.Equal("application/json;charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Equal(
            $$"""{"id":"{{Id}}","from":"+16505550100","batchSize":2,""" +
            "\"processedCount\":0,\"status\":\"Processing\"," + Times +
            ",\"rejected\":[" +
            """{"index":2,"to":["+4088070206"],"errorCode":"SMS-RC-410",""" + Description + "}," +
            """{"index":3,"to":["say \"x\""],"errorCode":"SMS-RC-410",""" + Description + "}]}",
            answer.Body);
        Assert.Equal("1 +16505550100 hi 2 2", Assert.Single(door.Fake.Batches));
    }

    [Fact]
    public async Task Many_rejections_are_all_told()
    {
        await using var door = await TestDoor.OpenAsync();
        var messages = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $$"""{"to":["{{i}}"]}"""));
        var answer = await door.CallAsync(
            "POST", Batches, Good.Replace("]}]}", $$"""]},{{messages}}]}""", StringComparison.Ordinal));
        var rejected = answer.Json.GetProperty("rejected");
        Assert.Equal(
            Enumerable.Range(2, 5_000), rejected.EnumerateArray().Select(r => r.GetProperty("index").GetInt32()));
    }

    [Theory]
    [InlineData("", "400 CMN-104")]
    [InlineData("{", "400 CMN-104")]
    [InlineData("[]", "400 CMN-104")]
    [InlineData("null", "400 CMN-104")]
    [InlineData("{} {}", "400 CMN-104")]
    [InlineData("{\"from\":\"+16505550100\u0000\"}", "400 CMN-104")]
    [InlineData("""{}""", "400 CMN-101 from")]
    [InlineData("""{"from":5}""", "400 CMN-101 from")]
    [InlineData("""{"from":null}""", "400 CMN-101 from")]
    [InlineData("""{"from":"6505550100"}""", "400 CMN-101 from")]
    [InlineData("""{"from":"\ud800"}""", "400 CMN-101 from")]
    [InlineData("""{"from":"+16505550100"}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":null}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":{}}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[]}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[1]}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{}]}""", "400 CMN-101 to")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{"to":"+16505550101"}]}""", "400 CMN-101 to")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{"to":[]}]}""", "400 CMN-101 to")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{"to":[1]}]}""", "400 CMN-101 to")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{"to":["+16505550101","x"]}]}""", "400 CMN-101 to")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{"to":["+442079460000"]}]}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","text":"x","messages":[{"to":["\ud800"]}]}""", "400 CMN-101 messages")]
    [InlineData("""{"from":"+16505550100","messages":[{"to":["+16505550101"]}]}""", "400 CMN-101 text")]
    [InlineData("""{"from":"+16505550100","text":"","messages":[{"to":["+16505550101"]}]}""", "400 CMN-101 text")]
    [InlineData("""{"from":"+16505550100","text":7,"messages":[{"to":["+16505550101"]}]}""", "400 CMN-101 text")]
    [InlineData("""{"from":"+16505550100","text":"\udc00","messages":[{"to":["+16505550101"]}]}""", "400 CMN-101 text")]
    [InlineData("""{"from":"+16505550100","text":"\u0000","messages":[{"to":["+16505550101"]}]}""", "400 CMN-101 text")]
    [InlineData("{\"from\":\"+16505550100\",\"text\":\"\n\"}", "400 CMN-104")]
    [InlineData("""{"\ud800":1,"from":"+16505550100","text":"x"}""", "400 CMN-101 messages")]
    public async Task A_bad_body_gets_the_providers_error_and_changes_nothing(string body, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("POST", Batches, body);
        Assert.Equal(error, answer.Error);
        Assert.Equal(answer.Json.GetProperty("errors")[0].GetProperty("errorCode").GetString(),
            answer.Json.GetProperty("errorCode").GetString());
        Assert.Equal(answer.Json.GetProperty("errors")[0].GetProperty("message").GetString(),
            answer.Json.GetProperty("message").GetString());
        Assert.Empty(door.Fake.Batches);
    }

    [Fact]
    public async Task Limits_are_kept()
    {
        await using var door = await TestDoor.OpenAsync(
            new() { RecipientsMax = 3, BodyBytesMax = 4000, TextCharsMax = 10 });
        Assert.Equal(201, await Send(3, "0123456789"));
        Assert.Equal(400, await Send(4, "0123456789"));
        Assert.Equal(400, await Send(3, "0123456789x"));
        Assert.Equal(201, await Send(3, "😀😀😀😀😀"));
        Assert.Equal(413, await Send(3, "x", new string(' ', 4000)));
        Assert.Equal(413, await Send(3, "x", new string(' ', 1_000_000)));

        using var chunked = new HttpRequestMessage(HttpMethod.Post, Batches);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Good + new string(' ', 100_000)));
        chunked.Content = new StreamContent(stream);
        chunked.Content.Headers.ContentType = new("application/json");
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal("413 CMN-104", (await door.SendAsync(chunked)).Error);
        Assert.Equal(2, door.Fake.Batches.Count);

        async Task<int> Send(int count, string text, string space = "")
        {
            var messages = string.Join(',', Enumerable.Repeat("""{"to":["+16505550101"]}""", count));
            var body = $$"""{"from":"+16505550100","text":"{{text}}","messages":[{{messages}}]}{{space}}""";
            return (int)(await door.CallAsync("POST", Batches, body)).Status;
        }
    }

    [Theory]
    [InlineData(null, "400 CMN-110 Content-Type")]
    [InlineData("text/plain", "400 CMN-407 Content-Type")]
    [InlineData("application/jsonp", "400 CMN-407 Content-Type")]
    public async Task A_body_that_is_not_json_is_refused(string? contentType, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("POST", Batches, Good, contentType)).Error);
    }

    [Theory]
    [InlineData(Verdict.UnknownSender, "400 CMN-101 from")]
    [InlineData(Verdict.Overloaded, "429 CMN-301")]
    [InlineData(Verdict.Unknown, "500 CMN-203")]
    public async Task Every_verdict_has_its_error(Verdict verdict, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.Verdict = verdict;
        var answer = await door.CallAsync("POST", Batches, Good);
        Assert.Equal(error, answer.Error);
        Assert.Equal(verdict == Verdict.Overloaded, answer.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public async Task A_batch_is_shown_without_its_rejections_and_with_its_cost_when_complete()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.BatchRecords.Add(new(
            MessageId.At(3, 7), 1, new PhoneNumber(16505550100), 3, 2, 0, 2, FakeSenders.Start, FakeSenders.Start));
        var answer = await door.CallAsync("GET", $"{Batches}/{Id}");
        var head = $$"""{"id":"{{Id}}","from":"+16505550100","batchSize":3,""";
        Assert.Equal(
            head + "\"processedCount\":2,\"status\":\"Processing\"," + Times + ",\"rejected\":[]}", answer.Body);

        door.Fake.BatchRecords[0] = door.Fake.BatchRecords[0] with { Processed = 3, Segments = 3 };
        answer = await door.CallAsync("GET", $"{Batches}/{Id}");
        Assert.Equal(
            head + "\"processedCount\":3,\"status\":\"Completed\"," + Times + ",\"rejected\":[],\"cost\":0.0255}",
            answer.Body);
    }

    [Theory]
    [InlineData("/restapi/v1.0/account/~/a2p-sms/batches/x", "404 CMN-102 batchId")]
    [InlineData("/restapi/v1.0/account/~/a2p-sms/batches/00000000-0000-0000-0000-000000000000", "404 CMN-102 batchId")]
    [InlineData("/restapi/v1.0/account/5/a2p-sms/batches", "404 CMN-102 accountId")]
    [InlineData("/restapi/v1.0/account/me/a2p-sms/batches", "404 CMN-102 accountId")]
    [InlineData(Batches + "?perPage=0", "400 CMN-101 perPage")]
    [InlineData(Batches + "?perPage=x", "400 CMN-101 perPage")]
    [InlineData(Batches + "?pageToken=AAAA", "400 CMN-101 pageToken")]
    [InlineData(Batches + "?dateFrom=tomorrow", "400 CMN-101 dateFrom")]
    [InlineData(Batches + "?dateFrom=2026-01-02&dateTo=2026-01-01", "400 CMN-101 dateFrom")]
    [InlineData(Batches + "?from=x", "400 CMN-101 from")]
    [InlineData(Batches + "?status=Done", "400 CMN-101 status")]
    [InlineData("/restapi/v1.0/account/~/a2p-sms/nothing", "404 AGW-404")]
    [InlineData("/restapi/v3", "404 AGW-404")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", path)).Error);
    }

    [Fact]
    public async Task A_wrong_method_is_refused_and_a_tunnelled_one_is_taken()
    {
        await using var door = await TestDoor.OpenAsync();
        var answer = await door.CallAsync("DELETE", Batches);
        Assert.Equal("405 AGW-405", answer.Error);
        Assert.Equal("POST, GET", answer.Headers["Allow"]);
        Assert.Equal(200, (int)(await door.CallAsync("POST", Batches + "?_method=GET")).Status);
    }

    [Fact]
    public async Task Walking_the_pages_shows_every_batch_once()
    {
        // P-35, while time goes on and new batches come.
        await using var door = await TestDoor.OpenAsync();
        for (var i = 1; i <= 25; i++)
        {
            Add(i);
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = token is null ? "" : "&pageToken=" + token;
            var answer = await door.CallAsync("GET", $"{Batches}?perPage=10{page}");
            var records = answer.Json.GetProperty("records");
            seen.AddRange(records.EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
            var paging = answer.Json.GetProperty("paging");
            Assert.Equal(10, paging.GetProperty("perPage").GetInt32());
            Assert.Equal(token is not null, paging.TryGetProperty("pageToken", out _));
            token = paging.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
            Assert.Equal(FakeSenders.Start.Plus(TimeSpan.FromDays(-1)), door.Fake.LastBatchQuery!.Since);
            door.Fake.Now = door.Fake.Now.Plus(TimeSpan.FromHours(1));
            Add(26 + seen.Count);
        }
        while (token is not null);
        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());

        void Add(int sequence) => door.Fake.BatchRecords.Add(new(
            MessageId.At(1, sequence), 1, new PhoneNumber(16505550100), 1, 1, 0, 1,
            FakeSenders.Start.Plus(TimeSpan.FromSeconds(sequence / 4)), FakeSenders.Start));
    }

    [Theory]
    [InlineData("from=%2B16505550100")]
    [InlineData("from=+16505550100")]
    [InlineData("from=16505550100")]
    public async Task A_number_in_a_query_may_have_lost_its_plus(string query)
    {
        await using var door = await TestDoor.OpenAsync();
        await door.CallAsync(
            "GET", $"{Batches}?{query}&dateFrom=2026-01-01T00:00:00+02:00&dateTo=2026-01-02T03:04:05.123456789Z");
        Assert.Equal("+16505550100", door.Fake.LastBatchQuery!.From.ToString());
        Assert.Equal("2025-12-31T22:00:00.0000000Z", door.Fake.LastBatchQuery.Since.ToString());
        Assert.Equal("2026-01-02T03:04:05.1234567Z", door.Fake.LastBatchQuery.Until.ToString());
    }

    [Fact]
    public async Task A_get_with_a_json_content_type_and_no_body_is_fine()
    {
        await using var door = await TestDoor.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/restapi/v1.0/account/400100200/a2p-sms/batches/");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal("{\"records\":[],\"paging\":{\"perPage\":1000}}", (await door.SendAsync(request)).Body);
    }
}
