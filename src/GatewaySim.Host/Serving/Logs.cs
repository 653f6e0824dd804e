using System.Globalization;
using GatewaySim.Domain.Numbers;
using GatewaySim.Host.Options;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace GatewaySim.Host.Serving;

/// <summary>Sets up the log: lines on standard error, so that standard output is for programs.</summary>
internal static class Logs
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    public static Serilog.Core.Logger Create(ServerOptions options) => Configure(options)
        .WriteTo.Console(FormatterOf(options), standardErrorFromLevel: LogEventLevel.Verbose)
        .CreateLogger();

    /// <summary>How lines are written.</summary>
    public static ITextFormatter FormatterOf(ServerOptions options) => options.LogFormat == "json"
        ? new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture)
        : new MessageTemplateTextFormatter(Line, CultureInfo.InvariantCulture);

    /// <summary>Everything but the sink.</summary>
    public static LoggerConfiguration Configure(ServerOptions options)
    {
        var level = Enum.Parse<LogEventLevel>(options.LogLevel, ignoreCase: true);
        return new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", level < LogEventLevel.Warning ? LogEventLevel.Warning : level)
            // A line for every request, which nobody sees below Warning; without it there is no scope to make either.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            // The verb tells the user in one line why a start failed; the host's trace of it says nothing new.
            .Filter.ByExcluding(line => line.MessageTemplate.Text == "Hosting failed to start")
            .Destructure.AsScalar<PhoneNumber>()
            .Destructure.AsScalar<Address>()
            .Enrich.With<NumberShortener>();
    }
}
