using System.Globalization;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Tests.Journals;

namespace GatewaySim.Journal.Tests.Codec;

/// <summary>Whatever bytes lie in the journal, reading them gives an event or says that they are corrupt.</summary>
public sealed class PayloadFuzzTests
{
    private const int Cases = 100_000;

    [Fact]
    public void Random_bytes_give_an_event_or_are_called_corrupt() => Fuzz(seed =>
    {
        var random = new Random(seed);
        var bytes = new byte[random.Next(random.Next(8) == 0 ? 300 : 40)];
        random.NextBytes(bytes);

        // Few large numbers, so that more than the first length is reached.
        for (var i = 0; random.Next(4) > 0 && i < bytes.Length; i++)
        {
            bytes[i] = (byte)(bytes[i] & 7);
        }

        return (random.Next(EventGenerator.Kinds), bytes);
    });

    [Fact]
    public void Damaged_events_give_an_event_or_are_called_corrupt()
    {
        // What is damaged: small events of every kind, made once.
        var sound = Enumerable.Range(0, 40 * EventGenerator.Kinds).Select(n =>
        {
            var writer = new PayloadWriter();
            var @event = new EventGenerator(n, large: false).Event(n % EventGenerator.Kinds);
            EventCodec.KindOf(@event).Write(writer, @event);
            return writer.Written.ToArray();
        }).ToArray();

        Fuzz(seed =>
        {
            var random = new Random(seed);
            var n = random.Next(sound.Length);
            var bytes = sound[n].ToArray();
            for (var left = random.Next(4); left > 0 && bytes.Length > 0; left--)
            {
                bytes[random.Next(Math.Min(bytes.Length, 200))] = random.Next(3) switch
                {
                    0 => 0, 1 => 0xFF, _ => (byte)random.Next(256),
                };
            }

            return (n % EventGenerator.Kinds, random.Next(3) switch
            {
                0 => bytes[..random.Next(bytes.Length + 1)],
                1 => [.. bytes, .. bytes[..random.Next(Math.Min(bytes.Length, 9))]],
                _ => bytes,
            });
        });
    }

    [Fact]
    public void A_cut_event_is_always_called_corrupt()
    {
        for (var kind = 0; kind < EventGenerator.Kinds; kind++)
        {
            var writer = new PayloadWriter();
            EventCodec.Kinds[kind].Write(writer, new EventGenerator(kind, large: false).Event(kind));
            var bytes = writer.Written.ToArray();
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.Throws<JournalCorruptException>(
                    () => EventCodec.Read(EventCodec.Kinds[kind].Name, bytes.AsMemory(0, length)));
            }
        }
    }

    [Theory]
    [InlineData("network.blocked.v1", "ffffffffffffffffffff7f")]
    [InlineData("network.blocked.v1", "8080808080808080808000")]
    [InlineData("number.assigned.v1", "0101" + "02")]
    [InlineData("number.assigned.v1", "01" + "00" + "01" + "03" + "410042" + "00")]
    [InlineData("number.assigned.v1", "01" + "00" + "00" + "02" + "c328" + "00")]
    [InlineData("batch.continued.v1", "01" + "00" + "00" + "05" + "00")]
    [InlineData("batch.continued.v1", "01" + "00" + "01" + "00" + "00")]
    [InlineData("batch.continued.v1", "01" + "00" + "01" + "09" + "000000000000000001" + "00")]
    [InlineData("batch.continued.v1", "01" + "00" + "8180" + "01" + "01" + "00")]
    [InlineData("batch.continued.v1", "01" + "00" + "02" + "01" + "0102" + "01" + "ffffffff07" + "8180808008" + "00")]
    [InlineData("batch.continued.v1", "010004" + "01" + "01020304" + "01" + "ffffffff07ffffffff07" + "020000")]
    [InlineData("profile.gone.v9", "")]
    public void What_no_writer_wrote_is_called_corrupt(string name, string payload) =>
        Assert.Throws<JournalCorruptException>(() => EventCodec.Read(name, Convert.FromHexString(payload)));

    private static void Fuzz(Func<int, (int Kind, byte[] Payload)> make)
    {
        var read = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            var (kind, payload) = make(seed);
            try
            {
                // Also what is only looked at later: texts and recipients are views of the payload.
                _ = Canonical.Of(EventCodec.Read(EventCodec.Kinds[kind].Name, payload));
                read++;
            }
            catch (JournalCorruptException)
            {
            }
#pragma warning disable CA1031 // Any other exception is what is looked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Seed {seed}, {EventCodec.Kinds[kind].Name}, {Convert.ToHexStringLower(payload)}: {e}"));
            }
        }

        // A fuzzer that never gets through the first check finds nothing.
        Assert.InRange(read, Cases / 1000, Cases);
    }
}
