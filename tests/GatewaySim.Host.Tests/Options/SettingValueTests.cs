using System.Collections;
using GatewaySim.Domain.Settings;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Tests.Options;

/// <summary>The kinds of setting that other projects may use, on a section made for the purpose.</summary>
public sealed class SettingValueTests
{
    [Theory]
    [InlineData("Ratio", "0.25", true)]
    [InlineData("Ratio", "1.01", false)]
    [InlineData("Ratio", "NaN", false)]
    [InlineData("Ratio", "0,25", false)]
    [InlineData("Bytes", "9223372036854775807", true)]
    [InlineData("Bytes", "9223372036854775808", false)]
    [InlineData("Bytes", " 1", false)]
    [InlineData("Bytes", "1_000", false)]
    [InlineData("Bytes", "-5", false)]
    [InlineData("Match", "firstword", true)]
    [InlineData("Match", "1", false)]
    [InlineData("Match", "Sometimes", false)]
    [InlineData("Price", "0.0040", true)]
    [InlineData("Price", "1e-3", false)]
    [InlineData("Id", "6f726700-0000-8000-8000-000000000001", true)]
    [InlineData("Id", "6f726700", false)]
    [InlineData("Maybe", "3", true)]
    [InlineData("Maybe", "", false)]
    [InlineData("Words", "", true)]
    [InlineData("Words", "a, b", true)]
    [InlineData("Waits", "5, 30,0", true)]
    [InlineData("Waits", "", true)]
    [InlineData("Waits", "5,soon", false)]
    [InlineData("Waits", "5,-1", false)]
    [InlineData("Waits", "1.5", false)]
    [InlineData("Name", "any text at all", true)]
    [InlineData("Start", "2030-01-01T12:00:00.5Z", true)]
    [InlineData("Start", "2030-01-01T12:00+01:00", true)]
    [InlineData("Start", "2030-01-01T12:00:00", false)]
    [InlineData("Start", "2030-01-01", false)]
    [InlineData("Start", "1969-12-31T23:59:59Z", false)]
    [InlineData("Start", "2199-01-01T00:00:00Z", false)]
    public void A_value_is_taken_or_refused(string key, string text, bool isTaken)
    {
        if (isTaken)
        {
            Load(key, text);
        }
        else
        {
            Assert.Contains($"Example:{key}", Assert.Throws<SettingsException>(() => Load(key, text)).Message);
        }
    }

    [Fact]
    public void Values_arrive_in_their_types()
    {
        Assert.Equal(0.25, Load("Ratio", "0.25").Ratio);
        Assert.Equal(ExampleMatch.FirstWord, Load("Match", "firstword").Match);
        Assert.Equal(["a", "b"], Load("Words", "a, b").Words);
        Assert.Equal([5, 30], Load("Waits", "5, 30").Waits);
        Assert.Equal(
            new DateTimeOffset(2030, 1, 1, 11, 0, 0, TimeSpan.Zero), Load("Start", "2030-01-01T12:00+01:00").Start);
    }

    [Fact]
    public void A_list_in_a_file_is_an_array()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "Example": { "Words": ["x", "y"], "Waits": [1, 2], "Bytes": 3 } }""");
            var settings = new SettingsLoader(Catalogue).Load(
                new(new Dictionary<string, FlagValue>(), new Hashtable(), file, "/"));

            Assert.Equal(["x", "y"], settings.Get<ExampleOptions>().Words);
            Assert.Equal([1, 2], settings.Get<ExampleOptions>().Waits);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_range_is_said_in_words()
    {
        string Range(string name) => Catalogue.Find($"Example:{name}")!.Range;

        Assert.Equal("0 to 1", Range("Ratio"));
        Assert.Equal("0 or more", Range("Bytes"));
        Assert.Equal("WholeBody or FirstWord", Range("Match"));
        Assert.Equal("any text", Range("Name"));
        Assert.Equal("a time with a zone as 2026-01-02T03:04:05Z, 1970-01-01 to 2198-05-04", Range("Start"));
    }

    private static SettingsCatalogue Catalogue { get; } = new([new("Example", typeof(ExampleOptions))]);

    private static ExampleOptions Load(string key, string text)
    {
        Dictionary<string, FlagValue> flags = new() { [$"Example:{key}"] = new($"--{key}", text) };
        return new SettingsLoader(Catalogue).Load(new(flags, new Hashtable(), null, "/")).Get<ExampleOptions>();
    }

    public enum ExampleMatch
    {
        WholeBody,
        FirstWord,
    }

    public sealed class ExampleOptions
    {
        [Setting("A share.", Min = 0, Max = 1)]
        public double Ratio { get; set; } = 0.5;

        [Setting("A size.", Unit = "bytes", Min = 0)]
        public long Bytes { get; set; } = 1;

        [Setting("A choice.")]
        public ExampleMatch Match { get; set; }

        [Setting("A list.")]
        public IReadOnlyList<string> Words { get; set; } = ["one"];

        [Setting("Waits.", Unit = "seconds", Min = 0, Max = 100)]
        public int[] Waits { get; set; } = [1];

        [Setting("A price.")]
        public decimal Price { get; set; }

        [Setting("An id.")]
        public Guid Id { get; set; }

        [Setting("A number or nothing.")]
        public int? Maybe { get; set; }

        [Setting("A time.")]
        public DateTimeOffset? Start { get; set; }

        [Setting("A name.")]
        public string Name { get; set; } = "";
    }
}
