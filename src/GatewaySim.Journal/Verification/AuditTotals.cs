using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Journal.Verification;

/// <summary>What the events of a journal add up to.</summary>
public sealed class AuditTotals
{
    private readonly long[] _outcomes = new long[Outcomes.Count];
    private readonly long[] _inbound = new long[(int)Operation.Custom + 1];

    public long Batches { get; internal set; }

    /// <summary>Messages of all batches.</summary>
    public long BatchMessages { get; internal set; }

    /// <summary>Entries of batch requests that were refused as invalid.</summary>
    public long Rejected { get; internal set; }

    /// <summary>Messages that came alone (Telnyx).</summary>
    public long SingleMessages { get; internal set; }

    /// <summary>Messages of batches that wait for dispatch.</summary>
    public long Waiting { get; internal set; }

    public long Replies { get; internal set; }

    /// <summary>
    /// Opt-outs by text that are a transition, so that one confirmation is due where the mode sends one.
    /// </summary>
    public long OptOutsByText { get; internal set; }

    /// <summary>Answers of the provider (not the network) to those.</summary>
    public long Confirmations { get; internal set; }

    /// <summary>Messages that were handed over to somebody who had opted out, or past the network's block.</summary>
    public long Violations { get; internal set; }

    public long OptOuts { get; internal set; }

    public long OptIns { get; internal set; }

    public long Wildcards { get; internal set; }

    /// <summary>Accepted messages of both kinds, replies apart.</summary>
    public long Messages => BatchMessages + SingleMessages;

    /// <summary>Messages that left the queue.</summary>
    public long Dispatched => _outcomes.Sum();

    public long Inbound => _inbound.Sum();

    public long Of(Outcome outcome) => _outcomes[(int)outcome];

    public long Of(Operation operation) => _inbound[(int)operation];

    /// <remarks>What is no outcome counts as none; it is a finding.</remarks>
    internal void Add(Outcome outcome, long count) =>
        _outcomes[(int)outcome < Outcomes.Count ? (int)outcome : 0] += count;

    internal void Add(Operation operation) => _inbound[operation <= Operation.Custom ? (int)operation : 0]++;
}
