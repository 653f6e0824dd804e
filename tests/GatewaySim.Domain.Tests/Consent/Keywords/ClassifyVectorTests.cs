using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

/// <summary>The test vectors of docs/rules.md, and the words of the providers.</summary>
public class ClassifyVectorTests
{
    private static readonly KeywordTable French = KeywordTable.Telnyx.With(
        [new(Operation.Stop, ["ARRET"], Region.Canada), new(Operation.Stop, ["Opt-Out"], Region.Global)]);

    [Theory]
    [InlineData("stop", "STOP")]
    [InlineData(" Stop\n", "STOP")]
    [InlineData("STOP.", "STOP")]
    [InlineData("\"STOP\"", "STOP")]
    [InlineData("“Stop”", "STOP")]
    [InlineData("«Stop»", "STOP")]
    [InlineData("‘stop’", "STOP")]
    [InlineData("STOP!!!", "STOP")]
    [InlineData("ＳＴＯＰ", "STOP")]
    [InlineData("ｓｔｏｐ！", "STOP")]
    [InlineData("stop\u00a0all", "STOPALL")]
    [InlineData("stop \r\n\t all", "STOPALL")]
    [InlineData("stop-all", "STOPALL")]
    [InlineData("StopAll", "STOPALL")]
    [InlineData("STOP🛑", "STOP")]
    [InlineData("🛑 stop 🛑", "STOP")]
    [InlineData("stop 👍🏽", "STOP")]
    [InlineData("stop ❤️", "STOP")]
    [InlineData("👨‍👩‍👧 stop", "STOP")]
    [InlineData("STOP\uD83D", "STOP")]         // the emoji was cut in half
    [InlineData("STOP\uFFFD", "STOP")]         // the same after a trip through UTF-8
    [InlineData("S\u200BTOP\uFEFF", "STOP")]
    [InlineData("sto\u0301p", "STOP")]
    [InlineData("stóp", "STOP")]
    [InlineData("\u3000stop\u3000", "STOP")]
    [InlineData("-- stop --", "STOP")]
    [InlineData("(stop)", "STOP")]
    [InlineData("*stop*", "STOP")]
    [InlineData("quıt", "QUIT")]               // typed on a Turkish keyboard
    [InlineData("QUİT", "QUIT")]
    [InlineData("Arrêt", "ARRET")]
    [InlineData("ARRÊT", "ARRET")]
    [InlineData("ARRE\u0302T", "ARRET")]
    [InlineData("arrêt.", "ARRET")]
    [InlineData("OPT-OUT", "OPTOUT")]
    [InlineData("OPT OUT", "OPTOUT")]
    [InlineData("optout", "OPTOUT")]
    [InlineData("opt‑out", "OPTOUT")]          // a hyphen that does not break
    public void A_stop_word_in_any_dress_is_stop(string body, string keyword) =>
        Assert.Equal(new(Operation.Stop, keyword), French.Classify(body, Region.Canada, KeywordMatch.WholeBody));

    [Theory]
    [InlineData("please stop")]
    [InlineData("stop it")]
    [InlineData("don't stop")]
    [InlineData("stopp")]
    [InlineData("bus stop")]
    [InlineData("END of month works")]
    [InlineData("Cancel my 3pm and book 4pm")]
    [InlineData("please stop all messages")]
    [InlineData("arrêt de la thermopompe")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("🛑")]
    [InlineData("...")]
    [InlineData("\u0301")]
    [InlineData("\uD83D")]
    [InlineData("Liked “Reply STOP to opt out”")]
    [InlineData("S.T.O.P")]
    [InlineData("stop1")]
    [InlineData("1 stop")]
    [InlineData("stop & go")]
    [InlineData("REVOKE")]
    [InlineData("YES")]
    public void Ordinary_text_is_ordinary_text(string body) =>
        Assert.Equal(Classification.None, French.Classify(body, Region.Canada, KeywordMatch.WholeBody));

