using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GatewaySim.Dashboard.Control;

/// <summary>Says what is wrong with a body for phones in words that its sender knows.</summary>
internal static class PhoneBodyCheck
{
    /// <param name="type">What the body must be: a <see cref="PhoneBody"/> or <see cref="PhoneRulesBody"/>.</param>
    /// <param name="path">Where it stands, with a dot behind it; empty for the whole.</param>
    /// <returns>Null for what can be read.</returns>
    /// <exception cref="InvalidOperationException">A text that is not Unicode.</exception>
    public static ControlError? FaultOf(JsonElement body, JsonTypeInfo type, string path)
    {
        string[] known = [.. type.Properties.Select(p => p.Name)];
        if (body.ValueKind != JsonValueKind.Object)
        {
            return path.Length == 0 ? ControlError.NotAnObject(known) : Wrong(path.TrimEnd('.'), "an object");
        }

        HashSet<string> given = [];
        foreach (var member in body.EnumerateObject())
        {
            if (type.Properties.FirstOrDefault(p => p.Name == member.Name) is not { } property)
            {
                return ControlError.Unknown(path + member.Name, known);
            }

            given.Add(member.Name);
            if (FaultOf(member.Value, property.PropertyType, path + member.Name) is { } fault)
            {
                return fault;
            }
        }

        return type.Properties.FirstOrDefault(p => p.IsRequired && !given.Contains(p.Name)) is { } missing
            ? ControlError.Missing(path + missing.Name)
            : null;
    }

    private static ControlError? FaultOf(JsonElement value, Type type, string path)
    {
        if (type == typeof(double) || type == typeof(double?))
        {
            var isNone = value.ValueKind == JsonValueKind.Null && type == typeof(double?);
            return isNone || (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out _))
                ? null : Wrong(path, "a number");
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var isTexts = type == typeof(IReadOnlyList<string>);
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong(path, isTexts ? "a list of strings" : "a list of rules");
        }

        foreach (var (place, item) in value.EnumerateArray().Index())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]");
            if (isTexts && item.ValueKind == JsonValueKind.String)
            {
                _ = item.GetString();
            }
            else if ((isTexts ? Wrong(at, "a string") : FaultOf(item, PhoneJson.Default.PhoneBody, at + "."))
                is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ControlError Wrong(string path, string what) => ControlError.BadPhone($"'{path}' must be {what}");
}
