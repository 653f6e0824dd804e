using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal.Tests.Codec;

/// <summary>The names and numbers that lie in journals.</summary>
/// <remarks>
/// If a test here fails: a name or number that is stored was changed or taken away, and journals that people have
/// cannot be read any more. Take that back. Classes and constants may be renamed freely, their stored name or number
/// may not. Something new goes at the end, with a name or number that was never used, and gets a line here.
/// </remarks>
public sealed class StoredNamesTests
{
    [Fact]
    public void Kinds_of_events() => Assert.Equal(
        [
            "consent.opted-out.v1 RecipientOptedOut", "consent.opted-in.v1 RecipientOptedIn",
            "consent.wildcard-set.v1 WildcardSet", "network.blocked.v1 NetworkBlocked",
            "network.unblocked.v1 NetworkUnblocked", "network.adopted.v1 NetworkBlocksAdopted",
            "batch.accepted.v1 BatchAccepted", "batch.continued.v1 BatchContinued",
            "batch.dispatched.v1 BatchDispatched",
            "message.accepted.v1 MessageAccepted", "inbound.received.v1 InboundReceived", "reply.sent.v1 ReplySent",
            "profile.created.v1 ProfileCreated", "number.assigned.v1 NumberAssigned",
            "subscription.created.v1 SubscriptionCreated", "subscription.renewed.v1 SubscriptionRenewed",
            "subscription.blacklisted.v1 SubscriptionBlacklisted",
            "subscription.activated.v1 SubscriptionActivated", "subscription.deleted.v1 SubscriptionDeleted",
            "profile.configured.v1 ProfileConfigured", "profile.secret-regenerated.v1 ProfileSecretRegenerated",
            "profile.deleted.v1 ProfileDeleted", "profile.rules-dropped.v1 ProfileRulesDropped",
            "number.configured.v1 NumberConfigured", "autoresponse.set.v1 AutoResponseSet",
            "autoresponse.removed.v1 AutoResponseRemoved", "alpha-sender.created.v1 AlphaSenderCreated",
            "alpha-sender.deleted.v1 AlphaSenderDeleted",
            "message.scheduled.v1 MessageScheduled", "message.dispatched.v1 MessageDispatched",
            "message.cancelled.v1 MessageCancelled", "message.group-accepted.v1 GroupAccepted",
            "profile.spend-limit-reached.v1 SpendLimitReached",
            "pool.sticky-sender-set.v1 StickySenderSet", "pool.sticky-senders-cleared.v1 StickySendersCleared",
            "message.queued.v1 MessageQueued",
        ],
        EventCodec.Kinds.Select(k => $"{k.Name} {k.Type.Name}"));

    [Fact]
    public void Numbers_of_constants()
    {
        Is<Provider>("None=0 RingCentral=1 Telnyx=2");
        Is<ConsentStatus>("None=0 OptIn=1 OptOut=2");
        Is<ConsentSource>("Recipient=0 Api=1 Upstream=2 Carrier=3");
        Is<Operation>("None=0 Stop=1 Start=2 Help=3 Custom=4");
        Is<KeywordMatch>("WholeBody=0 FirstWord=1 Exact=2");
        Is<Direction>("Outbound=0 Inbound=1");
        Is<Outcome>(
            "Pending=0 Delivered=1 Unconfirmed=2 Unroutable=3 Unreachable=4 Spam=5 CarrierDown=6 CarrierOptOut=7 "
            + "Blocked=8 SpendLimited=9 Expired=10 DailyCapped=11 DeliveredLate=12 SenderFlagged=13 ShortenedLink=14 "
            + "RateLimited=15 VolumeLimited=16 Unregistered=17 SpamAtt=18 UnroutableUpstream=19 "
            + "DeliveredAtOnce=20 DeliveredSlowly=21 DeliveredTwice=22 DeliveredInDisorder=23 "
            + "DeliveredAndAnswered=24 DeliveredAfterAnswer=25 BlockedBefore=26");
        Is<AddressKind>("None=0 PhoneNumber=1 ShortCode=2 Alphanumeric=3");
        Is<SenderType>("LongCode=0 TollFree=1 ShortCode=2 Alphanumeric=3");
        Is<ScopeKind>("Account=1 Sender=2 Profile=3");
        Is<UuidKind>("Message=1 Batch=2 Profile=3 Event=4 Account=5 Subscription=6 AutoResponse=7 AlphaSender=8 "
            + "ShortCode=9");
        Is<AutoResponseOp>("None=0 Start=1 Stop=2 Info=3 Help=4");
    }

    [Fact]
    public void Scopes_and_what_follows_from_them()
    {
        var scope = Scope.OfSender(1, Address.Parse("+16505550100"));
        Assert.Equal("account/7", Scope.OfAccount(7).Text);
        Assert.Equal("sender/1/+16505550100", scope.Text);
        Assert.Equal(
            "profile/1/0195f9c2-7b1e-8abc-8def-0123456789ab",
            Scope.OfProfile(1, Guid.Parse("0195F9C2-7B1E-8ABC-8DEF-0123456789AB")).Text);
        Assert.Equal(
            "f69c5c8ee61f1877 7 5692161d100b05e5 ab6ef3b5155e28d5 12a764fb66abc9cf",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{scope.Hash:x16} {scope.ShardOf(16)} {Hashing.Mix(1):x16} {Hashing.Mix(1, 2):x16} "
                + $"{Chance.Of(3, 4):x16}"));
    }

    [Fact]
    public void Ids()
    {
        var id = MessageId.At(shard: 3, sequence: 77, index: 5);
        Assert.Equal((77L << 24) + (3 << 14) + 5, id.Value);
        Assert.Equal(
            "9486cf99-fe0d-8bc6-8000-00004d00c005",
            PositionUuid.Encode(id, UuidKind.Message, new JournalInfo(16, 1).IdSalt).ToString());
    }

    [Fact]
    public void Records_of_pairs_in_64_bits() => Assert.Equal(
        (123UL << 8) + (3 << 2) + 2, new PairConsent(ConsentStatus.OptOut, ConsentSource.Carrier, new(123)).Packed);

    private static void Is<T>(string expected) where T : struct, Enum => Assert.Equal(
        expected,
        string.Join(' ', Enum.GetValues<T>().Select(v => $"{v}={Convert.ToInt32(v, CultureInfo.InvariantCulture)}")));
}
