using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.RingCentral.Tests.Messages;

public class MessageEndpointTests
{
    private const string Messages = "/restapi/v1.0/account/~/a2p-sms/messages";

    private static readonly Address Ours = new PhoneNumber(16505550100);
    private static readonly Address Theirs = new PhoneNumber(16505550101);
    private static readonly MessageId Batch = MessageId.At(3, 7);

    /// <summary>Spend limits are Telnyx's; what came late is shown as delivered.</summary>
    private static readonly IEnumerable<Outcome> Ends = Enum.GetValues<Outcome>()
        .Where(o => o.AsSeen() == o && o is not (Outcome.Pending or Outcome.SpendLimited));

    [Fact]
    public async Task A_message_is_shown_word_for_word()
    {
        await using var door = await TestDoor.OpenAsync();
        var queued = Message(MessageId.At(3, 8, 1), dispatch: null);
        var blocked = Message(MessageId.At(3, 8, 2), new Dispatch(FakeSenders.Start, Outcome.Blocked, "fast.v1", 1));
        var inbound = Message(MessageId.At(3, 8, 3), null) with { Direction = Direction.Inbound, Batch = null };
        door.Fake.MessageRecords.AddRange([queued, blocked, inbound]);

        var batch = PositionUuid.Encode(Batch, UuidKind.Batch, 42);
        const string middle =
            "\"from\":\"+16505550100\",\"to\":[\"+16505550101\"]," +
            "\"creationTime\":\"2026-01-02T03:04:05.0000067Z\",\"lastModifiedTime\":\"2026-01-02T03:04:05.0000067Z\",";
        var ofQueued = $$"""{"id":{{queued.Id.Value}},"batchId":"{{batch}}",{{middle}}"messageStatus":"Queued",""" +
            "\"segmentCount\":1,\"cost\":0.0085,";
        var ofBlocked = $$"""{"id":{{blocked.Id.Value}},"batchId":"{{batch}}",{{middle}}""" +
            "\"messageStatus\":\"SendingFailed\",";
        var ofInbound = $$"""{"id":{{inbound.Id.Value}},{{middle}}"messageStatus":"Delivered",""" +
            "\"segmentCount\":1,\"cost\":0.0085,";

        Assert.Equal(
            // The id is a string here, and a number in a list.
            ofQueued.Replace($"{queued.Id.Value}", $"\"{queued.Id.Value}\"", StringComparison.Ordinal)
                + "\"text\":\"h\u00e9 \\\"x\\\"\",\"direction\":\"Outbound\"}",
            (await door.CallAsync("GET", $"{Messages}/{queued.Id.Value}")).Body);
        Assert.Equal(
            "{\"records\":[" + ofInbound + "\"direction\":\"Inbound\"}," +
            ofBlocked + "\"direction\":\"Outbound\",\"errorCode\":\"SMS-RC-413\"}," +
            ofQueued + "\"direction\":\"Outbound\"}],\"paging\":{\"perPage\":1000}}",
            (await door.CallAsync("GET", Messages)).Body);
    }

    [Fact]
    public async Task A_question_reaches_the_read_model_as_it_was_meant()
    {
        await using var door = await TestDoor.OpenAsync();
        var batch = PositionUuid.Encode(Batch, UuidKind.Batch, 42);
        await door.CallAsync(
            "GET", $"{Messages}?batchId={batch}&direction=Inbound&view=Detailed&perPage=5000&phoneNumber=+16505550101");
        var query = door.Fake.LastMessageQuery!;
        Assert.Equal(Batch, query.Batch);
        Assert.Equal(Direction.Inbound, query.Direction);
        Assert.Equal(1001, query.CountMax);
        Assert.Equal([Theirs], query.PhoneNumbers);
        Assert.Null(query.Since);

        await door.CallAsync("GET", $"{Messages}?direction=Inbound&direction=Outbound");
        Assert.Null(door.Fake.LastMessageQuery!.Direction);
        Assert.Equal(FakeSenders.Start.Plus(TimeSpan.FromDays(-1)), door.Fake.LastMessageQuery.Since);
    }

