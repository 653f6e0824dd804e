using GatewaySim.Domain.Consent.Keywords;

namespace GatewaySim.Domain.Tests.Consent;

/// <summary>What the FCC's rule makes of texts, also of those that no provider's list has.</summary>
public sealed class FccWordsTests
{
    [Theory]
    [InlineData("stop", FccMeaning.Listed)]
    [InlineData(" STOP! ", FccMeaning.Listed)]
    [InlineData("Quit", FccMeaning.Listed)]
    [InlineData("end.", FccMeaning.Listed)]
    [InlineData("Revoke", FccMeaning.Listed)]
    [InlineData("opt out", FccMeaning.Listed)]
    [InlineData("Opt-Out", FccMeaning.Listed)]
    [InlineData("OPTOUT", FccMeaning.Listed)]
    [InlineData("cancel", FccMeaning.Listed)]
    [InlineData("“unsubscribe”", FccMeaning.Listed)]
    [InlineData("Please stop texting me", FccMeaning.Reasonable)]
    [InlineData("I want to opt out of this", FccMeaning.Reasonable)]
    [InlineData("Don’t text me again!!", FccMeaning.Reasonable)]
    [InlineData("take me off, now", FccMeaning.Reasonable)]
    [InlineData("No más", FccMeaning.Reasonable)]
    [InlineData("no mas mensajes por favor", FccMeaning.Reasonable)]
    [InlineData("Arrêt.", FccMeaning.Reasonable)]
    [InlineData("Ne m'envoyez plus rien", FccMeaning.Reasonable)]
    [InlineData("Не пишите мне больше", FccMeaning.Reasonable)]
    [InlineData("Стоп", FccMeaning.Reasonable)]
    [InlineData("请不要再发了", FccMeaning.Reasonable)]
    [InlineData("退订", FccMeaning.Reasonable)]
    [InlineData("", FccMeaning.None)]
    [InlineData("👍", FccMeaning.None)]
    [InlineData("ok", FccMeaning.None)]
    [InlineData("Where is the bus stop?", FccMeaning.None)]
    [InlineData("Cancel my appointment on Friday", FccMeaning.None)]
    [InlineData("When does it end", FccMeaning.None)]
    [InlineData("arrêt de la thermopompe", FccMeaning.None)]
    [InlineData("nonstop texting", FccMeaning.None)]
    [InlineData("\ud800", FccMeaning.None)]
    public void A_text_is_judged_by_the_rule(string text, FccMeaning meaning) =>
        Assert.Equal(meaning, FccWords.Judge(text));

    /// <summary>Total: any UTF-16 is judged; case and marks around a listed word never count.</summary>
    [Fact]
    public void Any_text_is_judged_and_dressing_does_not_count()
    {
        var random = new Random(7);
        string[] words = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"];
        for (var n = 0; n < 20_000; n++)
        {
            var chars = new char[random.Next(40)];
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = (char)random.Next(char.MaxValue + 1);
            }

            FccWords.Judge(new(chars));
            var word = words[n % words.Length];
            var dressed = (random.Next(2) == 0 ? word.ToUpperInvariant() : word) + new string('!', random.Next(3));
            Assert.Equal(FccMeaning.Listed, FccWords.Judge($" \"{dressed}\" "));
        }

        Assert.Equal(FccMeaning.None, FccWords.Judge(new('x', 100_000)));
    }
}
