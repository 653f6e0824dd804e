using GatewaySim.Domain;
using GatewaySim.RingCentral.Subscriptions;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

public class FilterParserTests
{
    private const ulong Salt = 42;
    private const string Sms = "/restapi/v1.0/account/~/a2p-sms";
    private const string Ours = "/restapi/v1.0/account/400100200/a2p-sms";
    private const string Consents = "/restapi/v2/accounts/~/sms/consents";
    private const string Reminder = "/restapi/v1.0/subscription/";

    private static readonly Guid Self = new("8466621d-c21d-41e6-8656-9e45100eb9dd");
    private static readonly Guid Batch = PositionUuid.Encode(MessageId.At(1, 5), UuidKind.Batch, Salt);

    private readonly FilterParser _parser = new(400100200, Salt);

    [Theory]
    [InlineData($"{Sms}/batches", $"{Ours}/batches", "Batches")]
    [InlineData($"{Ours}/batches", $"{Ours}/batches", "Batches")]
    [InlineData("//restapi//v1.0/account/~/a2p-sms/batches//", $"{Ours}/batches", "Batches")]
    [InlineData($"{Sms}/batches?from=+16505550100", $"{Ours}/batches?from=+16505550100", "Batches from +16505550100")]
    [InlineData($"{Sms}/batches?from=%2b16505550100", $"{Ours}/batches?from=+16505550100", "Batches from +16505550100")]
    [InlineData($"{Sms}/batches?from=16505550100", $"{Ours}/batches?from=16505550100", "Batches from +16505550100")]
    [InlineData($"{Sms}/batches?to=x", $"{Ours}/batches?to=x", "Batches")]
    [InlineData($"{Sms}/batches/?", $"{Ours}/batches", "Batches")]
    [InlineData($"{Sms}/messages", $"{Ours}/messages", "Messages")]
    [InlineData($"!{Sms}/messages", $"!{Ours}/messages", "not Messages")]
    [InlineData(
        $"{Sms}/messages?direction=Inbound&to=%2B16505550100", $"{Ours}/messages?direction=Inbound&to=+16505550100",
        "Messages Inbound to +16505550100")]
    [InlineData(
        $"{Sms}/messages?from=%2B16505550100&from=%2B16505550101&x=1&direction=Outbound",
        $"{Ours}/messages?from=+16505550100&from=+16505550101&x=1&direction=Outbound",
        "Messages Outbound from +16505550100 +16505550101")]
    [InlineData($"{Sms}/messages?direction=&from", $"{Ours}/messages?direction=&from", "Messages")]
    [InlineData(
        $"{Sms}/messages?batchId=8466621d-c21d-41e6-8656-9e45100eb9dd",
        $"{Ours}/messages?batchId=8466621d-c21d-41e6-8656-9e45100eb9dd", "Messages batch 0/0/0")]
    [InlineData($"{Sms}/opt-outs?direction=x&batchId=y", $"{Ours}/opt-outs?direction=x&batchId=y", "OptOuts")]
    [InlineData($"{Sms}/opt-outs?from=+16505550100", $"{Ours}/opt-outs?from=+16505550100", "OptOuts from +16505550100")]
    [InlineData(Consents, "/restapi/v2/accounts/400100200/sms/consents", "Consents")]
    [InlineData($"{Reminder}~", $"{Reminder}~", "Reminder 60/15")]
    [InlineData(
        $"{Reminder}~?threshold=100&interval=50", $"{Reminder}~?threshold=100&interval=50", "Reminder 100/50")]
    [InlineData(
        $"{Reminder}8466621d-c21d-41e6-8656-9e45100eb9dd?threshold=99&interval=49",
        $"{Reminder}~?threshold=99&interval=49", "Reminder 99/49")]
    public void A_good_filter_is_understood(string text, string expanded, string meaning)
    {
        var filter = _parser.Parse(text, Self)!;
        Assert.Equal((expanded, meaning), (filter.Text, Describe(filter)));

        // What is stored is read again.
        Assert.Equal(Describe(filter), Describe(_parser.Parse(filter.Text, Self)!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("/")]
    [InlineData("restapi/v1.0/account/~/a2p-sms/batches")]
    [InlineData("https://platform.ringcentral.com/restapi/v1.0/account/~/a2p-sms/batches")]
    [InlineData("/restapi/v1.0/account/1/a2p-sms/batches")]
    [InlineData("/restapi/v1.0/account/~/a2p-sms")]
    [InlineData("/restapi/v1.0/account/~/a2p-sms/statuses")]
    [InlineData("/restapi/v1.0/account/~/extension/~/presence")]
    [InlineData("/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS")]
    [InlineData("/restapi/v2/accounts/~/sms/opt-outs")]
    [InlineData($"{Sms}/batches/7")]
    [InlineData($"{Sms}/batches/8466621d-c21d-41e6-8656-9e45100eb9dd/x")]
    [InlineData($"{Sms}/batches?from=nobody")]
    [InlineData($"{Sms}/messages?direction=Sideways")]
    [InlineData($"{Sms}/messages?to=%2B1")]
    [InlineData($"{Sms}/messages?batchId=7")]
    [InlineData($"{Reminder}1")]
    [InlineData($"!{Reminder}~")]
    [InlineData($"{Reminder}~?threshold=0&interval=0")]
    [InlineData($"{Reminder}~?threshold=60&interval=31")]
    [InlineData($"{Reminder}~?threshold=60&interval=x")]
    public void A_bad_filter_is_none(string text) => Assert.Null(_parser.Parse(text, Self));

    [Fact]
    public void A_batch_is_found_by_its_id()
    {
        Assert.Equal(MessageId.At(1, 5), _parser.Parse($"{Sms}/batches/{Batch}")!.Batch);
        Assert.Equal(MessageId.At(1, 5), _parser.Parse($"{Sms}/messages?batchId={Batch}")!.Batch);
    }

    [Fact]
    public void A_reminder_fits_half_a_life_and_names_its_subscription()
    {
        var filter = _parser.Parse($"{Reminder}~?threshold=60&interval=30")!;
        Assert.True(filter.Fits(120));
        Assert.False(filter.Fits(119));
        Assert.Equal($"{Reminder}{Self}?threshold=60&interval=30", filter.TextFor(Self));
    }

    [Fact]
    public void A_filter_is_not_endless()
    {
        var longest = $"{Sms}/messages?x=";
        longest += new string('x', FilterParser.CharsMax - longest.Length);
        Assert.NotNull(_parser.Parse(longest));
        Assert.Null(_parser.Parse(longest + "x"));
    }

    private static string Describe(EventFilter filter) => string.Join(' ', new[]
    {
        filter.IsNegated ? "not" : "", filter.Kind.ToString(), filter.Direction?.ToString() ?? "",
        filter.From.Count > 0 ? "from " + string.Join(' ', filter.From) : "",
        filter.To.Count > 0 ? "to " + string.Join(' ', filter.To) : "",
        filter.Batch is { } batch ? $"batch {batch}" : "",
        filter.Kind == FilterKind.Reminder ? $"{filter.Threshold.TotalSeconds}/{filter.Interval.TotalSeconds}" : "",
    }.Where(s => s.Length > 0));
}