    [Theory]
    [InlineData("STOP", Operation.Stop, Operation.Stop, Operation.Stop)]
    [InlineData("UNSUBSCRIBE", Operation.Stop, Operation.Stop, Operation.Stop)]
    [InlineData("QUIT", Operation.Stop, Operation.Stop, Operation.Stop)]
    [InlineData("CANCEL", Operation.Stop, Operation.Stop, Operation.Stop)]
    [InlineData("END", Operation.Stop, Operation.Stop, Operation.Stop)]
    [InlineData("STOPALL", Operation.None, Operation.Stop, Operation.Stop)]
    [InlineData("STOP ALL", Operation.None, Operation.Stop, Operation.Stop)]
    [InlineData("START", Operation.Start, Operation.Start, Operation.Start)]
    [InlineData("UNSTOP", Operation.Start, Operation.Start, Operation.Start)]
    [InlineData("SUBSCRIBE", Operation.Start, Operation.None, Operation.None)]
    [InlineData("RESUME", Operation.Start, Operation.None, Operation.None)]
    [InlineData("CONTINUE", Operation.Start, Operation.None, Operation.None)]
    [InlineData("HELP", Operation.Help, Operation.Help, Operation.Help)]
    [InlineData("INFO", Operation.None, Operation.None, Operation.Help)]
    [InlineData("JOIN", Operation.None, Operation.None, Operation.None)]
    [InlineData("OPTOUT", Operation.None, Operation.None, Operation.None)]
    public void Each_provider_has_its_words(string word, Operation ringCentral, Operation telnyx, Operation shortCode)
    {
        foreach (var match in Enum.GetValues<KeywordMatch>())
        {
            // Nothing but the first word of STOP ALL is a word of RingCentral.
            var first = word == "STOP ALL" && match == KeywordMatch.FirstWord ? Operation.Stop : ringCentral;
            Assert.Equal(first, KeywordTable.RingCentral.Classify(word, Region.UnitedStates, match).Operation);
            Assert.Equal(telnyx, KeywordTable.Telnyx.Classify(word, Region.UnitedStates, match).Operation);
            Assert.Equal(shortCode, KeywordTable.TelnyxShortCode.Classify(word, Region.UnitedStates, match).Operation);
        }
    }

    [Theory]
    [InlineData("stop", "STOP")]
    [InlineData("Stop it", "STOP")]
    [InlineData("STOP! please", "STOP")]
    [InlineData("“stop” sending", "STOP")]
    [InlineData("🛑 stop now", "STOP")]
    [InlineData("stop\nBest, Ann", "STOP")]
    [InlineData("opt out of this", "OPTOUT")]
    [InlineData("opt-out please", "OPTOUT")]
    [InlineData("please stop", "")]
    [InlineData("stopping now", "")]
    [InlineData("stop-gap measures", "")]
    [InlineData("don't stop", "")]
    [InlineData("Liked “Reply STOP to opt out”", "")]
    public void The_first_word_decides_when_so_asked(string body, string keyword) =>
        Assert.Equal(keyword, French.Classify(body, Region.Canada, KeywordMatch.FirstWord).Keyword);

    [Theory]
    [InlineData("stop", "STOP")]
    [InlineData(" sToP\r\n", "STOP")]
    [InlineData("\u00a0stop\u2009", "STOP")]
    [InlineData("stop all", "STOPALL")]
    [InlineData("opt-out", "OPTOUT")]
    [InlineData("arret", "ARRET")]
    [InlineData("optout", "")]
    [InlineData("stop  all", "")]
    [InlineData("STOP.", "")]
    [InlineData("\"stop\"", "")]
    [InlineData("arrêt", "")]
    [InlineData("ＳＴＯＰ", "")]
    [InlineData("stop it", "")]
    [InlineData("", "")]
    public void The_exact_matcher_knows_case_and_outer_white_space_only(string body, string keyword) =>
        Assert.Equal(keyword, French.Classify(body, Region.Canada, KeywordMatch.Exact).Keyword);

    [Theory]
    [InlineData("ﬆop", "STOP")]
    [InlineData("Größe", "GROSSE")]
    [InlineData("cœur", "COEUR")]
    [InlineData("Æther", "AETHER")]
    [InlineData("łódź", "LODZ")]
    [InlineData("Đặng", "DANG")]
    [InlineData("ÀÁÂÃÄÅĀĂĄ ÇĆĈĊČ", "AAAAAAAAACCCCC")]
    [InlineData("żźž ẞ", "ZZZSS")]
    [InlineData("ñandú", "NANDU")]
    [InlineData("Στόπ", "ΣΤΟΠ")]
    [InlineData("τέλος", "ΤΕΛΟΣ")]
    [InlineData("стоп", "СТОП")]
    [InlineData("Ёлка", "ЕЛКА")]
    [InlineData("停止", "停止")]
    [InlineData("やめる！", "やめる")]
    [InlineData("توقف", "توقف")]
    [InlineData("𐐨 𝒳", "𐐨𝒳")]                  // no case beyond U+FFFF
    [InlineData("j’arrête", "J'ARRETE")]
    [InlineData("１２３-abc", "123ABC")]
    public void Words_of_all_languages_have_one_form(string word, string form)
    {
        var table = KeywordTable.Telnyx.With([new(Operation.Custom, [word], Region.Global)]);
        var found = table.Classify(word, Region.UnitedStates, KeywordMatch.WholeBody);
        Assert.Equal(form, found.Keyword);
        Assert.Equal(found, table.Classify($"“{form}”…", Region.UnitedStates, KeywordMatch.WholeBody));
    }
}
