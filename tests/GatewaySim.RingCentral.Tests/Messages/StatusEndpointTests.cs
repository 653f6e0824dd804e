using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;

namespace GatewaySim.RingCentral.Tests.Messages;

public class StatusEndpointTests
{
    private const string Statuses = "/restapi/v1.0/account/~/a2p-sms/statuses";

    [Fact]
    public async Task A_summary_is_shown_word_for_word()
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(
            "{\"queued\":{\"count\":0,\"cost\":0},\"delivered\":{\"count\":0,\"cost\":0},"
            + "\"deliveryFailed\":{\"count\":0,\"cost\":0,\"errorCodeCounts\":{}},"
            + "\"sent\":{\"count\":0,\"cost\":0},"
            + "\"sendingFailed\":{\"count\":0,\"cost\":0,\"errorCodeCounts\":{}}}",
            (await door.CallAsync("GET", Statuses)).Body);

        door.Fake.MessageCounts.AddRange(
        [
            new(Direction.Outbound, MessageStage.Queued, Outcome.Pending, 1, 1),
            new(Direction.Outbound, MessageStage.Sending, Outcome.Pending, 2, 2),
            new(Direction.Outbound, MessageStage.Sent, Outcome.Pending, 3, 6),
            new(Direction.Outbound, MessageStage.Final, Outcome.Delivered, 5, 5),
            new(Direction.Outbound, MessageStage.Final, Outcome.Unconfirmed, 7, 7),
            new(Direction.Outbound, MessageStage.Final, Outcome.Spam, 11, 11),
            new(Direction.Outbound, MessageStage.Final, Outcome.Blocked, 13, 13),
            new(Direction.Inbound, MessageStage.Final, Outcome.Delivered, 17, 17),
        ]);
        Assert.Equal(
            "{\"queued\":{\"count\":3,\"cost\":0.0255},\"delivered\":{\"count\":22,\"cost\":0.187},"
            + "\"deliveryFailed\":{\"count\":18,\"cost\":0.153,"
            + "\"errorCodeCounts\":{\"SMS-CAR-104\":7,\"SMS-CAR-430\":11}},"
            + "\"sent\":{\"count\":3,\"cost\":0.051},"
            + "\"sendingFailed\":{\"count\":13,\"cost\":0,\"errorCodeCounts\":{\"SMS-RC-413\":13}}}",
            (await door.CallAsync("GET", Statuses)).Body);
    }

    [Fact]
    public async Task A_question_reaches_the_read_model_as_it_was_meant()
    {
        await using var door = await TestDoor.OpenAsync();
        var batch = MessageId.At(3, 7);
        var id = PositionUuid.Encode(batch, UuidKind.Batch, 42);
        await door.CallAsync("GET", $"{Statuses}?batchId={id}&direction=Outbound&phoneNumber=+16505550101");
        var query = door.Fake.LastMessageQuery!;
        Assert.Equal((batch, Direction.Outbound, null, null), (query.Batch, query.Direction, query.Since, query.Until));
        Assert.Equal(16505550101UL, Assert.Single(query.PhoneNumbers).AsPhoneNumber.Value);

        await door.CallAsync("GET", $"{Statuses}?dateFrom=2026-01-01T00:00:00+02:00&dateTo=2026-01-02");
        query = door.Fake.LastMessageQuery!;
        Assert.Equal("2025-12-31T22:00:00.0000000Z", query.Since.ToString());
        Assert.Equal("2026-01-02T00:00:00.0000000Z", query.Until.ToString());

        door.Fake.MessageCounts.Add(new(Direction.Outbound, MessageStage.Sent, Outcome.Pending, 3, 6));
        var counts = (await door.CallAsync("GET", Statuses + "?batchId=none")).Json;
        Assert.Equal(0, counts.GetProperty("sent").GetProperty("count").GetInt32());
        Assert.All(
            counts.EnumerateObject(),
            c => Assert.Equal(0, c.Value.GetProperty("count").GetInt32()));
    }

    [Theory]
    [InlineData("?direction=Sideways", "400 CMN-101 direction")]
    [InlineData("?phoneNumber=a", "400 CMN-101 phoneNumber")]
    [InlineData("?dateFrom=yesterday", "400 CMN-101 dateFrom")]
    [InlineData("?dateTo=2026-13-01", "400 CMN-101 dateTo")]
    [InlineData("?dateFrom=2026-01-02&dateTo=2026-01-01", "400 CMN-101 dateFrom")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", Statuses + path)).Error);
    }

    [Fact]
    public async Task Sixteen_numbers_another_account_no_token_and_another_method_are_refused()
    {
        await using var door = await TestDoor.OpenAsync();
        var numbers = string.Concat(Enumerable.Range(0, 16).Select(
            n => string.Create(CultureInfo.InvariantCulture, $"&phoneNumber=165055501{n:00}")));
        Assert.Equal("400 CMN-101 phoneNumber", (await door.CallAsync("GET", $"{Statuses}?x{numbers}")).Error);
        Assert.Equal(200, (int)(await door.CallAsync("GET", $"{Statuses}?x{numbers[24..]}")).Status);
        Assert.Equal(
            "404 CMN-102 accountId", (await door.CallAsync("GET", Statuses.Replace('~', '7'))).Error);
        Assert.Equal(
            "401 OAU-149", (await door.CallAsync("GET", Statuses, authorization: "Bearer nonsense")).Error);
        Assert.Equal("405 AGW-405", (await door.CallAsync("POST", Statuses)).Error);
    }
}
