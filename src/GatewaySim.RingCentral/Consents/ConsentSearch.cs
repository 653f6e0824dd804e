using System.Text.Json;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GatewaySim.RingCentral.Consents;

/// <summary>The body of <c>POST …/sms/consents/search</c>, as the query that the list would have for it.</summary>
/// <remarks>Source: spec of 2026-06. Members that it does not name are left alone.</remarks>
internal static class ConsentSearch
{
    // Spec: 1 to 20 each.
    private const int NumbersMax = 20;

    private static readonly (string Name, int CountMax)[] Arrays =
        [("from", NumbersMax), ("to", NumbersMax), ("coverage", int.MaxValue), ("campaignType", int.MaxValue)];

    private static readonly string[] Texts = ["optStatus", "pageToken"];

    public static RingCentralError? Read(JsonElement root, ulong salt, out ListQuery query)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        string? wrong = null;
        foreach (var (name, countMax) in Arrays)
        {
            if (Has(root, name, out var value))
            {
                if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and var count
                    && count <= countMax)
                {
                    values[name] = value.EnumerateArray().Select(JsonText.TextOf).ToArray();
                }
                else
                {
                    wrong ??= name;
                }
            }
        }

        foreach (var name in Texts)
        {
            if (Has(root, name, out var value))
            {
                values[name] = JsonText.TextOf(value);
            }
        }

        if (Has(root, "perPage", out var perPage))
        {
            values["perPage"] = perPage.ValueKind == JsonValueKind.Number ? perPage.GetRawText() : "\uFFFD";
        }

        query = new(new QueryCollection(values), salt);
        return wrong is null ? null : RingCentralErrors.Invalid(wrong);
    }

    private static bool Has(JsonElement root, string name, out JsonElement value) =>
        root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
