using System.Globalization;
using System.Text;
using System.Text.Json;
using GatewaySim.Telnyx.Tests.Messages;

namespace GatewaySim.Telnyx.Tests.Properties;

/// <summary>
/// P-33 on the wire: a message's encoding, parts, characters and price are those of a slow packer, in the answer and
/// when it is read again; a text of too many parts is refused with their number; a longer text never has fewer.
/// </summary>
public sealed class PartsProperties
{
    private const int PartsMax = 10;
    private const decimal PartDollars = 0.0070m;

    private static readonly string[] Pieces = ["a", "é", "€", "{", "“", "…", "я", "😀", "\u200b", "\n", "Δ", "`"];
    private static readonly string?[] Encodings = [null, "auto", "gsm7", "ucs2"];

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task P33_parts_are_those_of_a_slow_packer_and_never_fall(int seed)
    {
        await using var server = await TelnyxServer.StartAsync();
        var random = new Random(seed);
        var (refused, longest) = (0, 0);
        for (var n = 0; n < 120; n++)
        {
            var text = TextOf(random);
            var asked = Encodings[random.Next(Encodings.Length)];
            var expected = Expected(text, asked);
            var answer = await SendAsync(server, text, asked);
            Assert.Equal((seed, n, expected), (seed, n, await SaidAsync(server, answer)));
            refused += answer.Code is null ? 0 : 1;
            longest = Math.Max(longest, (int?)answer.Json["data"]?["parts"] ?? 0);

            var longer = await SendAsync(server, text + Pieces[random.Next(Pieces.Length)], asked);
            Assert.True(
                PartsOf(longer) >= PartsOf(answer),
                $"seed {seed}, text {n}: {PartsOf(longer)} after {PartsOf(answer)}");
        }

        Assert.InRange(refused, 1, 60);
        Assert.Equal(PartsMax, longest);
    }

    /// <summary>Runs of one character, so that the boundaries of parts are hit.</summary>
    private static string TextOf(Random random)
    {
        var text = new StringBuilder();
        for (var runs = random.Next(1, 5); runs > 0; runs--)
        {
            var piece = Pieces[random.Next(random.Next(2) == 0 ? 4 : Pieces.Length)];
            text.Insert(0, piece, random.Next(1, 400));
        }

        return $"{text}!";
    }

    private static string Expected(string text, string? asked)
    {
        var sent = asked == "gsm7" ? SlowSmart.Of(text) : text;
        var isGsm7 = asked != "ucs2" && SlowSmart.IsGsm7(sent);
        var parts = SlowSmart.PartsOf(sent, isGsm7);
        return asked == "gsm7" && !isGsm7 ? "10015"
            : parts > PartsMax ? $"40302 SMS would be divided into {parts} parts; maximum is {PartsMax}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(isGsm7 ? "GSM-7" : "UCS-2")} {parts} {sent.Length} {parts * PartDollars} {text}");
    }

    private static async Task<string> SaidAsync(TelnyxServer server, Answer answer)
    {
        if (answer.Code is { } code)
        {
            return code == "40302" ? $"{code} {answer.Json["errors"]![0]!["detail"]}" : code;
        }

        var sent = answer.Json["data"]!;
        var read = (await server.GetAsync($"/v2/messages/{sent["id"]}")).Json["data"]!;
        foreach (var member in (string[])["encoding", "parts", "num_chars", "text"])
        {
            Assert.Equal($"{sent[member]}", $"{read[member]}");
        }

        return $"{read["encoding"]} {read["parts"]} {read["num_chars"]} {read["cost"]!["amount"]} {read["text"]}";
    }

    /// <summary>A text of too many parts has them in its detail; one that cannot be GSM-7 has none.</summary>
    private static int PartsOf(Answer answer) => answer.Code switch
    {
        null => (int)answer.Json["data"]!["parts"]!,
        "40302" => int.Parse(
            ((string)answer.Json["errors"]![0]!["detail"]!).Split(' ')[5], CultureInfo.InvariantCulture),
        _ => int.MaxValue,
    };

    private static Task<Answer> SendAsync(TelnyxServer server, string text, string? encoding) => server.PostAsync(
        "/v2/messages",
        JsonSerializer.Serialize(new { from = "+13125550100", to = "+15552000001", text, encoding }));
}
