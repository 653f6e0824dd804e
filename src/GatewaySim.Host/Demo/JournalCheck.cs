using GatewaySim.Host.Options;
using GatewaySim.Journal;

namespace GatewaySim.Host.Demo;

/// <summary>What the journal itself says about the campaign, told apart from what the APIs said.</summary>
internal sealed record JournalCheck(bool IsVerified, string Because)
{
    public static JournalCheck Run(IJournal journal, Settings settings) => new(false, "not checked");
}
