namespace GatewaySim.Domain.Pools;

/// <summary>Where Telnyx's documents disagree about number pools.</summary>
/// <param name="StickyBeforeHealth">
/// Whether a recipient keeps a sender that has become unhealthy. The API description says no, the guide yes.
/// </param>
/// <param name="WeighNumbers">
/// Whether a weight is each number's: twice the numbers of a type are chosen twice as often (help centre). Otherwise it
/// is the type's, however many numbers it has (guide).
/// </param>
public sealed record PoolRules(bool StickyBeforeHealth = false, bool WeighNumbers = false)
{
    public static readonly PoolRules Default = new();
}
