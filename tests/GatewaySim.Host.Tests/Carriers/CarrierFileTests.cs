using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Domain.Messages;
using GatewaySim.Host.Carriers;
using GatewaySim.Host.Options;
using GatewaySim.Testing;

namespace GatewaySim.Host.Tests.Carriers;

public sealed class CarrierFileTests
{
    private const string Least = """{"name": "x", "outcomes": {"delivered": 1}}""";

    [Theory]
    [InlineData("carrier.json")]
    [InlineData("carrier.yaml")]
    public void The_examples_say_the_same(string name)
    {
        var profile = CarrierFile.Load(Path.Combine(SourceTree.Root, "cluster-config", name))!;
        Assert.True(profile.IsPaced);
        Assert.StartsWith("own.v1:black-friday:", profile.StoredName, StringComparison.Ordinal);
        var other = CarrierFile.Load(Path.Combine(SourceTree.Root, "cluster-config", "carrier.json"))!;
        Assert.Equal(other.StoredName, profile.StoredName);
        Assert.Equal(1UL, profile.FiltersOf("https://BIT.LY/abc"));
        var evening = Stamp.Of(new(2026, 11, 28, 0, 30, 0, TimeSpan.Zero)); // 19:30 on Friday in New York
        Assert.Equal(1UL, profile.BrownOutsAt(evening));
        Assert.Equal(2UL, profile.BrownOutsAt(Stamp.Of(new(2026, 11, 30, 15, 0, 0, TimeSpan.Zero))));
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(n => other.DrawFor(Hashing.Mix((ulong)n), (ulong)n, new(3, 1))),
            Enumerable.Range(0, 1000).Select(n => profile.DrawFor(Hashing.Mix((ulong)n), (ulong)n, new(3, 1))));
    }

    [Fact]
    public void A_name_and_the_outcomes_are_enough()
    {
        var profile = CarrierFile.Parse(Least, "x.json");
        Assert.Equal(Outcome.Delivered, profile.DrawFor(ulong.MaxValue, 1, default));
        Assert.False(profile.IsPaced);
        Assert.Equal(TimeSpan.FromHours(2), profile.DelaysOf(1, Outcome.Unconfirmed).FinalAfter);
    }

    [Theory]
    [InlineData(
        """{"outcomes": {"delivered": 1}}""",
        "name (x.json): must be 1 to 32 letters")]
    [InlineData(
        """{"name": "a b", "outcomes": {"delivered": 1}}""",
        "name = \"a b\" (x.json): must be 1 to 32 letters")]
    [InlineData(
        """{"name": "x"}""",
        "outcomes (x.json): must be an object of shares")]
    [InlineData(
        """{"name": "x", "outcomes": {"delivered": 0.9}}""",
        "outcomes (x.json): shares must be 1 together, not 0.9")]
    [InlineData(
        """{"name": "x", "outcomes": {"delivered": 2}}""",
        "outcomes.delivered = \"2\" (x.json): must be a number from 0 to 1")]
    [InlineData(
        """{"name": "x", "outcomes": {"deliverd": 1}}""",
        "outcomes.deliverd (x.json): is not known; there are: delivered, late")]
    [InlineData(
        """+"carriers": {"sprint": {"delivered": 1}}""",
        "carriers.sprint (x.json): is not known; there are: verizon, tmobile, att, other")]
    [InlineData(
        """+"latency": {"sent": {"parts": [{"medianMs": -1}]}}""",
        "latency.sent.parts[0].medianMs = \"-1\" (x.json): must be a number from 0 to 259200000 ms")]
    [InlineData(
        """+"latency": {"sent": {"parts": [{"medianMs": 1, "sigma": 5}]}}""",
        "latency.sent.parts[0].sigma = \"5\" (x.json): must be a number from 0 to 4")]
    [InlineData(
        """+"latency": {"sent": {"parts": [{"medianMs": 1, "share": 0.5}]}}""",
        "latency.sent.parts (x.json): shares must be 1 together")]
    [InlineData(
        """+"brownOuts": [{"from": "25:00", "to": "01:00", "outcome": "spam"}]""",
        "brownOuts[0].from = \"25:00\" (x.json): must be a time of the day")]
    [InlineData(
        """+"brownOuts": [{"from": "23:00", "to": "01:00", "zone": "Mars", "outcome": "spam"}]""",
        "brownOuts[0].zone = \"Mars\" (x.json): must be a time zone")]
    [InlineData(
        """+"brownOuts": [{"start": "2026-01-02T00:00:00Z", "end": "2026-01-01T00:00:00Z", "outcome": "spam"}]""",
        "brownOuts[0].end (x.json): must be later than start")]
    [InlineData(
        """+"brownOuts": [{"start": "today", "outcome": "spam"}]""",
        "brownOuts[0].start = \"today\" (x.json): must be a time as")]
    [InlineData(
        """+"filters": [{"words": [], "outcome": "spam"}]""",
        "filters[0].words = \"[]\" (x.json): must be an array of 1 to 1000 texts")]
    [InlineData(
        """+"filters": [{"words": ["a"], "outcome": "lost"}]""",
        "filters[0].outcome = \"lost\" (x.json): must be one of delivered, late")]
    [InlineData(
        """+"paced": 1""",
        "paced = \"1\" (x.json): must be true or false")]
    [InlineData(
        "{\"name\": \"x\"",
        "carrier file): is not valid")]
    public void What_is_wrong_is_named_with_its_place_and_range(string json, string fault)
    {
        // '+': behind what is needed at least.
        json = json[0] == '+' ? $"{Least[..^1]}, {json[1..]}}}" : json;
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Parse(json, "x.json"));
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_listed_at_once()
    {
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Parse(
            """{"outcomes": {"delivered": 3}, "paced": "no", "brownOuts": [{}]}""", "x.json"));
        Assert.Equal(
            ["name", "paced", "outcomes.delivered", "brownOuts[0].from", "brownOuts[0].to", "brownOuts[0].outcome"],
            refused.Faults.Select(f => f.Key));
    }

    [Theory]
    [InlineData("a: [1", "x.yaml")]
    [InlineData("? [a]\n: b", "x.yml")]
    [InlineData("--- 1\n--- 2", "x.yaml")]
    [InlineData("name: *zzz\n", "x.yaml")]
    public void What_is_no_yaml_is_refused(string text, string file)
    {
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Parse(text, file));
        Assert.Contains($"\"{file}\" (carrier file): is not valid: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("YamlDotNet", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: a\noutcomes: &o\n  delivered: 1\n  x: *o\n", "line 4: aliases are not read")]
    [InlineData("&a [*a]\n", "line 1: aliases are not read")]
    [InlineData("? &k {a: 1}\n: *k", "line 2: aliases are not read")]
    [InlineData("name: a\n? [x, y]\n: 1\n", "line 2: a key must be a text")]
    public void Yaml_that_would_have_no_end_or_no_json_is_refused_with_its_line(string text, string fault)
    {
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Parse(text, "x.yaml"));
        Assert.Contains($"is not valid: {fault}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{a: ", "")]
    [InlineData("- ", "1")]
    [InlineData("? ", "1")]
    public void Yaml_may_be_nested_so_deep_and_no_deeper(string open, string end)
    {
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Parse(Nested(50_000), "x.yaml"));
        Assert.Contains("line 1: nested deeper than 32", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("deeper", MessageOf(Nested(32)), StringComparison.Ordinal);
        Assert.Contains("deeper", MessageOf(Nested(33)), StringComparison.Ordinal);

        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + end;
        static string MessageOf(string text) =>
            Assert.Throws<SettingsException>(() => CarrierFile.Parse(text, "x.yaml")).Message;
    }

    [Theory]
    [InlineData("x.txt")]
    [InlineData("json")]
    public void A_file_of_another_kind_is_refused(string file)
    {
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Parse(Least, file));
        Assert.Contains("must end in .json, .yaml or .yml", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var refused = Assert.Throws<SettingsException>(() => CarrierFile.Load("/nowhere/carrier.json"));
        Assert.Contains("Gateway:CarrierFile = \"/nowhere/carrier.json\"", refused.Message, StringComparison.Ordinal);
        Assert.Null(CarrierFile.Load(null));
    }
}
