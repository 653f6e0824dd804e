using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Tests.Options;

/// <summary>The files in cluster-config say what the option types say.</summary>
public sealed class ClusterConfigTests
{
    private const string RewriteVariable = "REWRITE_CLUSTER_CONFIG";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Defaults_json_lists_every_setting_as_the_option_types_have_it()
    {
        var path = Path.Combine(SourceTree.Root, "cluster-config", "defaults.json");
        var expected = Describe(SettingsCatalogue.Default).ToJsonString(Json) + "\n";
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(
            File.ReadAllText(path) == expected,
            $"cluster-config/defaults.json differs from the option types. Write it anew with "
            + $"{RewriteVariable}=1 dotnet test tests/GatewaySim.Host.Tests, and read the difference.");
    }

    [Fact]
    public void Single_json_is_a_settings_file_that_loads_and_names_every_section()
    {
        var path = Path.Combine(SourceTree.Root, "cluster-config", "single.json");
        new SettingsLoader(SettingsCatalogue.Default).Load(
            new(new Dictionary<string, FlagValue>(), new Hashtable(), path, "/"));

        var sections = JsonNode.Parse(File.ReadAllText(path))!.AsObject().Select(s => s.Key);
        Assert.Equal(SettingsCatalogue.Default.Sections.Select(s => s.Name), sections);
    }

    [Fact]
    public void Every_default_is_a_value_that_would_be_accepted()
    {
        Dictionary<string, FlagValue> flags = [];
        foreach (var key in SettingsCatalogue.Default.Keys.Where(k => k.Default is not null))
        {
            var value = key is { IsList: true, Default: System.Collections.IEnumerable list }
                ? string.Join(',', list.Cast<object>())
                : string.Create(CultureInfo.InvariantCulture, $"{key.Default}");
            flags[key.Name] = new("default", value);
        }

        new SettingsLoader(SettingsCatalogue.Default).Load(new(flags, new Hashtable(), null, "/"));
    }

    [Fact]
    public void Settings_of_a_node_and_of_a_cluster_are_separate_types()
    {
        var mixed = SettingsCatalogue.Default.Keys
            .GroupBy(k => k.Section.Name, k => k.Reach)
            .Where(s => s.Distinct().Count() > 1)
            .Select(s => s.Key);

        Assert.Equal([], mixed);
    }

    private static JsonObject Describe(SettingsCatalogue catalogue)
    {
        JsonObject file = [];
        foreach (var section in catalogue.Sections)
        {
            JsonObject keys = [];
            foreach (var key in catalogue.Keys.Where(k => k.Section == section))
            {
                keys[key.Property.Name] = new JsonObject
                {
                    ["meaning"] = key.Setting.Meaning,
                    ["unit"] = key.Setting.Unit,
                    ["default"] = key.Default switch
                    {
                        Enum e => e.ToString(),
                        var value => JsonSerializer.SerializeToNode(value),
                    },
                    ["range"] = key.Range,
                    ["reach"] = key.Reach.ToString().ToLowerInvariant(),
                    ["variable"] = key.Variable,
                };
            }

            file[section.Name] = keys;
        }

        return file;
    }
}
