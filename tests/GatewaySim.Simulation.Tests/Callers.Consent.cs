using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Simulation.Tests;

/// <summary>People who text, and systems that set and read consent records.</summary>
internal sealed partial class Callers
{
    /// <summary>When nothing is under way: all is dispatched, and what can be read is what is stored.</summary>
    public void CheckEnd()
    {
        foreach (var (id, batch) in Ledger.Batches)
        {
            Property.Holds("P-27, P-28",
                batch.Outcomes.Count == batch.Recipients.Count || Ledger.BatchIntervalOf is not null,
                $"batch {id} still waits");
            CheckBatch(id, batch);
            for (var n = 0; n < batch.Recipients.Count; n++)
            {
                var message = Gateway.Read.FindMessage(MessageId.At(id.Shard, id.Sequence, n));
                Property.Holds("P-28",
                    message is not null && message.Dispatch?.Outcome == batch.OutcomeOf(n)
                        && message.To.Key == batch.Recipients[n],
                    $"message {n} of batch {id} is shown as {message}");
            }
        }

        CheckNetwork(Telnyx[^1]);
        CheckPages();
    }

    private async Task HearAsync()
    {
        var text = NewText();
        var (_, scope) = Gateway.ScopeOf(text.Provider, text.To);
        var isTollFree = text.To.Key == Telnyx[^1].Value;
        if (scope is null || (isTollFree && IsTollFreeOnItsWay))
        {
            return;
        }

        _sent.Add(text);
        await TellAsync(text, scope).ConfigureAwait(false);
    }

    /// <summary>A person's text: a caller's, or what a phone says by itself.</summary>
    /// <returns>What was answered.</returns>
    public Task<Verdict> TellAsync(InboundText text) =>
        TellAsync(text, Gateway.ScopeOf(text.Provider, text.To).Scope!);

    private async Task<Verdict> TellAsync(InboundText text, Scope scope)
    {
        var isTollFree = text.To.Key == Telnyx[^1].Value;
        _tollFreeTexts += isTollFree ? 1 : 0;
        var name = $"t{++_requests}";
        simulation.Note($"{name}: {text.From} to {text.To}: '{text.Text}' ({text.ExternalId})");
        if (text.ExternalId is { } known)
        {
            Ledger.Posted(known, _requests);
        }

        var (operation, _) = text.IsAutoReply ? default : Vocabulary.MeaningOf(text.Text);
        var change = operation is Operation.Stop or Operation.Start
            ? simulation.Told.Begin(
                [(scope.Text, text.From.Value)],
                operation == Operation.Stop ? ConsentStatus.OptOut : ConsentStatus.OptIn)
            : null;
        var reply = await Gateway.HearAsync(text, CancellationToken.None).ConfigureAwait(false);
        simulation.Note($"{name}: {reply}");
        _tollFreeTexts -= isTollFree ? 1 : 0;
        if (change is not null)
        {
            // A START at Telnyx lifts only the block of its own number, so nothing is certain about the profile.
            var says = reply.Verdict == Verdict.Accepted
                && (operation == Operation.Stop || scope.Kind == ScopeKind.Sender);
            End(change, reply.Verdict, says, scope);
        }

        CheckHeard(name, text, scope, reply);
        return reply.Verdict;
    }

    private InboundText NewText()
    {
        if (_sent.Count > 0 && random.Next(6) == 0)
        {
            return _sent[random.Next(Math.Max(0, _sent.Count - 6), _sent.Count)];
        }

        var isEcho = random.Next(20) == 0;
        return new(
            Pick(People), Pick(random.Next(2) == 0 ? RingCentral : Telnyx),
            isEcho ? Vocabulary.Echo : Pick(Vocabulary.Texts).Text,
            ExternalId: random.Next(5) == 0 ? null : $"x{_requests}", IsAutoReply: isEcho);
    }

    private void CheckHeard(string name, InboundText text, Scope scope, HearReply reply)
    {
        switch (reply.Verdict)
        {
            case Verdict.Accepted:
                Property.Holds("P-5", Ledger.Find(reply.Id) is { Event: InboundReceived e } && e.Text == text.Text,
                    $"{name} was acknowledged and is not durable");
                var after = Ledger.CausedBy(reply.Id).Select(f => f.Event).ToList();
                Property.Holds("P-5, P-9", after.Count(e => e is ReplySent) == reply.Replies
                    && after.Exists(e => e is RecipientOptedOut or RecipientOptedIn) == reply.ConsentChanged,
                    $"{name} was answered {reply}, stored is {string.Join(' ', after)}");
                CheckConsents(scope, text.From);
                break;
            case Verdict.Unchanged:
                Property.Holds("P-6", Ledger.FindHeard(scope, text.ExternalId!) == reply.Id,
                    $"{name} was taken for a repeat of {reply.Id}, which is another text or not durable");
                break;
            default:
                CheckRefusal(name, reply.Verdict);
                break;
        }
    }

    private async Task SetAsync()
    {
        var records = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new SetConsent(
            random.Next(3) == 0 ? null : Pick(RingCentral), Pick(People),
            random.Next(2) == 0 ? ConsentStatus.OptOut : ConsentStatus.OptIn, ConsentSource.Api)).ToList();
        var name = $"p{++_requests}";
        var fate = Meet(name, Provider.RingCentral);
        if (fate.IsRefused)
        {
            return;
        }

