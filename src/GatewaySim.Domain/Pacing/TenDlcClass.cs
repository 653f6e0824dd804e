namespace GatewaySim.Domain.Pacing;

/// <summary>AT&amp;T's message classes of US 10DLC campaigns.</summary>
/// <remarks>Source: Telnyx, 10DLC rate limits and throughput; the same figures at other providers.</remarks>
public enum TenDlcClass
{
    /// <summary>Dedicated use, vetting score 75 to 100: 4,500 SMS and 2,400 MMS a minute. B is the same.</summary>
    A,

    /// <summary>Mixed and marketing use, score 75 to 100.</summary>
    B,

    /// <summary>Score 50 to 74: 2,400 and 1,200. D is the same.</summary>
    C,

    /// <inheritdoc cref="C"/>
    D,

    /// <summary>Score 1 to 49: 240 and 150. F is the same.</summary>
    E,

    /// <inheritdoc cref="E"/>
    F,

    /// <summary>Low-volume mixed: 75 and 50.</summary>
    T,

    /// <summary>Sole proprietor: 15 and 50.</summary>
    W,

    /// <summary>Political: 4,500 and 2,400.</summary>
    K,

    /// <summary>Charity: 2,400 and 1,200.</summary>
    P,

    /// <summary>Social: 9,000 and 2,400.</summary>
    S,

    /// <summary>Emergency: 4,500 and 2,400.</summary>
    X,

    /// <summary>Proxy: 60 and 50 for each number. N is the same.</summary>
    G,

    /// <summary>Agents and franchises.</summary>
    N,
}

/// <summary>The rates of the classes.</summary>
public static class TenDlcClasses
{
    /// <summary>Segments (SMS) or messages (MMS) a second.</summary>
    public static double PerSecond(TenDlcClass tenDlcClass, bool isMms) => tenDlcClass switch
    {
        TenDlcClass.C or TenDlcClass.D or TenDlcClass.P => isMms ? 1_200 : 2_400,
        TenDlcClass.E or TenDlcClass.F => isMms ? 150 : 240,
        TenDlcClass.T => isMms ? 50 : 75,
        TenDlcClass.W => isMms ? 50 : 15,
        TenDlcClass.S => isMms ? 2_400 : 9_000,
        TenDlcClass.G or TenDlcClass.N => isMms ? 50 : 60,
        _ => isMms ? 2_400.0 : 4_500,
    } / 60;
}
