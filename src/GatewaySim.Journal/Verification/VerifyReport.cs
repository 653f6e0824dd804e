namespace GatewaySim.Journal.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Events">Events of all shards.</param>
/// <param name="PayloadBytes">Bytes of their payloads.</param>
/// <param name="Totals">What the events add up to.</param>
/// <param name="ProjectionRows">Rebuilt rows that were compared with stored ones; 0 where nothing is stored.</param>
/// <param name="Snapshots">Stored snapshots.</param>
public sealed record VerifyReport(
    long Events, long PayloadBytes, AuditTotals Totals, long ProjectionRows, long Snapshots, FindingList Findings)
{
    public bool IsOk => Findings.Total == 0;
}
