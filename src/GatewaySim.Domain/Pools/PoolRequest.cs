using System.Collections.Frozen;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Pools;

/// <summary>What a choice from a number pool depends on besides the profile's settings and numbers.</summary>
/// <param name="To">The recipient.</param>
/// <param name="Sticky">The sender that the recipient knows; null for none.</param>
/// <param name="Unhealthy">Senders that skip_unhealthy passes over.</param>
public readonly record struct PoolRequest(
    Address To, PhoneNumber? Sticky, IReadOnlySet<PhoneNumber> Unhealthy, PoolRules Rules)
{
    public PoolRequest(Address to) : this(to, null, FrozenSet<PhoneNumber>.Empty, PoolRules.Default)
    {
    }
}
