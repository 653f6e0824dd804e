using System.CommandLine;
using GatewaySim.Domain;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Verbs;

/// <summary>A flag that is a setting. It is taken as text, so that its faults are reported with all others.</summary>
internal sealed class SettingOption : Option<string>
{
    private SettingOption(string flag, string key, string helpName) : base(flag)
    {
        var setting = SettingsCatalogue.Default.Find(key);
        Invariant.Holds(setting is not null);
        Key = setting;
        HelpName = helpName;
        var preset = setting.Default is { } value ? $"; default {value}" : "";
        Description = $"{setting.Setting.Meaning} [{setting.Range}{preset}]";
    }

    public SettingKey Key { get; }

    public static SettingOption Host() => new("--host", "Server:Host", "ADDRESS");

    public static SettingOption Port() => new("--port", "Server:Port", "PORT");

    public static SettingOption Data() => new("--data", "Journal:Directory", "DIR");

    public static SettingOption Seed() => new("--seed", "Simulation:Seed", "N");

    public static SettingOption Carrier() => new("--carrier", "Gateway:Carrier", "NAME");

    public static SettingOption Speed() => new("--speed", "Clock:Speed", "SPEED");

    public static SettingOption LogFormat() => new("--log-format", "Server:LogFormat", "FORMAT");

    public static Option<string> Config() => new("--config")
    {
        HelpName = "FILE",
        Description = $"The settings file [default {SettingsSources.DefaultFile} where there is one]",
    };
}