    [Theory]
    [InlineData("/0", "404 CMN-102 messageId")]
    [InlineData("/x", "404 CMN-102 messageId")]
    [InlineData("/-5", "404 CMN-102 messageId")]
    [InlineData("/9223372036854775807", "404 CMN-102 messageId")]
    [InlineData("/99999999999999999999999", "404 CMN-102 messageId")]
    [InlineData("?direction=Sideways", "400 CMN-101 direction")]
    [InlineData("?view=Full", "400 CMN-101 view")]
    [InlineData("?phoneNumber=a", "400 CMN-101 phoneNumber")]
    [InlineData("?phoneNumber=+1&phoneNumber=", "400 CMN-101 phoneNumber")]
    [InlineData("?dateTo=2026-13-01", "400 CMN-101 dateTo")]
    [InlineData("?pageToken=%F0%9F%98%80", "400 CMN-101 pageToken")]
    public async Task A_bad_question_gets_the_providers_error(string path, string error)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(error, (await door.CallAsync("GET", Messages + path)).Error);
    }

    [Theory]
    [InlineData("a2p-sms/messages?batchId=&direction=&dateFrom=&dateTo=&view=&phoneNumber=&perPage=&pageToken=")]
    [InlineData("a2p-sms/batches?dateFrom=&dateTo=&from=&status=&perPage=&pageToken=")]
    [InlineData("a2p-sms/opt-outs?from=&to=&status=&perPage=&pageToken=")]
    [InlineData("extension/~/phone-number?usageType=&status=&page=&perPage=")]
    public async Task An_empty_value_counts_as_absent(string path)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal(200, (int)(await door.CallAsync("GET", $"/restapi/v1.0/account/~/{path}")).Status);
    }

    [Fact]
    public async Task Sixteen_phone_numbers_are_one_too_many()
    {
        await using var door = await TestDoor.OpenAsync();
        var fifteen = string.Concat(Enumerable.Repeat("&phoneNumber=16505550101", 15));
        Assert.Equal(200, (int)(await door.CallAsync("GET", $"{Messages}?x{fifteen}")).Status);
        Assert.Equal(
            "400 CMN-101 phoneNumber",
            (await door.CallAsync("GET", $"{Messages}?phoneNumber=16505550101{fifteen}")).Error);
    }

    /// <summary>A batch has no window of its own; a date makes one, whose other end is as always.</summary>
    [Theory]
    [InlineData("", "2026-01-01T03:04:05.0000067Z", null)]
    [InlineData("dateFrom=2025-12-01", "2025-12-01T00:00:00.0000000Z", null)]
    [InlineData("dateTo=2025-12-02", "2025-12-01T00:00:00.0000000Z", "2025-12-02T00:00:00.0000000Z")]
    [InlineData("dateTo=2025-12-02T12:30", "2025-12-01T12:30:00.0000000Z", "2025-12-02T12:30:00.0000000Z")]
    [InlineData("dateFrom=2025-12-02T12:30:01", "2025-12-02T12:30:01.0000000Z", null)]
    [InlineData("dateFrom=2025-12-02T12:30:01.5Z", "2025-12-02T12:30:01.5000000Z", null)]
    [InlineData("dateFrom=2025-12-02T12:30:01.123456789-01:30", "2025-12-02T14:00:01.1234567Z", null)]
    [InlineData("dateFrom=2025-12-02T12:30:01+02:00", "2025-12-02T10:30:01.0000000Z", null)]
    [InlineData("dateFrom=2025-12-02T12:30:01%2B02:00", "2025-12-02T10:30:01.0000000Z", null)]
    [InlineData("dateFrom=1969-12-31T23:59:59Z", "1970-01-01T00:00:00.0000000Z", null)]
    public async Task Dates_are_read_in_every_form_and_make_the_window(string query, string? since, string? until)
    {
        await using var door = await TestDoor.OpenAsync();
        await door.CallAsync("GET", $"{Messages}?{query}");
        Assert.Equal((since, until), Window());

        var batch = PositionUuid.Encode(Batch, UuidKind.Batch, 42);
        await door.CallAsync("GET", $"{Messages}?batchId={batch}&{query}");
        Assert.Equal(query.Length == 0 ? (null, null) : (since, until), Window());

        (string?, string?) Window() =>
            (door.Fake.LastMessageQuery!.Since?.ToString(), door.Fake.LastMessageQuery.Until?.ToString());
    }

    [Theory]
    [InlineData("?dateFrom=now"), InlineData("?dateFrom=1767225600")]
    [InlineData("?dateFrom=2026-01-01T25:00:00Z"), InlineData("?dateFrom=2026-01-02&dateTo=2026-01-01")]
    [InlineData("?dateFrom=2026-01-01 00:00:00")]
    public async Task A_date_that_is_none_is_refused(string query)
    {
        await using var door = await TestDoor.OpenAsync();
        Assert.Equal("400 CMN-101 dateFrom", (await door.CallAsync("GET", Messages + query)).Error);
    }

    [Theory]
    [InlineData("?view=Simple", false), InlineData("", false), InlineData("?view=Detailed", true)]
    public async Task Only_the_detailed_view_has_texts(string query, bool hasText)
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.MessageRecords.Add(Message(MessageId.At(3, 8, 1), null));
        var record = (await door.CallAsync("GET", Messages + query)).Json.GetProperty("records")[0];
        Assert.Equal(hasText, record.TryGetProperty("text", out _));
    }

    [Fact]
    public async Task A_message_that_failed_in_delivery_has_its_price_and_one_that_failed_in_sending_has_none()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.Now = FakeSenders.Start.Plus(TimeSpan.FromDays(1));
        foreach (var outcome in Ends)
        {
            door.Fake.MessageRecords.Add(Message(
                MessageId.At(3, 8, (int)outcome), new Dispatch(FakeSenders.Start, outcome, "fast.v1", 1)));
        }

        var records = (await door.CallAsync("GET", Messages)).Json.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(17, records.Count);
        foreach (var record in records)
        {
            var status = record.GetProperty("messageStatus").GetString();
            Assert.Equal(status != "SendingFailed", record.TryGetProperty("segmentCount", out _));
            Assert.Equal(status != "SendingFailed", record.TryGetProperty("cost", out _));
            Assert.Equal(status != "Delivered", record.TryGetProperty("errorCode", out _));
        }
    }

    [Fact]
    public async Task A_batch_that_is_none_has_no_messages()
    {
        await using var door = await TestDoor.OpenAsync();
        door.Fake.MessageRecords.Add(Message(MessageId.At(3, 8, 1), null));
        Assert.Equal(
            0, (await door.CallAsync("GET", $"{Messages}?batchId=none")).Json.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public async Task A_message_of_the_other_provider_is_not_found()
    {
        await using var door = await TestDoor.OpenAsync();
        var message = Message(MessageId.At(3, 8, 1), null) with { Scope = Scope.OfProfile(1, Guid.NewGuid()) };
        door.Fake.MessageRecords.Add(message);
        Assert.Equal(404, (int)(await door.CallAsync("GET", $"{Messages}/{message.Id.Value}")).Status);
    }

    [Fact]
    public void Every_outcome_has_its_status_and_code()
    {
        var final = Ends.Select(o => RingCentralStatuses.Of(new(MessageStage.Final, o, null, null)).ToString());
        Assert.Equal(
            [
                "Delivered", "DeliveryFailed SMS-CAR-104", "DeliveryFailed SMS-CAR-411", "DeliveryFailed SMS-CAR-412",
                "DeliveryFailed SMS-CAR-430", "DeliveryFailed SMS-CAR-500", "DeliveryFailed SMS-CAR-413",
                "SendingFailed SMS-RC-413", "SendingFailed SMS-CAR-410",
                "DeliveryFailed SMS-CAR-450", "DeliveryFailed SMS-UP-431", "DeliveryFailed SMS-CAR-435",
                "DeliveryFailed SMS-CAR-451", "DeliveryFailed SMS-CAR-452", "DeliveryFailed SMS-CAR-414",
                "DeliveryFailed SMS-CAR-430", "DeliveryFailed SMS-UP-410",
            ],
            final);
        var early = new[] { MessageStage.Queued, MessageStage.Sending, MessageStage.Sent }
            .Select(s => RingCentralStatuses.Of(new(s, Outcome.Pending, null, null)).ToString());
        Assert.Equal(["Queued", "Queued", "Sent"], early);
    }

    private static MessageRecord Message(MessageId id, Dispatch? dispatch) => new(
        id, Scope.OfSender(1, Ours), Batch, Direction.Outbound, Ours, Theirs, "h\u00e9 \"x\"", FakeSenders.Start,
        dispatch, MessageOptions.None);
}
