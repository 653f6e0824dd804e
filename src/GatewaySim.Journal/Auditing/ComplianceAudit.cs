using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Journal.Auditing;

/// <summary>
/// Holds a journal to the rules of the United States: quiet hours, words that revoke consent, confirmations, opt-outs.
/// </summary>
/// <remarks>
/// From the events alone, shard by shard; writes nothing. Memory: what <see cref="ConsentAudit"/> needs, and the people
/// whose wish was missed.
/// </remarks>
public sealed class ComplianceAudit
{
    /// <summary>
    /// A confirmation within this time is presumed to be covered by the consent before. Source: 47 CFR 64.1200(a)(12).
    /// </summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromMinutes(5);

    private readonly ComplianceReport _report = new();
    private readonly QuietHours _quiet;
    private readonly IJournal _journal;
    private readonly InFlightAtOptOut _inFlight;
    private readonly Dictionary<long, Address> _waiting = [];
    private readonly HashSet<(Scope Scope, ulong Person)> _missed = [];
    private readonly Dictionary<MessageId, (Stamp At, bool IsOptOut)> _stops = [];
    private readonly ulong[] _recipients = new ulong[MessageId.IndexesMax];
    private BatchLedger _batches = null!;
    private int _shard;

    private ComplianceAudit(IJournal journal, CancellationToken cancel)
    {
        (_journal, _quiet) = (journal, new(_report));
        _inFlight = InFlightAtOptOut.Read(journal, _report, cancel);
    }

    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static ComplianceReport Run(IJournal journal, CancellationToken cancel = default)
    {
        var findings = new FindingList();
        var consent = new ConsentAudit(journal, findings, ConfirmationRule.AtMostOne);
        var audit = new ComplianceAudit(journal, cancel);
        for (var shard = 0; shard < journal.Info.Shards; shard++)
        {
            audit.Begin(shard);
            consent.Begin(shard);
            journal.Visit(shard, 0, long.MaxValue, (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                var @event = stored.Decode();
                consent.Observe(stored.Sequence, stored.At, stored.Scope, @event);
                audit.Observe(stored.Id, stored.At, stored.Scope, @event);
                return true;
            });
            consent.End();
            audit._batches.End();
        }

        audit._report.Violations = consent.Totals.Violations;
        audit._report.ViolationExamples.AddRange(findings.Kept
            .Where(f => f.Kind == FindingKind.Consent && audit._report.Violations > 0)
            .Take(ComplianceReport.ExamplesMax).Select(f => f.ToString()));
        return audit._report;
    }

    private void Begin(int shard)
    {
        // What does not fit together in it is the verifier's work.
        (_shard, _batches) = (shard, new(_journal, shard, new FindingList()));
        _waiting.Clear();
        _missed.Clear();
        _stops.Clear();
    }

    private void Observe(MessageId id, Stamp at, Scope scope, GatewayEvent @event)
    {
        switch (@event)
        {
            case BatchAccepted e:
                _batches.Accepted(id.Sequence, e);
                break;
            case BatchContinued e:
                _batches.Continued(id.Sequence, e);
                break;
            case BatchDispatched e:
                Dispatched(at, scope, id.Sequence, e);
                break;
            case MessageAccepted e:
                Sent(id, scope, e.To, new(at, e.Outcome, e.Carrier, e.Chance));
                break;
            case WaitingMessage e:
                _waiting[id.Sequence] = e.To;
                break;
            case MessageCancelled e:
                _waiting.Remove(e.Message);
                break;
            case MessageDispatched e when _waiting.Remove(e.Message, out var to):
                Sent(MessageId.At(_shard, e.Message), scope, to, e.DispatchAt(at));
                break;
            case GroupAccepted e:
                for (var n = 0; n < e.To.Count; n++)
                {
                    Sent(MessageId.At(_shard, id.Sequence, n + 1), scope, e.To[n], e.MemberAt(n, at).Dispatch);
                }

                break;
            case InboundReceived e:
                Heard(id, at, scope, e);
                break;
            case RecipientOptedOut e:
                _missed.Remove((scope, e.Recipient.Value));
                OptedOut(e);
                break;
            case RecipientOptedIn e:
                _missed.Remove((scope, e.Recipient.Value));
                break;
            case ReplySent { Operation: Operation.Stop } e:
                Confirmed(at, e);
                break;
        }
    }

    private void Dispatched(Stamp at, Scope scope, long sequence, BatchDispatched e)
    {
        if (_batches.Find(sequence, e) is not { } chunk)
        {
            return;
        }

        var recipients = _recipients.AsSpan(0, e.Outcomes.Length);
        chunk.Recipients.CopyTo(e.First, recipients);
        var outcomes = e.Outcomes.Span;
        for (var n = 0; n < outcomes.Length; n++)
        {
            Sent(
                MessageId.At(_shard, e.Chunk, e.First + n), scope, new PhoneNumber(recipients[n]),
                new(at, (Outcome)outcomes[n], e.Carrier, Chance.Of(e.ChanceBase, (ulong)(e.FirstOrdinal + n))));
        }

        _batches.Dispatched(chunk, e.Outcomes.Length);
    }

    private void Sent(MessageId id, Scope scope, Address to, in Dispatch dispatch)
    {
        if (dispatch.Outcome != Outcome.Pending && dispatch.Outcome.IsHandedOver())
        {
            _quiet.Add(id, dispatch.At, to.AsPhoneNumber);
            _inFlight.Sent(id, scope, to, dispatch);
            _report.SentAfterMissed += _missed.Count > 0 && _missed.Contains((scope, to.Key)) ? 1 : 0;
        }
    }

    private void Heard(MessageId id, Stamp at, Scope scope, InboundReceived e)
    {
        _report.Inbound++;
        if (e.Operation == Operation.Stop)
        {
            _stops[id] = (at, false);
            return;
        }

        var meaning = FccWords.Judge(e.Text);
        if (meaning == FccMeaning.None)
        {
            return;
        }

        _report.MissedListed += meaning == FccMeaning.Listed ? 1 : 0;
        _report.MissedReasonable += meaning == FccMeaning.Reasonable ? 1 : 0;
        _missed.Add((scope, e.From.Value));
        if (_report.MissedExamples.Count < ComplianceReport.ExamplesMax)
        {
            _report.MissedExamples.Add(new(id, at, e.From, e.To, e.Text, meaning));
        }
    }

    private void OptedOut(RecipientOptedOut e)
    {
        if (_stops.TryGetValue(e.Cause.CausedBy, out var stop) && !stop.IsOptOut)
        {
            _report.OptOutsByText++;
            _stops[e.Cause.CausedBy] = stop with { IsOptOut = true };
        }
    }

    /// <summary>The first answer to a STOP that opted somebody out; on toll-free that is the network's.</summary>
    private void Confirmed(Stamp at, ReplySent e)
    {
        if (!_stops.Remove(e.CausedBy, out var stop) || !stop.IsOptOut)
        {
            return;
        }

        var after = at.Time - stop.At.Time;
        _report.SlowestConfirmation = after > _report.SlowestConfirmation ? after : _report.SlowestConfirmation;
        if (after <= ConfirmWithin)
        {
            _report.Confirmed++;
            return;
        }

        _report.ConfirmedLate++;
        if (_report.LateExamples.Count < ComplianceReport.ExamplesMax)
        {
            _report.LateExamples.Add(new(e.CausedBy, e.To, e.From, after));
        }
    }
}
