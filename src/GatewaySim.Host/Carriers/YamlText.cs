using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GatewaySim.Host.Carriers;

/// <summary>Reads YAML as the JSON that says the same.</summary>
internal static class YamlText
{
    /// <exception cref="YamlException">It is no YAML, or more than one document.</exception>
    public static JsonNode? ToJson(string text)
    {
        YamlStream stream = [];
        using var reader = new StringReader(text);
        stream.Load(reader);
        return stream.Documents.Count switch
        {
            0 => null,
            1 => NodeOf(stream.Documents[0].RootNode),
            _ => throw new YamlException("there is more than one document"),
        };
    }

    private static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMappingNode mapping => ObjectOf(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(NodeOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => ValueOf(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new YamlException(node.Start, node.End, "aliases are not read"),
    };

    private static JsonObject ObjectOf(YamlMappingNode mapping)
    {
        JsonObject result = [];
        foreach (var (key, value) in mapping.Children)
        {
            result.Add(((YamlScalarNode)key).Value ?? "", NodeOf(value));
        }

        return result;
    }

    private static JsonValue? ValueOf(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
