using System.Text;
using System.Text.Json.Nodes;
using GatewaySim.Domain.Messages;
using GatewaySim.Telnyx.Messages;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>
/// What becomes of a text: encoding, parts and smart encoding, by the request's <c>encoding</c> (P-33).
/// </summary>
public sealed class EncodingTests(ITestOutputHelper output)
{
    private static readonly TelnyxOptions Options = new();

    /// <summary>Runs written as text×times.</summary>
    [Theory]
    [InlineData("a×160", null, "GSM-7", 1, 160)]
    [InlineData("a×161", "auto", "GSM-7", 2, 161)]
    [InlineData("a×152 €×1 a×152", null, "GSM-7", 2, 305)]
    [InlineData("“×1 a×10", null, "UCS-2", 1, 11)]
    [InlineData("“×1 a×10", "gsm7", "GSM-7", 1, 11)]
    [InlineData("“×1 a×10 я×1", "smart", "UCS-2", 1, 12)]
    [InlineData("…×54", "gsm7", "GSM-7", 2, 162)]
    [InlineData("a×70", "ucs2", "UCS-2", 1, 70)]
    [InlineData("a×71", "ucs2", "UCS-2", 2, 71)]
    [InlineData("“×1", "ucs2", "UCS-2", 1, 1)]
    [InlineData("😀×35", null, "UCS-2", 1, 70)]
    [InlineData("ΔÇ¤×1", null, "GSM-7", 1, 3)]
    public void Known_texts(string runs, string? asked, string encoding, int parts, int chars)
    {
        var shape = TextShape.Of(TextOf(runs), asked, isMms: false, Options);
        Assert.Equal((encoding, parts, chars), (shape.Encoding, shape.Parts, shape.Chars));
    }

    [Fact]
    public void The_alphabet_can_be_the_one_that_Telnyx_lists()
    {
        var shape = TextShape.Of("Δ", null, isMms: false, new() { Gsm7AsListed = true });
        Assert.Equal(("UCS-2", 1), (shape.Encoding, shape.Parts));
    }

    [Theory]
    [InlineData("gsm7", "“Hi…”", true, 3, 2)]
    [InlineData("gsm7", "Hi", false, 0, 0)]
    [InlineData("gsm7", "a\u200bb\tc", true, 2, -2)]
    [InlineData("auto", "“Hi…”", false, 0, 0)]
    [InlineData("ucs2", "“Hi…”", false, 0, 0)]
    public void What_smart_encoding_did(string asked, string text, bool applied, int replaced, int change)
    {
        var smart = TextShape.Of(text, asked, isMms: false, Options).Smart;
        Assert.Equal((asked == "gsm7", applied, replaced, change),
            (smart.IsInForce, smart.IsApplied, smart.Replaced, smart.LengthChange));
    }

    [Fact]
    public void The_table_holds_222_characters_and_only_makes_GSM_7()
    {
        Assert.Equal(222, SmartRows.All.Sum(r => r.Characters.Length));
        Assert.Equal(222, SmartRows.All.SelectMany(r => r.Characters).Distinct().Count());
        Assert.All(SmartRows.All, r => Assert.True(SlowSmart.IsGsm7(r.Replacement)));
        Assert.All(SmartRows.All.SelectMany(r => r.Characters), c => Assert.False(SlowSmart.IsGsm7($"{c}")));
    }

    [Fact]
    public void Any_text_is_counted_as_a_slow_packer_counts_it()
    {
        const int Seed = 20260711;
        output.WriteLine($"Seed {Seed}.");
        var random = new Random(Seed);
        string[] pieces = ["a", "é", "€", "{", "“", "…", "¼", "я", "😀", "\u200b", "\n", "Δ", "`", "\t"];
        for (var n = 0; n < 2_000; n++)
        {
            var text = new StringBuilder();
            for (var runs = random.Next(1, 5); runs > 0; runs--)
            {
                text.Insert(0, pieces[random.Next(pieces.Length)], random.Next(1, 170));
            }

            foreach (var asked in (string?[])[null, "auto", "gsm7", "ucs2", "smart"])
            {
                var sent = asked is "gsm7" or "smart" ? SlowSmart.Of($"{text}") : $"{text}";
                var isGsm7 = asked != "ucs2" && SlowSmart.IsGsm7(sent);
                var shape = TextShape.Of($"{text}", asked, isMms: false, Options);
                Assert.Equal(
                    (isGsm7 ? "GSM-7" : "UCS-2", SlowSmart.PartsOf(sent, isGsm7), sent.Length,
                        sent.Length - text.Length),
                    (shape.Encoding, shape.Parts, shape.Chars,
                        shape.Smart.IsInForce ? shape.Smart.LengthChange : 0));
            }
        }
    }

    [Theory]
    [InlineData(SmartEncodingFields.Both, true, true)]
    [InlineData(SmartEncodingFields.Flat, true, false)]
    [InlineData(SmartEncodingFields.Nested, false, true)]
    public async Task A_message_says_what_smart_encoding_did_and_keeps_its_text(
        SmartEncodingFields fields, bool isFlat, bool isNested)
    {
        await using var server = await TelnyxServer.StartAsync(new TelnyxOptions { SmartEncodingFields = fields });
        var sent = await server.PostAsync(
            "/v2/messages",
            """{"from":"+13125550100","to":"+15552000001","text":"“Hi…”","encoding":"gsm7"}""");
        var found = await server.GetAsync($"/v2/messages/{sent.Json["data"]!["id"]}");
        foreach (var data in new[] { sent.Json["data"]!, found.Json["data"]! })
        {
            Assert.Equal(("“Hi…”", "GSM-7", 1, 7),
                ((string?)data["text"], (string?)data["encoding"], (int)data["parts"]!, (int)data["num_chars"]!));
            Assert.Equal(isFlat ? true : null, (bool?)data["smart_encoding_applied"]);
            Assert.Equal(isNested, JsonNode.DeepEquals(data["smart_encoding"], JsonNode.Parse(
                """
                {"smart_encoding_applied":true,"final_encoding":"gsm7","segment_count":1,"character_count":7,
                 "replaced_character_count":3,"length_change":2}
                """)));
        }
    }

    private static string TextOf(string runs) => string.Concat(runs.Split(' ').Select(run => run.Split('×'))
        .Select(run => string.Concat(Enumerable.Repeat(run[0], int.Parse(run[1], null)))));
}
