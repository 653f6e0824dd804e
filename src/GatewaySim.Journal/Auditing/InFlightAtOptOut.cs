using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Journal.Auditing;

/// <summary>
/// Counts the messages that were with the carrier, handed over and without an end, when their recipient opted out:
/// nobody could call them back.
/// </summary>
/// <remarks>
/// The opt-outs are read first, so it does not remember messages. Memory: some 150 bytes an opt-out of the journal.
/// </remarks>
internal sealed class InFlightAtOptOut(ComplianceReport report)
{
    private readonly Dictionary<(Scope Scope, ulong Recipient), List<Stamp>> _optOuts = [];
    private readonly Dictionary<(int Account, ulong Recipient), List<Stamp>> _accountWide = [];

    /// <summary>Opt-outs that it remembers.</summary>
    public long Count { get; private set; }

    /// <summary>Reads all opt-outs of a journal.</summary>
    /// <param name="ends">The last event of each shard.</param>
    /// <param name="countMax">It stops where there are more.</param>
    public static InFlightAtOptOut Read(
        IJournal journal, ComplianceReport report, long[] ends, long countMax, CancellationToken cancel)
    {
        var inFlight = new InFlightAtOptOut(report);
        for (var shard = 0; shard < ends.Length && inFlight.Count <= countMax; shard++)
        {
            journal.Visit(shard, 0, ends[shard], (in stored) =>
            {
                cancel.ThrowIfCancellationRequested();
                if (stored.Name is "consent.opted-out.v1" or "consent.wildcard-set.v1")
                {
                    inFlight.Add(stored);
                }

                return inFlight.Count <= countMax;
            });
        }

        return inFlight;
    }

    /// <summary>A message left its queue.</summary>
    public void Sent(MessageId id, Scope scope, Address to, in Dispatch dispatch)
    {
        var found = _optOuts.Count > 0 && _optOuts.TryGetValue((scope, to.Key), out var stamps)
            ? FirstIn(stamps, dispatch) : null;
        found ??= _accountWide.Count > 0 && scope.Kind == ScopeKind.Sender
            && _accountWide.TryGetValue((scope.Account, to.Key), out stamps) ? FirstIn(stamps, dispatch) : null;
        if (found is { } optedOutAt)
        {
            report.InFlightAtOptOut++;
            if (report.InFlightExamples.Count < ComplianceReport.ExamplesMax)
            {
                report.InFlightExamples.Add(new(id, to, dispatch.At, optedOutAt));
            }
        }
    }

    private static Stamp? FirstIn(List<Stamp> optOuts, in Dispatch dispatch)
    {
        foreach (var at in optOuts)
        {
            if (MessageProgress.At(dispatch, at).IsInFlight)
            {
                return at;
            }
        }

        return null;
    }

    private void Add(in StoredEvent stored)
    {
        switch (stored.Decode())
        {
            case RecipientOptedOut e:
                Add(_optOuts, (stored.Scope, e.Recipient.Value), stored.At);
                break;
            case WildcardSet { Status: ConsentStatus.OptOut } e:
                Add(_accountWide, (stored.Scope.Account, e.Recipient.Value), stored.At);
                break;
        }
    }

    private void Add<TKey>(Dictionary<TKey, List<Stamp>> optOuts, TKey key, Stamp at) where TKey : notnull
    {
        if (!optOuts.TryGetValue(key, out var stamps))
        {
            optOuts[key] = stamps = [];
        }

        stamps.Add(at);
        Count++;
    }
}
