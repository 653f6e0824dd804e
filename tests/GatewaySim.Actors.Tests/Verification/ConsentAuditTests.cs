using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Actors.Tests.Verification;

/// <summary>
/// Journals that a broken gateway would have written: each broken rule is reported, and what is right is not.
/// </summary>
public sealed class ConsentAuditTests : JournalUnderTest
{
    private static readonly Scope Business = Scope.OfSender(1, Address.Parse(Sender));
    private static readonly Scope Profile = Scope.OfProfile(1, Guid.Parse("00000000-0000-0000-0000-000000000001"));
    private static readonly Scope Account = Scope.OfAccount(1);
    private static readonly PhoneNumber Alice = PhoneNumber.Parse("+15552000001");

    private readonly MemoryJournal _journal = new(new JournalInfo(1, 1));
    private readonly OwnTurn _turn;
    private long _ordinal;
    private Stamp _acceptedAt;

    public ConsentAuditTests() => _turn = new OwnTurn(0, _journal.HeadOf(0)).Begin();

    [Theory]
    [InlineData(Outcome.Delivered, true, "P-1, P-2")]
    [InlineData(Outcome.Blocked, true, null)]
    [InlineData(Outcome.Delivered, false, null)]
    [InlineData(Outcome.Blocked, false, "P-3")]
    public void A_message_must_be_blocked_exactly_while_its_pair_is_out(Outcome outcome, bool isOut, string? property)
    {
        if (isOut)
        {
            _turn.Add(Business, new RecipientOptedOut(Alice, Business.Sender, ConsentCause.Of(ConsentSource.Api)));
        }

        Batch(outcome, 0);
        Expect(property);
    }

    [Theory]
    [InlineData(Outcome.Delivered, true, true, "P-1, P-2")]
    [InlineData(Outcome.Blocked, true, true, null)]
    [InlineData(Outcome.Delivered, true, false, null)]
    [InlineData(Outcome.Blocked, true, false, null)]
    [InlineData(Outcome.Blocked, false, false, "P-3")]
    public void An_account_wide_record_counts_from_the_view_that_the_dispatch_names(
        Outcome outcome, bool isSet, bool isSeen, string? property)
    {
        var set = isSet ? _turn.Add(Account, new WildcardSet(Alice, ConsentStatus.OptOut, ConsentSource.Api)).Sequence
            : 0;
        Batch(outcome, isSeen ? set : 0);
        Expect(property);
    }

    [Fact]
    public void The_newest_of_pair_and_account_wide_record_counts()
    {
        var first = _turn.Add(Account, new WildcardSet(Alice, ConsentStatus.OptOut, ConsentSource.Api)).Sequence;
        _turn.Add(Business, new RecipientOptedIn(Alice, Business.Sender, ConsentCause.Of(ConsentSource.Api), false));
        Batch(Outcome.Delivered, first);
        var second = _turn.Add(Account, new WildcardSet(Alice, ConsentStatus.OptOut, ConsentSource.Api)).Sequence;
        Batch(Outcome.Blocked, second);
        Expect(null);
    }

    [Fact]
    public void A_view_that_goes_back_or_comes_from_the_future_is_reported()
    {
        var seen = _turn.Add(Account, new WildcardSet(Alice, ConsentStatus.OptIn, ConsentSource.Api)).Sequence;
        Batch(Outcome.Delivered, seen);
        Batch(Outcome.Delivered, 0);
        Expect("P-21");
        Batch(Outcome.Delivered, 1_000);
        Expect("which was not there");
    }

    [Fact]
    public void A_telnyx_message_while_a_stop_stands_is_reported_whichever_number_it_went_to()
    {
        Stop(Profile, Telnyx, 1);
        Stop(Profile, "+13125550101", 0);
        Single(Outcome.Delivered);
        Expect("P-1");
    }

    [Theory]
    [InlineData(Outcome.Delivered, true, "P-1, P-2")]
    [InlineData(Outcome.Blocked, true, null)]
    [InlineData(Outcome.Delivered, false, null)]
    [InlineData(Outcome.Blocked, false, "P-3")]
    public void A_scheduled_or_group_message_must_be_blocked_exactly_while_a_stop_stands(
        Outcome outcome, bool isOut, string? property)
    {
        foreach (var isGroup in (bool[])[false, true])
        {
            var at = Address.Parse(isGroup ? Telnyx : "+13125550101");
            var message = isGroup ? default : _turn.Add(Profile, new MessageScheduled(
                at, Alice, "x", MessageOptions.None, new(5_000)));
            if (isOut && !isGroup)
            {
                Stop(Profile, Telnyx, 1);
            }

            _turn.Add(Profile, isGroup
                ? new GroupAccepted(at, [Alice], "x", MessageOptions.None, 0, new[] { (byte)outcome }, "instant.v1", 1)
                : new MessageDispatched(message.Sequence, new(1), 0, outcome, "instant.v1", 1));
        }

        Expect(property);
    }

