namespace GatewaySim.Actors;

/// <summary>The account that exists in every data directory, so that a new user needs no set-up.</summary>
public static class DemoAccount
{
    /// <summary>The number of the account inside the simulator.</summary>
    public const int Id = 1;
}
