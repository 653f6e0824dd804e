using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors;

/// <summary>The account that exists in every data directory, so that a new user needs no set-up.</summary>
public static class DemoAccount
{
    /// <summary>The number of the account inside the simulator.</summary>
    public const int Id = 1;

    public const string ProfileName = "GatewaySim demo profile";

    /// <summary>Fictional numbers (555-01XX), one of them toll-free.</summary>
    public static readonly IReadOnlyList<PhoneNumber> RingCentralNumbers =
        [.. Enumerable.Range(0, 4).Select(n => new PhoneNumber(16505550100UL + (ulong)n)), new(18335550100)];

    /// <summary>The same for Telnyx.</summary>
    public static readonly IReadOnlyList<PhoneNumber> TelnyxNumbers =
        [.. Enumerable.Range(0, 4).Select(n => new PhoneNumber(13125550100UL + (ulong)n)), new(18445550100)];
}
