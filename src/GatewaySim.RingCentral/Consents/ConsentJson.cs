using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Consents;

/// <summary>How a v2 consent record is written, in answers and in events.</summary>
internal static class ConsentJson
{
    /// <summary>Writes <c>from</c>, <c>to</c>, <c>optStatus</c> and <c>source</c>.</summary>
    /// <param name="from">Null for the account-wide record: <c>*</c>.</param>
    public static void WriteMembers(
        Utf8JsonWriter json, Address? from, PhoneNumber to, ConsentStatus status, ConsentSource source)
    {
        json.WriteString("from"u8, from?.ToString() ?? "*");
        json.WriteAddress("to"u8, to);
        json.WriteString("optStatus"u8, status == ConsentStatus.OptOut ? "OptOut"u8 : "OptIn"u8);
        json.WriteString("source"u8, source switch
        {
            ConsentSource.Recipient => "Recipient",
            ConsentSource.Api => "Api",
            ConsentSource.Upstream => "Upstream",
            ConsentSource.Carrier => "Carrier",
            _ => throw new UnreachableException($"A consent came from {source}."),
        });
    }
}
