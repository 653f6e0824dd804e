using System.Text.Json;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Json;

namespace GatewaySim.RingCentral.Consents;

/// <summary>
/// The body of <c>POST …/opt-outs/bulk-assign</c>: who opts in to and out of one of our numbers, and what came of it.
/// </summary>
/// <remarks>
/// Source: spec. Opt-ins are set before opt-outs, so a number in both lists is opted out (UNVERIFIED). Duplicates are
/// listed as often as they were sent.
/// </remarks>
internal sealed class BulkAssignment
{
    private readonly List<(bool IsOptOut, string To, string? Fault)> _entries = [];
    private readonly List<int> _entryOfCommand = [];
    private readonly List<SetConsent> _commands = [];

    private BulkAssignment()
    {
    }

    public IReadOnlyList<SetConsent> Commands => _commands;

    /// <summary>Reads the body, an object. Structure is judged as a whole, numbers one by one.</summary>
    public static RingCentralError? TryRead(JsonElement root, out BulkAssignment? assignment)
    {
        assignment = null;
        if (!root.TryGetProperty("from"u8, out var fromValue)
            || !PhoneNumber.TryParse(JsonText.TextOf(fromValue), out var from))
        {
            return RingCentralErrors.Invalid("from");
        }

        var read = new BulkAssignment();
        if (!read.TryAdd(root, "optIns", from, ConsentStatus.OptIn))
        {
            return RingCentralErrors.Invalid("optIns");
        }

        // UNVERIFIED: the spec wants one list that is not empty, and does not say what it answers to none.
        if (!read.TryAdd(root, "optOuts", from, ConsentStatus.OptOut) || read._entries.Count == 0)
        {
            return RingCentralErrors.Invalid("optOuts");
        }

        assignment = read;
        return null;
    }

    /// <summary>Notes what came of each command.</summary>
    /// <returns>The answer to the whole request, where it is at fault, or where nothing at all was done.</returns>
    public RingCentralError? Note(IReadOnlyList<RingCentralError?> errors)
    {
        if (errors is [{ } first, ..] && errors.All(e => e?.Code == first.Code)
            && (first.Status is 429 or 500 || first.Parameter == "from"))
        {
            return first;
        }

        for (var i = 0; i < errors.Count; i++)
        {
            if (errors[i] is { } error)
            {
                var entry = _entries[_entryOfCommand[i]];
                _entries[_entryOfCommand[i]] = entry with { Fault = FaultOf(error, entry.IsOptOut) };
            }
        }

        return null;
    }

    public void WriteAnswer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteList(json, "optIns", isOptOut: false);
        WriteList(json, "optOuts", isOptOut: true);
        json.WriteEndObject();
    }

    private bool TryAdd(JsonElement root, string name, Address from, ConsentStatus status)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (list.ValueKind != JsonValueKind.Array
            || list.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.String))
        {
            return false;
        }

        foreach (var number in list.EnumerateArray())
        {
            var text = JsonText.TextOf(number);
            var isNumber = PhoneNumber.TryParse(text, out var to);
            if (isNumber)
            {
                _entryOfCommand.Add(_entries.Count);
                _commands.Add(new(from, to, status, ConsentSource.Api));
            }

            var fault = isNumber ? null : RingCentralErrors.Invalid("to").Message;
            _entries.Add((status == ConsentStatus.OptOut, text, fault));
        }

        return true;
    }

    /// <summary>Spec: the sample of an opt-out that failed without a reason. The other texts are UNVERIFIED.</summary>
    private static string FaultOf(RingCentralError error, bool isOptOut) => error.Status switch
    {
        500 => $"Unexpected issue on creating an {(isOptOut ? "opt-out" : "opt-in")} from bulk-assign request",
        _ => error.Message,
    };

    private void WriteList(Utf8JsonWriter json, string name, bool isOptOut)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("successful"u8);
        foreach (var entry in _entries.Where(e => e.IsOptOut == isOptOut && e.Fault is null))
        {
            json.WriteStringValue(entry.To);
        }

        json.WriteEndArray();
        json.WriteStartArray("failed"u8);
        foreach (var entry in _entries.Where(e => e.IsOptOut == isOptOut && e.Fault is not null))
        {
            json.WriteStartObject();
            json.WriteString("to"u8, entry.To);
            json.WriteString("errorMessage"u8, entry.Fault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
