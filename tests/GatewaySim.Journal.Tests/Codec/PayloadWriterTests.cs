using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal.Tests.Codec;

public sealed class PayloadWriterTests
{
    [Fact]
    public void Every_kind_of_value_may_be_the_one_that_makes_the_buffer_grow()
    {
        Action<PayloadWriter>[] values =
        [
            w => w.Raw([1, 2, 3]), w => w.Byte(7), w => w.Bool(true), w => w.Fixed32(0x01020304), w => w.Fixed64(5),
            w => w.Varint(300UL), w => w.Bytes([1, 2]), w => w.Text("é"), w => w.Text("\uD800"),
            w => w.OptionalText("x"), w => w.Texts(["a", "b"]), w => w.OptionalGuid(null),
            w => w.Guid(Guid.Parse("0195f9c2-7b1e-8abc-8def-0123456789ab")),
            w => w.Stamp(new(1_000)), w => w.Number(new(16_505_550_100)), w => w.Address(Address.Parse("Shop 24")),
        ];
        foreach (var value in values)
        {
            var expected = new PayloadWriter();
            value(expected);
            for (var room = 0; room <= 32; room++)
            {
                var writer = new PayloadWriter();
                writer.Raw(new byte[1024 - room]);
                value(writer);
                Assert.Equal(expected.Written.ToArray(), writer.Written[(1024 - room)..].ToArray());
            }
        }
    }

    [Theory]
    [InlineData(0UL, "00"), InlineData(127UL, "7f"), InlineData(128UL, "8001"), InlineData(300UL, "ac02")]
    [InlineData(16_505_550_100UL, "94eababe3d"), InlineData(ulong.MaxValue, "ffffffffffffffffff01")]
    public void Integers_are_stored_in_seven_bits_a_byte(ulong value, string hex)
    {
        var writer = new PayloadWriter();
        writer.Varint(value);
        Assert.Equal(hex, Convert.ToHexStringLower(writer.Written));
        var reader = new PayloadReader(writer.Written.ToArray());
        Assert.Equal(value, reader.Varint());
        reader.End();
    }

    [Fact]
    public void A_negative_number_is_a_bug_of_the_writer() =>
        Assert.Throws<InvariantBrokenException>(() => new PayloadWriter().Varint(-1L));
}
