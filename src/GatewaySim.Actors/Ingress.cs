using GatewaySim.Actors.Asks;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors;

/// <summary>Takes inbound texts, classifies them and makes the command for the owner of their scope.</summary>
/// <remarks>
/// Classification is a pure function of the text and the tables, so it runs on the caller's thread and many texts are
/// classified at once; order per (person, number) is the order in which they reach the owner's mailbox (P-18).
/// </remarks>
internal sealed class Ingress(ConsentOptions options, Accounts.Directory directory)
{
    private readonly string _matcher = MatcherVersion.Of(options.KeywordMatch);
    private readonly ReplyTable _replies = new(options);

    public HearAsk Classify(Scope scope, InboundText text)
    {
        var table = scope.Provider == Provider.RingCentral ? KeywordTable.RingCentral
            : directory.KeywordsOf(scope.Profile).For(SenderTypes.Of(text.To));

        // P-11: what we wrote ourselves never means anything when it comes back.
        var classification = text.IsAutoReply
            ? Classification.None
            : table.Classify(text.Text, NumberPlan.RegionOf(text.From), options.KeywordMatch);
        return new(scope, text, classification, _matcher, table, _replies);
    }
}
