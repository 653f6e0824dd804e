using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Journal.Auditing;

/// <summary>
/// Holds a journal to the rules of the United States: quiet hours, words that revoke consent, confirmations, opt-outs.
/// </summary>
/// <remarks>
/// From the events alone, shard by shard; writes nothing. Also beside a gateway that goes on: what it reads ends where
/// the streams ended at first. Memory: what <see cref="ConsentAudit"/> needs, the opt-outs that nobody has confirmed,
/// and the people whose wish was missed, of one shard at a time; and all opt-outs.
/// </remarks>
public sealed class ComplianceAudit
{
    /// <summary>Events between two looks at what is remembered.</summary>
    private const int LookEvents = 4_096;

    private readonly ComplianceReport _report = new();
    private readonly QuietHours _quiet;
    private readonly IJournal _journal;
    private readonly InFlightAtOptOut _inFlight;
    private readonly Dictionary<long, Address> _waiting = [];
    private readonly HashSet<(Scope Scope, ulong Person)> _missed = [];
    private readonly Dictionary<MessageId, (Stamp At, bool IsOptOut)> _stops = [];
    private readonly ulong[] _recipients = new ulong[MessageId.IndexesMax];
    private BatchLedger _batches = null!;
    private MessageId _lastStop;
    private int _shard;

    private ComplianceAudit(IJournal journal, long[] ends, long rememberedMax, CancellationToken cancel)
    {
        (_journal, _quiet) = (journal, new(_report));
        _inFlight = InFlightAtOptOut.Read(journal, _report, ends, rememberedMax, cancel);
    }

    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static ComplianceReport Run(IJournal journal, CancellationToken cancel = default) =>
        RunWithin(journal, long.MaxValue, cancel)!;

    /// <summary>The same, with a limit.</summary>
    /// <param name="rememberedMax">
    /// Consent records, messages that wait and opt-outs that it may remember at a time, about 100 bytes each.
    /// </param>
    /// <returns>Null when that was not enough.</returns>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static ComplianceReport? RunWithin(IJournal journal, long rememberedMax, CancellationToken cancel)
    {
        var findings = new FindingList();
        var consent = new ConsentAudit(journal, findings, ConfirmationRule.AtMostOne, cancel);

        // All ends before anything else: the account-wide records, which are read later, then hold all that a dispatch
        // before these ends can have seen.
        var ends = Enumerable.Range(0, journal.Info.Shards).Select(s => journal.HeadOf(s).Sequence).ToArray();
        var audit = new ComplianceAudit(journal, ends, rememberedMax, cancel);
        var report = audit._report;
        for (var shard = 0; shard < ends.Length; shard++)
        {
            audit.Begin(shard);
            consent.Begin(shard);
            var isTooMuch = false;
            journal.Visit(shard, 0, ends[shard], (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                var @event = stored.Decode();
                consent.Observe(stored.Sequence, stored.At, stored.Scope, @event);
                audit.Observe(stored.Id, stored.At, stored.Scope, @event);
                report.Events++;
                report.Through = report.Through > stored.At ? report.Through : stored.At;
                isTooMuch = report.Events % LookEvents == 0 && consent.Remembered + audit.Remembered > rememberedMax;
                return !isTooMuch;
            });
            if (isTooMuch || consent.Remembered + audit.Remembered > rememberedMax)
            {
                return null;
            }

            consent.End();
            audit._batches.End();
        }

        // A STOP to one more number of a profile is no opt-out of its own, and so has no confirmation.
        report.OptOutsByText = consent.Totals.OptOutsByText;
        report.Violations = consent.Totals.Violations;
        report.ViolationExamples.AddRange(findings.Kept
            .Where(f => f.Kind == FindingKind.Consent && report.Violations > 0)
            .Take(ComplianceReport.ExamplesMax).Select(f => f.ToString()));
        return report;
    }

    /// <summary>Entries of what it keeps: of the shard that is read, and all opt-outs.</summary>
    private long Remembered => _inFlight.Count + _waiting.Count + _missed.Count + _stops.Count;

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
        // What a text causes is decided with it, so that a STOP that opted nobody out by now never will.
        if (_stops.TryGetValue(_lastStop, out var last) && !last.IsOptOut)
        {
            _stops.Remove(_lastStop);
        }

        _report.Inbound++;
        if (e.Operation == Operation.Stop)
        {
            _stops[_lastStop = id] = (at, false);
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
        if (after <= ComplianceReport.ConfirmWithin)
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
