using GatewaySim.Actors.Asks;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Journal.Reading;

namespace GatewaySim.Actors;

/// <summary>Says why a message may or may not be sent: the owner's decision, and the event behind it.</summary>
internal sealed class Explainer(Gateway gateway, ShardContext context)
{
    public async ValueTask<ExplainReply> ExplainAsync(Address from, PhoneNumber to, Provider provider)
    {
        var (verdict, found) = gateway.ScopeOf(provider, from);
        if (found is not { } scope)
        {
            return new(verdict);
        }

        var finding = await gateway.PostAsync(new ExplainAsk(scope, from, to)).ConfigureAwait(false);
        if (finding.Verdict != Verdict.Accepted)
        {
            return new(finding.Verdict);
        }

        var why = finding is { IsBlocked: false, IsNetworkBlocked: true }
            ? Of(scope, false, "network-block", $"The toll-free network blocks {to} from {from}.",
                Find(scope, Provider.None, null, from, to, false))
            : !finding.IsBlocked && context.IsBlockedByMagic(to.Value)
            ? Of(scope, false, "magic-number", $"{to} is the magic number of who opted out before, without a record.",
                null)
            : scope.Provider == Provider.RingCentral ? RingCentral(scope, to, finding) : Telnyx(scope, to, finding);
        return new(Verdict.Accepted, why is { Allowed: false, At: { } at }
            ? why with
            {
                InFlightAtOptOut = InFlightReader.CountAt(
                    context.Journal, scope, to, at, context.Carrier.Delays.EndsWithin),
            }
            : why);
    }

    private Explanation RingCentral(Scope scope, PhoneNumber to, ConsentFinding finding)
    {
        var allowed = !finding.IsBlocked;
        if (finding is { Pair.Status: ConsentStatus.None, Wildcard.Status: ConsentStatus.None })
        {
            return Of(scope, true, "no-record", $"There is no consent record for {to}, so consent is assumed.", null);
        }

        var isPair = finding.Pair.At >= finding.Wildcard.At;
        var status = isPair ? finding.Pair.Status : finding.Wildcard.Status;
        var record = isPair ? $"the record of {scope.Sender} and {to}" : $"the account-wide record of {to}";
        var other = finding.Pair.Status != ConsentStatus.None && finding.Wildcard.Status != ConsentStatus.None
            ? " It is newer than the other one." : "";
        return Of(scope, allowed, "newest-record", $"What decides is {record}: {status}.{other}",
            Find(scope, Provider.RingCentral, null, isPair ? scope.Sender : null, to, !isPair));
    }

    private Explanation Telnyx(Scope scope, PhoneNumber to, ConsentFinding finding)
    {
        if (!finding.IsBlocked)
        {
            return Of(scope, true, "no-record", $"No STOP of {to} stands on this messaging profile.", null);
        }

        var origins = finding.Origins!;
        var numbers = string.Join(", ", origins.Select(o => Address.FromStored(o, null).ToString()));
        return Of(scope, false, "profile-block", $"{to} sent STOP to {numbers}: that blocks the whole profile.",
            Find(scope, Provider.Telnyx, scope.Profile, Address.FromStored(origins[0], null), to, false));
    }

    private ConsentRecord? Find(
        Scope scope, Provider provider, Guid? profile, Address? from, PhoneNumber to, bool wildcard) =>
        context.Journal.Read.ListConsents(new(
            provider, scope.Account, wildcard, profile, from is { } sender ? [sender] : [], [to], null, null, null,
            null, 0, 1)) is [var record, ..] ? record : null;

    private static Explanation Of(Scope scope, bool allowed, string rule, string because, ConsentRecord? record) =>
        new(scope.Provider, scope.Text, allowed, rule, because, record?.Event, record?.ModifiedAt);
}
