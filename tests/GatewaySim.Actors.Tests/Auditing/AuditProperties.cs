using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal;
using GatewaySim.Journal.Auditing;
using GatewaySim.Journal.Memory;
using GatewaySim.Testing;
using Outcome = GatewaySim.Domain.Messages.Outcome;

namespace GatewaySim.Actors.Tests.Auditing;

/// <summary>
/// Goal: the audit counts what happened, whatever happened, and finds what must never happen.
/// Method: random histories, lived through by the real gateway and told to a plain model; then the same histories with
/// one message behind their end that no gateway would have sent, written straight into the journal.
/// </summary>
public sealed class AuditProperties
{
    private const int HistoriesMax = 150;

    private static readonly string[] Numbers =
        ["+16505550100", "+16505550101", "+13125550100", "+13125550101"];

    private static readonly string[] People = [.. AuditModel.Zones.Keys];

    private static readonly Gen<Act> Any = Gen.Frequency(
        (4, from number in Gen.Elements(Numbers)
            from people in Gen.Elements(People).NonEmptyListOf()
            select new Act(ActKind.Send, number, [.. people])),
        (5, from number in Gen.Elements(Numbers)
            from person in Gen.Elements(People)
            from text in Gen.Elements(AuditModel.Texts.Select(t => t.Text).ToArray())
            select new Act(ActKind.Text, number, [person], text)),
        (1, from number in Gen.Elements(Numbers.Where(n => !AuditModel.IsTelnyx(n)).ToArray())
            from person in Gen.Elements(People)
            from isOut in Gen.Elements(true, false)
            select new Act(ActKind.Set, number, [person], isOut ? "OUT" : "IN")),
        (3, from minutes in Gen.Choose(1, 60 * 15)
            select new Act(ActKind.Wait, "", [], Minutes: minutes)));

    [Fact]
    public void The_counts_are_those_of_a_simple_model() => Check(Any.ListOf(), async acts =>
    {
        using var journal = new MemoryJournal(new JournalInfo(3, 1));
        var model = await LiveAsync(journal, acts);
        Assert.Equal(model.Told(), AuditModel.Told(ComplianceAudit.Run(journal)));
    });

    [Fact]
    public void A_message_after_an_opt_out_is_found_whatever_else_happened() => Check(
        from acts in Any.ListOf()
        from number in Gen.Elements(Numbers)
        from person in Gen.Elements(People)
        select new List<Act>([.. acts, new(ActKind.Text, number, [person], "STOP")]),
        async acts =>
        {
            using var journal = new MemoryJournal(new JournalInfo(3, 1));
            await LiveAsync(journal, acts);
            var before = ComplianceAudit.Run(journal);
            Assert.Equal((0, 0), (before.Violations, before.ViolationExamples.Count));
            var last = acts[^1];
            Break(journal, last.Number, PhoneNumber.Parse(last.People[0]));
            var after = ComplianceAudit.Run(journal);
            Assert.Equal((1, before.Sent + 1), (after.Violations, after.Sent));
            Assert.Contains(
                after.ViolationExamples, e => e.Contains(last.People[0], StringComparison.Ordinal)
                    && e.Contains("P-1", StringComparison.Ordinal));
        });

    private static void Check(Gen<List<Act>> histories, Func<List<Act>, Task> holds) =>
        Prop.ForAll(histories.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(HistoriesMax));

    /// <summary>Lets a history happen, and tells the model.</summary>
    private static async Task<AuditModel> LiveAsync(MemoryJournal journal, List<Act> acts)
    {
        var model = new AuditModel();
        var time = new SteppedTime(new DateTimeOffset(2030, 3, 9, 12, 0, 0, TimeSpan.Zero));
        using var gateway = await TestGateway.StartAsync(
            gateway: new() { Carrier = "fast" }, time: time, journal: journal);
        foreach (var act in acts)
        {
            switch (act.Kind)
            {
                case ActKind.Send:
                    await SendAsync(gateway, model, act, time.GetUtcNow());
                    break;
                case ActKind.Text:
                    model.Hear(act.Number, act.People[0], act.Text);
                    await gateway.TextAsync(act.People[0], act.Number, act.Text);
                    break;
                case ActKind.Set:
                    model.Set(act.Number, act.People[0], act.Text == "OUT");
                    await gateway.SetConsentAsync(
                        act.Number, act.People[0], act.Text == "OUT" ? ConsentStatus.OptOut : ConsentStatus.OptIn);
                    break;
                case ActKind.Wait:
                    time.Advance(TimeSpan.FromMinutes(act.Minutes));
                    break;
            }
        }

        return model;
    }

    private static async Task SendAsync(TestGateway gateway, AuditModel model, Act act, DateTimeOffset at)
    {
        foreach (var person in act.People)
        {
            model.Send(act.Number, person, at);
            if (AuditModel.IsTelnyx(act.Number))
            {
                var reply = await gateway.SendAsync(act.Number, person, "Sale");
                Assert.Equal(
                    model.IsOut(act.Number, person) ? Verdict.Blocked : Verdict.Accepted, reply.Verdict);
            }
        }

        if (!AuditModel.IsTelnyx(act.Number))
        {
            await gateway.BatchAsync(act.Number, "Sale", [.. act.People]);
        }
    }

    /// <summary>Writes a message that a broken owner would have sent.</summary>
    private static void Break(MemoryJournal journal, string number, PhoneNumber person)
    {
        var from = Address.Parse(number);
        var scope = AuditModel.IsTelnyx(number)
            ? ScopeOfProfile(journal, from)
            : Scope.OfSender(DemoAccount.Id, from);
        var shard = scope.ShardOf(journal.Info.Shards);
        var head = journal.HeadOf(shard);
        var turn = new OwnTurn();
        turn.Reset(shard, head);
        var at = head.At.Plus(TimeSpan.FromMinutes(1));
        if (AuditModel.IsTelnyx(number))
        {
            turn.Add(head, at, scope, new MessageAccepted(
                from, person, "More", MessageOptions.None, 0, Outcome.Delivered, "instant.v1", 0));
        }
        else
        {
            var batch = turn.Add(head, at, scope, new BatchAccepted(
                from, Encoding.UTF8.GetBytes("More"), 1, 0, 0, new(new(new[] { person.Value }), default, default)));
            turn.Add(head, at.Plus(new(1)), scope, new BatchDispatched(
                batch.Sequence, at, batch.Sequence, 0, new[] { (byte)Outcome.Delivered }, 0, 1, "instant.v1", 0, 0, 0));
        }

        journal.Submit(turn);
        Assert.Null(turn.Error);
    }

    private static Scope ScopeOfProfile(MemoryJournal journal, Address number)
    {
        Scope? found = null;
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                found = stored.Decode() is RecipientOptedOut e && e.Origin == number ? stored.Scope : found;
                return true;
            });
        }

        return found!;
    }

    private enum ActKind
    {
        Send,
        Text,
        Set,
        Wait,
    }

    private sealed record Act(
        ActKind Kind, string Number, IReadOnlyList<string> People, string Text = "", int Minutes = 0)
    {
        public override string ToString() => $"{Kind} {Number} {string.Join(' ', People)} {Text} {Minutes}";
    }

    private sealed class OwnTurn : Append
    {
        public JournalException? Error { get; private set; }

        public override void Complete(JournalException? error) => Error = error;
    }
}
