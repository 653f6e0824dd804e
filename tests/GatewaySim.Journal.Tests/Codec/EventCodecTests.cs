using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Codec;

public sealed class EventCodecTests
{
    private const int Seeds = 40;

    [Fact]
    public void The_generator_knows_every_kind()
    {
        var events = new EventGenerator(1, large: false);
        Assert.Equal(
            EventCodec.Kinds.Select(k => k.Type),
            Enumerable.Range(0, EventGenerator.Kinds).Select(n => events.Event(n).GetType()));
    }

    [Fact]
    public void Every_event_is_read_as_it_was_written()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var events = new EventGenerator(seed, large: true);
            for (var kind = 0; kind < EventGenerator.Kinds; kind++)
            {
                var @event = events.Event(kind);
                Assert.True(Canonical.Of(@event) == Canonical.Of(RoundTrip(@event)), Failure(seed, @event));
            }
        }
    }

    [Fact]
    public void What_was_read_is_written_as_the_same_bytes()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var events = new EventGenerator(seed, large: false);
            for (var kind = 0; kind < EventGenerator.Kinds; kind++)
            {
                var @event = events.Event(kind);
                Assert.True(Bytes(@event).AsSpan().SequenceEqual(Bytes(RoundTrip(@event))), Failure(seed, @event));
            }
        }
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(8), InlineData(9), InlineData(100)]
    [InlineData(MessageId.IndexesMax - 1), InlineData(MessageId.IndexesMax)]
    public void A_chunk_of_any_size_and_width_is_read_as_it_was_written(int count)
    {
        for (var width = 1; width <= 8; width++)
        {
            var chunk = new EventGenerator(count * 8 + width, large: true).Chunk(count, width);
            Assert.Equal((count, width), (chunk.Recipients.Count, chunk.Recipients.Width));
            var read = (BatchContinued)RoundTrip(new BatchContinued(1, 0, chunk));
            Assert.Equal(Canonical.Of(chunk), Canonical.Of(read.Chunk));

            var copied = new ulong[count - count / 2];
            read.Chunk.Recipients.CopyTo(count / 2, copied);
            Assert.Equal(copied, Enumerable.Range(count / 2, copied.Length).Select(i => chunk.Recipients[i]));
        }
    }

    [Fact]
    public void A_message_without_a_text_of_its_own_has_the_batchs()
    {
        byte[] texts = [.. "own"u8];
        var chunk = new MessageChunk(new(new ulong[] { 1, 2 }), new TextSlice[] { default, new(0, 3) }, texts);
        var read = (BatchAccepted)RoundTrip(new BatchAccepted(default, "all"u8.ToArray(), 2, 0, 0, chunk));
        Assert.Equal(["all", "own"], Enumerable.Range(0, 2).Select(i => read.Chunk.StringOf(i, read.Text)));
    }

    [Fact]
    public void No_address_stays_no_address()
    {
        var read = (NumberAssigned)RoundTrip(new NumberAssigned(Provider.Telnyx, default, null));
        Assert.Equal(Domain.Numbers.AddressKind.None, read.Number.Kind);
    }

    [Fact]
    public void A_kind_has_one_name_and_a_name_one_kind()
    {
        Assert.Equal(EventCodec.Kinds.Count, EventCodec.Kinds.Select(k => k.Name).Distinct().Count());
        var known = typeof(GatewayEvent).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(GatewayEvent)) && !t.IsAbstract).Select(t => t.Name).Order();
        Assert.Equal(known, EventCodec.Kinds.Select(k => k.Type.Name).Order());
        Assert.All(EventCodec.Kinds, kind => Assert.Same(kind.Name, EventCodec.Intern(kind.Utf8)));
        Assert.Null(EventCodec.Intern("consent.opted-out.v2"u8));
    }

    private static byte[] Bytes(GatewayEvent @event)
    {
        var writer = new PayloadWriter();
        EventCodec.KindOf(@event).Write(writer, @event);
        return writer.Written.ToArray();
    }

    private static GatewayEvent RoundTrip(GatewayEvent @event) =>
        EventCodec.Read(EventCodec.KindOf(@event).Name, Bytes(@event));

    private static string Failure(int seed, GatewayEvent @event) =>
        string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {@event.GetType().Name} is read as something else.");
}
