using System.Globalization;
using System.Text.Json.Nodes;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>A scheduled message from request to end, and its cancellation, by a clock that is stepped.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private const string Number = "+13125550100";
    private const string Alice = "+15552000001";
    private const string Bob = "+15552000002";

    private readonly SteppedTime _time = new();
    private TelnyxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelnyxServer.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/v2/messages")]
    [InlineData("/v2/messages/schedule")]
    public async Task The_answer_is_scheduled_with_every_member(string place)
    {
        var answer = await ScheduleAsync(TimeSpan.FromMinutes(10), place);
        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(
            """
            {"data":{"record_type":"message","direction":"outbound","id":"UUID","type":"SMS","organization_id":"UUID",
            "messaging_profile_id":"UUID",
            "from":{"phone_number":"+13125550100","carrier":"Telnyx","line_type":"Wireless"},
            "to":[{"phone_number":"+15552000001","status":"scheduled","carrier":"CARRIER","line_type":"Wireless"}],
            "cc":[],"text":"later","subject":null,"media":[],"encoding":"GSM-7","parts":1,"num_chars":5,
            "cost":null,"cost_breakdown":null,"errors":[],"tags":[],"tcr_campaign_billable":false,
            "tcr_campaign_id":null,"tcr_campaign_registered":null,"smart_encoding_applied":false,"wait_seconds":0.0,
            "received_at":"2026-01-02T03:04:05.000+00:00","sent_at":null,"completed_at":null,
            "valid_until":"2026-01-02T04:14:05.000+00:00","send_at":"2026-01-02T03:14:05.000+00:00",
            "webhook_url":null,"webhook_failover_url":null}}
            """.ReplaceLineEndings(""), SendEndpointTests.Mask(answer.Body));
    }

    [Fact]
    public async Task It_goes_out_at_its_time_under_the_same_id_and_not_before()
    {
        var id = IdOf(await ScheduleAsync(TimeSpan.FromMinutes(10)));
        await StepAsync(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal("scheduled", StatusOf(await FindAsync(id)));
        await StepAsync(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(10));
        var found = await FindAsync(id);
        Assert.Equal(("delivered", id), (StatusOf(found), (string)found["id"]!));
        Assert.Equal("2026-01-02T03:04:05.000+00:00", (string)found["received_at"]!);
        Assert.StartsWith("2026-01-02T03:14:05", (string)found["sent_at"]!, StringComparison.Ordinal);
        Assert.Null(found["valid_until"]);
    }

    [Fact]
    public async Task A_stop_before_its_time_ends_it_as_sending_failed()
    {
        var id = IdOf(await ScheduleAsync(TimeSpan.FromMinutes(10)));
        await _server.Gateway.TextAsync(Alice, Number, "STOP");
        await StepAsync(TimeSpan.FromMinutes(11));
        var found = await FindAsync(id);
        Assert.Equal("sending_failed", StatusOf(found));
        Assert.Equal(("40300", "/to/0/phone_number"), (
            (string)found["errors"]![0]!["code"]!, (string)found["errors"]![0]!["source"]!["pointer"]!));
        Assert.Null(found["sent_at"]);
        Assert.Null(found["cost"]);
    }

    [Fact]
    public async Task A_stop_and_a_start_before_its_time_let_it_go_out()
    {
        var id = IdOf(await ScheduleAsync(TimeSpan.FromMinutes(10)));
        await _server.Gateway.TextAsync(Alice, Number, "STOP");
        await _server.Gateway.TextAsync(Alice, Number, "START");
        await StepAsync(TimeSpan.FromMinutes(11));
        Assert.Equal("delivered", StatusOf(await FindAsync(id)));
    }

    [Fact]
    public async Task A_blocked_recipient_refuses_it_at_once()
    {
        await _server.Gateway.TextAsync(Alice, Number, "STOP");
        var answer = await ScheduleAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((409, "40300"), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(299, "10033")]
    [InlineData(301, null)]
    [InlineData(432_000, null)]
    [InlineData(432_060, "10033")]
    public async Task It_can_be_five_minutes_to_five_days_ahead(int seconds, string? code)
    {
        var answer = await ScheduleAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal((code is null ? 200 : 422, code), ((int)answer.Status, answer.Code));
        Assert.Equal(code is null ? null : "/send_at", code is null ? null : answer.Source);
    }

    [Fact]
    public async Task A_cancelled_message_is_answered_bare_and_never_goes_out()
    {
        var id = IdOf(await ScheduleAsync(TimeSpan.FromMinutes(10)));
        var cancelled = await DeleteAsync(id);
        Assert.Equal((200, id), ((int)cancelled.Status, (string)cancelled.Json["id"]!));
        Assert.Equal("cancelled", StatusOf(cancelled.Json));
        Assert.Null(cancelled.Json["data"]);
        Assert.Equal((403, "10038"), await CodeAsync(DeleteAsync(id)));
        await StepAsync(TimeSpan.FromMinutes(11));
        Assert.Equal("cancelled", StatusOf(await FindAsync(id)));
    }

    [Fact]
    public async Task A_minute_before_its_time_it_cannot_be_cancelled_any_more()
    {
        var id = IdOf(await ScheduleAsync(TimeSpan.FromMinutes(10)));
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((403, "10038"), await CodeAsync(DeleteAsync(id)));
        await StepAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((403, "10038"), await CodeAsync(DeleteAsync(id)));
        Assert.Equal("delivered", StatusOf(await FindAsync(id)));
    }

    [Fact]
    public async Task Only_scheduled_messages_that_exist_can_be_cancelled()
    {
        var sent = await _server.PostAsync(
            "/v2/messages", $$"""{"from":"{{Number}}","to":"{{Bob}}","text":"x"}""");
        Assert.Equal((403, "10038"), await CodeAsync(DeleteAsync(IdOf(sent))));
        Assert.Equal((404, "40303"), await CodeAsync(DeleteAsync("not-a-uuid")));
        Assert.Equal((404, "40303"), await CodeAsync(DeleteAsync("6f726700-0000-8000-8000-000000000009")));
    }

    private static string IdOf(Answer answer) => (string)answer.Json["data"]!["id"]!;

    private static string StatusOf(JsonNode message) => (string)message["to"]![0]!["status"]!;

    private static async Task<(int, string?)> CodeAsync(Task<Answer> asked)
    {
        var answer = await asked;
        return ((int)answer.Status, answer.Code);
    }

    private Task<Answer> ScheduleAsync(TimeSpan after, string place = "/v2/messages") => _server.PostAsync(
        place,
        string.Create(CultureInfo.InvariantCulture, $$"""
            {"from":"{{Number}}","to":"{{Alice}}","text":"later","send_at":"{{_time.GetUtcNow().Add(after):O}}"}
            """));

    private async Task<JsonNode> FindAsync(string id) => (await _server.GetAsync($"/v2/messages/{id}")).Json["data"]!;

    private Task<Answer> DeleteAsync(string id) => _server.SendAsync(new(HttpMethod.Delete, $"/v2/messages/{id}"));

    /// <summary>Moves the clock, and gives the owner a turn by asking it something else.</summary>
    private async Task StepAsync(TimeSpan span)
    {
        _time.Advance(span);
        await _server.PostAsync("/v2/messages", $$"""{"from":"{{Number}}","to":"{{Bob}}","text":"tick"}""");
    }
}
