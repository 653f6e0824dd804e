using GatewaySim.Domain.Numbers;
using GatewaySim.Host.Options;
using GatewaySim.Host.Serving;
using Serilog.Core;
using Serilog.Events;

namespace GatewaySim.Host.Tests.Serving;

public sealed class LogsTests : ILogEventSink
{
    private readonly List<string> _lines = [];

    void ILogEventSink.Emit(LogEvent logEvent) =>
        _lines.Add(logEvent.RenderMessage(null).Replace("\"", "", StringComparison.Ordinal));

    [Fact]
    public void Numbers_are_shortened_and_levels_obeyed()
    {
        using var log = Logs.Configure(new ServerOptions { LogLevel = "warning" }).WriteTo.Sink(this).CreateLogger();

        log.Information("Not shown");
        log.Warning("From {From} to {To} and {Code}", PhoneNumber.Parse("+16505550100"),
            Address.Parse("+4915112345678"), Address.Parse("55555"));

        Assert.Equal("From +1650…0100 to +4915…5678 and 55555", _lines.Single());
    }
}
