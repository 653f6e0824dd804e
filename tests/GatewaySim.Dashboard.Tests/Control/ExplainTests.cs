using System.Net;
using System.Text.Json.Nodes;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class ExplainTests : IAsyncLifetime
{
    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("from=%2B16505550100&to=%2B16505550101", Provider.None)]
    [InlineData("from=+16505550100&to=+16505550101&provider=telnyx", Provider.Telnyx)]
    [InlineData("from=%2B16505550100&to=+16505550101&provider=RingCentral&other=1", Provider.RingCentral)]
    public async Task An_explanation_names_the_rule_and_the_event(string query, Provider provider)
    {
        _server.Senders.Explained = new(Verdict.Accepted, new(
            Provider.Telnyx, "profile/1/x", false, "profile-block", "STOP reached +16505550100.", MessageId.At(2, 9),
            new(0), 3));

        var (status, body) = await GetAsync($"/_sim/explain?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"from":"+16505550100","to":"+16505550101","provider":"telnyx","scope":"profile/1/x","allowed":"""
            + """false,"rule":"profile-block","because":"STOP reached +16505550100.","event":"2/9/0","at":"""
            + "\"1970-01-01T00:00:00.0000000Z\",\"inFlightAtOptOut\":3}",
            body);
        Assert.Equal(
            [(Address.Parse("+16505550100"), PhoneNumber.Parse("+16505550101"), provider)], _server.Senders.Asked);
    }

    [Theory]
    [InlineData("", "missing_field")]
    [InlineData("from=%2B16505550100", "missing_field")]
    [InlineData("from=&to=%2B16505550101", "missing_field")]
    [InlineData("from=%2B16505550100&from=1&to=%2B16505550101", "repeated_field")]
    [InlineData("from=nobody%21&to=%2B16505550101", "bad_number")]
    [InlineData("from=%2B16505550100&to=55555", "bad_number")]
    [InlineData("from=%2B16505550100&to=%20%2B16505550101", "bad_number")]
    [InlineData("from=%2B16505550100&to=%2B16505550101&provider=", "bad_provider")]
    [InlineData("from=%2B16505550100&to=%2B16505550101&provider=aws", "bad_provider")]
    public async Task A_bad_question_gets_400(string query, string code)
    {
        var (status, body) = await GetAsync($"/_sim/explain?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, (string?)JsonNode.Parse(body)!["error"]!["code"]));
        Assert.Empty(_server.Senders.Asked);
    }

    [Theory]
    [InlineData(Verdict.NotFound, 404, "unknown_number")]
    [InlineData(Verdict.Conflict, 409, "ambiguous_number")]
    [InlineData(Verdict.Overloaded, 429, "overloaded")]
    [InlineData(Verdict.Unknown, 503, "no_answer")]
    public async Task A_question_that_has_no_answer_says_why(Verdict verdict, int expected, string code)
    {
        _server.Senders.Explained = new(verdict);

        var (status, body) = await GetAsync("/_sim/explain?from=MYSHOP&to=%2B16505550101");

        Assert.Equal((expected, code), ((int)status, (string?)JsonNode.Parse(body)!["error"]!["code"]));
    }

    [Theory]
    [InlineData(null, 200, """{"ready":true,"because":null}""")]
    [InlineData("recovering", 503, """{"ready":false,"because":"recovering"}""")]
    public async Task Readiness_is_what_the_gateway_says_and_liveness_is_not(string? because, int expected, string text)
    {
        _server.Senders.NotReadyBecause = because;

        var (status, body) = await GetAsync("/readyz");

        Assert.Equal((expected, text), ((int)status, body));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/livez")).Item1);
    }

    private async Task<(HttpStatusCode, string)> GetAsync(string path)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var answer = await _server.Client.GetAsync(new Uri(path, UriKind.Relative), cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }
}
