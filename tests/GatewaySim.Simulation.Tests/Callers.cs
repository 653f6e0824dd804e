using System.Text;
using GatewaySim.Actors;
using GatewaySim.Actors.Asks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Simulation.Tests;

/// <summary>Everybody outside: senders, people, the customer's systems. They check each answer they get.</summary>
internal sealed partial class Callers(Simulation simulation, Random random)
{
    /// <summary>The last one belongs to nobody, and is claimed by its first use.</summary>
    private static readonly PhoneNumber[] RingCentral =
        [new(16505550100), new(16505550101), new(18335550100), new(14155550123)];

    /// <summary>The first two begin on the sticky profile and on the limited one.</summary>
    private static readonly PhoneNumber[] Telnyx =
        [new(13125550102), new(13125550103), new(13125550100), new(13125550101), new(18445550100)];

    private static readonly PhoneNumber[] People =
        [new(15552000001), new(15552000002), new(15552000003), new(447700900001)];

    private readonly List<Guid> _profiles = [];
    private readonly List<InboundText> _sent = [];
    private int _requests;
    private int _tollFreeTexts;
    private bool _isTollFreeMoving;

    private Gateway Gateway => simulation.Gateway;

    private Ledger Ledger => simulation.Ledger;

    /// <summary>The demo account, and two profiles to move numbers between: a sticky pool, one with a limit.</summary>
    public async Task SetUpAsync()
    {
        await DemoData.EnsureAsync(Gateway, CancellationToken.None).ConfigureAwait(false);
        _profiles.Add(Gateway.Directory.ListProfiles(DemoAccount.Id)[0].Id);
        foreach (var settings in (ProfileSettings[])[
            new("sticky", ["*"]) { NumberPool = new(1, 2, SkipUnhealthy: true, StickySender: true) },
            new("limited", ["*"]) { NumberPool = new(1, 1, false), DailySpendLimit = 0.02m, IsSpendLimited = true }])
        {
            var reply = await Gateway.CreateProfileAsync(new(DemoAccount.Id, settings), CancellationToken.None)
                .ConfigureAwait(false);
            _profiles.Add(reply.Profile!.Id);
            await Gateway.AssignNumberAsync(
                new(DemoAccount.Id, Provider.Telnyx, Telnyx[_profiles.Count - 2], reply.Profile.Id),
                CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Somebody does something.</summary>
    public void Act()
    {
        simulation.Follow(random.Next(100) switch
        {
            < 25 => SubmitAsync(),
            < 40 => SendAsync(),
            < 70 => HearAsync(),
            < 85 => SetAsync(),
            < 90 => MoveAsync(),
            < 96 => ExplainAsync(),
            _ => ReadAsync(),
        });
    }

    public void Crash()
    {
        (_tollFreeTexts, _isTollFreeMoving) = (0, false);
        _held.Clear();
    }

    /// <summary>Whether the toll-free number moves, or a move that ended unknown is stored and not published.</summary>
    /// <remarks>
    /// Nobody texts it meanwhile: a network block that is made while the number moves can stay behind in the old
    /// profile. A known gap of P-36; it closes when network blocks belong to the number instead of the profile.
    /// </remarks>
    private bool IsTollFreeOnItsWay => _isTollFreeMoving
        || Gateway.Directory.FindNumber(Provider.Telnyx, Telnyx[^1])?.Profile
            != Ledger.Numbers.GetValueOrDefault((Provider.Telnyx, Address.Of(Telnyx[^1])));

    private T Pick<T>(IReadOnlyList<T> some) => some[random.Next(some.Count)];

    private async Task SubmitAsync()
    {
        var from = Pick(RingCentral);
        var recipients = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pick(People).Value).ToArray();
        var name = $"b{++_requests}";
        simulation.Note($"{name}: {from} writes to {string.Join(' ', recipients)}");
        var fate = Meet(name, Provider.RingCentral);
        if (fate.IsRefused)
        {
            return;
        }

        var text = Encoding.UTF8.GetBytes(name);
        var rejected = random.Next(3);
        var reply = await Gateway.SubmitBatchAsync(
            new() { Account = DemoAccount.Id, From = from, Text = text, Recipients = recipients, Rejected = rejected },
            CancellationToken.None).ConfigureAwait(false);
        simulation.Note($"{name}: {reply}");

        // The buffers are ours again, and whoever still reads them reads nonsense.
        Array.Fill(text, (byte)'?');
        var sent = recipients.ToArray();
        Array.Fill(recipients, 1UL);
        if (reply.Verdict != Verdict.Accepted)
        {
            CheckRefusal(name, reply.Verdict);
        }
        else
        {
            Answered(fate, reply.Id, () => CheckSubmitted(name, reply, sent, rejected));
        }
    }

    private void CheckSubmitted(string name, BatchReply reply, ulong[] sent, int rejected)
    {
        Property.Holds("P-5", Ledger.Find(reply.Id) is { Event: BatchAccepted } fact && fact.At == reply.At,
            $"{name} was acknowledged and is not durable");
        var batch = Ledger.Batches[reply.Id];
        Property.Holds("P-27", batch.Recipients.SequenceEqual(sent) && batch.Rejected == rejected,
            $"{name} was stored as another batch");
        CheckBatch(reply.Id, batch);
    }

    private void CheckBatch(MessageId id, Ledger.Batch batch)
    {
        var record = Gateway.Read.FindBatch(id);
        var blocked = batch.Outcomes.Count(o => o == Outcome.Blocked);
        Property.Holds("P-20, P-27", record is not null && record.Size == batch.Recipients.Count
            && record.Processed == batch.Outcomes.Count && record.Blocked == blocked,
            $"batch {id} is shown as {record}");
    }

    private async Task SendAsync()
    {
        // One in three comes from a pool, whichever numbers are on it now.
        var pool = random.Next(3) == 0 ? Pick(_profiles) : (Guid?)null;
        var from = pool is null ? Pick(Telnyx) : default(Address);
        var to = Pick(People);
        var name = $"m{++_requests}";
        var since = Ledger.Now;
        simulation.Note($"{name}: {from}{pool} writes to {to}");
        var fate = Meet(name, Provider.Telnyx);
        if (fate.IsRefused)
        {
            return;
        }

        var reply = await Gateway.SendAsync(
            new(DemoAccount.Id, from, to, name, pool, MessageOptions.None)
            {
                // One in four waits; the front door's five minutes are not the owner's business.
                SendAt = random.Next(4) > 0 ? Stamp.None : Gateway.Now.Plus(TimeSpan.FromSeconds(random.Next(1, 600))),
            },
            CancellationToken.None).ConfigureAwait(false);
        simulation.Note($"{name}: {reply}");
        if (reply.Verdict == Verdict.Accepted)
        {
            Answered(fate, reply.Id, () => CheckSent(name, reply, from, to, pool));
        }
        else if (!fate.IsLost)
        {
            CheckRefused(name, reply, to, pool, since);
        }
    }

    private void CheckSent(string name, SendReply reply, Address from, PhoneNumber to, Guid? pool)
    {
        Property.Holds("P-5",
            Ledger.Find(reply.Id)?.Event is MessageAccepted e && e.Text == name
                || Ledger.Find(reply.Id)?.Event is WaitingMessage s && s.Text == name,
            $"{name} was acknowledged and is not durable");
        var sent = Gateway.Read.FindMessage(reply.Id);
        Property.Holds("P-20", sent?.Text == name, $"{name} cannot be read");
        Property.Holds("P-38", sent!.From == (pool is null ? from : reply.Chosen),
            $"{name} went out from {sent.From}, told was {reply.Chosen}");
        Property.Holds("P-38", pool != _profiles[1] || Ledger.HadKept(sent.Scope, to, reply.Chosen),
            $"{name} went out from {reply.Chosen}, and {to} was never given it");
    }

    private void CheckRefused(string name, SendReply reply, PhoneNumber to, Guid? pool, long since)
    {
        if (reply.Verdict == Verdict.SpendLimited)
        {
            Property.Holds("P-37", Ledger.HasLimit(reply.Profile), $"{name} met a limit that {reply.Profile} has not");
        }
        else if (reply.Verdict == Verdict.NoSender)
        {
            Property.Holds("P-38", pool is not null, $"{name} named its sender and has none");
        }
        else if (reply.Verdict == Verdict.Blocked)
        {
            var scope = Scope.OfProfile(DemoAccount.Id, reply.Profile);
            Property.Holds("P-3", Ledger.WasBlocked(scope, to.Value, true, since),
                $"{name} was refused, but no durable STOP stood at any time");
        }
        else
        {
            CheckRefusal(name, reply.Verdict);
        }
    }

    /// <summary>A refusal that says nothing about the state is fine, as long as it is one that can be.</summary>
    private static void CheckRefusal(string name, Verdict verdict) => Property.Holds(
        "only refusals that the faults explain", verdict is Verdict.Overloaded or Verdict.Unknown,
        $"{name} got {verdict}");

    private async Task MoveAsync()
    {
        var number = Pick(Telnyx);
        var isTollFree = SenderTypes.Of(number) == SenderType.TollFree;

        // A phone's answer that is said again, as nobody knows whether it was heard, counts once for its profile only.
        if (simulation.Outside is not null || (isTollFree && (_tollFreeTexts > 0 || IsTollFreeOnItsWay)))
        {
            return;
        }

        _isTollFreeMoving |= isTollFree;
        var profile = Pick(_profiles);
        simulation.Note($"{number} moves to {profile}");
        var reply = await Gateway.AssignNumberAsync(
            new(DemoAccount.Id, Provider.Telnyx, number, profile), CancellationToken.None).ConfigureAwait(false);
        simulation.Note($"{number} moves to {profile}: {reply.Verdict}");
        _isTollFreeMoving &= !isTollFree;
        if (reply.Verdict is Verdict.Accepted or Verdict.Unchanged)
        {
            Property.Holds("P-5", Ledger.Find(reply.Number!.Id) is not null, $"the move of {number} is not durable");
            CheckNetwork(number);
        }
        else
        {
            CheckRefusal($"moving {number}", reply.Verdict);
        }
    }

    /// <summary>Wherever a toll-free number is, its network blocks are there too.</summary>
    private void CheckNetwork(PhoneNumber number)
    {
        if (SenderTypes.Of(number) != SenderType.TollFree || _tollFreeTexts > 0 || IsTollFreeOnItsWay
            || Ledger.Numbers[(Provider.Telnyx, number)] is not { } profile)
        {
            return;
        }

        var truth = Ledger.NetworkTruth.Where(n => n.Number == number.Value).Select(n => n.Handset).Order();
        var held = Ledger.NetworkOf(Scope.OfProfile(DemoAccount.Id, profile), number);
        Property.Holds("P-36", truth.SequenceEqual(held),
            $"{number} is blocked for {string.Join(' ', held)}; by its texts it is for {string.Join(' ', truth)}");
    }

    private async Task ExplainAsync()
    {
        var from = Pick(random.Next(2) == 0 ? RingCentral : Telnyx);
        var to = Pick(People).Value;
        if (Gateway.ScopeOf(Provider.None, from).Scope is not { } scope)
        {
            return;
        }

        var since = Ledger.Now;
        var found = await Gateway.PostAsync(new ExplainAsk(scope, from, new(to))).ConfigureAwait(false);
        if (found.Verdict == Verdict.Accepted && scope.Kind == ScopeKind.Sender)
        {
            Property.Holds("P-5", Ledger.HadPair(scope, to, new(found.Pair.At, found.Pair.Status)),
                $"{scope} shows a record of {to} that is not durable");
        }
        else if (found.Verdict == Verdict.Accepted)
        {
            Property.Holds("P-5, P-20", Ledger.WasBlocked(scope, to, found.IsBlocked, since),
                $"{scope} says blocked={found.IsBlocked} for {to}, which was never so");
        }
    }
}