        var wanted = records.Select(r => $"{r.From?.ToString() ?? "*"} {r.To} {r.Status}");
        simulation.Note($"{name}: {string.Join(", ", wanted)}");
        var changes = records.Select(r => simulation.Told.Begin(KeysOf(r), r.Status)).ToList();
        var replies = await Gateway.SetConsentsAsync(DemoAccount.Id, records, CancellationToken.None)
            .ConfigureAwait(false);
        simulation.Note($"{name}: {string.Join(", ", replies)}");
        for (var n = 0; n < records.Count; n++)
        {
            if (!fate.IsLost)
            {
                CheckSet(name, records[n], replies[n]);
            }

            // The last record of a recipient in the array is the one that stands (R10).
            var isLast = !fate.IsLost && !records.Skip(n + 1).Any(r => r.To == records[n].To);
            End(changes[n], replies[n].Verdict, isLast && replies[n].Verdict is Verdict.Accepted or Verdict.Unchanged,
                ScopeOf(records[n]));
        }
    }

    private static List<(string Scope, ulong Recipient)> KeysOf(SetConsent record) =>
        [.. RingCentral.Where(n => record.From is null || record.From == Address.Of(n))
            .Select(n => (Scope.OfSender(DemoAccount.Id, n).Text, record.To.Value))];

    private static Scope ScopeOf(SetConsent record) => record.From is { } from
        ? Scope.OfSender(DemoAccount.Id, from)
        : Scope.OfAccount(DemoAccount.Id);

    private void CheckSet(string name, SetConsent record, ConsentReply reply)
    {
        if (reply.Verdict is not (Verdict.Accepted or Verdict.Unchanged))
        {
            CheckRefusal(name, reply.Verdict);
            return;
        }

        var scope = ScopeOf(record);
        if (record.From is null)
        {
            var seen = Gateway.Context.Wildcards.LastSequence;
            var published = Gateway.Context.Wildcards.Find(DemoAccount.Id, record.To.Value);
            Property.Holds("P-21", published.At >= reply.At, $"{name} was acknowledged and is not published");
            var durable = Ledger.WildcardOf(record.To.Value, seen);
            Property.Holds("P-5, P-21", durable == new Mark(published.At, published.Status),
                $"{name}: published is {published}, which is not what is durable");
        }
        else
        {
            Property.Holds("P-5", Ledger.HadPair(scope, record.To.Value, new(reply.At, record.Status)),
                $"{name} was acknowledged and is not durable");
        }

        CheckConsents(scope, record.To);
    }

    /// <summary>What can be read is what is stored, at any time.</summary>
    private void CheckConsents(Scope scope, PhoneNumber to)
    {
        if (scope.Kind == ScopeKind.Profile)
        {
            var rows = Gateway.Read.ListConsents(Query(Provider.Telnyx) with { Profile = scope.Profile, To = [to] });
            Property.Holds("P-20", Ledger.WasBlocked(scope, to.Value, rows.Count > 0, Ledger.Now),
                $"{scope} lists {rows.Count} blocks of {to}");
            return;
        }

        var isWildcard = scope.Kind == ScopeKind.Account;
        var row = Gateway.Read.ListConsents(Query(Provider.RingCentral) with
        {
            Wildcards = isWildcard, From = isWildcard ? [] : [scope.Sender], To = [to],
        }).SingleOrDefault();
        var expected = isWildcard ? Ledger.WildcardOf(to.Value, long.MaxValue) : Ledger.PairOf(scope, to.Value);
        Property.Holds("P-20", expected == (row is null ? default : new Mark(row.ModifiedAt, row.Status)),
            $"{scope} shows {row} for {to}, stored is {expected}");
    }

    private Task ReadAsync()
    {
        CheckConsents(Scope.OfSender(DemoAccount.Id, Pick(RingCentral)), Pick(People));
        CheckConsents(Scope.OfAccount(DemoAccount.Id), Pick(People));
        CheckConsents(Scope.OfProfile(DemoAccount.Id, Pick(_profiles)), Pick(People));
        if (Ledger.Batches.Count > 0)
        {
            var (id, batch) = Ledger.Batches.ElementAt(random.Next(Ledger.Batches.Count));
            CheckBatch(id, batch);
        }

        return Task.CompletedTask;
    }

    /// <summary>Walking the pages shows every RingCentral message once.</summary>
    private void CheckPages()
    {
        var found = new HashSet<MessageId>();
        (Stamp, MessageId)? after = null;
        while (Gateway.Read.ListMessages(new(
            DemoAccount.Id, null, Direction.Outbound, null, null, [], after, 7)) is [.., var last] page)
        {
            foreach (var message in page.Where(m => !m.IsAutoReply))
            {
                Property.Holds("P-35", found.Add(message.Id), $"{message.Id} is on two pages");
            }

            after = (last.AcceptedAt, last.Id);
        }

        var all = Ledger.Batches.Values.Sum(b => b.Recipients.Count);
        Property.Holds("P-35", found.Count == all, $"{all - found.Count} messages are on no page");
    }

    private void End(Told.Change change, Verdict verdict, bool isCertain, Scope scope)
    {
        if (verdict != Verdict.Unknown)
        {
            simulation.Told.End(change, isCertain);
            return;
        }

        var shard = Gateway.Shards[Gateway.Context.ShardOf(scope)];
        var restarts = shard.Restarts;
        simulation.Told.EndLater(change, () => shard.IsReady && shard.Restarts > restarts);
    }

    private static ConsentQuery Query(Provider provider) =>
        new(provider, DemoAccount.Id, null, null, [], [], null, null, null, null, 0, 1000);
}
