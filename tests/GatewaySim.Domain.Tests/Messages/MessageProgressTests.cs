using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using Outcome = GatewaySim.Domain.Messages.Outcome;

namespace GatewaySim.Domain.Tests.Messages;

public sealed class MessageProgressTests
{
    private static readonly Stamp At = new(1_000_000_000);

    private static readonly Outcome[] Ends = [.. Enum.GetValues<Outcome>().Where(o => o != Outcome.Pending)];

    private static readonly Outcome[] Slow = [Outcome.DeliveredSlowly, Outcome.DeliveredAfterAnswer];

    [Fact]
    public void A_message_that_was_not_dispatched_is_queued()
    {
        var queued = new MessageProgress(MessageStage.Queued, Outcome.Pending, null, null);
        Assert.Equal(queued, MessageProgress.At(null, At));
        Assert.Equal(queued, MessageProgress.At(new Dispatch(At, Outcome.Delivered, "fast.v1", 1), new(At.Ticks - 1)));
    }

    [Fact]
    public void A_message_of_instant_is_final_at_once()
    {
        foreach (var outcome in Ends.Where(o => o.IsHandedOver()).Except(Slow))
        {
            Assert.Equal(
                new(MessageStage.Final, outcome.AsSeen(), At, At),
                MessageProgress.At(new Dispatch(At, outcome, "instant.v1", 1), At));
        }
    }

    [Theory]
    [InlineData("fast.v1", Outcome.Blocked), InlineData("instant.v1", Outcome.Blocked)]
    [InlineData("fast.v1", Outcome.SpendLimited), InlineData("instant.v1", Outcome.SpendLimited)]
    [InlineData("fast.v1", Outcome.Expired), InlineData("instant.v1", Outcome.Expired)]
    [InlineData("fast.v1", Outcome.BlockedBefore), InlineData("instant.v1", Outcome.BlockedBefore)]
    public void A_refused_message_is_final_at_once_and_was_never_sent(string carrier, Outcome outcome) => Assert.Equal(
        new(MessageStage.Final, outcome.AsSeen(), null, At),
        MessageProgress.At(new Dispatch(At, outcome, carrier, 1), At));

    [Fact]
    public void A_dispatch_without_an_outcome_is_a_bug() => Assert.Throws<InvariantBrokenException>(
        () => MessageProgress.At(new Dispatch(At, Outcome.Pending, "fast.v1", 1), At));

    /// <summary>P-28: stages only rise, times and outcomes once seen stay, and nothing leaves a final state.</summary>
    [Fact]
    public void A_message_never_goes_back() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            ArbMap.Default.ArbFor<ulong>(),
            Gen.Elements(Ends).ToArbitrary(),
            Gen.Choose(-1_000_000, 70_000_000).ArrayOf().ToArbitrary(),
            (chance, outcome, offsets) =>
            {
                var dispatch = new Dispatch(At, outcome, "fast.v1", Hashing.Mix(chance));
                var last = MessageProgress.At(dispatch, Stamp.None);
                foreach (var offset in offsets.Order())
                {
                    var now = new Stamp(At.Ticks + offset);
                    var next = MessageProgress.At(dispatch, now);
                    Assert.True(next.Stage >= last.Stage);
                    Assert.True(last.Stage != MessageStage.Final || next == last);
                    Assert.True(last.SentAt is null || next.SentAt == last.SentAt);
                    Assert.Equal(next.Stage == MessageStage.Final, next.FinalAt is not null);
                    Assert.Equal(next.Stage == MessageStage.Final ? outcome.AsSeen() : Outcome.Pending, next.Outcome);
                    Assert.True(next.SentAt is null || (next.SentAt >= At && next.SentAt <= now));
                    last = next;
                }

                Assert.Equal(MessageStage.Final, MessageProgress.At(
                    dispatch, At.Plus(CarrierProfile.Named("fast").EndsWithin)).Stage);
            }));

    [Theory]
    [InlineData("instant.v1"), InlineData("fast.v1"), InlineData("realistic.v1")]
    public void Magic_numbers_have_delays_of_their_own_from_the_sending_on(string carrier)
    {
        for (var chance = 0UL; chance < 100; chance++)
        {
            var usual = Spans(carrier, Outcome.Delivered, Hashing.Mix(chance));
            Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), Spans(carrier, Outcome.DeliveredAtOnce, Hashing.Mix(chance)));
            Assert.Equal(
                (usual.Sent, TimeSpan.FromSeconds(30)), Spans(carrier, Outcome.DeliveredSlowly, Hashing.Mix(chance)));
            Assert.Equal(
                (usual.Sent, TimeSpan.FromSeconds(2)),
                Spans(carrier, Outcome.DeliveredAfterAnswer, Hashing.Mix(chance)));
            foreach (var other in (Outcome[])
                [Outcome.DeliveredTwice, Outcome.DeliveredInDisorder, Outcome.DeliveredAndAnswered])
            {
                Assert.Equal(usual, Spans(carrier, other, Hashing.Mix(chance)));
            }
        }
    }

    private static (TimeSpan Sent, TimeSpan Final) Spans(string carrier, Outcome outcome, ulong chance)
    {
        var end = MessageProgress.At(new Dispatch(At, outcome, carrier, chance), new(Stamp.TicksMax));
        Assert.Equal(Outcome.Delivered, end.Outcome);
        return (end.SentAt!.Value.Time - At.Time, end.FinalAt!.Value.Time - end.SentAt.Value.Time);
    }

    [Fact]
    public void Every_stage_is_seen_on_the_way()
    {
        var dispatch = new Dispatch(At, Outcome.Delivered, "fast.v1", 0x8000_8000);
        Assert.Equal(MessageStage.Sending, MessageProgress.At(dispatch, At).Stage);
        Assert.Equal(MessageStage.Sent, MessageProgress.At(dispatch, At.Plus(TimeSpan.FromMilliseconds(6))).Stage);
        Assert.Equal(MessageStage.Final, MessageProgress.At(dispatch, At.Plus(TimeSpan.FromMilliseconds(180))).Stage);
    }
}
