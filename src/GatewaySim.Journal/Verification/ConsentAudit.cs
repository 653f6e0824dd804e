using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Verification;

/// <summary>
/// Proves from the events alone that nobody was texted while opted out, and nobody refused who was not.
/// </summary>
/// <remarks>
/// <para>
/// Goes through the streams with a small model of its own, which shares no rule with the deciders: a pair is out while
/// the newest of its record and the account-wide one says so, a tie is out; a Telnyx recipient is out while a number of
/// the profile has its STOP. Give it the events of one shard after the other, each in order.
/// </para>
/// <para>
/// Account-wide records lie in the account's own stream. A dispatch says which of them it had seen at least; records
/// that were set between that one and the dispatch may or may not have been seen, so a message is a violation when it
/// is
/// wrong in every one of those views, and never otherwise.
/// </para>
/// <para>Memory: some 50 bytes per opted-out pair of one shard, and at most 64 MiB for batches that wait.</para>
/// </remarks>
public sealed partial class ConsentAudit(
    IJournal journal, FindingList findings, ConfirmationRule ringCentral, CancellationToken cancel = default)
{
    private const int ViolationsNamedMax = 3;

    private readonly Dictionary<int, WildcardHistory> _wildcards = [];
    private readonly Dictionary<Scope, ScopeLedger> _ledgers = [];
    private readonly ulong[] _recipients = new ulong[MessageId.IndexesMax];
    private readonly long[] _histogram = new long[256];
    private BatchLedger? _batches;
    private TextLedger? _texts;
    private ScopeLedger? _last;
    private int _shard;

    public AuditTotals Totals { get; } = new();

    /// <summary>Entries of what it keeps: of the shard that is read, and all account-wide records.</summary>
    public long Remembered => _wildcards.Values.Sum(w => w.Count) + _ledgers.Values.Sum(l => l.Count);

    /// <summary>
    /// Audits a whole journal. Events that do not decode are left out; finding them is the verifier's work.
    /// </summary>
    public static (AuditTotals Totals, FindingList Findings) Run(
        IJournal journal, ConfirmationRule ringCentral = ConfirmationRule.AtMostOne)
    {
        var findings = new FindingList();
        var audit = new ConsentAudit(journal, findings, ringCentral);
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            audit.Begin(shard);
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                audit.Observe(stored.Sequence, stored.At, stored.Scope, stored.Decode());
                return true;
            });
            audit.End();
        }

        return (audit.Totals, findings);
    }

    /// <summary>Begins a shard's stream.</summary>
    public void Begin(int shard)
    {
        _shard = shard;
        _ledgers.Clear();
        _last = null;
        _batches = new(journal, shard, findings);
        _texts = new(shard, ringCentral, Totals, findings);
    }

    /// <summary>Ends a shard's stream.</summary>
    public void End()
    {
        _texts!.End();
        Totals.Waiting += _batches!.End() + _ledgers.Values.Sum(l => (long)l.Scheduled.Count);
    }

    public void Observe(long sequence, Stamp at, Scope scope, GatewayEvent @event)
    {
        var ledger = LedgerOf(scope);
        switch (@event)
        {
            case BatchAccepted e:
                Accepted(ledger, sequence, e);
                break;
            case BatchContinued e:
                _batches!.Continued(sequence, e);
                break;
            case BatchDispatched e:
                Dispatched(ledger, sequence, at, e);
                break;
            case MessageAccepted e:
                Accepted(ledger, sequence, e);
                break;
            case WaitingMessage e:
                ledger.Scheduled.Add(sequence, (e.From, e.To));
                Require(!ledger.IsStopped(e.To.Key), FindingKind.Consent, sequence,
                    $"a message to {e.To} was taken to wait from {e.From} while a STOP stood on the profile (P-1)");
                break;
            case MessageDispatched e:
                Dispatched(ledger, sequence, e);
                break;
            case MessageCancelled e:
                Require(ledger.Scheduled.Remove(e.Message), FindingKind.Count, sequence,
                    $"message {e.Message} was cancelled and did not wait");
                break;
            case GroupAccepted e:
                for (var n = 0; n < e.To.Count; n++)
                {
                    Sent(ledger, sequence, e.From, e.To[n], e.FirstOrdinal + n, (Outcome)e.Outcomes.Span[n]);
                }

                break;
            case InboundReceived e:
                _texts!.Heard(sequence, scope, e);
                break;
            case ReplySent e:
                _texts!.Replied(sequence, scope, e);
                Require(e.Ordinal == ledger.ReplyOrdinal, FindingKind.Count, sequence,
                    "a reply's ordinal is out of turn");
                ledger.ReplyOrdinal = e.Ordinal + 1;
                break;
            case RecipientOptedOut e:
                OptedOut(ledger, sequence, at, e);
                break;
            case RecipientOptedIn e:
                OptedIn(ledger, sequence, at, e);
                break;
            case ProfileRulesDropped:
                ledger.Origins.Clear();
                break;
            case WildcardSet:
                Totals.Wildcards++;
                break;
            case NetworkBlocked e:
                ledger.NetworkBlocks.Add((e.Number.Value, e.Handset.Value));
                _texts!.NetworkChanged(sequence, scope, e.Handset, e.Number, e.CausedBy);
                break;
            case NetworkUnblocked e:
                ledger.NetworkBlocks.Remove((e.Number.Value, e.Handset.Value));
                _texts!.NetworkChanged(sequence, scope, e.Handset, e.Number, e.CausedBy);
                break;
            case NetworkBlocksAdopted e:
                ledger.NetworkBlocks.RemoveWhere(b => b.Number == e.Number.Value);
                ledger.NetworkBlocks.UnionWith(e.Handsets.Select(h => (e.Number.Value, h.Value)));
                break;
        }
    }

    private void Accepted(ScopeLedger ledger, long sequence, BatchAccepted e)
    {
        Totals.Batches++;
        Totals.BatchMessages += e.Size;
        Totals.Rejected += e.Rejected;
        var ordinal = ledger.Ordinals.GetValueOrDefault(ledger.Scope.Sender);
        Require(e.FirstOrdinal == ordinal, FindingKind.Count, sequence, "a batch's ordinal is out of turn (P-24)");
        ledger.Ordinals[ledger.Scope.Sender] = e.FirstOrdinal + e.Size;
        _batches!.Accepted(sequence, e);
    }

    private void Dispatched(ScopeLedger ledger, long sequence, Stamp at, BatchDispatched e)
    {
        Array.Clear(_histogram);
        foreach (var outcome in e.Outcomes.Span)
        {
            _histogram[outcome]++;
        }

        var blocked = _histogram[(int)Outcome.Blocked] + _histogram[(int)Outcome.BlockedBefore];
        Require(e.Blocked == blocked, FindingKind.Count, sequence, $"{blocked} messages are blocked, not {e.Blocked}");
        for (var outcome = Outcome.Delivered; (int)outcome < Outcomes.Count; outcome++)
        {
            Totals.Add(outcome, _histogram[(int)outcome]);
        }

        var known = _histogram.AsSpan((int)Outcome.Delivered, Outcomes.Count - 1);
        long sum = 0;
        foreach (var count in known)
        {
            sum += count;
        }

        Require(sum == e.Outcomes.Length, FindingKind.Count, sequence,
            "a dispatched message has no final outcome (P-28)");
        var wildcards = WildcardsOf(ledger.Scope.Account);
        CheckView(ledger, wildcards, sequence, at, e.WildcardsSeen);
        if (_batches!.Find(sequence, e) is not { } chunk)
        {
            return;
        }

        if (blocked > 0 || ledger.Pairs.Count > 0 || ledger.NetworkBlocks.Count > 0 || !wildcards.IsEmpty)
        {
            chunk.Recipients.CopyTo(e.First, _recipients.AsSpan(0, e.Outcomes.Length));
            CheckConsent(ledger, wildcards, sequence, at, e);
        }

        _batches.Dispatched(chunk, e.Outcomes.Length);
    }

    /// <summary>The view that a dispatch names must exist, lie before it, and never go back (P-21).</summary>
    private void CheckView(ScopeLedger ledger, WildcardHistory wildcards, long sequence, Stamp at, long seen)
    {
        Require(seen == 0 || wildcards.StampOf(seen) is { } set && set < at, FindingKind.Consent, sequence,
            $"a dispatch counted the account-wide record {seen}, which was not there");
        Require(seen >= ledger.WildcardsSeen, FindingKind.Consent, sequence,
            $"a dispatch counted account-wide records up to {seen}"
            + $", an earlier one up to {ledger.WildcardsSeen} (P-21)");
        ledger.WildcardsSeen = Math.Max(ledger.WildcardsSeen, seen);
    }

    private void CheckConsent(ScopeLedger ledger, WildcardHistory wildcards, long sequence, Stamp at, BatchDispatched e)
    {
        var outcomes = e.Outcomes.Span;
        var sender = ledger.Scope.Sender;
        var hasWildcards = !wildcards.IsEmpty;
        var named = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var recipient = _recipients[i];
            var pair = ledger.Pairs.GetValueOrDefault(recipient);
            var (mayBeOut, mayBeIn) = hasWildcards
                ? Judge(pair, wildcards.Of(recipient), e.WildcardsSeen, at)
                : ((pair & 1) == 1, (pair & 1) == 0);
            var outcome = (Outcome)outcomes[i];
            var what = outcome == Outcome.Blocked
                ? mayBeOut ? null : "was refused as opted out and had not opted out (P-3)"
                : !mayBeIn ? "was handed to the carrier while opted out (P-1, P-2)"
                : outcome.IsHandedOver() && outcome != Outcome.CarrierOptOut
                    && ledger.NetworkBlocks.Contains((sender.Key, recipient))
                    ? "was let through by the network that blocks it (P-36)"
                    : null;
            if (what is not null)
            {
                Totals.Violations += outcome.IsHandedOver() ? 1 : 0;

                // One broken rule breaks a whole batch; naming each message would hide all else.
                findings.Add(FindingKind.Consent, _shard, sequence, named++ < ViolationsNamedMax
                    ? $"message {e.First + i} of chunk {e.Chunk}, from {sender} to +{recipient}, {what}"
                    : "another message of the same dispatch");
            }
        }
    }

    /// <summary>Whether a pair may have been out, and in, in one of the views that the dispatch can have had.</summary>
    private static (bool MayBeOut, bool MayBeIn) Judge(
        long pair, IReadOnlyList<WildcardChange> changes, long seen, Stamp at)
    {
        var base0 = default(WildcardChange);
        var n = 0;
        for (; n < changes.Count && changes[n].Sequence <= seen; n++)
        {
            base0 = changes[n];
        }

        var isOut = IsOut(pair, base0);
        var (mayBeOut, mayBeIn) = (isOut, !isOut);
        for (; n < changes.Count && changes[n].At < at; n++)
        {
            isOut = IsOut(pair, changes[n]);
            mayBeOut |= isOut;
            mayBeIn |= !isOut;
        }

        return (mayBeOut, mayBeIn);
    }

    private static bool IsOut(long pair, in WildcardChange wildcard)
    {
        var pairAt = pair >> 1;
        var pairIsOut = (pair & 1) == 1;
        return pairAt > wildcard.At.Ticks ? pairIsOut
            : pairAt < wildcard.At.Ticks ? wildcard.IsOut
            : pairIsOut || wildcard.IsOut;
    }

    private void OptedOut(ScopeLedger ledger, long sequence, Stamp at, RecipientOptedOut e)
    {
        Totals.OptOuts++;
        var recipient = e.Recipient.Value;
        bool isTransition;
        if (ledger.Scope.Kind == ScopeKind.Sender)
        {
            var before = ledger.Pairs.GetValueOrDefault(recipient);
            ledger.Pairs[recipient] = ScopeLedger.Pack(at, true);
            isTransition = true;
            Require((before & 1) == 0 || WildcardsOf(ledger.Scope.Account).Of(recipient).Count > 0, FindingKind.Count,
                sequence, $"a second opt-out of {e.Recipient} was recorded (P-7)");
        }
        else
        {
            isTransition = !ledger.IsStopped(recipient);
            Require(ledger.AddOrigin(recipient, e.Origin.Key), FindingKind.Count, sequence,
                $"a second STOP of {e.Recipient} to {e.Origin} was recorded (P-7)");
        }

        _texts!.Changed(sequence, ledger.Scope, e.Recipient, e.Origin, e.Cause, Operation.Stop, isTransition);
    }

    private void OptedIn(ScopeLedger ledger, long sequence, Stamp at, RecipientOptedIn e)
    {
        Totals.OptIns++;
        var recipient = e.Recipient.Value;
        if (ledger.Scope.Kind == ScopeKind.Sender)
        {
            ledger.Pairs[recipient] = ScopeLedger.Pack(at, false);
        }
        else
        {
            Require(
                e.AllOrigins ? ledger.Origins.Remove(recipient) : ledger.RemoveOrigin(recipient, e.Origin.Key),
                FindingKind.Count, sequence, $"an opt-in of {e.Recipient} was recorded that lifts nothing");
        }

        _texts!.Changed(sequence, ledger.Scope, e.Recipient, e.Origin, e.Cause, Operation.Start, isTransition: false);
    }

    private void Require(
        bool holds, FindingKind kind, long sequence,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(holds))] ref FindingText what)
    {
        if (!holds)
        {
            findings.Add(kind, _shard, sequence, what.ToString());
        }
    }

    private void Require(bool holds, FindingKind kind, long sequence, string what)
    {
        if (!holds)
        {
            findings.Add(kind, _shard, sequence, what);
        }
    }

    private WildcardHistory WildcardsOf(int account)
    {
        if (!_wildcards.TryGetValue(account, out var history))
        {
            _wildcards[account] = history = WildcardHistory.Read(journal, account, cancel);
        }

        return history;
    }

    private ScopeLedger LedgerOf(Scope scope)
    {
        if (ReferenceEquals(_last?.Scope, scope))
        {
            return _last;
        }

        if (!_ledgers.TryGetValue(scope, out _last))
        {
            _ledgers[scope] = _last = new(scope);
        }

        return _last;
    }
}
