using GatewaySim.Domain.Commands;

namespace GatewaySim.Telnyx.Tests;

/// <summary>Every verdict of every command, in Telnyx's words.</summary>
public sealed class VerdictTests
{
    private const string Send = """{"from":"+13125550100","to":"+15552000001","text":"hi"}""";
    private const string Profile = """{"name":"n","whitelisted_destinations":["US"]}""";
    private const string Config =
        "/v2/messaging_profiles/6f726700-0000-8000-8000-000000000009/autoresp_configs/"
        + "6f726700-0000-8000-8000-000000000009";

    private const string Assign = """{"messaging_profile_id":"6f726700-0000-8000-8000-000000000009"}""";

    [Theory]
    [InlineData(Verdict.Accepted, 200, null)]
    [InlineData(Verdict.Blocked, 409, "40300")]
    [InlineData(Verdict.UnknownSender, 400, "40305")]
    [InlineData(Verdict.NotFound, 400, "85005")]
    [InlineData(Verdict.Disabled, 400, "40312")]
    [InlineData(Verdict.Forbidden, 400, "40309")]
    [InlineData(Verdict.SpendLimited, 429, "40333")]
    [InlineData(Verdict.NoSender, 400, "40321")]
    [InlineData(Verdict.Overloaded, 429, "40318")]
    [InlineData(Verdict.Unknown, 500, "10007")]
    public async Task A_send(Verdict verdict, int status, string? code)
    {
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(verdict));
        var answer = await server.PostAsync("/v2/messages", Send);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(Verdict.Overloaded, 429, "10011")]
    [InlineData(Verdict.Unknown, 500, "10007")]
    public async Task A_new_profile(Verdict verdict, int status, string code)
    {
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(verdict));
        var answer = await server.PostAsync("/v2/messaging_profiles", Profile);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(Verdict.NotFound, 400, "85005")]
    [InlineData(Verdict.UnknownSender, 404, "10005")]
    [InlineData(Verdict.Conflict, 409, "10021")]
    [InlineData(Verdict.Overloaded, 429, "10011")]
    [InlineData(Verdict.Unknown, 500, "10007")]
    public async Task A_number_put_on_a_profile(Verdict verdict, int status, string code)
    {
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(verdict));
        var answer = await server.PatchAsync("/v2/phone_numbers/+13125550100/messaging", Assign);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    public static TheoryData<string, string, string> Accounts { get; } = new()
    {
        { "PATCH", "/v2/messaging_profiles/6f726700-0000-8000-8000-000000000009", "{}" },
        { "POST", "/v2/messaging_profiles/6f726700-0000-8000-8000-000000000009/actions/regenerate_secret", "{}" },
        {
            "POST", "/v2/messaging_profiles/6f726700-0000-8000-8000-000000000009/autoresp_configs",
            """{"op":"stop","keywords":["BASTA"],"country_code":"*"}"""
        },
        { "PUT", Config, """{"op":"stop","keywords":["BASTA"],"country_code":"*"}""" },
        { "DELETE", Config, "{}" },
        { "PATCH", "/v2/phone_numbers/+13125550100/messaging", """{"tags":["a"]}""" },
        {
            "PATCH", "/v2/phone_numbers/+13125550100/messaging",
            """{"messaging_profile_id":"6f726700-0000-8000-8000-000000000009"}"""
        },
        { "DELETE", "/v2/alphanumeric_sender_ids/6f726700-0000-8000-8000-000000000009", "{}" },
        {
            "POST", "/v2/alphanumeric_sender_ids",
            """{"alphanumeric_sender_id":"Shop","messaging_profile_id":"6f726700-0000-8000-8000-000000000009"}"""
        },
    };

    [Theory, MemberData(nameof(Accounts))]
    public async Task Load_and_trouble_of_every_command_about_an_account(string method, string url, string body)
    {
        foreach (var (verdict, status, code) in ((Verdict, int, string)[])
            [(Verdict.Overloaded, 429, "10011"), (Verdict.Unknown, 500, "10007")])
        {
            await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(verdict) { KnowsAll = true });
            var answer = await server.SendAsync(new(method), url, body);
            Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        }
    }

    [Theory]
    [InlineData(ShouldRetryHeader.None, false)]
    [InlineData(ShouldRetryHeader.False, true)]
    public async Task A_block_says_whether_to_try_again_as_it_is_set(ShouldRetryHeader setting, bool expected)
    {
        var options = new TelnyxOptions { ShouldRetryHeader = setting, BlockStatus = 403 };
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(Verdict.Blocked), options);
        var answer = await server.PostAsync("/v2/messages", Send);
        Assert.Equal(403, (int)answer.Status);
        Assert.Equal(expected, answer.Response.Headers.TryGetValues("x-should-retry", out var values));
        Assert.Equal(expected ? ["false"] : null, values);
    }

    [Fact]
    public async Task Nothing_else_says_whether_to_try_again()
    {
        var options = new TelnyxOptions { ShouldRetryHeader = ShouldRetryHeader.False };
        await using var server = await TelnyxServer.StartAsync(new AnsweringSenders(Verdict.Overloaded), options);
        var answer = await server.PostAsync("/v2/messages", Send);
        Assert.False(answer.Response.Headers.Contains("x-should-retry"));
    }
}
