using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace GatewaySim.Host.Carriers;

/// <summary>Reads YAML as the JSON that says the same.</summary>
internal static class YamlText
{
    /// <summary>How deep lists and objects may stand in each other.</summary>
    public const int DepthMax = 32;

    /// <exception cref="YamlException">
    /// It is no YAML, more than one document, too deep, or has aliases or keys that JSON cannot say.
    /// </exception>
    public static JsonNode? ToJson(string text)
    {
        Check(text);
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

    /// <summary>Refuses what would have no end: all after it walks down the text by calls, which take stack.</summary>
    private static void Check(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;
        while (parser.MoveNext())
        {
            var at = parser.Current!;
            depth += at.NestingIncrease;
            if (at is AnchorAlias)
            {
                throw new YamlException(at.Start, at.End, "aliases are not read");
            }

            // The text and its document are levels of their own.
            if (depth > DepthMax + 2)
            {
                throw new YamlException(at.Start, at.End, $"nested deeper than {DepthMax}");
            }
        }
    }

    private static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMappingNode mapping => ObjectOf(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(NodeOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => ValueOf(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new UnreachableException($"No JSON for {node.GetType().Name}."),
    };

    private static JsonObject ObjectOf(YamlMappingNode mapping)
    {
        JsonObject result = [];
        foreach (var (key, value) in mapping.Children)
        {
            var name = key is YamlScalarNode scalar ? scalar.Value ?? ""
                : throw new YamlException(key.Start, key.End, "a key must be a text");
            result.Add(name, NodeOf(value));
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
