using System.Net;
using System.Text.Json.Nodes;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class ConversationTests : IAsyncLifetime
{
    private static readonly Stamp At = Stamp.Of(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly Address Business = Address.Parse("+16505550100");
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+12065550123");

    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_conversation_says_what_came_what_did_not_and_what_was_answered()
    {
        var scope = Scope.OfSender(1, Business);
        _server.Conversations.Page = new(
            [
                new(MessageId.At(2, 7, 1), scope, MessageId.At(2, 7), Direction.Outbound, Business, Phone, "Sale", At,
                    new(At, Outcome.Delivered, "instant.v1", 0), MessageOptions.None),
                new(MessageId.At(2, 9), scope, null, Direction.Inbound, Phone, Business, "Stop.", At, null,
                    MessageOptions.None, Operation.Stop),
                new(MessageId.At(2, 12), scope, MessageId.At(2, 12), Direction.Outbound, Business, Phone, "More", At,
                    new(At, Outcome.Blocked, "instant.v1", 0), MessageOptions.None),
            ],
            true);

        var (status, body) = await GetAsync("/_sim/phones/+12065550123?limit=3&before=2/15/0");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([(Phone, MessageId.At(2, 15), 3)], _server.Conversations.Asked);
        Assert.Equal(
            """
            {"number":"+12065550123","now":"2030-01-01T00:00:10.0000000Z","before":"2/7/1","behaviour":null,"messages":[
            {"direction":"received","id":"117473281","event":"2/7/1","provider":"ringcentral",
            "from":"+16505550100","to":"+12065550123","text":"Sale","status":"delivered",
            "at":"2030-01-01T00:00:00.0000000Z","arrivedAt":"2030-01-01T00:00:00.0000000Z","operation":null,
            "autoReply":false},
            {"direction":"sent","id":"151027712","event":"2/9/0","provider":"ringcentral",
            "from":"+12065550123","to":"+16505550100","text":"Stop.","status":"sent",
            "at":"2030-01-01T00:00:00.0000000Z","arrivedAt":"2030-01-01T00:00:00.0000000Z","operation":"stop",
            "autoReply":false},
            {"direction":null,"id":"201359360","event":"2/12/0","provider":"ringcentral",
            "from":"+16505550100","to":"+12065550123","text":"More","status":"blocked",
            "at":"2030-01-01T00:00:00.0000000Z","arrivedAt":null,"operation":null,"autoReply":false}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            body);
    }

    [Theory]
    [InlineData("/_sim/phones/12065550123", "bad_number")]
    [InlineData("/_sim/phones/55555", "bad_number")]
    [InlineData("/_sim/phones/+12065550123?limit=0", "bad_limit")]
    [InlineData("/_sim/phones/+12065550123?limit=1001", "bad_limit")]
    [InlineData("/_sim/phones/+12065550123?limit=ten", "bad_limit")]
    [InlineData("/_sim/phones/+12065550123?before=7", "bad_before")]
    public async Task A_bad_question_gets_400(string path, string code)
    {
        var (status, body) = await GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(code, JsonNode.Parse(body)!["error"]!["code"]!.GetValue<string>());
        Assert.Empty(_server.Conversations.Asked);
    }

    [Fact]
    public async Task A_place_that_is_not_in_the_journal_gets_400()
    {
        _server.Conversations.Page = null;
        var (status, body) = await GetAsync("/_sim/phones/%2B12065550123?before=2/15/0");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("bad_before", body, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await _server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
