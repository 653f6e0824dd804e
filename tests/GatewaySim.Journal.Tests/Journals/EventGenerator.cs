using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Tests.Journals;

/// <summary>Makes events of every kind, with the borders of their formats often; the same ones by seed.</summary>
/// <param name="large">Whether some are as large as an event may be.</param>
internal sealed class EventGenerator(int seed, bool large)
{
    private static readonly string[] Texts =
    [
        "", "STOP", "a\0b", "Zażółć gęślą jaźń", "🛑 emoji 👩‍👩‍👧", "\uD800", "\uDFFF lone", "x\uD83D",
        "\uDC00\uD800",
        "\uFFFD", "\uFEFFbom", "line\r\nbreak", new('x', 127), new('x', 128), new('é', 8_192),
    ];

    private readonly Random _random = new(seed);

    public const int Kinds = 36;

    public Random Random => _random;

    /// <param name="kind">0 to <see cref="Kinds"/> - 1.</param>
    public GatewayEvent Event(int kind) => kind switch
    {
        0 => new RecipientOptedOut(Number(), Address(), Cause()),
        1 => new RecipientOptedIn(Number(), Address(), Cause(), Flip()),
        2 => new WildcardSet(Number(), Constant<ConsentStatus>(), Constant<ConsentSource>()),
        3 => new NetworkBlocked(Number(), Number(), Id()),
        4 => new NetworkUnblocked(Number(), Number(), Id()),
        5 => new NetworkBlocksAdopted(Number(), Many(Number)),
        6 => Accepted(),
        7 => new BatchContinued(Long(), Int(), Chunk()),
        8 => new BatchDispatched(
            Long(), Stamp(), Long(), Int(), Bytes(Count()), Int(), Long(), Text(), Bits(), Long(), Long()),
        9 => new MessageAccepted(
            Address(), Address(), Text(), Options(), Long(), Constant<Outcome>(), Text(), Bits()),
        10 => new InboundReceived(Number(), Address(), Text(), Constant<Operation>(), Text(), Text(), Text()),
        11 => new ReplySent(
            Address(), Number(), Text(), Constant<Operation>(), Id(), Long(), Constant<Outcome>(), Text(), Bits()),
        12 => new ProfileCreated(Guid(), Text(), Many(Text), Flip(), Maybe(), Maybe(), Text()),
        13 => new NumberAssigned(Constant<Provider>(), Address(), Flip() ? Guid() : null),
        14 => new SubscriptionCreated(Guid(), Many(Text), Text(), Maybe(), Int()),
        15 => new SubscriptionRenewed(Guid(), Many(Text), Int()),
        16 => new SubscriptionBlacklisted(Guid(), Text()),
        17 => new SubscriptionActivated(Guid()),
        18 => new SubscriptionDeleted(Guid()),
        19 => new ProfileConfigured(Guid(), Settings()),
        20 => new ProfileSecretRegenerated(Guid(), Text()),
        21 => new ProfileDeleted(Guid()),
        22 => new ProfileRulesDropped(),
        23 => new NumberConfigured(Constant<Provider>(), Address(), new(Text(), Many(Text))),
        24 => new AutoResponseSet(
            Guid(), Guid(), Constant<AutoResponseOp>(), Many(Text), Flip() ? Region.Global : Region.Canada, Maybe()),
        25 => new AutoResponseRemoved(Guid(), Guid()),
        26 => new AlphaSenderCreated(Guid(), Guid(), Text(), Maybe()),
        27 => new AlphaSenderDeleted(Guid()),
        28 => new MessageScheduled(Address(), Address(), Text(), Options(), Stamp()),
        29 => new MessageDispatched(Long(), Stamp(), Long(), Constant<Outcome>(), Text(), Bits()),
        30 => new MessageCancelled(Long()),
        31 => Group(),
        32 => new SpendLimitReached(Amount(), Amount()),
        33 => new StickySenderSet(Address(), Number()),
        34 => new StickySendersCleared(),
        35 => new MessageQueued(Address(), Address(), Text(), Options(), Stamp(), Flip()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A number as it could be parsed.</summary>
    public PhoneNumber Number()
    {
        var digits = _random.Next(4) == 0 ? _random.Next(PhoneNumber.DigitsMin, PhoneNumber.DigitsMax + 1) : 11;
        var power = (long)Math.Pow(10, digits - 1);
        return new((ulong)_random.NextInt64(digits == 11 ? power : 2 * power, 10 * power));
    }

    public Address Address() => _random.Next(6) switch
    {
        0 => Domain.Numbers.Address.Parse(_random.Next(2) == 0 ? "12345" : "999999"),
        1 => Domain.Numbers.Address.Parse(_random.Next(2) == 0 ? "Shop 24" : "ABCDEFGHIJK"),
        _ => Number(),
    };

    public string Text() => large && _random.Next(60) == 0
        ? new string((char)_random.Next('a', 'z'), 1_000_000)
        : Texts[_random.Next(Texts.Length)];

    /// <summary>Recipients of one width, and own texts for some of them that lie anywhere in their buffer.</summary>
    public MessageChunk Chunk(int? count = null, int? width = null)
    {
        var bits = 8 * (width ?? _random.Next(1, 9));
        var recipients = new ulong[count ?? Count()];
        for (var i = 0; i < recipients.Length; i++)
        {
            recipients[i] = Math.Max(1, Bits() >> (64 - bits));
        }

        recipients[^1] = ulong.MaxValue >> (64 - bits);
        if (Flip())
        {
            return new(new(recipients), default, default);
        }

        var texts = Encoding.UTF8.GetBytes("-- some texts, with holes between them: é 🛑 --");
        var slices = recipients.Select(_ => Flip()
            ? default
            : new TextSlice(_random.Next(texts.Length / 2), _random.Next(texts.Length / 2))).ToArray();
        return new(new(recipients), slices, texts);
    }

    private BatchAccepted Accepted() => new(Address(), Bytes(_random.Next(200)), Int(), Int(), Long(), Chunk());

    private GroupAccepted Group()
    {
        var to = Many(Number);
        return new(Address(), to, Text(), Options(), Long(), Bytes(to.Length), Text(), Bits());
    }

    private int Count() => _random.Next(large ? 12 : 6) switch
    {
        0 or 1 => 1,
        2 => 2,
        3 or 4 => _random.Next(3, 40),
        5 => 128,
        6 => MessageId.IndexesMax,
        7 => MessageId.IndexesMax - 1,
        _ => _random.Next(1, 2_000),
    };

    private MessageOptions Options() => Flip() ? MessageOptions.None : new()
    {
        Subject = Maybe(),
        MediaUrls = Many(Text),
        WebhookUrl = Maybe(),
        WebhookFailoverUrl = Maybe(),
        Encoding = Maybe(),
        UseProfileWebhooks = Flip(),
        AutoDetect = Flip(),
    };

    private ProfileSettings Settings() => new(Text(), Many(Text))
    {
        Enabled = Flip(),
        WebhookUrl = Maybe(),
        WebhookFailoverUrl = Maybe(),
        WebhookApiVersion = Text(),
        NumberPool = Flip() ? null : new(_random.NextDouble(), _random.Next(10), Flip(), Flip(), Flip()),
        UrlShortener = Flip() ? null : new(Text(), Maybe(), Flip(), Flip()),
        AlphaSender = Maybe(),
        DailySpendLimit = Flip() ? null : Amount(),
        IsSpendLimited = Flip(),
        MmsFallsBackToSms = Flip(),
        MmsTranscoding = Flip(),
        MobileOnly = Flip(),
        SmartEncoding = Flip(),
        V1Secret = Maybe(),
        HealthWebhookUrl = Maybe(),
        AiAssistantId = Maybe(),
        ResourceGroupId = Maybe(),
        Features = Maybe(),
    };

    private decimal Amount() => new(Int(), Int(), 0, false, (byte)_random.Next(9));

    private ConsentCause Cause() => new(Constant<ConsentSource>(), Text(), Text(), Flip() ? MessageId.None : Id());

    private MessageId Id() => MessageId.At(
        _random.Next(MessageId.ShardsMax), _random.NextInt64(1, MessageId.SequenceMax),
        _random.Next(MessageId.IndexesMax));

    private ReadOnlyMemory<byte> Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T[] Many<T>(Func<T> one) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => one())];

    private T Constant<T>() where T : struct, Enum => Enum.GetValues<T>()[_random.Next(Enum.GetValues<T>().Length)];

    private string? Maybe() => Flip() ? Text() : null;

    private bool Flip() => _random.Next(2) == 0;

    private int Int() => _random.Next(5) switch { 0 => 0, 1 => int.MaxValue, 2 => 127, 3 => 128, _ => _random.Next() };

    private long Long() =>
        _random.Next(4) switch { 0 => 0, 1 => long.MaxValue, 2 => _random.Next(), _ => _random.NextInt64() };

    private Stamp Stamp() => new(_random.NextInt64(Domain.Stamp.TicksMax));

    private ulong Bits() => (ulong)_random.NextInt64() ^ (ulong)_random.NextInt64() << 1;

    private Guid Guid() => new(Bytes(16).Span);
}
