using System.Globalization;
using System.Text.RegularExpressions;
using GatewaySim.Domain;

namespace GatewaySim.Host.Options;

/// <summary>Turns the text of a source into the type of a setting. Strict: no spaces, no thousands.</summary>
internal static class SettingValue
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private static readonly TimeSpan PatternTimeMax = TimeSpan.FromSeconds(1);

    public static bool IsList(Type type) => IsTextList(type) || type == typeof(int[]);

    public static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(ulong) || type == typeof(double)
        || type == typeof(decimal);

    /// <summary>Whether a setting may have this type at all.</summary>
    public static bool IsKnown(Type type) =>
        IsNumber(type) || IsList(type) || type.IsEnum || type == typeof(string) || type == typeof(bool)
        || type == typeof(Guid) || type == typeof(DateTimeOffset);

    /// <returns>False when the text is no value of this setting.</returns>
    public static bool TryRead(SettingKey key, string text, out object? value)
    {
        var type = key.ValueType;
        value = null;
        if (IsNumber(type))
        {
            return TryNumber(type, text, out value) && IsWithin(key, Convert.ToDouble(value, Culture));
        }

        if (type == typeof(int[]))
        {
            return TryNumbers(key, text, out value);
        }

        if (IsTextList(type))
        {
            value = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return true;
        }

        if (key.Words is { Count: > 0 } words)
        {
            var word = words.FirstOrDefault(w => w.Equals(text, StringComparison.OrdinalIgnoreCase));
            value = word is null ? null
                : type.IsEnum ? Enum.Parse(type, word)
                : type == typeof(bool) ? word == "true"
                : word;
            return word is not null;
        }

        if (type == typeof(Guid))
        {
            var isGuid = Guid.TryParseExact(text, "D", out var guid);
            value = guid;
            return isGuid;
        }

        if (type == typeof(DateTimeOffset))
        {
            var isTime = Stamp.TryParse(text, out var stamp);
            value = isTime ? stamp.Time : null;
            return isTime;
        }

        value = text;
        return key.Setting.Pattern.Length == 0
            || Regex.IsMatch(text, $"^(?:{key.Setting.Pattern})$", RegexOptions.CultureInvariant, PatternTimeMax);
    }

    private static bool IsTextList(Type type) => type.IsAssignableFrom(typeof(string[])) && type != typeof(object);

    /// <summary>Each entry has to be within the range of the setting.</summary>
    private static bool TryNumbers(SettingKey key, string text, out object? value)
    {
        var numbers = new List<int>();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(entry, Integer, Culture, out var number) || !IsWithin(key, number))
            {
                value = null;
                return false;
            }

            numbers.Add(number);
        }

        value = numbers.ToArray();
        return true;
    }

    private static bool TryNumber(Type type, string text, out object? value)
    {
        var (isNumber, number) = Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => (int.TryParse(text, Integer, Culture, out var n), (object)n),
            TypeCode.Int64 => (long.TryParse(text, Integer, Culture, out var n), n),
            TypeCode.UInt64 => (ulong.TryParse(text, Integer, Culture, out var n), n),
            TypeCode.Decimal => (decimal.TryParse(text, Real, Culture, out var n), n),
            _ => (double.TryParse(text, Real, Culture, out var n) && double.IsFinite(n), n),
        };
        value = isNumber ? number : null;
        return isNumber;
    }

    private static bool IsWithin(SettingKey key, double number) =>
        !(number < key.Setting.Min) && !(number > key.Setting.Max);
}
