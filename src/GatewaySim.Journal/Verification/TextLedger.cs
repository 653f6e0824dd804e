using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Verification;

/// <summary>Checks the answers to inbound texts of one shard: none missing, none twice, none to nothing.</summary>
/// <remarks>
/// What a text causes is decided with it, so it lies between the text and the next text of the shard.
/// </remarks>
internal sealed class TextLedger(int shard, ConfirmationRule ringCentral, AuditTotals totals, FindingList findings)
{
    private InboundReceived? _text;
    private Scope? _scope;
    private long _sequence;
    private int _replies;
    private bool _isNetworkChange;
    private bool _isConsentChange;

    /// <summary>
    /// Whether the change is the one that makes the person opted out, and not one more number of a block.
    /// </summary>
    private bool _isTransition;

    public void Heard(long sequence, Scope scope, InboundReceived e)
    {
        End();
        (_text, _scope, _sequence) = (e, scope, sequence);
        (_replies, _isNetworkChange, _isConsentChange, _isTransition) = (0, false, false, false);
        totals.Add(e.Operation);
    }

    /// <summary>Takes note of a consent change and checks that a text that is said to have caused it did.</summary>
    public void Changed(
        long sequence, Scope scope, PhoneNumber person, Address number, in ConsentCause cause, Operation operation,
        bool isTransition)
    {
        if (cause.CausedBy == MessageId.None)
        {
            return;
        }

        if (!IsCause(cause.CausedBy, scope, person, number) || _text!.Operation != operation || _isConsentChange)
        {
            findings.Add(FindingKind.Reply, shard, sequence,
                $"a consent change names {cause.CausedBy} as its cause, "
                + $"which is not the one {operation} of {person} (P-25)");
            return;
        }

        _isConsentChange = true;
        _isTransition = isTransition;
    }

    public void NetworkChanged(long sequence, Scope scope, PhoneNumber handset, PhoneNumber number, MessageId cause)
    {
        if (!IsCause(cause, scope, handset, number) || _isNetworkChange)
        {
            findings.Add(FindingKind.Reply, shard, sequence,
                $"a network change names {cause}, which is no text for it");
            return;
        }

        _isNetworkChange = true;
    }

    public void Replied(long sequence, Scope scope, ReplySent e)
    {
        totals.Replies++;
        if (!IsCause(e.CausedBy, scope, e.To, e.From) || _text!.Operation != e.Operation)
        {
            findings.Add(FindingKind.Reply, shard, sequence,
                $"a reply to {e.To} answers {e.CausedBy}, which is not the {e.Operation} before it (P-10)");
            return;
        }

        _replies++;
    }

    /// <summary>Judges the last text: everything it causes has been seen.</summary>
    public void End()
    {
        if (_text is not { } text)
        {
            return;
        }

        _text = null;
        var type = SenderTypes.Of(text.To);
        var network = _isNetworkChange ? 1 : 0;
        var provider = text.Operation switch
        {
            Operation.None => 0,
            Operation.Stop => _isTransition || type == SenderType.ShortCode ? 1 : 0,
            _ => 1,
        };
        if (text.Operation == Operation.Stop && _isTransition)
        {
            totals.OptOutsByText++;
            totals.Confirmations += Math.Max(0, _replies - network);
        }

        var least = network + (provider == 1 && IsDue(text.Operation, type) ? 1 : 0);
        if (_replies < least || _replies > network + provider)
        {
            findings.Add(FindingKind.Reply, shard, _sequence,
                $"a {text.Operation} of {text.From} to {text.To} has {_replies} replies, not "
                + (least == network + provider ? $"{least} (P-9)" : $"{least} to {network + provider} (P-9)"));
        }
    }

    /// <summary>
    /// Whether the provider must answer. Its answers to START and HELP, and any on toll-free, are settings.
    /// </summary>
    private bool IsDue(Operation operation, SenderType type) =>
        operation == Operation.Stop && type != SenderType.TollFree
        && (_scope!.Provider == Provider.Telnyx || ringCentral == ConfirmationRule.ExactlyOne);

    private bool IsCause(MessageId cause, Scope scope, PhoneNumber person, Address number) =>
        _text is { } text && cause == MessageId.At(shard, _sequence) && scope.Equals(_scope) && text.From == person
        && text.To == number;
}

/// <summary>How many confirmations of RingCentral an opt-out must have. Telnyx always sends one.</summary>
public enum ConfirmationRule
{
    /// <summary>Nothing in the journal says which mode was set, so none is right as well.</summary>
    AtMostOne,

    /// <summary>The journal was written in a mode that sends one.</summary>
    ExactlyOne,
}
