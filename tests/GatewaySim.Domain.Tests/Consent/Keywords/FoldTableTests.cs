using System.Text;
using GatewaySim.Domain.Consent.Keywords;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

/// <summary>The tables, character by character, against what .NET knows.</summary>
public class FoldTableTests
{
    /// <summary>
    /// Goal: the tables are the same on every machine, with ICU and without. Method: one pinned hash over all UTF-16
    /// units; a deliberate change of the tables changes it, and then MatcherVersion must be looked at too.
    /// </summary>
    [Fact]
    public void The_tables_are_the_same_everywhere()
    {
        var table = new byte[(char.MaxValue + 1) * 3];
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var c = (char)unit;
            table[3 * unit] = (byte)FoldTable.Kind(c);
            table[3 * unit + 1] = (byte)(FoldTable.Fold(c) >> 8);
            table[3 * unit + 2] = (byte)FoldTable.Fold(c);
        }

        Assert.Equal("DAC34B4A7A192504", $"{Hashing.Of(table):X16}");
    }

    [Fact]
    public void Capitals_are_those_of_the_invariant_culture_but_for_dotless_i_and_long_s()
    {
        string[] scripts = ["AZ", "az", "\u00C0\u0177", "\u0179\u017F", "\u03AC\u03CE", "\u0400\u052F", "\u0561\u0586",
            "\u1E00\u1E95", "\u1EA0\u1EFF", "\uFF21\uFF5A"];
        foreach (var script in scripts)
        {
            for (var c = script[0]; c <= script[1]; c++)
            {
                var expected = c switch { 'ı' => 'I', 'ſ' => 'S', _ => char.ToUpperInvariant(c) };
                Assert.True(Casing.Upper(c) == expected, $"U+{(int)c:X4}");
            }
        }
    }

    [Fact]
    public void A_letter_and_its_capital_fold_to_the_same()
    {
        for (var unit = 0; unit <= 0x1FFF; unit++)
        {
            var c = (char)unit;
            Assert.True(WordForms.Folded($"{c}") == WordForms.Folded($"{Casing.Upper(c)}"), $"U+{unit:X4}");
        }
    }

    [Fact]
    public void Composed_and_decomposed_letters_fold_to_the_same()
    {
        Assert.SkipUnless("é".Normalize(NormalizationForm.FormD).Length == 2,
            "Needs ICU: build with -p:InvariantGlobalization=false.");
        for (var unit = 0; unit < 0x2C00; unit++)
        {
            var composed = $"{(char)unit}";
            var decomposed = composed.Normalize(NormalizationForm.FormD);
            var isOurs = decomposed[0] < 0x0530 && decomposed.Skip(1).All(c => c is >= '\u0300' and <= '\u036F');
            Assert.True(!isOurs || WordForms.Folded(composed) == WordForms.Folded(decomposed), $"U+{unit:X4}");
        }
    }
}
