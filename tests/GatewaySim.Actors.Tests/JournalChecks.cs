using GatewaySim.Actors.Replaying;
using GatewaySim.Journal;
using GatewaySim.Journal.Verification;

namespace GatewaySim.Actors.Tests;

/// <summary>What holds of a journal at any time.</summary>
internal static class JournalChecks
{
    /// <summary>Nobody was written to against their will, and the state is what the events say.</summary>
    public static void AssertSound(this IJournal journal)
    {
        Assert.Empty(ConsentAudit.Run(journal).Findings.Kept.Select(f => f.ToString()));
        Assert.Empty(Replay.Run(journal).Findings.Kept.Select(f => f.ToString()));
    }
}
