using System.Net.Http.Headers;
using System.Text;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Tests;

/// <summary>
/// What is wrong before, around and in a request: each with its status, code and place; nothing gets through.
/// </summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Pair = "\"from\":\"+13125550100\",\"to\":\"+15552000001\"";

    private const string Profile = "\"messaging_profile_id\":\"6f726700-0000-8000-8000-000000000009\"";

    private readonly AnsweringSenders _senders = new(Verdict.Accepted);
    private TelnyxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelnyxServer.StartAsync(_senders);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, int, string, string?> Sends { get; } = new()
    {
        // Not JSON, or not an object.
        { "", 400, "10023", null },
        { "   ", 400, "10023", null },
        { "{", 400, "10023", null },
        { $"{{{Pair},\"text\":\"hi\"", 400, "10023", null },
        { $"{{{Pair},\"text\":\"hi\"}} x", 400, "10023", null },
        { $"{{{Pair},\"text\":\"hi\",}}", 400, "10023", null },
        { $"{{{Pair},\"text\":\"a\nb\"}}", 400, "10023", null },
        { $"{{{Pair},\"text\":\"\\x\"}}", 400, "10023", null },
        { "{/* */}", 400, "10023", null },
        { new string('[', 10_000), 400, "10023", null },
        { "[]", 400, "10026", "" },
        { "null", 400, "10026", "" },
        { "\"text\"", 400, "10026", "" },

        // Half characters.
        { $"{{{Pair},\"text\":\"\\ud800\"}}", 400, "10028", "/text" },
        { $"{{{Pair},\"text\":\"\\udc00\\ud800\"}}", 400, "10028", "/text" },
        { $"{{{Pair},\"text\":\"a\\ud83d b\"}}", 400, "10028", "/text" },
        { "{\"from\":\"\\ud800\",\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "10028", "/from" },
        { $"{{{Pair},\"text\":\"x\",\"webhook_url\":\"http://a/\\udfff\"}}", 400, "10028", "/webhook_url" },

        // Recipients.
        { "{}", 400, "10004", "/to" },
        { "{\"from\":\"+13125550100\",\"text\":\"x\"}", 400, "10004", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":null,\"text\":\"x\"}", 400, "10004", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":5,\"text\":\"x\"}", 400, "10026", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":{},\"text\":\"x\"}", 400, "10026", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":[\"+15552000001\"],\"text\":\"x\"}", 400, "40310", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"\",\"text\":\"x\"}", 400, "40310", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"15552000001\",\"text\":\"x\"}", 400, "10016", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"+1555200000\",\"text\":\"x\"}", 400, "40310", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"+1 555 200 0001\",\"text\":\"x\"}", 400, "40310", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"+15552000001\\u0000\",\"text\":\"x\"}", 400, "40310", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"+٣٣٣٣٣٣٣٣\",\"text\":\"x\"}", 400, "40310", "/to" },
        { "{\"from\":\"+13125550100\",\"to\":\"Friend\",\"text\":\"x\"}", 400, "40310", "/to" },
        { $"{{\"to\":\"+{new string('9', 1000)}\",\"from\":\"+13125550100\",\"text\":\"x\"}}", 400, "40310", "/to" },

        // Senders and profiles.
        { "{\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "10004", "/from" },
        { "{\"from\":true,\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "10026", "/from" },
        { "{\"from\":\"\",\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "40305", "/from" },
        { "{\"from\":\"+0\",\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "40305", "/from" },
        { "{\"from\":\"Name much too long\",\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "40305", "/from" },
        { "{\"from\":\"Shop\",\"to\":\"+15552000001\",\"text\":\"x\"}", 400, "10004", "/messaging_profile_id" },
        { $"{{{Pair},\"text\":\"x\",\"messaging_profile_id\":\"abc\"}}", 400, "85005", "/messaging_profile_id" },
        { $"{{{Pair},\"text\":\"x\",\"messaging_profile_id\":7}}", 400, "10026", "/messaging_profile_id" },

        // Content.
        { $"{{{Pair}}}", 400, "40316", "/text" },
        { $"{{{Pair},\"text\":\"\"}}", 400, "40316", "/text" },
        { $"{{{Pair},\"text\":null,\"media_urls\":[]}}", 400, "40316", "/text" },
        { $"{{{Pair},\"text\":[\"x\"]}}", 400, "10026", "/text" },
        { $"{{{Pair},\"text\":\"{new string('a', 1531)}\"}}", 400, "40302", "/text" },
        { $"{{{Pair},\"text\":\"{new string('é', 1531)}\"}}", 400, "40302", "/text" },
        { $"{{{Pair},\"text\":\"{new string('я', 671)}\"}}", 400, "40302", "/text" },
        { $"{{{Pair},\"text\":\"{new string('a', 671)}\",\"encoding\":\"ucs2\"}}", 400, "40302", "/text" },
        { $"{{{Pair},\"text\":\"я\",\"encoding\":\"gsm7\"}}", 400, "10015", "/encoding" },
        { $"{{{Pair},\"text\":\"“я”\",\"encoding\":\"gsm7\"}}", 400, "10015", "/encoding" },
        { $"{{{Pair},\"text\":\"\\u200b\\u0007\",\"encoding\":\"gsm7\"}}", 400, "40316", "/text" },
        { $"{{{Pair},\"text\":\"{new string('…', 511)}\",\"encoding\":\"gsm7\"}}", 400, "40302", "/text" },
        { $"{{{Pair},\"text\":\"x\",\"encoding\":\"GSM7\"}}", 422, "10032", "/encoding" },
        { $"{{{Pair},\"text\":\"x\",\"encoding\":0}}", 400, "10026", "/encoding" },
        { $"{{{Pair},\"text\":\"x\",\"type\":\"RCS\"}}", 422, "10032", "/type" },
        { $"{{{Pair},\"text\":\"x\",\"type\":\"MMS\"}}", 400, "10004", "/media_urls" },
        { $"{{{Pair},\"text\":\"x\",\"type\":\"SMS\",\"subject\":\"s\"}}", 400, "40304", "/type" },
        { $"{{{Pair},\"type\":\"SMS\",\"media_urls\":[\"https://a.example/1\"]}}", 400, "40304", "/type" },
        { $"{{{Pair},\"media_urls\":\"https://a.example/1\"}}", 400, "10026", "/media_urls" },
        { $"{{{Pair},\"media_urls\":[1]}}", 400, "10026", "/media_urls" },
        { $"{{{Pair},\"media_urls\":[null]}}", 400, "10026", "/media_urls" },
        { $"{{{Pair},\"media_urls\":[\"\"]}}", 400, "10003", "/media_urls" },
        { $"{{{Pair},\"media_urls\":[\"ftp://a.example/1\"]}}", 400, "10003", "/media_urls" },
        { $"{{{Pair},\"media_urls\":[{Many(11)}]}}", 400, "40317", "/media_urls" },
        { $"{{{Pair},\"text\":\"{new string('a', 5001)}\",\"media_urls\":[{Many(1)}]}}", 422, "10025", "/text" },

        { $"{{{Pair},\"text\":\"{new string('a', 1000)}\",\"auto_detect\":true}}", 400, "40328", "/text" },

        // From there to there.
        {
            "{\"from\":\"+13125550100\",\"to\":\"+447700900123\",\"text\":\"x\",\"subject\":\"s\"}",
            400, "40319", "/to"
        },
        { $"{{\"from\":\"+13125550100\",\"to\":\"12345\",\"media_urls\":[{Many(1)}]}}", 400, "40319", "/to" },
        { $"{{\"from\":\"+447700900123\",\"to\":\"+15552000001\",\"media_urls\":[{Many(1)}]}}", 400, "40308", "/from" },
        {
            $"{{\"from\":\"Shop\",{Profile},\"to\":\"+447700900123\",\"text\":\"x\",\"subject\":\"s\"}}",
            400, "40308", "/from"
        },
        { $"{{\"from\":\"Shop\",{Profile},\"to\":\"+15552000001\",\"text\":\"x\"}}", 400, "40301", "/to" },
        { $"{{\"from\":\"Shop\",{Profile},\"to\":\"+17875550100\",\"text\":\"x\"}}", 400, "40301", "/to" },
        { $"{{\"from\":\"Shop\",{Profile},\"to\":\"12345\",\"text\":\"x\"}}", 400, "40301", "/to" },

        // The rest.
        { $"{{{Pair},\"text\":\"x\",\"webhook_url\":\"not a url\"}}", 400, "10003", "/webhook_url" },
        {
            $"{{{Pair},\"text\":\"x\",\"webhook_url\":\"http://a/{new string('a', 2000)}\"}}",
            400, "10003", "/webhook_url"
        },
        { $"{{{Pair},\"text\":\"x\",\"webhook_failover_url\":false}}", 400, "10026", "/webhook_failover_url" },
        { $"{{{Pair},\"text\":\"x\",\"use_profile_webhooks\":\"true\"}}", 400, "10026", "/use_profile_webhooks" },
        { $"{{{Pair},\"text\":\"x\",\"auto_detect\":1}}", 400, "10026", "/auto_detect" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"2026-01-01T00:04:59Z\"}}", 422, "10033", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"2026-01-06T00:00:01Z\"}}", 422, "10033", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"0001-01-01T00:00:00Z\"}}", 422, "10033", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"1970-01-01T00:00:00Z\"}}", 422, "10033", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"9999-12-31T23:59:59Z\"}}", 422, "10033", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"tomorrow\"}}", 400, "10015", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"2026-01-01\"}}", 400, "10015", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":\"\"}}", 400, "10015", "/send_at" },
        { $"{{{Pair},\"text\":\"x\",\"send_at\":1}}", 400, "10026", "/send_at" },
    };

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_with_a_fault_is_refused_with_its_code(string body, int status, string code, string? source)
    {
        var answer = await _server.PostAsync("/v2/messages", body);
        Assert.Equal((status, code, source), ((int)answer.Status, answer.Code, answer.Source));
        Assert.Equal(0, _senders.Count);
    }

    [Theory]
    [InlineData("long_code", "{}", "10004", "/to")]
    [InlineData("long_code", """{"to":"+15552000001","text":"x"}""", "10004", "/from")]
    [InlineData("long_code", """{"from":"12345","to":"+15552000001","text":"x"}""", "40305", "/from")]
    [InlineData("long_code", """{"from":"Shop","to":"+447700900123","text":"x"}""", "40305", "/from")]
    [InlineData("short_code", """{"from":"+13125550100","to":"+15552000001","text":"x"}""", "40305", "/from")]
    [InlineData("number_pool", """{"from":"+13125550100","to":"+15552000001","text":"x"}""", "10004",
        "/messaging_profile_id")]
    [InlineData("number_pool", """{"messaging_profile_id":"x","to":"+15552000001","text":"x"}""", "85005",
        "/messaging_profile_id")]
    [InlineData("schedule", """{"to":"+15552000001","text":"x"}""", "10004", "/from")]
    [InlineData("alphanumeric_sender_id", """{"from":"Shop","to":"+447700900123"}""", "10004",
        "/messaging_profile_id")]
    [InlineData("alphanumeric_sender_id", """{"from":"+13125550100","to":"+447700900123","text":"x"}""", "40325",
        "/from")]
    [InlineData("alphanumeric_sender_id", """{"from":"Name much too long","to":"+447700900123","text":"x"}""", "40325",
        "/from")]
    [InlineData("alphanumeric_sender_id",
        """{"from":"Shop","to":"+447700900123","messaging_profile_id":"6f726700-0000-8000-8000-000000000009"}""",
        "10004", "/text")]
    public async Task Each_endpoint_has_its_own_senders(string place, string body, string code, string source)
    {
        var answer = await _server.PostAsync($"/v2/messages/{place}", body);
        Assert.Equal((400, code, source), ((int)answer.Status, answer.Code, answer.Source));
        Assert.Equal(0, _senders.Count);
    }

    [Theory]
    [InlineData("long_code", "\"from\":\"+13125550100\"", "\"messaging_profile_id\":5,\"send_at\":5")]
    [InlineData("short_code", "\"from\":\"12345\"", "\"messaging_profile_id\":5,\"send_at\":5")]
    [InlineData("schedule", "\"from\":\"+13125550100\"", "\"encoding\":5")]
    public async Task What_an_endpoint_does_not_know_it_ignores(string place, string from, string members)
    {
        var answer = await _server.PostAsync(
            $"/v2/messages/{place}", $"{{{from},\"to\":\"+15552000001\",\"text\":\"x\",{members}}}");
        Assert.Equal((200, 1), ((int)answer.Status, _senders.Count));
    }

    [Theory]
    [InlineData("40314", 400)]
    [InlineData("40315", 400)]
    [InlineData("40320", 400)]
    [InlineData("40322", 400)]
    [InlineData("40329", 400)]
    [InlineData("40330", 400)]
    [InlineData("40311", 400)]
    [InlineData("40313", 400)]
    [InlineData("40323", 400)]
    [InlineData("40326", 400)]
    [InlineData("40332", 400)]
    [InlineData("40333", 429)]
    public async Task Sends_can_be_refused_with_codes_of_what_is_not_simulated(string code, int status)
    {
        await using var server = await TelnyxServer.StartAsync(_senders, new() { RefuseSends = code });
        var answer = await server.PostAsync("/v2/messages", $"{{{Pair},\"text\":\"x\"}}");
        Assert.Equal((status, code, 0), ((int)answer.Status, answer.Code, _senders.Count));
    }

    [Theory]
    [InlineData("\"text\":\"\\u0000\\u0001\"")]
    [InlineData("\"text\":\"x\",\"nobody\":{\"knows\":[1,{\"this\":\"\\ud800\"}]},\"\\ud800\":1")]
    [InlineData("\"text\":\"x\",\"to\":\"+15552000002\"")]
    [InlineData("\"t\\u0065xt\":\"x\"")]
    [InlineData("\"text\":\"x\",\"messaging_profile_id\":\"\",\"webhook_url\":\"\",\"subject\":null,\"send_at\":null")]
    [InlineData("\"text\":5,\"text\":\"the last one counts\"")]
    [InlineData("\"text\":\"\\ud83d\\ude00 😀 \\\\ud800\"")]
    public async Task Odd_but_good_sends_are_taken(string members)
    {
        var answer = await _server.PostAsync("/v2/messages", $"{{{Pair},{members}}}");
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(1, _senders.Count);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes($"{{{Pair},\"text\":\""), 0xC3, 0x28, .. "\"}"u8];
        var answer = await _server.PostBytesAsync("/v2/messages", body);
        Assert.Equal((400, "10028"), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_and_one_at_the_limit_is_not(bool chunked)
    {
        var limit = new TelnyxOptions().BodyBytesMax;
        var start = $"{{{Pair},\"text\":\"x\",\"pad\":\"";
        foreach (var (size, status) in new[] { (limit, 200), (limit + 1, 413) })
        {
            var body = start + new string('p', size - start.Length - 2) + "\"}";
            var request = new HttpRequestMessage(HttpMethod.Post, "/v2/messages")
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.TransferEncodingChunked = chunked;
            var answer = await _server.SendAsync(request);
            Assert.Equal(status, (int)answer.Status);
            Assert.Equal(status == 200 ? null : "10015", answer.Code);
        }
    }

    [Theory]
    [InlineData(null, "10029")]
    [InlineData("text/plain", "10029")]
    [InlineData("application/x-www-form-urlencoded", "10029")]
    [InlineData("application/json; charset=utf-8", null)]
    [InlineData("APPLICATION/JSON", null)]
    [InlineData("application/vnd.api+json", null)]
    public async Task Only_JSON_content_types_are_taken(string? type, string? code)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{{Pair},\"text\":\"x\"}}"));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        var answer = await _server.SendAsync(new(HttpMethod.Post, "/v2/messages") { Content = content });
        Assert.Equal((code is null ? 200 : 415, code), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GET", "/v2/messages", 405, "10030")]
    [InlineData("DELETE", "/v2/messaging_profiles", 405, "10030")]
    [InlineData("POST", "/v2/phone_numbers/+13125550100/messaging", 405, "10030")]
    [InlineData("GET", "/v2", 404, "10005")]
    [InlineData("GET", "/v2/nothing/here", 404, "10005")]
    [InlineData("GET", "/v2/messages/group_mms", 405, "10030")]
    [InlineData("GET", "/v2/messages/", 405, "10030")]
    [InlineData("GET", "/v2/messages/not-a-uuid", 404, "10005")]
    [InlineData("GET", "/v2/messages/6f726700-0000-8000-8000-000000000009", 404, "10005")]
    [InlineData("GET", "/v2/messaging_profiles/6f726700-0000-8000-8000-000000000009", 404, "10005")]
    [InlineData("GET", "/v2/phone_numbers/%01/messaging", 404, "10005")]
    [InlineData("GET", "/v2/phone_numbers/99999999999999999999/messaging", 404, "10005")]
    [InlineData("GET", "/v2/phone_numbers/Shop/messaging", 404, "10005")]
    public async Task Unknown_places_and_methods(string method, string url, int status, string code)
    {
        var answer = await _server.SendAsync(new(new(method), url));
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(status == 405, answer.Response.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData("page[size]=0", 400, "10033", "page[size]")]
    [InlineData("page[size]=251", 400, "10033", "page[size]")]
    [InlineData("page[size]=-1", 400, "10033", "page[size]")]
    [InlineData("page%5Bsize%5D=x", 400, "10026", "page[size]")]
    [InlineData("page[number]=0", 400, "10033", "page[number]")]
    [InlineData("page[number]=99999999999999999999", 400, "10033", "page[number]")]
    [InlineData("page[number]=1.5", 400, "10026", "page[number]")]
    public async Task Pages_outside_of_the_list(string query, int status, string code, string parameter)
    {
        foreach (var list in new[] { "messaging_optouts", "messaging_profiles", "phone_numbers/messaging" })
        {
            var answer = await _server.GetAsync($"/v2/{list}?{query}");
            Assert.Equal((status, code, parameter), ((int)answer.Status, answer.Code, answer.Source));
        }
    }

    [Theory]
    [InlineData("messaging_optouts?filter[messaging_profile_id]=x", "10031")]
    [InlineData("messaging_optouts?filter[from]=not+a+number", "10031")]
    [InlineData("messaging_optouts?created_at[gte]=yesterday", "10031")]
    [InlineData("messaging_optouts?created_at[lte]=1", "10031")]
    [InlineData("messaging_optouts?created_at[lte]=0001-01-01", "10031")]
    [InlineData("messaging_optouts?redaction_enabled=maybe", "10026")]
    [InlineData("phone_numbers/messaging?filter[phone_number]=%2B1,x!", "10031")]
    [InlineData("phone_numbers/messaging?sort[phone_number]=up", "10018")]
    public async Task Filters_that_mean_nothing(string url, string code)
    {
        var answer = await _server.GetAsync($"/v2/{url}");
        Assert.Equal((400, code), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("{}", 400, "10004", "/name")]
    [InlineData("""{"name":"","whitelisted_destinations":["US"]}""", 422, "10025", "/name")]
    [InlineData("""{"name":1,"whitelisted_destinations":["US"]}""", 400, "10026", "/name")]
    [InlineData("""{"name":"\ud800","whitelisted_destinations":["US"]}""", 400, "10028", "/name")]
    [InlineData("""{"name":"n"}""", 400, "10004", "/whitelisted_destinations")]
    [InlineData("""{"name":"n","whitelisted_destinations":[]}""", 400, "40331", "/whitelisted_destinations")]
    [InlineData("""{"name":"n","whitelisted_destinations":"US"}""", 400, "10026", "/whitelisted_destinations")]
    [InlineData("""{"name":"n","whitelisted_destinations":["us"]}""", 422, "10032", "/whitelisted_destinations/0")]
    [InlineData("""{"name":"n","whitelisted_destinations":["US",7]}""", 400, "10026", "/whitelisted_destinations/1")]
    [InlineData("""{"name":"n","whitelisted_destinations":["US","*"]}""", 422, "10032", "/whitelisted_destinations/1")]
    [InlineData("""{"name":"n","whitelisted_destinations":["*"],"enabled":"no"}""", 400, "10026", "/enabled")]
    [InlineData("""{"name":"n","whitelisted_destinations":["*"],"webhook_url":"x"}""", 400, "10003", "/webhook_url")]
    [InlineData(
        """{"name":"n","whitelisted_destinations":["*"],"webhook_api_version":"3"}""", 422, "10032",
        "/webhook_api_version")]
    [InlineData("[", 400, "10023", null)]
    public async Task Profiles_with_a_fault(string body, int status, string code, string? source)
    {
        var answer = await _server.PostAsync("/v2/messaging_profiles", body);
        Assert.Equal((status, code, source), ((int)answer.Status, answer.Code, answer.Source));
        Assert.Equal(0, _senders.Count);
    }

    [Theory]
    [InlineData("""{"messaging_profile_id":"x"}""", 400, "85005")]
    [InlineData("""{"messaging_profile_id":3}""", 400, "10026")]
    [InlineData("""{"tags":"x"}""", 400, "10026")]
    [InlineData("{}", 404, "10005")]
    [InlineData("""{"messaging_profile_id":""}""", 404, "10005")]
    [InlineData("", 400, "10023")]
    public async Task Numbers_with_a_fault(string body, int status, string code)
    {
        var answer = await _server.PatchAsync("/v2/phone_numbers/+13125550100/messaging", body);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(0, _senders.Count);
    }

    private static string Many(int count) => string.Join(',', Enumerable.Repeat("\"https://a.example/1\"", count));
}
