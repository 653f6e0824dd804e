using System.Runtime.InteropServices;
using System.Text.Json;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Consents;

/// <summary>
/// The body of <c>PATCH …/sms/consents</c>: its good records as commands, and what is wrong with the others.
/// </summary>
internal sealed class ConsentUpdate
{
    private static readonly string[] Echoed = ["from", "to", "optStatus", "source", "coverage"];

    private readonly JsonElement[] _records;
    private readonly RingCentralError?[] _errors;
    private readonly List<SetConsent> _commands = [];
    private readonly List<int> _recordOfCommand = [];

    private ConsentUpdate(JsonElement records)
    {
        _records = [.. records.EnumerateArray()];
        _errors = new RingCentralError?[_records.Length];
        for (var i = 0; i < _records.Length; i++)
        {
            _errors[i] = TryRead(_records[i], out var command);
            if (_errors[i] is null)
            {
                _commands.Add(command);
                _recordOfCommand.Add(i);
            }
        }
    }

    /// <summary>The good records, in the order of the request (of two with one pair, the last wins).</summary>
    public IReadOnlyList<SetConsent> Commands => _commands;

    /// <summary>The error that every record has; null when one has none, or another.</summary>
    public RingCentralError? CommonFailure =>
        Array.TrueForAll(_errors, e => e?.Code == _errors[0]?.Code) ? _errors[0] : null;

    /// <summary>Reads the body, an object. Structure is judged as a whole, values record by record.</summary>
    public static RingCentralError? TryRead(JsonElement root, int recordsMax, out ConsentUpdate? update)
    {
        update = null;
        if (!root.TryGetProperty("records"u8, out var records) || records.ValueKind != JsonValueKind.Array ||
            records.GetArrayLength() is var count && (count == 0 || count > recordsMax) ||
            records.EnumerateArray().Any(r => r.ValueKind != JsonValueKind.Object))
        {
            return RingCentralErrors.Invalid("records");
        }

        update = new(records);
        return null;
    }

    /// <summary>Notes what came of a command.</summary>
    public void Fail(int command, RingCentralError? error) => _errors[_recordOfCommand[command]] = error;

    /// <summary>
    /// Writes the failed records as they were sent, each with its error; <c>{}</c> when there are none.
    /// </summary>
    public void WriteAnswer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Array.Exists(_errors, e => e is not null))
        {
            json.WriteStartArray("failedRecords"u8);
            for (var i = 0; i < _records.Length; i++)
            {
                if (_errors[i] is { } error)
                {
                    WriteFailed(json, _records[i], error);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteFailed(Utf8JsonWriter json, JsonElement record, RingCentralError error)
    {
        json.WriteStartObject();
        foreach (var name in Echoed)
        {
            if (record.TryGetProperty(name, out var value))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
            }
        }

        json.WritePropertyName("error"u8);
        error.WriteItem(json);
        json.WriteEndObject();
    }

    private static RingCentralError? TryRead(JsonElement record, out SetConsent command)
    {
        command = default;
        var coverage = JsonText.Member(record, "coverage");
        var isAccountWide = string.Equals(coverage, "Account", StringComparison.OrdinalIgnoreCase);
        if (coverage is not null && !isAccountWide &&
            !string.Equals(coverage, "PhoneNumber", StringComparison.OrdinalIgnoreCase))
        {
            // No records by campaign: the public description only hints at them.
            return RingCentralErrors.Invalid("coverage");
        }

        // '*' is the older spelling of account-wide; the guide has it with the coverage "phoneNumber" beside it.
        Address? from = null;
        var fromText = JsonText.Member(record, "from");
        if (fromText != "*" && !(isAccountWide && fromText is null))
        {
            if (!PhoneNumber.TryParse(fromText, out var number))
            {
                return RingCentralErrors.Invalid("from");
            }

            from = isAccountWide ? null : number;
        }

        if (!PhoneNumber.TryParse(JsonText.Member(record, "to"), out var to))
        {
            return RingCentralErrors.Invalid("to");
        }

        ConsentStatus? status = JsonText.Member(record, "optStatus") switch
        {
            "OptOut" => ConsentStatus.OptOut,
            "OptIn" => ConsentStatus.OptIn,
            _ => null,
        };
        ConsentSource? source = JsonText.Member(record, "source") switch
        {
            "Recipient" => ConsentSource.Recipient,
            "Api" => ConsentSource.Api,
            "Upstream" => ConsentSource.Upstream,
            "Carrier" => ConsentSource.Carrier,
            _ => null,
        };
        if (status is null || source is null)
        {
            return RingCentralErrors.Invalid(status is null ? "optStatus" : "source");
        }

        command = new(from, to, status.Value, source.Value);
        return null;
    }
}
