using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Consents;

/// <summary>RingCentral's words for consent records. Source: spec, v2 consents and v1 opt-outs.</summary>
internal static class ConsentWords
{
    public const string PhoneNumberCoverage = "PhoneNumber";
    public const string AccountCoverage = "Account";

    /// <summary>What stands for the number of an account-wide record.</summary>
    public const string Anybody = "*";

    public static string From(Address? from) => from?.ToString() ?? Anybody;

    public static string Status(ConsentStatus status) => status == ConsentStatus.OptOut ? "OptOut" : "OptIn";

    public static string Coverage(Address? from) => from is null ? AccountCoverage : PhoneNumberCoverage;

    public static string Source(ConsentSource source) => source switch
    {
        ConsentSource.Recipient => "Recipient",
        ConsentSource.Api => "Api",
        ConsentSource.Upstream => "Upstream",
        ConsentSource.Carrier => "Carrier",
        _ => throw new UnreachableException($"A consent came from {source}."),
    };

    /// <summary>The same at v1, which says Account for what v2 calls Api.</summary>
    public static string SourceOfV1(ConsentSource source) =>
        source == ConsentSource.Api ? "Account" : Source(source);

    /// <summary>Writes a record of v2.</summary>
    /// <param name="timeName">What the time of the change is called.</param>
    public static void Write(
        Utf8JsonWriter json, Address? from, PhoneNumber to, ConsentStatus status, ConsentSource source,
        ReadOnlySpan<byte> timeName, Stamp at)
    {
        json.WriteStartObject();
        WriteMembers(json, from, to, status, source);
        json.WriteString("coverage"u8, Coverage(from));
        json.WriteStamp(timeName, at);
        json.WriteEndObject();
    }

    /// <summary>Writes what records have in common with events.</summary>
    public static void WriteMembers(
        Utf8JsonWriter json, Address? from, PhoneNumber to, ConsentStatus status, ConsentSource source)
    {
        json.WriteString("from"u8, From(from));
        json.WriteAddress("to"u8, to);
        json.WriteString("optStatus"u8, Status(status));
        json.WriteString("source"u8, Source(source));
    }

    /// <summary>What a record was not set for; null when it was.</summary>
    public static RingCentralError? Error(Verdict verdict, RingCentralOptions options) => verdict switch
    {
        Verdict.Accepted or Verdict.Unchanged => null,
        Verdict.Blocked => RingCentralErrors.OptOutStands,
        Verdict.UnknownSender => RingCentralErrors.Invalid("from"),
        Verdict.Overloaded => RingCentralErrors.TooManyRequests(options.OverloadRetrySeconds),
        Verdict.Unknown => RingCentralErrors.Internal,
        _ => throw new UnreachableException($"A consent was answered {verdict}."),
    };
}
