using GatewaySim.Domain;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Codec;

/// <summary>The stored form of every kind of event, byte for byte.</summary>
/// <remarks>
/// If a test here fails, journals that people have would be read as something else, or not at all. Do not change the
/// bytes. Take the change of the codec back and add a new kind instead: a new record with the next version in its
/// <see cref="JournalNameAttribute"/>, a new line in <see cref="EventCodec.Kinds"/>, a new example at the end of
/// <see cref="Examples"/> and its bytes here. The old kind stays readable.
/// </remarks>
public sealed class PayloadBytesTests
{
    /// <summary>By the order of <see cref="EventCodec.Kinds"/>.</summary>
    private static readonly string[] Payloads =
    [
        "consent.opted-out.v1 81e0e2f73994eababe3d00000453544f50000d77686f6c652d626f64792e7631858083e804",
        "consent.opted-in.v1 81e0e2f739b96001000000000001",
        "consent.wildcard-set.v1 81e0e2f7390201",
        "network.blocked.v1 949589a74481e0e2f739858083e804",
        "network.unblocked.v1 949589a74481e0e2f739858083e804",
        "network.adopted.v1 949589a7440281e0e2f739cbb5b6e8830d",
        "batch.accepted.v1 94eababe3d0648c3a96c6c6f0301e807030501b0f89e03cb9a0d3d6801b0f89e0300",
        "batch.continued.v1 09808001020501b0f89e03cb9a0d3d68010300036f776e",
        "batch.dispatched.v1 09808186f8d9b6b21f0aac020301080701040007666173742e7631efcdab8967452301800121",
        "message.accepted.v1 00000753686f7020323481e0e2f739010c6c006f006e006500200000d80101000173020002753100"
            + "027532010001770001000467736d37000105040007666173742e76311032547698badcfe",
        "inbound.received.v1 81e0e2f73994eababe3d000553746f702101000453544f50000d77686f6c652d626f64792e763100"
            + "03782d31",
        "reply.sent.v1 94eababe3d81e0e2f73900044279652e01858083e80406010007666173742e76312a00000000000000",
        "profile.created.v1 0195f9c27b1e8abc8def0123456789ab000444656d6f020002555300012a0101001168747470733a2"
            + "f2f772e6578616d706c6500000132",
        "number.assigned.v1 02949589a744010195f9c27b1e8abc8def0123456789ab",
        "subscription.created.v1 0195f9c27b1e8abc8def0123456789ab0200072f613f623d2b3100022f63001368747470733a"
            + "2f2f682e6578616d706c652f78010005746f6b656e80f524",
        "subscription.renewed.v1 0195f9c27b1e8abc8def0123456789ab0100022f64901c",
        "subscription.blacklisted.v1 0195f9c27b1e8abc8def0123456789ab0037576562686f6f6b20726573706f6e73657320"
            + "7769746820636f64653a205b3430345d2c20726561736f6e3a205b4e6f7420466f756e645d",
        "subscription.activated.v1 0195f9c27b1e8abc8def0123456789ab",
        "subscription.deleted.v1 0195f9c27b1e8abc8def0123456789ab",
        "profile.configured.v1 0195f9c27b1e8abc8def0123456789ab000446756c6c0200025553000247420001001168747470"
            + "733a2f2f772e6578616d706c6501001168747470733a2f2f662e6578616d706c6500013101000000000000f83f0000000000"
            + "000000010001010009732e6578616d706c6501000170010001000753686f7020323401000532352e35300100010001010006"
            + "73656372657401001168747470733a2f2f682e6578616d706c65010002616901000567726f75700100077b2278223a317d",
        "profile.secret-regenerated.v1 0195f9c27b1e8abc8def0123456789ab00183031323334353637383961626364656630"
            + "31323334353637",
        "profile.deleted.v1 0195f9c27b1e8abc8def0123456789ab",
        "profile.rules-dropped.v1 ",
        "number.configured.v1 02949589a744000341325002000161000162",
        "autoresponse.set.v1 0195f9c27b1e8abc8def0123456789ab0295f9c27b1e8abc8def0123456789cd0402000441494445"
            + "00054159554441c1860101001a43616c6c20757320617420312d3830302d3535352d303130302e",
        "autoresponse.removed.v1 0195f9c27b1e8abc8def0123456789ab0295f9c27b1e8abc8def0123456789cd",
        "alpha-sender.created.v1 0295f9c27b1e8abc8def0123456789cd0195f9c27b1e8abc8def0123456789ab000753686f70"
            + "20323401000c2b3133313235353530313030",
        "alpha-sender.deleted.v1 0295f9c27b1e8abc8def0123456789cd",
        "message.scheduled.v1 94eababe3db96000054c617465720100000100017700010005736d6172740100808186f8d9b6b21f",
        "message.dispatched.v1 ac02808186f8d9b6b21f06080007666173742e7631efcdab8967452301",
        "message.cancelled.v1 ad02",
        "message.group-accepted.v1 94eababe3d02010881e0e2f739949589a7440003416c6c0101000173000000000100070007"
            + "666173742e76311032547698badcfe",
        "profile.spend-limit-reached.v1 000532352e3530000632352e353034",
        "pool.sticky-sender-set.v1 81e0e2f739949589a744",
        "pool.sticky-senders-cleared.v1 ",
        "message.queued.v1 94eababe3db96000054c617465720100000000010005736d6172740100808186f8d9b6b21f01",
    ];

    [Fact]
    public void Every_kind_is_stored_as_the_same_bytes_for_ever() => Assert.Equal(
        Payloads, Examples.All.Select(e => $"{EventCodec.KindOf(e).Name} {Convert.ToHexStringLower(Bytes(e))}"));

    [Fact]
    public void The_bytes_are_read_as_the_examples() => Assert.All(Payloads.Zip(Examples.All), pair =>
    {
        var (name, hex) = (pair.First.Split(' ')[0], pair.First.Split(' ')[1]);
        Assert.Equal(Canonical.Of(pair.Second), Canonical.Of(EventCodec.Read(name, Convert.FromHexString(hex))));
    });

    [Fact]
    public void There_is_an_example_of_every_kind() =>
        Assert.Equal(EventCodec.Kinds.Select(k => k.Type), Examples.All.Select(e => e.GetType()));

    [Fact]
    public void The_hash_of_an_event_is_the_same_for_ever()
    {
        var head = new StreamHead();
        var append = new TestAppend(2, head);
        var scope = Scope.OfSender(1, Domain.Numbers.Address.Parse("+16505550100"));
        append.Add(head, new(1_000), scope, Examples.All[0]);
        append.Add(head, new(1_001), scope, Examples.All[1]);
        Assert.Equal(
            "7e9325a4f3754e8259be364ff79954bbfaddecfc424ce5f1af6a2eee690f3a22", Convert.ToHexStringLower(head.Hash));
    }

    private static byte[] Bytes(GatewayEvent @event)
    {
        var writer = new PayloadWriter();
        EventCodec.KindOf(@event).Write(writer, @event);
        return writer.Written.ToArray();
    }
}
