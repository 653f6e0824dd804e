using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

/// <summary>P-13 to P-16 of docs/rules.md.</summary>
public class ClassifyProperties
{
    private static readonly string[] Words =
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "START", "UNSTOP", "HELP", "ARRET", "OPTOUT"];

    private static readonly KeywordTable Table = KeywordTable.Telnyx.With(
        [new(Operation.Stop, ["Arrêt", "opt-out"], Region.Global)]);

    // A letter, and the two spellings of the same letter with a mark.
    private static readonly (char Letter, string Composed, string Decomposed)[] Marked =
    [
        ('A', "Á", "A\u0301"), ('C', "ç", "c\u0327"), ('E', "Ê", "E\u0302"), ('I', "ï", "i\u0308"),
        ('N', "Ñ", "N\u0303"),
        ('O', "ő", "o\u030B"), ('S', "Š", "S\u030C"), ('T', "ț", "t\u0326"), ('U', "Ů", "U\u030A"),
        ('R', "ŕ", "r\u0301"),
    ];

    private static readonly Gen<string> Word = Gen.Elements(Words);

    private static readonly Gen<string> Wrapping = Gen.Elements(
        " ", "\n", "\t", "\u00A0", "\u3000", ".", "!", "?", "…", "\"", "'", "“", "”", "«", "»", "(", ")", "-", "—",
        "🛑")
        .ListOf().Select(list => string.Concat(list.Take(6)));

    private static readonly Gen<string> Ordinary = Gen.OneOf(
        Gen.Elements("please", "it", "now", "month", "my 3pm", "bus", "l'appel", "停", "1", "Liked"),
        Gen.Elements("bdfgjkmvwxyz".ToCharArray()).NonEmptyListOf().Select(list => string.Concat(list)));

    private static readonly Gen<KeywordConfig> Configuration =
        from operation in Gen.Elements(Operation.Stop, Operation.Start, Operation.Help, Operation.Custom)
        from words in Gen.OneOf(Word, Ordinary, Gen.Elements("stop", "Start!", "ＨＥＬＰ", "", "s-t-o-p")).ListOf()
        from country in Gen.Elements("CA", "US", "*").Select(Region.Parse)
        select new KeywordConfig(operation, [.. words], country);

    [Fact]
    public void P13_the_same_text_and_table_give_the_same_answer_and_nothing_is_thrown() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), Gen.Elements(Enum.GetValues<KeywordMatch>()).ToArbitrary(),
            (body, match) => Table.Classify(body, Region.Canada, match)
                == KeywordTable.Telnyx.With([new(Operation.Stop, ["arret", "OPT OUT"], Region.Global)])
                    .Classify($"{body}", Region.Canada, match))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void P14_case_whitespace_quotes_punctuation_and_normal_form_do_not_matter() => Prop.ForAll(
        (from word in Word
         from before in Wrapping
         from after in Wrapping
         from composed in Spelled(word)
         from decomposed in Spelled(word, decomposed: true)
         select (word, before, after, composed, decomposed)).ToArbitrary(),
        text =>
        {
            var plain = Table.Classify(text.word, Region.Canada, KeywordMatch.WholeBody);
            return plain.Operation != Operation.None
                && plain == Table.Classify(
                    text.before + text.composed + text.after, Region.Canada, KeywordMatch.WholeBody)
                && plain == Table.Classify(
                    text.before + text.decomposed + text.after, Region.Canada, KeywordMatch.WholeBody);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void P15_a_keyword_with_another_word_is_no_keyword() => Prop.ForAll(
        (from word in Word
         from other in Ordinary
         from between in Gen.Elements(" ", ". ", ", ", "\n", " - ")
         from first in Gen.Elements(true, false)
         select first ? word + between + other : other + between + word).ToArbitrary(),
        body => Table.Classify(body, Region.Canada, KeywordMatch.WholeBody) == Classification.None)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void P16_reserved_words_keep_their_operation_and_no_word_is_lost_whatever_is_configured() => Prop.ForAll(
        Configuration.ListOf().ToArbitrary(),
        configs =>
        {
            var table = KeywordTable.Telnyx.With(configs);
            return Enum.GetValues<KeywordMatch>().All(match => Of(table, "STOP", match) == Operation.Stop
                && Of(table, "start", match) == Operation.Start
                && Of(table, "Help", match) == Operation.Help
                && Words.Take(9).All(word => Of(table, word, match) != Operation.None)
                && Words.Take(6).All(word => Of(table, word, match) == Operation.Stop));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Operation Of(KeywordTable table, string body, KeywordMatch match) =>
        table.Classify(body, Region.Canada, match).Operation;

    private static Gen<string> Spelled(string word, bool decomposed = false) =>
        from dice in Gen.Choose(0, 3).ArrayOf(word.Length)
        select string.Concat(word.Select((c, i) => dice[i] switch
        {
            0 => c.ToString(),
            1 => char.ToLowerInvariant(c).ToString(),
            _ when Marked.FirstOrDefault(mark => mark.Letter == c) is { Composed: not null } mark =>
                decomposed ? mark.Decomposed : mark.Composed,
            _ => c.ToString(),
        }));
}