    [Fact]
    public void A_message_that_is_scheduled_into_a_stop_is_reported()
    {
        Stop(Profile, Telnyx, 1);
        _turn.Add(Profile, new MessageScheduled(
            Address.Parse(Telnyx), Alice, "x", MessageOptions.None, new(5_000)));
        Expect("P-1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_a_message_that_was_never_scheduled_is_reported(bool cancelled)
    {
        _turn.Add(Profile, cancelled
            ? new MessageCancelled(77)
            : new MessageDispatched(77, new(1), 0, Outcome.Delivered, "instant.v1", 1));
        Expect("did not wait");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_opt_out_without_its_one_confirmation_is_reported(int replies)
    {
        Stop(Business, Sender, replies);
        Expect("P-9");
    }

    [Fact]
    public void A_missing_confirmation_may_be_the_mode_at_RingCentral_and_never_at_Telnyx()
    {
        Stop(Business, Sender, 0);
        Expect(null, ConfirmationRule.AtMostOne);
        Stop(Profile, Telnyx, 0);
        Expect("P-9", ConfirmationRule.AtMostOne);
    }

    [Fact]
    public void A_second_opt_out_of_the_same_number_is_reported()
    {
        Stop(Profile, Telnyx, 1);
        Stop(Profile, Telnyx, 0);
        Expect("P-7");
    }

    [Fact]
    public void A_reply_to_nothing_is_reported()
    {
        _turn.Add(Business, Reply(Sender, MessageId.At(0, 7)));
        Expect("P-10");
    }

    [Fact]
    public void A_network_block_that_lets_a_message_through_is_reported()
    {
        var heard = Hear(Profile, "+18445550100", Operation.Stop);
        _turn.Add(Profile, new NetworkBlocked(PhoneNumber.Parse("+18445550100"), Alice, heard));
        _turn.Add(Profile, Reply("+18445550100", heard));
        _turn.Add(Profile, new MessageAccepted(
            Address.Parse("+18445550100"), Alice, "x", MessageOptions.None, 0, Outcome.Delivered, "instant.v1", 1));
        Expect("P-36");
    }

    [Fact]
    public void Messages_that_are_dispatched_twice_or_never_accepted_are_reported()
    {
        var batch = Batch(Outcome.Delivered, 0);
        _turn.Add(Business, Dispatch(batch, [Outcome.Delivered], 0));
        Expect("twice dispatched");
    }

    [Fact]
    public void What_waits_is_counted_and_no_finding()
    {
        _turn.Add(Business, Accepted(3));
        Assert.Equal(3L, Expect(null).Waiting);
    }

    protected override void Dispose(bool disposing)
    {
        _journal.Dispose();
        base.Dispose(disposing);
    }

    private AuditTotals Expect(string? property, ConfirmationRule rule = ConfirmationRule.ExactlyOne)
    {
        _journal.Submit(_turn);
        Assert.Null(_turn.Error);
        _turn.Begin();
        var (totals, findings) = ConsentAudit.Run(_journal, rule);
        if (property is null)
        {
            None(findings);
        }
        else
        {
            Assert.Contains(findings.Kept, f => f.What.Contains(property, StringComparison.Ordinal));
        }

        return totals;
    }

    private long Batch(Outcome outcome, long wildcardsSeen)
    {
        var batch = _turn.Add(Business, Accepted(1)).Sequence;
        _acceptedAt = _turn.At;
        _turn.Add(Business, Dispatch(batch, [outcome], wildcardsSeen));
        _ordinal++;
        return batch;
    }

    private BatchAccepted Accepted(int size) => new(
        Business.Sender, Encoding.UTF8.GetBytes("x"), size, 0, _ordinal,
        new(new(Enumerable.Repeat(Alice.Value, size).ToArray()), default, default));

    private BatchDispatched Dispatch(long batch, Outcome[] outcomes, long wildcardsSeen) => new(
        batch, _acceptedAt, batch, 0, outcomes.Select(o => (byte)o).ToArray(),
        outcomes.Count(o => o == Outcome.Blocked), 1,
        "instant.v1", 1, _ordinal, wildcardsSeen);

    private void Single(Outcome outcome) => _turn.Add(Profile, new MessageAccepted(
        Address.Parse(Telnyx), Alice, "x", MessageOptions.None, 0, outcome, "instant.v1", 1));

    private MessageId Hear(Scope scope, string number, Operation operation) =>
        _turn.Add(scope, new InboundReceived(Alice, Address.Parse(number), "STOP", operation, "STOP", "m", ""));

    private void Stop(Scope scope, string number, int replies)
    {
        var heard = Hear(scope, number, Operation.Stop);
        _turn.Add(scope, new RecipientOptedOut(
            Alice, Address.Parse(number), new(ConsentSource.Recipient, "STOP", "m", heard)));
        for (var i = 0; i < replies; i++)
        {
            _turn.Add(scope, Reply(number, heard) with { Ordinal = i });
        }
    }

    private static ReplySent Reply(string from, MessageId heard) => new(
        Address.Parse(from), Alice, "bye", Operation.Stop, heard, 0, Outcome.Delivered, "instant.v1", 1);
}
