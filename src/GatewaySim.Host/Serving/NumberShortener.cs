using GatewaySim.Domain.Numbers;
using Serilog.Core;
using Serilog.Events;

namespace GatewaySim.Host.Serving;

/// <summary>Shortens phone numbers in every log line: <c>+1650…0100</c>. Logs are copied; journals stay.</summary>
internal sealed class NumberShortener : ILogEventEnricher
{
    private const int HeadChars = 5;
    private const int TailChars = 4;

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? shortened = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            var number = value is ScalarValue scalar ? scalar.Value switch
            {
                PhoneNumber phone => phone.ToString(),
                Address { Kind: AddressKind.PhoneNumber } address => address.ToString(),
                _ => null,
            } : null;
            if (number is not null)
            {
                (shortened ??= []).Add(new(name, new ScalarValue(Shorten(number))));
            }
        }

        foreach (var property in shortened ?? [])
        {
            logEvent.AddOrUpdateProperty(property);
        }
    }

    private static string Shorten(string number) => number.Length <= HeadChars + TailChars
        ? $"{number[..3]}…"
        : $"{number[..HeadChars]}…{number[^TailChars..]}";
}
