using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class PhonesTests : IAsyncLifetime
{
    private const string One = "/_sim/phones/+12065550123";

    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+12065550123");

    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Rules_are_set_shown_and_reset()
    {
        var (status, body) = await SendAsync(HttpMethod.Put, "/_sim/phones", """
            {"rules":[{"share":0.4,"stopProbability":0.018},
            {"share":0.6,"textProbability":1,"delaySeconds":5,"delaySigma":0,"languages":["fr"],"texts":["да"]}]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """
            {"rules":[{"share":0.4,"stopProbability":0.018,"helpProbability":0,"textProbability":0,
            "delaySeconds":150,"delaySigma":2.5,"startProbability":0,"startDelaySeconds":86400,"startDelaySigma":1,
            "languages":[],"texts":[]},{"share":0.6,"stopProbability":0,"helpProbability":0,"textProbability":1,
            "delaySeconds":5,"delaySigma":0,"startProbability":0,"startDelaySeconds":86400,"startDelaySigma":1,
            "languages":["fr"],"texts":["да"]}],"numbers":0,"waiting":3,"behind":2,"heard":5,"lost":1,
            "nextDue":"2030-01-01T00:00:00.0000000Z"}
            """.Replace("\n", "", StringComparison.Ordinal),
            body);
        Assert.Equal([0.4, 0.6], _server.Phones.Shares.Select(s => s.Share));
        Assert.Equal(body, (await SendAsync(HttpMethod.Get, "/_sim/phones")).Body);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "/_sim/phones")).Status);
        Assert.Empty(_server.Phones.Shares);
        Assert.Equal(
            HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, "/_sim/phones", """{"rules":[]}""")).Status);
    }

    [Fact]
    public async Task One_phone_is_set_shown_with_its_conversation_and_let_go()
    {
        var (status, body) = await SendAsync(
            HttpMethod.Put, One, """{"stopProbability":1,"startProbability":0.5,"startDelaySeconds":2}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("share", body, StringComparison.Ordinal);
        Assert.Equal((1, 0.5, new(2, 1)), (
            _server.Phones.Numbers[Phone].StopProbability, _server.Phones.Numbers[Phone].StartProbability,
            _server.Phones.Numbers[Phone].StartDelay));
        var shown = JsonNode.Parse((await SendAsync(HttpMethod.Get, One)).Body)!;
        Assert.Equal(1, shown["behaviour"]!["stopProbability"]!.GetValue<double>());
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, One)).Status);
        var again = await SendAsync(HttpMethod.Delete, One);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Contains("unknown_phone", again.Body, StringComparison.Ordinal);
        _server.Phones.IsFull = true;
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(HttpMethod.Put, One, "{}")).Status);
    }

    [Theory]
    [InlineData(One, """{"share":1}""", "bad_field")]
    [InlineData(One, """{"stopProbability":1.5}""", "bad_field")]
    [InlineData(One, """{"languages":["de"]}""", "bad_field")]
    [InlineData(One, """{"languages":null,"texts":[null]}""", "bad_field")]
    [InlineData(One, """{"stop":1}""", "unknown_field")]
    [InlineData(One, """{"stopProbability":"1"}""", "bad_field")]
    [InlineData(One, """{"texts":["\ud800"]}""", "bad_field")]
    [InlineData(One, """{"stopProbability":0,"stopProbability":1}""", "bad_json")]
    [InlineData(One, "", "bad_json")]
    [InlineData(One, "null", "bad_json")]
    [InlineData(One, "{} {}", "bad_json")]
    [InlineData("/_sim/phones/12065550123", "{}", "bad_number")]
    [InlineData("/_sim/phones", "{}", "missing_field")]
    [InlineData("/_sim/phones", """{"rules":null}""", "bad_field")]
    [InlineData("/_sim/phones", """{"rules":[null]}""", "bad_field")]
    [InlineData("/_sim/phones", """{"rules":[{}]}""", "bad_field")]
    [InlineData("/_sim/phones", """{"rules":[{"share":0}]}""", "bad_field")]
    [InlineData("/_sim/phones", """{"rules":[{"share":0.6},{"share":0.5}]}""", "bad_field")]
    [InlineData("/_sim/phones", """{"rules":[{"share":1,"textProbability":-1}]}""", "bad_field")]
    public async Task A_bad_body_gets_400_and_changes_nothing(string path, string body, string code)
    {
        var (status, answer) = await SendAsync(HttpMethod.Put, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, JsonNode.Parse(answer)!["error"]!["code"]!.GetValue<string>());
        Assert.Empty(_server.Phones.Numbers);
        Assert.Empty(_server.Phones.Shares);
    }

    [Theory]
    [InlineData("/_sim/phones", """{"rules":[{"share":1,"foo":1}]}""", "'rules[0].foo' is not known here.")]
    [InlineData("/_sim/phones", """{"rules":[{},{"share":"1"}]}""", "'rules[1].share' must be a number.")]
    [InlineData("/_sim/phones", """{"rules":[7]}""", "'rules[0]' must be an object.")]
    [InlineData("/_sim/phones", """{"rules":{}}""", "'rules' must be a list of rules.")]
    [InlineData("/_sim/phones", "{}", "'rules' is missing.")]
    [InlineData(One, """{"delaySigma":null}""", "'delaySigma' must be a number.")]
    [InlineData(One, """{"texts":["a",1]}""", "'texts[1]' must be a string.")]
    [InlineData(One, "[]", "members of these: share, stopProbability")]
    [InlineData(One, """{"texts":[],"texts":[]}""", "texts")]
    [InlineData(One, "{", "The body is not valid JSON")]
    public async Task What_is_wrong_is_said_by_the_members_path(string path, string body, string what)
    {
        var (status, answer) = await SendAsync(HttpMethod.Put, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var message = JsonNode.Parse(answer)!["error"]!["message"]!.GetValue<string>();
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.DoesNotContain("GatewaySim", message, StringComparison.Ordinal);
        Assert.DoesNotContain("System", message, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method, string path, string? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
