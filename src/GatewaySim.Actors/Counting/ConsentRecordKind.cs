namespace GatewaySim.Actors.Counting;

/// <summary>What kind of record a consent change is about.</summary>
public enum ConsentRecordKind : byte
{
    /// <summary>A RingCentral number and a recipient.</summary>
    Pair = 0,

    /// <summary>A RingCentral account and a recipient: all of its numbers.</summary>
    Account = 1,

    /// <summary>A Telnyx messaging profile and a recipient.</summary>
    Profile = 2,

    /// <summary>The toll-free network's own block of a handset.</summary>
    Network = 3,
}
