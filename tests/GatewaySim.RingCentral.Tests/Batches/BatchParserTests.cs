using System.Diagnostics;
using System.Globalization;
using System.Text;
using GatewaySim.RingCentral.Batches;
using GatewaySim.Testing;

namespace GatewaySim.RingCentral.Tests.Batches;

public class BatchParserTests
{
    private static readonly RingCentralOptions Options = new() { TextCharsMax = 20, RecipientsMax = 12 };

    /// <summary>
    /// Goal: whatever the bytes, the parser with the plain path, the parser without it and a slow reference agree.
    /// Method: bodies by grammar with odd values, names, orders and spaces; a third of them then damaged byte by byte.
    /// </summary>
    [Fact]
    public void Any_body_is_read_as_the_reference_reads_it()
    {
        const int cases = 120_000;
        var seed = Environment.TickCount;
        var clock = Stopwatch.StartNew();
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < cases; i++)
        {
            var bytes = new BatchBodies(seed + i).Next();
            var expected = ParsedBatch.ByReference(bytes, Options);
            var kind = expected.Error ?? (expected.Summary.Contains('!', StringComparison.Ordinal) ? "some" : "all");
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
            foreach (var usePlain in new[] { true, false })
            {
                var actual = ParsedBatch.ByParser(bytes, Options, usePlain);
                Assert.True(
                    expected == actual,
                    $"Seed {seed + i}, plain {usePlain}\n{Encoding.UTF8.GetString(bytes)}\n{expected}\n{actual}");
            }
        }

        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"Took {clock.Elapsed}.");
        Assert.Equal(
            ["400 CMN-101 from", "400 CMN-101 messages", "400 CMN-101 text", "400 CMN-101 to", "400 CMN-104 ",
                "400 CMN-106 messages", "all", "some"],
            seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen.Values, count => Assert.True(count > cases / 400));
    }

    [Fact]
    public void No_message_costs_an_allocation()
    {
        var options = new RingCentralOptions();
        foreach (var usePlain in new[] { true, false })
        {
            foreach (var hasTexts in new[] { true, false })
            {
                var few = Allocated(Body(1_000, hasTexts), options, usePlain);
                var many = Allocated(Body(10_000, hasTexts), options, usePlain);
                Assert.Equal(few, many);
                Assert.InRange(many, 0, 1024);
            }
        }
    }

    [Theory]
    [InlineData(true, "+16505550100|hi|16505550101=-|15005550011=own|!2+15005550001|!4+15005550001")]
    [InlineData(false, "+16505550100|hi|16505550101=-|15005550001=-|15005550011=own|15005550001=-")]
    public void The_magic_number_that_is_none_is_rejected_where_numbers_are_magic(bool hasMagicNumbers, string expected)
    {
        foreach (var usePlain in new[] { true, false })
        {
            var parsed = ParsedBatch.ByParser(
                """
                {"text":"hi","from":"+16505550100","messages":[{"to":["+16505550101"]},{"to":["+15005550001"]},
                  {"to":["+15005550011"],"text":"own"},{"to":["+1500555\u0030001"]}]}
                """u8.ToArray(), Options, usePlain, hasMagicNumbers);
            Assert.Equal(expected, parsed.Summary);
        }
    }

    [Fact]
    public void Every_accepted_message_has_its_place_and_every_rejected_one_its_index()
    {
        // P-27, P-29, P-30: 1-based indexes in ascending order; duplicates stay.
        var parsed = ParsedBatch.ByParser(
            """
            {"text":"hi","from":"+16505550100","messages":[
              {"to":["+16505550101"]}, {"to":["+4088070206"]}, {"to":["+16505550101"],"text":"own"}, {"to":["x"]} ]}
            """u8.ToArray(), Options, usePlain: true);
        Assert.Equal("+16505550100|hi|16505550101=-|16505550101=own|!2+4088070206|!4x", parsed.Summary);
    }

    [Theory]
    [InlineData("""{"to":["+16505550101"]},""")]
    [InlineData("""{"to":["+16505550101"]},,{"to":["+16505550101"]}""")]
    [InlineData(""",{"to":["+16505550101"]}""")]
    [InlineData("""{"to":["+16505550101"]} {"to":["+16505550101"]}""")]
    [InlineData("""{"to":["+16505550101"]}}""")]
    [InlineData("""{"to":["+16505550101"],}""")]
    [InlineData("""{"to":["+16505550101"]""")]
    [InlineData("""{"to":["+16505550101"]};""")]
    public void The_plain_path_forgives_nothing_that_json_forbids(string messages)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"from":"+16505550100","text":"hi","messages":[{{messages}}]}""");
        Assert.Equal("400 CMN-104 ", ParsedBatch.ByParser(bytes, Options, usePlain: true).Error);
    }

    internal static byte[] Body(int count, bool hasTexts)
    {
        var body = new StringBuilder("""{"from":"+16505550100","text":"Hello","messages":[""");
        for (var i = 0; i < count; i++)
        {
            body.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""{"to":["+1{{5552000000 + i}}"]""");
            body.Append(hasTexts ? ",\"text\":\"Hello you\"}" : "}");
        }

        return Encoding.UTF8.GetBytes(body.Append("]}").ToString());
    }

    private static long Allocated(byte[] bytes, RingCentralOptions options, bool usePlain) => Allocations.Of(() =>
    {
        using var body = new BatchBody();
        body.Bytes.Fill(bytes);
        Assert.Null(BatchParser.Parse(body, options, usePlain));
    });
}
