using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Auditing;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests.Auditing;

/// <summary>Journals of known content, held to the rules.</summary>
public sealed class ComplianceAuditTests
{
    private const string TelnyxNumber = "+13125550100";
    private const string RingCentralNumber = "+16505550100";

    /// <summary>Local times on both sides of the bounds, in winter and in summer.</summary>
    [Theory]
    [InlineData("2030-01-15T12:59:59Z", "+12125550100", true)]   // New York 7:59:59
    [InlineData("2030-01-15T13:00:00Z", "+12125550100", false)]  // 8:00
    [InlineData("2030-01-16T01:59:59Z", "+12125550100", false)]  // 20:59:59
    [InlineData("2030-01-16T02:00:00Z", "+12125550100", true)]   // 21:00
    [InlineData("2030-07-15T12:00:00Z", "+12125550100", false)]  // 8:00 in summer
    [InlineData("2030-07-15T11:59:59Z", "+12125550100", true)]
    [InlineData("2030-07-15T14:59:59Z", "+16025550100", true)]   // Phoenix 7:59:59, no summer time
    [InlineData("2030-07-15T15:00:00Z", "+16025550100", false)]
    [InlineData("2030-07-15T18:00:00Z", "+18085550100", false)]  // Honolulu 8:00
    [InlineData("2030-01-15T15:30:00Z", "+12065550100", true)]   // Seattle 7:30
    [InlineData("2030-07-15T10:30:00Z", "+17095550100", false)]  // St John's 8:00, Labrador 7:30: maybe
    public async Task A_message_is_quiet_by_the_clock_of_its_recipient(string at, string to, bool isQuiet)
    {
        using var gateway = await GatewayAt(at);
        await gateway.SendAsync(TelnyxNumber, to, "Sale");
        await gateway.BatchAsync(RingCentralNumber, "Sale", to, to);
        var report = ComplianceAudit.Run(gateway.Journal, TestContext.Current.CancellationToken);
        Assert.Equal((3, 0), (report.Sent, report.ZoneUnknown));
        Assert.Equal(isQuiet ? 3 : 0, report.Quiet);
        Assert.Equal(isQuiet ? 3 : 0, report.QuietExamples.Count);
        Assert.Equal(to.StartsWith("+1709", StringComparison.Ordinal) ? 3 : 0, report.MaybeQuiet);
    }

    [Fact]
    public async Task Numbers_without_a_place_count_as_unknown_and_blocked_messages_do_not_count()
    {
        using var gateway = await GatewayAt("2030-01-15T08:00:00Z");
        await gateway.BatchAsync(RingCentralNumber, "Sale", "+18005550100", "+15555550100", "+12125550100");
        await gateway.SendAsync(TelnyxNumber, "+447700900123", "Sale");
        await gateway.TextAsync("+12125550100", RingCentralNumber, "STOP");
        await gateway.BatchAsync(RingCentralNumber, "Sale", "+12125550100");
        var report = ComplianceAudit.Run(gateway.Journal, TestContext.Current.CancellationToken);
        Assert.Equal((4, 3, 1), (report.Sent, report.ZoneUnknown, report.Quiet));
        Assert.Equal(new Dictionary<string, long> { ["America/New_York"] = 1 }, report.QuietByZone);
        Assert.Equal(3, report.QuietExamples.Single().Local.Hour);
    }

