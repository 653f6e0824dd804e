using System.Reflection;
using System.Text.Json.Nodes;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Telnyx.Messages;

namespace GatewaySim.Telnyx.Tests;

/// <summary>What a message looks like at each point of its life, and how it may end.</summary>
public sealed class StatusTests
{
    private static readonly Stamp Sent = Stamp.Of(new DateTimeOffset(2026, 1, 1, 0, 0, 1, 5, TimeSpan.Zero));

    [Theory]
    [InlineData(MessageStage.Scheduled, "scheduled")]
    [InlineData(MessageStage.Cancelled, "cancelled")]
    [InlineData(MessageStage.Queued, "queued")]
    [InlineData(MessageStage.Sending, "sending")]
    [InlineData(MessageStage.Sent, "sent")]
    public void On_its_way(MessageStage stage, string status) =>
        Assert.Equal((status, null), TelnyxStatuses.Of(new(stage, Outcome.Pending, null, null)));

    [Theory]
    [InlineData(Outcome.Delivered, "delivered", null)]
    [InlineData(Outcome.Unconfirmed, "delivery_unconfirmed", null)]
    [InlineData(Outcome.Unroutable, "delivery_failed", "40001")]
    [InlineData(Outcome.Spam, "delivery_failed", "40002")]
    [InlineData(Outcome.Unreachable, "delivery_failed", "40005")]
    [InlineData(Outcome.CarrierDown, "delivery_failed", "40006")]
    [InlineData(Outcome.CarrierOptOut, "delivery_failed", "40008")]
    [InlineData(Outcome.SenderFlagged, "delivery_failed", "40003")]
    [InlineData(Outcome.Unregistered, "delivery_failed", "40010")]
    [InlineData(Outcome.VolumeLimited, "delivery_failed", "40011")]
    [InlineData(Outcome.UnroutableUpstream, "delivery_failed", "40012")]
    [InlineData(Outcome.DailyCapped, "delivery_failed", "40016")]
    [InlineData(Outcome.SpamAtt, "delivery_failed", "40017")]
    [InlineData(Outcome.RateLimited, "delivery_failed", "40018")]
    [InlineData(Outcome.ShortenedLink, "delivery_failed", "40002")]
    [InlineData(Outcome.Expired, "sending_failed", "40014")]
    [InlineData(Outcome.Blocked, "sending_failed", "40300")]
    [InlineData(Outcome.SpendLimited, "sending_failed", "40333")]
    public void At_its_end(Outcome outcome, string status, string? code)
    {
        var isSent = outcome.IsHandedOver();
        var data = Show(new(MessageStage.Final, outcome, isSent ? Sent : null, Sent));
        Assert.Equal(status, (string)data["to"]![0]!["status"]!);
        var error = data["errors"]!.AsArray().SingleOrDefault();
        Assert.Equal(code, (string?)error?["code"]);
        Assert.Equal(code is null ? null : "/to/0/phone_number", (string?)error?["source"]!["pointer"]);
        Assert.Equal(isSent, data["cost"] is not null);
        Assert.Equal("2026-01-01T00:00:01.005+00:00", (string)data["completed_at"]!);
    }

    [Fact]
    public void Every_outcome_has_a_row()
    {
        foreach (var outcome in Enum.GetValues<Outcome>().Except([Outcome.Pending]).Select(o => o.AsSeen()))
        {
            Assert.NotEmpty(TelnyxStatuses.Of(new(MessageStage.Final, outcome, null, Sent)).Status);
        }
    }

    [Fact]
    public void Every_error_that_can_be_an_answer_has_a_status_a_title_and_a_source()
    {
        var rows = typeof(TelnyxErrors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetValue(null)).OfType<TelnyxError>().ToList();
        Assert.True(rows.Count > 30);
        Assert.All(rows, r => Assert.Equal(5, r.Code.Length));
        Assert.All(rows, r => Assert.DoesNotContain("", new[] { r.Title, r.Detail, r.Source }));
        Assert.All(rows, r => Assert.True(r.Status is 0 or (>= 400 and <= 500)));
        Assert.All(rows, r => Assert.Equal(r.Status, r.StatusUnder(new())));
        var isSame = rows.GroupBy(r => r.Code).All(g => g.Select(r => r.Title).Distinct().Count() == 1);
        Assert.True(isSame);
    }

    private static JsonNode Show(MessageProgress progress)
    {
        var view = new OutboundView(
            Guid.Empty, Guid.Empty, Address.Parse("+13125550100"), Address.Parse("+15552000001"), "x",
            MessageOptions.None, new("GSM-7", 1, 1), Sent, progress, null);
        var answer = JsonAnswer.Take();
        MessageJson.WriteOutbound(answer.Json, view, new());
        return JsonNode.Parse(answer.Finish())!;
    }
}
