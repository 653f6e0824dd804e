using System.Collections;
using GatewaySim.Actors;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Tests.Options;

/// <summary>Each test writes a settings file of its own and passes an environment of its own.</summary>
public sealed class SettingsLoaderTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gatewaysim-settings-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Without_sources_every_setting_has_its_default()
    {
        var settings = Load();

        foreach (var key in SettingsCatalogue.Default.Keys)
        {
            var section = settings.Sections.Single(s => s.Type == key.Section.Type).Value;
            Assert.Equal(key.Default, key.Property.GetValue(section));
        }
    }

    [Theory]
    [InlineData(null, null, null, 7670)]
    [InlineData("1001", null, null, 1001)]
    [InlineData("1001", "1002", null, 1002)]
    [InlineData("1001", null, "1003", 1003)]
    [InlineData(null, "1002", "1003", 1003)]
    [InlineData("1001", "1002", "1003", 1003)]
    public void A_flag_beats_the_environment_which_beats_the_file(
        string? file, string? variable, string? flag, int expected)
    {
        var settings = Load(
            file is null ? null : $$"""{ "Server": { "Port": {{file}} } }""",
            variable is null ? [] : [("GATEWAYSIM_SERVER__PORT", variable)],
            flag is null ? [] : [("Server:Port", flag)]);

        Assert.Equal(expected, settings.Server.Port);
    }

    [Theory]
    [InlineData("""{ "Server": { "Prot": 1 } }""", "Server:Prot = \"1\" (gatewaysim.json)", "Server:Port is close")]
    [InlineData("""{ "Sever": { "Port": 1 } }""", "Sever:Port = \"1\" (gatewaysim.json)", "Server:Port is close")]
    [InlineData("""{ "Port": 1 }""", "Port = \"1\" (gatewaysim.json)", "no such setting")]
    [InlineData("""{ "Server": { "Port": { "Http": 1 } } }""", "Server:Port:Http", "no such setting")]
    [InlineData("""{ "Server": { "Port": [1] } }""", "Server:Port:0", "no such setting")]
    [InlineData("""{ "Server": 5 }""", "Server = \"5\"", "no such setting")]
    [InlineData("""{ "Server": { "Port": null } }""", "Server:Port = \"null\"", "must be 0 to 65535")]
    [InlineData("""{ "Server": { "Port": -1 } }""", "Server:Port = \"-1\"", "must be 0 to 65535")]
    [InlineData("""{ "Server": { "Port": 65536 } }""", "Server:Port = \"65536\"", "must be 0 to 65535")]
    [InlineData("""{ "Server": { "Port": 1e3 } }""", "Server:Port = \"1e3\"", "must be 0 to 65535")]
    [InlineData("""{ "Server": { "Port": "many" } }""", "Server:Port = \"many\"", "must be 0 to 65535")]
    [InlineData("""{ "Simulation": { "Shards": 0 } }""", "Simulation:Shards = \"0\"", "must be 1 to 1024 shards")]
    [InlineData("""{ "Gateway": { "Carrier": "slow" } }""", "Gateway:Carrier = \"slow\"",
        "must be instant, fast, realistic or cold-list")]
    [InlineData("""{ "Simulation": { "Seed": -1 } }""", "Seed = \"-1\"", "must be 0 to 18446744073709551615")]
    [InlineData("""{ "Gateway": { "StrictSenders": 1 } }""", "StrictSenders = \"1\"", "must be true or false")]
    [InlineData("""{ "Server": { "LogLevel": "loud" } }""", "loud", "debug, information, warning or error")]
    [InlineData("""{ "Server": """, "gatewaysim.json (settings file)", "is not valid")]
    [InlineData("""[1]""", "gatewaysim.json (settings file)", "is not valid")]
    [InlineData("", "gatewaysim.json (settings file)", "is not valid")]
    [InlineData("""{ "Server": { "Port": 1, "Port": 2 } }""", "gatewaysim.json (settings file)", "is not valid")]
    public void A_fault_names_the_key_the_value_the_source_and_what_is_allowed(string file, string what, string problem)
    {
        var message = Assert.Throws<SettingsException>(() => Load(file)).Message;

        Assert.StartsWith("1 setting is wrong:", message);
        Assert.Contains(what, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void All_faults_of_all_sources_come_in_one_message()
    {
        var fault = Assert.Throws<SettingsException>(() => Load(
            """{ "Server": { "Port": 70000, "HeadersMax": 1 }, "Colour": "red" }""",
            [("GATEWAYSIM_SIMULATION__SHARDS", "2000"), ("GATEWAYSIM_NOISE", "1"), ("OTHER_NOISE", "1")],
            [("Gateway:Carrier", "slow")]));

        Assert.StartsWith("6 settings are wrong:", fault.Message);
        Assert.Equal(
            ["Colour", "NOISE", "Server:Port", "Server:HeadersMax", "Simulation:Shards", "Gateway:Carrier"],
            fault.Faults.Select(f => f.Key));
        Assert.Contains("(environment GATEWAYSIM_SIMULATION__SHARDS)", fault.Message);
        Assert.Contains("(flag --carrier)", fault.Message);
        Assert.Equal(7, fault.Message.Split('\n').Length);
    }

    [Fact]
    public void A_wrong_value_is_a_fault_even_where_a_stronger_source_replaces_it()
    {
        var fault = Assert.Throws<SettingsException>(() =>
            Load("""{ "Server": { "Port": -1 } }""", [], [("Server:Port", "1")]));

        Assert.Contains("(gatewaysim.json)", fault.Message);
    }

    [Theory]
    [InlineData("""{ "server": { "port": 1001, "host": "::1" }, "gateway": { "carrier": "INSTANT" } }""")]
    [InlineData("""{ "Server:Port": 1001, "Server": { "Host": "::1" }, "Gateway": { "Carrier": "instant" } }""")]
    [InlineData("""{ "Server": { "Port": "1001", "Host": "::1", }, /* why */ "Gateway": { "Carrier": "Instant" } }""")]
    public void Case_comments_and_trailing_commas_do_not_matter(string file)
    {
        var settings = Load(file);

        Assert.Equal((1001, "::1"), (settings.Server.Port, settings.Server.Host));
        Assert.Equal("instant", settings.Get<GatewayOptions>().Carrier);
    }

    [Fact]
    public void Empty_sections_are_allowed() =>
        Assert.Equal(7670, Load("""{ "Server": {}, "Gateway": {} }""").Server.Port);

    [Fact]
    public void A_named_file_must_be_there()
    {
        var fault = Assert.Throws<SettingsException>(() => Load(named: "other.json"));

        Assert.Contains("other.json (settings file): cannot be read", fault.Message);
    }

    [Fact]
    public void A_named_file_replaces_the_one_in_the_directory()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "other.json"), """{ "Server": { "Port": 2 } }""");

        Assert.Equal(2, Load("""{ "Server": { "Port": 1 } }""", named: "other.json").Server.Port);
    }

    private Settings Load(
        string? file = null, (string Name, string Value)[]? variables = null,
        (string Key, string Text)[]? flags = null, string? named = null)
    {
        if (file is not null)
        {
            File.WriteAllText(Path.Combine(_directory.FullName, SettingsSources.DefaultFile), file);
        }

        Hashtable environment = [];
        foreach (var (name, value) in variables ?? [])
        {
            environment[name] = value;
        }

        return new SettingsLoader(SettingsCatalogue.Default).Load(new(
            (flags ?? []).ToDictionary(
                f => f.Key, f => new FlagValue($"--{f.Key.Split(':')[1].ToLowerInvariant()}", f.Text)),
            environment, named, _directory.FullName));
    }
}