    [Fact]
    public async Task Words_that_the_provider_missed_are_found_with_what_was_sent_afterwards()
    {
        using var gateway = await GatewayAt("2030-01-15T18:00:00Z");
        await gateway.TextAsync("+12125550100", TelnyxNumber, "revoke");
        await gateway.TextAsync("+12125550101", TelnyxNumber, "Please stop texting me");
        await gateway.TextAsync("+12125550102", TelnyxNumber, "STOP");
        await gateway.TextAsync("+12125550103", TelnyxNumber, "Thanks");
        await gateway.SendAsync(TelnyxNumber, "+12125550100", "1");
        await gateway.SendAsync(TelnyxNumber, "+12125550101", "2");
        await gateway.BatchAsync(RingCentralNumber, "Another sender", "+12125550100");
        await gateway.TextAsync("+12125550100", TelnyxNumber, "STOP");
        await gateway.TextAsync("+12125550100", TelnyxNumber, "START");
        await gateway.SendAsync(TelnyxNumber, "+12125550100", "3");
        var report = ComplianceAudit.Run(gateway.Journal, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1, 2), (report.MissedListed, report.MissedReasonable, report.SentAfterMissed));
        Assert.Equal(
            [("revoke", FccMeaning.Listed), ("Please stop texting me", FccMeaning.Reasonable)],
            report.MissedExamples.Select(e => (e.Text, e.Meaning)));
        Assert.Equal((2, 2, 0), (report.OptOutsByText, report.Confirmed, report.ConfirmedLate));
        Assert.Equal(0, report.Violations);
    }

    /// <summary>Goal: what the gateway never does is found where it was done. Method: own events.</summary>
    [Fact]
    public async Task Late_confirmations_and_messages_after_an_opt_out_are_found()
    {
        var start = Stamp.Of(new(2030, 1, 15, 18, 0, 0, TimeSpan.Zero));
        var phone = PhoneNumber.Parse("+12125550100");
        var other = PhoneNumber.Parse("+12125550101");
        var number = Address.Parse(TelnyxNumber);
        var scope = Scope.OfProfile(1, Guid.Parse("00000000-0000-0000-0000-000000000001"));
        using var journal = new MemoryJournal(new(1, 1));
        var heard = MessageId.At(0, 1);
        var second = MessageId.At(0, 4);
        ConsentCause Cause(MessageId by) => new(ConsentSource.Recipient, "STOP", "v1", by);
        await WriteAsync(journal, scope,
        [
            (start, new InboundReceived(phone, number, "STOP", Operation.Stop, "STOP", "v1", "")),
            (start.Plus(new(1)), new RecipientOptedOut(phone, number, Cause(heard))),
            (start.Plus(TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1)),
                new ReplySent(number, phone, "Bye", Operation.Stop, heard, 0, Outcome.Delivered, "instant.v1", 0)),
            (start.Plus(TimeSpan.FromMinutes(6)),
                new InboundReceived(other, number, "STOP", Operation.Stop, "STOP", "v1", "")),
            (start.Plus(TimeSpan.FromMinutes(6) + TimeSpan.FromTicks(1)),
                new RecipientOptedOut(other, number, Cause(second))),
            (start.Plus(TimeSpan.FromMinutes(11)),
                new ReplySent(number, other, "Bye", Operation.Stop, second, 1, Outcome.Delivered, "instant.v1", 0)),
            (start.Plus(TimeSpan.FromMinutes(12)),
                new MessageAccepted(number, phone, "More", MessageOptions.None, 0, Outcome.Delivered, "instant.v1", 0)),
        ]);
        var report = ComplianceAudit.Run(journal, TestContext.Current.CancellationToken);
        Assert.Equal((2, 1, 1), (report.OptOutsByText, report.Confirmed, report.ConfirmedLate));
        Assert.Equal(heard, report.LateExamples.Single().Text);
        Assert.Equal(TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1), report.SlowestConfirmation);
        Assert.Equal(1, report.Violations);
        Assert.Contains("P-1", Assert.Single(report.ViolationExamples), StringComparison.Ordinal);
    }

    private static Task<TestGateway> GatewayAt(string time) => TestGateway.StartAsync(
        time: new SteppedTime(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task WriteAsync(
        MemoryJournal journal, Scope scope, (Stamp At, GatewayEvent Event)[] events)
    {
        var append = new OwnTurn();
        var head = journal.HeadOf(0);
        append.Reset(0, head);
        foreach (var (at, @event) in events)
        {
            append.Add(head, at, scope, @event);
        }

        journal.Submit(append);
        Assert.Null(await append.Done.Task);
    }

    private sealed class OwnTurn : Append
    {
        public TaskCompletionSource<JournalException?> Done { get; } = new();

        public override void Complete(JournalException? error) => Done.SetResult(error);
    }
}
