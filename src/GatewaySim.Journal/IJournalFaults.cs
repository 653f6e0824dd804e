namespace GatewaySim.Journal;

/// <summary>Makes transactions go wrong on purpose. Asked on the journal's thread.</summary>
public interface IJournalFaults
{
    /// <summary>What befalls the next transaction with events.</summary>
    JournalFault OfTransaction();
}

/// <summary>What befalls one transaction.</summary>
/// <param name="Delay">How long it waits before it is written.</param>
/// <param name="RefusesBefore">Whether it fails, and nothing is stored.</param>
/// <param name="RefusesAfter">Whether it is stored, and those who wait are told that it failed.</param>
/// <param name="DelayEnds">Cancelled when it need not wait any longer.</param>
public readonly record struct JournalFault(
    TimeSpan Delay, bool RefusesBefore, bool RefusesAfter, CancellationToken DelayEnds);
