using System.CommandLine;
using GatewaySim.Host.Options;

namespace GatewaySim.Host.Verbs;

/// <summary>The settings as the flags of a verb, the environment and the file have them.</summary>
internal static class VerbSettings
{
    /// <exception cref="SettingsException">Anything is wrong with them.</exception>
    public static Settings ReadSettings(this ParseResult parse, Option<string> config)
    {
        Dictionary<string, FlagValue> flags = [];
        foreach (var option in parse.CommandResult.Command.Options.OfType<SettingOption>())
        {
            if (parse.GetValue(option) is { } text)
            {
                flags[option.Key.Name] = new(option.Name, text);
            }
        }

        return new SettingsLoader(SettingsCatalogue.Default)
            .Load(SettingsSources.OfProcess(flags, parse.GetValue(config)));
    }

    public static TextWriter Output(this ParseResult parse) => parse.InvocationConfiguration.Output;

    public static TextWriter Error(this ParseResult parse) => parse.InvocationConfiguration.Error;
}
