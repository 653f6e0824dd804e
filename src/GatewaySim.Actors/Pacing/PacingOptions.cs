using GatewaySim.Domain.Pacing;
using GatewaySim.Domain.Settings;

namespace GatewaySim.Actors.Pacing;

/// <summary>Whether senders are paced.</summary>
public enum PacingMode
{
    /// <summary>As the carrier says: realistic and cold-list are paced, instant and fast are not.</summary>
    Auto,
    On,
    Off,
}

/// <summary>How fast senders go, and how much may wait for them.</summary>
/// <remarks>
/// Source of the figures, unless they say otherwise: Telnyx, rate limiting (messaging). Counted in segments; an MMS
/// counts one.
/// </remarks>
public sealed class PacingOptions
{
    private const double Least = 0.001;
    private const double Most = 1_000_000;

    [Setting("Pace senders, and refuse what their queues cannot hold (40318; 429). Auto: as the carrier says.")]
    public PacingMode Mode { get; init; }

    [Setting("Class of the 10DLC campaign of every US and Canadian local number, each number by itself: its rate to "
        + "the US and Canada.")]
    public TenDlcClass TenDlcClass { get; init; }

    [Setting("Numbers of another class, such as +13125550100=T,+13125550101=E.",
        Pattern = @"(\+[1-9]\d{6,14}=[ABCDEFTWKPSXGN](,(?=\+))?)*", Form = "number=class, separated by commas")]
    public string NumberClasses { get; init; } = "";

    [Setting("A local number to other countries.", Unit = "segments a second", Min = Least, Max = Most)]
    public double LongCodePerSecond { get; init; } = 0.1;

    [Setting("A toll-free number.", Unit = "segments a second", Min = Least, Max = Most)]
    public double TollFreePerSecond { get; init; } = 20;

    [Setting("A short code.", Unit = "segments a second", Min = Least, Max = Most)]
    public double ShortCodePerSecond { get; init; } = 1_000;

    [Setting("An alphanumeric sender. Telnyx's pages say 0.1 a second, and 6 or 60 a minute.",
        Unit = "segments a second", Min = Least, Max = Most)]
    public double AlphanumericPerSecond { get; init; } = 0.1;

    [Setting("All SMS of an account.", Unit = "segments a second", Min = Least, Max = Most)]
    public double AccountSmsPerSecond { get; init; } = 50;

    [Setting("All MMS of an account.", Unit = "messages a second", Min = Least, Max = Most)]
    public double AccountMmsPerSecond { get; init; } = 15;

    [Setting("A toll-free number of RingCentral. Its content policies say 180 a minute, its staff 8 a second.",
        Unit = "segments a second", Min = Least, Max = Most)]
    public double RingCentralTollFreePerSecond { get; init; } = 3;

    [Setting("A short code of RingCentral, of which its pages say nothing.",
        Unit = "segments a second", Min = Least, Max = Most)]
    public double RingCentralShortCodePerSecond { get; init; } = 100;

    [Setting("All batches of an account at RingCentral, of which its pages say nothing; 0: as fast as its numbers.",
        Unit = "segments a second", Min = 0, Max = Most)]
    public double RingCentralAccountPerSecond { get; init; }

    [Setting("What the queue of a RingCentral number holds: its rate for so long. RingCentral says only that a large "
        + "batch may take hours.", Unit = "seconds", Min = 1, Max = 2_592_000)]
    public int RingCentralQueueSeconds { get; init; } = 86_400;

    [Setting("How long a message of a RingCentral batch may wait for its sender's rate; then it fails (SMS-CAR-410).",
        Unit = "seconds", Min = 1, Max = 2_592_000)]
    public int RingCentralValidSeconds { get; init; } = 86_400;

    [Setting("How much of a paced batch leaves at a time; one message at least.",
        Unit = "milliseconds of its rate", Min = 1, Max = 60_000)]
    public int SliceMs { get; init; } = 1_000;

    [Setting("What a queue holds: its rate for so long.", Unit = "seconds", Min = 1, Max = 604_800)]
    public int QueueSeconds { get; init; } = 14_400;

    [Setting("What T-Mobile takes on a Pacific day of all 10DLC numbers of an account, as one brand: 200000, 40000, "
        + "10000, 2000 or 1000 by its vetting; beyond it messages fail (SMS-CAR-450, 40016). 0: any number. In any "
        + "Mode.", Unit = "segments a day", Min = 0, Max = 1_000_000_000)]
    public int TMobileDailyCap { get; init; }

    [Setting("10DLC numbers of other brands, such as +13125550100=acme,+13125550101=acme; their cap is "
        + "TMobileDailyCap too, or of BrandCaps.",
        Pattern = @"(\+[1-9]\d{6,14}=[A-Za-z0-9-]{1,32}(,(?=\+))?)*", Form = "number=brand, separated by commas")]
    public string NumberBrands { get; init; } = "";

    [Setting("What T-Mobile takes on a Pacific day of a brand of NumberBrands, such as acme=2000,other=0; 0: any "
        + "number.",
        Pattern = @"([A-Za-z0-9-]{1,32}=\d{1,9}(,(?=[A-Za-z0-9-]))?)*",
        Form = "brand=segments a day, separated by commas")]
    public string BrandCaps { get; init; } = "";
}
