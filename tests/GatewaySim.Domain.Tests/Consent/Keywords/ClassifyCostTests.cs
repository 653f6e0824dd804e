using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

public class ClassifyCostTests
{
    private static readonly KeywordTable Table = KeywordTable.Telnyx.With(
        [new(Operation.Stop, ["ARRET"], Region.Canada, "Vous êtes désabonné des messages."),
         new(Operation.Custom, ["MENU"], Region.Canada, "Soup.")]);

    [Fact]
    public void Classifying_and_finding_the_reply_allocate_nothing()
    {
        string[] bodies =
        [
            "STOP", "Menu?", " “Stop”!! ", "arrêt", "ARRE\u0302T", "🛑 stop 🛑", "", "\uD83D", new string('!', 1_600),
            "Your table is ready, please come to the front desk when you can, thank you", new string('x', 10_000),
        ];
        Assert.Equal(0, Allocations.Of(() => ClassifyAll(bodies)));
    }

    private static void ClassifyAll(string[] bodies)
    {
        foreach (var body in bodies)
        {
            for (var match = KeywordMatch.WholeBody; match <= KeywordMatch.Exact; match++)
            {
                var found = Table.Classify(body, Region.Canada, match);
                _ = Table.ReplyFor(found.Operation, Region.Canada);
                _ = Table.ReplyFor(found, Region.Canada);
            }
        }
    }
}
