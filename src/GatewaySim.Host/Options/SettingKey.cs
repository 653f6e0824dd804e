using System.Globalization;
using System.Reflection;
using GatewaySim.Domain;
using GatewaySim.Domain.Settings;

namespace GatewaySim.Host.Options;

/// <summary>One setting: where it is kept and what it may be.</summary>
/// <param name="Name">As in messages: <c>Server:Port</c>.</param>
public sealed record SettingKey(string Name, SettingsSection Section, PropertyInfo Property, SettingAttribute Setting)
{
    public SettingReach Reach => Section.Reach ?? Setting.Reach;

    /// <summary>The name as an environment variable: <c>GATEWAYSIM_SERVER__PORT</c>.</summary>
    public string Variable =>
        SettingsSources.VariablePrefix + Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>What a value is; a setting that may be left unset has the type without the null.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsList => SettingValue.IsList(ValueType);

    /// <summary>The words allowed; empty for any.</summary>
    public IReadOnlyList<string> Words => ValueType is { IsEnum: true } type ? Enum.GetNames(type)
        : ValueType == typeof(bool) ? ["true", "false"]
        : Setting.Words.Split('|', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is allowed of a time.</summary>
    private static string TimeRange => string.Create(
        CultureInfo.InvariantCulture,
        $"a time with a zone as 2026-01-02T03:04:05Z, 1970-01-01 to {new Stamp(Stamp.TicksMax).Time:yyyy-MM-dd}");

    /// <summary>What is allowed, for people.</summary>
    public string Range
    {
        get
        {
            if (Setting.Form.Length > 0)
            {
                return Setting.Form;
            }

            if (Words is { Count: > 0 } words)
            {
                return string.Join(" or ", string.Join(", ", words.SkipLast(1)), words[^1]);
            }

            var (min, max) = (Setting.Min, Setting.Max);
            return (double.IsNaN(min), double.IsNaN(max)) switch
            {
                (false, false) => $"{Number(min)} to {Number(max)}",
                (false, true) => $"{Number(min)} or more",
                (true, false) => $"{Number(max)} or less",
                _ => SettingValue.IsNumber(ValueType) ? "a number" : ValueType == typeof(Guid) ? "a UUID"
                    : ValueType == typeof(DateTimeOffset) ? TimeRange : "any text",
            };
        }
    }

    /// <summary>The value of a fresh options object.</summary>
    public object? Default => Property.GetValue(Activator.CreateInstance(Section.Type));

    private string Number(double value) => ValueType == typeof(ulong) && value >= ulong.MaxValue
        ? ulong.MaxValue.ToString(CultureInfo.InvariantCulture)
        : value.ToString("0.################", CultureInfo.InvariantCulture);
}
