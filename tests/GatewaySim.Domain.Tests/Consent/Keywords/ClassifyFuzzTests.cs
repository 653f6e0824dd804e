using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent.Keywords;

public class ClassifyFuzzTests
{
    private const int Cases = 150_000;

    private static readonly (Operation Operation, string Word)[] Words =
    [
        .. ((string[])
            ["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "Arrêt", "no más", "OPT-OUT"])
            .Select(word => (Operation.Stop, word)),
        .. ((string[])["START", "UNSTOP", "größer", "стой"]).Select(word => (Operation.Start, word)),
        .. ((string[])["HELP", "AIDE", "ＩＮＦＯ"]).Select(word => (Operation.Help, word)),
        .. ((string[])["Q&A", "助けて", "j'adore", "🛑 1ST", "cœur", "END"]).Select(word => (Operation.Custom, word)),
    ];

    private static readonly string[] Ordinary =
        ["please", "it", "S", "ALL", "UN", "1", "don't", "month", "&", "停", "p"];

    private static readonly KeywordTable Table = KeywordTable.Telnyx.With(
        Words.GroupBy(word => word.Operation)
            .Select(words => new KeywordConfig(words.Key, [.. words.Select(word => word.Word)], Region.Global)));

    /// <summary>
    /// Goal: the classifier says what the plain reference says, for every matcher, and throws for nothing.
    /// Method: keywords dressed up, joined, cut and spoilt at random, by seed.
    /// </summary>
    [Fact]
    public void The_classifier_agrees_with_the_plain_reference()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        BodyGenerator bodies = new(random, [.. Words.Select(word => word.Word), .. Ordinary]);
        ReferenceClassifier reference = new(Words);
        var found = 0;
        for (var i = 0; i < Cases; i++)
        {
            var body = bodies.Next();
            var match = (KeywordMatch)(i % 8 < 5 ? 0 : i % 8 < 7 ? 1 : 2);
            var expected = reference.Classify(body, match);
            var actual = Table.Classify(body, Region.Canada, match);
            found += actual.Operation == Operation.None ? 0 : 1;
            Assert.True(expected == (actual.Operation, actual.Keyword),
                $"seed {seed}, case {i}, {match}: {Escaped(body)} should be {expected} and is {actual}");
        }

        // A fuzz that never meets a keyword, or meets nothing else, would prove nothing.
        Assert.InRange(found, Cases / 5, Cases * 4 / 5);
    }

    [Fact]
    public void P13_any_utf16_at_all_is_classified_without_an_exception()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var body = new char[3_000];
        for (var i = 0; i < 20_000; i++)
        {
            var length = random.Next(random.Next(2) == 0 ? 20 : body.Length);
            for (var at = 0; at < length; at++)
            {
                body[at] = (char)random.Next(char.MaxValue + 1);
            }

            foreach (var match in Enum.GetValues<KeywordMatch>())
            {
                _ = Table.Classify(body.AsSpan(0, length), Region.FromStored((ushort)random.Next()), match);
            }
        }
    }

    [Fact]
    public void P13_every_single_utf16_unit_is_classified_alone_and_beside_a_keyword()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var c = (char)unit;
            foreach (var body in (string[])[$"{c}", $"STOP{c}", $"{c}STOP", $"ST{c}OP"])
            {
                var found = Table.Classify(body, Region.Canada, KeywordMatch.WholeBody);
                Assert.True(found.Operation is Operation.None or Operation.Stop, $"U+{unit:X4}");
            }
        }
    }

    private static string Escaped(string body) =>
        string.Concat(body.Select(c => c is > ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
}
