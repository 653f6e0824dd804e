using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Tests.Codec;

/// <summary>One example of every kind of event, in which every member has a value of its own.</summary>
internal static class Examples
{
    private static readonly Address Business = Address.Parse("+16505550100");
    private static readonly Address ShortCode = Address.Parse("12345");
    private static readonly Address Name = Address.Parse("Shop 24");
    private static readonly PhoneNumber Person = PhoneNumber.Parse("+15552000001");
    private static readonly PhoneNumber TollFree = PhoneNumber.Parse("+18335550100");
    private static readonly Guid Profile = Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ab");
    private static readonly Guid Part = Guid.Parse("0295f9c2-7b1e-8abc-8def-0123456789cd");
    private static readonly MessageId Cause = MessageId.At(3, 77, 5);
    private static readonly Stamp At = new(17_673_230_450_000_000);

    public static IReadOnlyList<GatewayEvent> All { get; } =
    [
        new RecipientOptedOut(Person, Business, new(ConsentSource.Recipient, "STOP", "whole-body.v1", Cause)),
        new RecipientOptedIn(Person, ShortCode, new(ConsentSource.Api, "", "", MessageId.None), true),
        new WildcardSet(Person, ConsentStatus.OptOut, ConsentSource.Api),
        new NetworkBlocked(TollFree, Person, Cause),
        new NetworkUnblocked(TollFree, Person, Cause),
        new NetworkBlocksAdopted(TollFree, [Person, new(447_700_900_555)]),
        new BatchAccepted(
            Business, "Héllo"u8.ToArray(), 3, 1, 1_000,
            new(new(new[] { Person.Value, 447_700_900_555UL, Person.Value }), Array.Empty<TextSlice>(), default)),
        new BatchContinued(
            9, 16_384,
            new(
                new(new[] { Person.Value, 447_700_900_555UL }), new TextSlice[] { new(2, 3), default },
                "--own"u8.ToArray())),
        new BatchDispatched(
            9, At, 10, 300, new byte[] { 1, 8, 7 }, 1, 4, "fast.v1", 0x0123456789ABCDEF, 128, 33),
        new MessageAccepted(
            Name, Person, "lone \uD800",
            new()
            {
                Subject = "s", MediaUrls = ["u1", "u2"], WebhookUrl = "w", WebhookFailoverUrl = null, Encoding = "gsm7",
                UseProfileWebhooks = false, AutoDetect = true,
            },
            5, Outcome.Unreachable, "fast.v1", 0xFEDCBA9876543210),
        new InboundReceived(Person, Business, "Stop!", Operation.Stop, "STOP", "whole-body.v1", "x-1"),
        new ReplySent(Business, Person, "Bye.", Operation.Stop, Cause, 6, Outcome.Delivered, "fast.v1", 42),
        new ProfileCreated(Profile, "Demo", ["US", "*"], true, "https://w.example", null, "2"),
        new NumberAssigned(Provider.Telnyx, TollFree, Profile),
        new SubscriptionCreated(Profile, ["/a?b=+1", "/c"], "https://h.example/x", "token", 604_800),
        new SubscriptionRenewed(Profile, ["/d"], 3_600),
        new SubscriptionBlacklisted(Profile, "Webhook responses with code: [404], reason: [Not Found]"),
        new SubscriptionActivated(Profile),
        new SubscriptionDeleted(Profile),
        new ProfileConfigured(Profile, new("Full", ["US", "GB"])
        {
            Enabled = false,
            WebhookUrl = "https://w.example",
            WebhookFailoverUrl = "https://f.example",
            WebhookApiVersion = "1",
            NumberPool = new(1.5, 0, true, false, true),
            UrlShortener = new("s.example", "p", true, false),
            AlphaSender = "Shop 24",
            DailySpendLimit = 25.50m,
            IsSpendLimited = true,
            MmsFallsBackToSms = false,
            MmsTranscoding = true,
            MobileOnly = false,
            SmartEncoding = true,
            V1Secret = "secret",
            HealthWebhookUrl = "https://h.example",
            AiAssistantId = "ai",
            ResourceGroupId = "group",
            Features = "{\"x\":1}",
        }),
        new ProfileSecretRegenerated(Profile, "0123456789abcdef01234567"),
        new ProfileDeleted(Profile),
        new ProfileRulesDropped(),
        new NumberConfigured(Provider.Telnyx, TollFree, new("A2P", ["a", "b"])),
        new AutoResponseSet(
            Profile, Part, AutoResponseOp.Help, ["AIDE", "AYUDA"], Region.Canada, "Call us at 1-800-555-0100."),
        new AutoResponseRemoved(Profile, Part),
        new AlphaSenderCreated(Part, Profile, "Shop 24", "+13125550100"),
        new AlphaSenderDeleted(Part),
        new MessageScheduled(Business, ShortCode, "Later", new() { WebhookUrl = "w", Encoding = "smart" }, At),
        new MessageDispatched(300, At, 6, Outcome.Blocked, "fast.v1", 0x0123456789ABCDEF),
        new MessageCancelled(301),
        new GroupAccepted(
            Business, [Person, TollFree], "All", new() { Subject = "s" }, 7, new byte[] { 1, 8 }, "fast.v1",
            0xFEDCBA9876543210),
        new SpendLimitReached(25.50m, 25.504m),
        new StickySenderSet(Person, TollFree),
        new StickySendersCleared(),
        new MessageQueued(Business, ShortCode, "Later", new() { Encoding = "smart" }, At, Expires: true),
    ];
}
