using System.Globalization;
using System.Text.Json;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Carriers;

/// <summary>An object of a carrier's file: reads members and notes what is wrong with them, all of it.</summary>
/// <param name="path">Where it stands in the file; empty for the whole.</param>
internal sealed class CarrierMembers(JsonElement element, string path, string file, List<SettingFault> faults)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>False where it is something else; that is noted already.</summary>
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public IReadOnlyList<string> Names =>
        IsObject ? [.. element.EnumerateObject().Select(m => m.Name)] : [];

    public bool Has(string name) => TryFind(name, out _);

    /// <summary>A number in a range.</summary>
    /// <param name="preset">What holds where it is missing; null where it must be there.</param>
    public double Number(string name, double min, double max, string unit, double? preset = null)
    {
        if (!TryFind(name, out var value))
        {
            if (preset is null)
            {
                Wrong(name, null, Must());
            }

            return preset ?? min;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Wrong(name, value, Must());
        return min;

        string Must() => string.Create(
            CultureInfo.InvariantCulture, $"must be a number from {min} to {max}{(unit.Length > 0 ? " " : "")}{unit}");
    }

    public bool Switch(string name, bool preset)
    {
        if (!TryFind(name, out var value))
        {
            return preset;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Wrong(name, value, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A text that something else is made of.</summary>
    /// <param name="read">Null where the text is not allowed.</param>
    /// <param name="preset">What holds where it is missing; null where it must be there.</param>
    public T Text<T>(string name, string must, Func<string, T?> read, T? preset = null)
        where T : class
    {
        if (!TryFind(name, out var value))
        {
            if (preset is null)
            {
                Wrong(name, null, $"must be {must}");
            }
        }
        else if (value.ValueKind == JsonValueKind.String && read(value.GetString()!) is { } result)
        {
            return result;
        }
        else
        {
            Wrong(name, value, $"must be {must}");
        }

        return preset!;
    }

    public CarrierMembers? Object(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(name, value, "must be an object");
        }

        return new(value, PathOf(name), file, faults);
    }

    /// <summary>The objects of an array; none where it is missing.</summary>
    public IReadOnlyList<CarrierMembers> Objects(string name, int max)
    {
        if (!TryFind(name, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 || value.GetArrayLength() > max
            || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
        {
            Wrong(name, value, $"must be an array of 1 to {max} objects");
            return [];
        }

        return
        [
            .. value.EnumerateArray()
                .Select((e, n) => new CarrierMembers(e, $"{PathOf(name)}[{n}]", file, faults)),
        ];
    }

    /// <summary>The texts of an array; none where it is missing.</summary>
    public IReadOnlyList<string> Texts(string name, int max, string must, Func<string, bool> isAllowed)
    {
        if (!TryFind(name, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 || value.GetArrayLength() > max
            || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String || !isAllowed(e.GetString()!)))
        {
            Wrong(name, value, $"must be an array of 1 to {max} texts: {must}");
            return [];
        }

        return [.. value.EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>Notes every member that nobody asked for.</summary>
    public void End()
    {
        foreach (var name in Names.Where(n => !_asked.Contains(n)))
        {
            Wrong(name, null, $"is not known; there are: {string.Join(", ", _asked)}");
        }
    }

    public void Wrong(string name, string problem) => Wrong(name, null, problem);

    private void Wrong(string name, JsonElement? value, string problem)
    {
        var shown = value?.ToString() is { Length: > 60 } text ? text[..60] + "…" : value?.ToString();
        faults.Add(new(PathOf(name), shown, file, problem));
    }

    private bool TryFind(string name, out JsonElement value)
    {
        value = default;
        _asked.Add(name);
        return IsObject && element.TryGetProperty(name, out value);
    }

    private string PathOf(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
}
