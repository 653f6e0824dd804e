using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class InboundTests : IAsyncLifetime
{
    private const string Good = """{"from":"+16505550101","to":"+16505550100","text":"STOP"}""";

    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_text_is_heard_and_answered_with_the_providers_own_id()
    {
        var id = MessageId.At(3, 12);
        _server.Senders.Reply = new(Verdict.Accepted, id, Provider.RingCentral, Operation.Stop, true, 1);

        var (status, body) = await PostAsync(Good);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            $$"""{"id":"{{id.Value}}","event":"3/12/0","provider":"ringcentral","operation":"stop","consentChanged":"""
            + """true,"replies":1,"repeat":false}""", body);
        Assert.Equal(
            [new(PhoneNumber.Parse("+16505550101"), Address.Parse("+16505550100"), "STOP")], _server.Senders.Heard);
    }

    [Fact]
    public async Task A_Telnyx_id_is_a_uuid_and_a_repeat_says_so()
    {
        var id = MessageId.At(0, 1);
        _server.Senders.Reply = new(Verdict.Unchanged, id, Provider.Telnyx, Operation.Stop);

        var (status, body) = await PostAsync(
            """{"from":"+16505550101","to":"55555","text":"","provider":"Telnyx","id":"a"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(PositionUuid.Encode(id, UuidKind.Message, 7).ToString(), body);
        Assert.Contains("\"operation\":null,\"consentChanged\":false,\"replies\":0,\"repeat\":true", body);
        Assert.Equal((Provider.Telnyx, "a"), (_server.Senders.Heard[0].Provider, _server.Senders.Heard[0].ExternalId));
    }

    [Theory]
    [InlineData("""{"from":"+16505550101","to":"55555","text":"a\u0000b\n\u2028\ud83d\ude00"}""", "a\0b\n\u2028😀")]
    [InlineData("""{"text":"é","provider":null,"id":null,"to":"+16505550100","from":"+16505550101"} """, "é")]
    public async Task Any_characters_pass_and_null_is_as_good_as_left_out(string body, string text)
    {
        _server.Senders.Reply = new(Verdict.Accepted, MessageId.At(0, 1), Provider.Telnyx);

        await PostAsync(body);

        Assert.Equal(text, _server.Senders.Heard.Single().Text);
    }

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("{", "bad_json")]
    [InlineData("nonsense", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("\"text\"", "bad_json")]
    [InlineData("null", "bad_json")]
    [InlineData("{}", "missing_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x"} {}""", "bad_json")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x",}""", "bad_json")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100"}""", "missing_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":null}""", "missing_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":5}""", "bad_field")]
    [InlineData("""{"from":"+16505550101","to":["+16505550100"],"text":"x"}""", "bad_field")]
    [InlineData("""{"from":"+16505550101","to":{"a":{"b":{"c":{}}}},"text":"x"}""", "bad_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x","colour":"red"}""", "unknown_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x","text":"y"}""", "repeated_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"\ud83d"}""", "bad_field")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","\ud83d":"x"}""", "unknown_field")]
    [InlineData("""{"from":"16505550101","to":"+16505550100","text":"x"}""", "bad_number")]
    [InlineData("""{"from":"+1650555010","to":"+16505550100","text":"x"}""", "bad_number")]
    [InlineData("""{"from":"+1650555010\u0661","to":"+16505550100","text":"x"}""", "bad_number")]
    [InlineData("""{"from":"55555","to":"+16505550100","text":"x"}""", "bad_number")]
    [InlineData("""{"from":"+16505550101","to":"","text":"x"}""", "bad_number")]
    [InlineData("""{"from":"+16505550101","to":"MYSHOP","text":"x"}""", "bad_number")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x","provider":"twilio"}""", "bad_provider")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x","provider":"1"}""", "bad_provider")]
    [InlineData("""{"from":"+16505550101","to":"+16505550100","text":"x","id":""}""", "bad_id")]
    public async Task Bad_input_gets_400_and_is_not_heard(string body, string code)
    {
        var (status, answer) = await PostAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, CodeOf(answer)));
        Assert.Empty(_server.Senders.Heard);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_get_400()
    {
        var body = Encoding.Latin1.GetBytes(Good.Replace("STOP", "é", StringComparison.Ordinal));

        var (status, answer) = await PostAsync(new ByteArrayContent(body));

        Assert.Equal((HttpStatusCode.BadRequest, "bad_field"), (status, CodeOf(answer)));
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    public async Task An_id_has_at_most_64_characters(int length, int expected)
    {
        _server.Senders.Reply = new(Verdict.Accepted, MessageId.At(0, 1), Provider.Telnyx);

        var (status, _) = await PostAsync(Good[..^1] + $",\"id\":\"{new string('i', length)}\"}}");

        Assert.Equal(expected, (int)status);
    }

    [Theory]
    [InlineData(64 * 1024, false, 200)]
    [InlineData(64 * 1024 + 1, false, 413)]
    [InlineData(64 * 1024, true, 200)]
    [InlineData(64 * 1024 + 1, true, 413)]
    [InlineData(4 << 20, true, 413)]
    public async Task The_body_has_a_limit_with_and_without_a_length(int bytes, bool isChunked, int expected)
    {
        _server.Senders.Reply = new(Verdict.Accepted, MessageId.At(0, 1), Provider.Telnyx);
        StringContent content = new(Good + new string(' ', bytes - Good.Length));
        using HttpRequestMessage request = new(HttpMethod.Post, "/_sim/inbound") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;

        using var answer = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(Verdict.NotFound, 404, "unknown_number")]
    [InlineData(Verdict.Conflict, 409, "ambiguous_number")]
    [InlineData(Verdict.Overloaded, 429, "overloaded")]
    [InlineData(Verdict.Unknown, 503, "outcome_unknown")]
    public async Task Every_refusal_has_a_status_and_a_code(Verdict verdict, int expected, string code)
    {
        _server.Senders.Reply = new(verdict);

        var (status, answer) = await PostAsync(Good);

        Assert.Equal((expected, code), ((int)status, CodeOf(answer)));
    }

    [Fact]
    public async Task Random_bodies_never_fail_the_server()
    {
        // Cut, doubled and altered bodies from a fixed seed; the answer may be any, but never a 500.
        const int seed = 20261121;
        Random random = new(seed);
        _server.Senders.Reply = new(Verdict.Accepted, MessageId.At(0, 1), Provider.Telnyx);
        for (var i = 0; i < 2_000; i++)
        {
            var body = Encoding.UTF8.GetBytes(Good);
            for (var change = random.Next(4); change >= 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            var (status, _) = await PostAsync(new ByteArrayContent(body, 0, random.Next(body.Length + 1)));
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"seed {seed}, case {i}: {status}");
        }
    }

    private static string CodeOf(string answer)
    {
        var error = JsonNode.Parse(answer)!["error"]!;
        Assert.NotEmpty((string)error["message"]!);
        return (string)error["code"]!;
    }

    private Task<(HttpStatusCode, string)> PostAsync(string body) => PostAsync(new StringContent(body));

    private async Task<(HttpStatusCode, string)> PostAsync(HttpContent content)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var answer = await _server.Client.PostAsync(new Uri("/_sim/inbound", UriKind.Relative), content, cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }
}
