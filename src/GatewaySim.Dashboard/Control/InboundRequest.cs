using System.Buffers;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Dashboard.Control;

/// <summary>Reads the body of <c>POST /_sim/inbound</c>.</summary>
internal static class InboundRequest
{
    public const int IdCharsMax = 64;

    private static readonly string[] Known = ["from", "to", "text", "provider", "id"];

    /// <returns>The text, or what is wrong with it. Never throws.</returns>
    public static (InboundText? Text, ControlError? Error) Parse(ReadOnlySequence<byte> utf8)
    {
        var (fields, error) = FlatBody.Read(utf8, Known);
        return fields is null ? (null, error) : Check(fields);
    }

    private static (InboundText?, ControlError?) Check(Dictionary<string, string?> fields)
    {
        string? Field(string name) => fields.GetValueOrDefault(name);
        foreach (var name in (string[])["from", "to", "text"])
        {
            if (Field(name) is null)
            {
                return (null, ControlError.Missing(name));
            }
        }

        if (!PhoneNumber.TryParse(Field("from"), out var from))
        {
            return (null, ControlError.BadNumber("from"));
        }

        if (!Address.TryParse(Field("to"), out var to) || to.Kind == AddressKind.Alphanumeric)
        {
            return (null, ControlError.BadAddress("to"));
        }

        if (!ProviderName.TryParse(Field("provider"), out var provider))
        {
            return (null, ControlError.BadProvider);
        }

        return Field("id") is { Length: 0 or > IdCharsMax }
            ? (null, ControlError.BadId)
            : (new(from, to, Field("text")!, provider, Field("id")), null);
    }
}
