using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Tests.Messages;

/// <summary>The parts of any text, against a packer that builds them (P-33).</summary>
public sealed class SegmentsTests
{
    private const string Emoji = "😀";

    /// <summary>
    /// Texts near the boundaries: runs of plain, double and wide characters, halves of pairs among them.
    /// </summary>
    private static readonly Arbitrary<string> Texts = Gen.OneOf(
        Runs("a", "é", "€", "|"), Runs("a", "€", "ж", Emoji, "\ud83d", "\ude00", "`"), Runs("ж", Emoji)).ToArbitrary();

    /// <summary>The table of examples, runs written as text×times.</summary>
    [Theory]
    [InlineData("a×160", TextEncoding.Gsm7, 160, 1, 1)]
    [InlineData("a×161", TextEncoding.Gsm7, 161, 2, 2)]
    [InlineData("a×306", TextEncoding.Gsm7, 306, 2, 2)]
    [InlineData("a×307", TextEncoding.Gsm7, 307, 3, 3)]
    [InlineData("a×158 €×1", TextEncoding.Gsm7, 160, 1, 1)]
    [InlineData("a×159 €×1", TextEncoding.Gsm7, 161, 2, 2)]
    [InlineData("a×155 |×3", TextEncoding.Gsm7, 161, 2, 2)]
    [InlineData("a×152 €×1 a×152", TextEncoding.Gsm7, 306, 2, 3)]
    [InlineData("ж×70", TextEncoding.Ucs2, 70, 1, 1)]
    [InlineData("ж×71", TextEncoding.Ucs2, 71, 2, 2)]
    [InlineData("ж×134", TextEncoding.Ucs2, 134, 2, 2)]
    [InlineData("ж×135", TextEncoding.Ucs2, 135, 3, 3)]
    [InlineData("ж×66 😀×1 ж×66", TextEncoding.Ucs2, 134, 2, 3)]
    [InlineData("a×68 😀×1", TextEncoding.Ucs2, 70, 1, 1)]
    [InlineData("a×69 😀×1", TextEncoding.Ucs2, 71, 2, 2)]
    [InlineData("a×199 ’×1", TextEncoding.Ucs2, 200, 3, 3)]
    [InlineData("a×1530", TextEncoding.Gsm7, 1530, 10, 10)]
    [InlineData("a×1531", TextEncoding.Gsm7, 1531, 11, 11)]
    [InlineData("a×0", TextEncoding.Gsm7, 0, 1, 1)]
    [InlineData("ê×1", TextEncoding.Ucs2, 1, 1, 1)]
    [InlineData("ç×1", TextEncoding.Ucs2, 1, 1, 1)]
    [InlineData("`×1", TextEncoding.Ucs2, 1, 1, 1)]
    public void Known_texts_have_known_parts(string runs, TextEncoding encoding, int units, int ceil, int packed)
    {
        var text = string.Concat(runs.Split(' ').Select(run => run.Split('×'))
            .Select(run => Repeat(run[0], int.Parse(run[1], CultureInfo.InvariantCulture))));
        foreach (var (rule, parts) in ((SegmentRule, int)[])
            [(SegmentRule.DocumentedCeil, ceil), (SegmentRule.Packed, packed)])
        {
            var expected = new SegmentCount(encoding, units, parts);
            Assert.Equal(expected, Segments.Count(text, rule));
            Assert.Equal(expected, Segments.CountUtf8(Encoding.UTF8.GetBytes(text), rule));
        }
    }

    [Theory]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void A_plain_text_can_be_counted_as_ucs2(int chars, int parts) => Assert.Equal(
        new SegmentCount(TextEncoding.Ucs2, chars, parts),
        Segments.CountUcs2(new string('a', chars), SegmentRule.Packed));

    [Fact]
    public void A_lone_surrogate_is_one_unit_of_ucs2() =>
        Assert.Equal(new SegmentCount(TextEncoding.Ucs2, 2, 1), Segments.Count("a\ud83d", SegmentRule.Packed));

    [Fact]
    public void Wrong_utf8_counts_as_replacement_characters() =>
        Assert.Equal(
            new SegmentCount(TextEncoding.Ucs2, 3, 1),
            Segments.CountUtf8([0x61, 0xFF, 0xC3], SegmentRule.Packed));

    [Fact]
    public void The_parts_are_those_of_a_packer_that_builds_them() => Holds(text =>
    {
        var parts = ReferencePacker.Parts(text);
        Assert.Equal(text, string.Concat(parts));
        Assert.Equal(parts.Count, Segments.Count(text, SegmentRule.Packed).Parts);
        Assert.Equal(ReferencePacker.Units(text), Segments.Count(text, SegmentRule.Packed).Units);
    });

    [Fact]
    public void The_documented_formula_is_never_above_the_parts_that_are_sent() => Holds(text =>
        Assert.True(Segments.Count(text, SegmentRule.DocumentedCeil).Parts
            <= Segments.Count(text, SegmentRule.Packed).Parts));

    [Fact]
    public void Adding_a_character_never_lowers_the_parts() => Holds(text =>
    {
        foreach (var rule in (SegmentRule[])[SegmentRule.DocumentedCeil, SegmentRule.Packed])
        {
            foreach (var added in (string[])["a", "€", "ж", Emoji, "\ude00"])
            {
                Assert.True(Segments.Count(text + added, rule).Parts >= Segments.Count(text, rule).Parts);
            }
        }
    });

    [Fact]
    public void Utf8_counts_as_the_same_text_in_utf16() => Holds(text =>
    {
        var sound = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        foreach (var rule in (SegmentRule[])[SegmentRule.DocumentedCeil, SegmentRule.Packed])
        {
            Assert.Equal(Segments.Count(sound, rule), Segments.CountUtf8(Encoding.UTF8.GetBytes(text), rule));
        }
    });

    [Fact]
    public void Counting_never_allocates_up_to_1600_characters()
    {
        byte[][] texts = [.. ((string[])[Repeat("a", 1600), Repeat("€", 1600), Repeat(Emoji, 800), Repeat("ж", 1600)])
            .Select(Encoding.UTF8.GetBytes)];
        Assert.Equal(0, Allocations.Of(() =>
        {
            foreach (var text in texts)
            {
                Segments.CountUtf8(text, SegmentRule.Packed);
            }
        }));
    }

    private static void Holds(Action<string> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Texts, property));

    private static Gen<string> Runs(params string[] characters) =>
        Gen.Elements(characters).SelectMany(c => Gen.Choose(0, 170).Select(n => Repeat(c, n)))
            .ListOf()
            .Select(runs => string.Concat(runs.Take(9)));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
