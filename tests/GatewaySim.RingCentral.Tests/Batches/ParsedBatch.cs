using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GatewaySim.Domain.Numbers;
using GatewaySim.RingCentral.Batches;

namespace GatewaySim.RingCentral.Tests.Batches;

/// <summary>What a parser made of a body, in a form that can be compared.</summary>
internal sealed record ParsedBatch(string? Error, string Summary)
{
    public static ParsedBatch ByParser(
        byte[] bytes, RingCentralOptions options, bool usePlain, bool hasMagicNumbers = false)
    {
        using var body = new BatchBody();
        body.Bytes.Fill(bytes);
        if (BatchParser.Parse(body, options, usePlain, hasMagicNumbers) is { } error)
        {
            return Failed(error);
        }

        var submission = body.ToSubmission(1);
        var summary = new StringBuilder();
        summary.Append(submission.From).Append('|').Append(Encoding.UTF8.GetString(submission.Text.Span));
        for (var i = 0; i < submission.Recipients.Length; i++)
        {
            var text = submission.Texts.Length == 0 || submission.Texts.Span[i].Length == 0 ? "-"
                : Encoding.UTF8.GetString(
                    submission.TextBytes.Span.Slice(submission.Texts.Span[i].Offset, submission.Texts.Span[i].Length));
            summary.Append('|').Append(submission.Recipients.Span[i]).Append('=').Append(text);
        }

        foreach (var rejection in body.Rejected)
        {
            summary.Append("|!").Append(rejection.Index).Append(Encoding.UTF8.GetString(
                body.Bytes.Span.Slice(rejection.Offset, rejection.Length)));
        }

        return new(null, summary.ToString());
    }

    /// <summary>The same by the framework's document model, in the plainest way.</summary>
    public static ParsedBatch ByReference(byte[] bytes, RingCentralOptions options)
    {
        if (!Utf8.IsValid(bytes))
        {
            return Failed(RingCentralErrors.Malformed);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement, options)
                : Failed(RingCentralErrors.Malformed);
        }
        catch (JsonException)
        {
            return Failed(RingCentralErrors.Malformed);
        }
    }

    private static ParsedBatch Read(JsonElement root, RingCentralOptions options)
    {
        var members = LastMembers(root);
        if (!PhoneNumber.TryParse(TextOf(members.GetValueOrDefault("from"), out _), out var from))
        {
            return Failed(RingCentralErrors.Invalid("from"));
        }

        if (!TryText(members, options, out var text))
        {
            return Failed(RingCentralErrors.Invalid("text"));
        }

        if (!members.TryGetValue("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
        {
            return Failed(RingCentralErrors.Invalid("messages"));
        }

        var (accepted, rejected, index, needsText) = (new StringBuilder(), new StringBuilder(), 0, false);
        foreach (var message in messages.EnumerateArray())
        {
            index++;
            if (message.ValueKind != JsonValueKind.Object)
            {
                return Failed(RingCentralErrors.Invalid("messages"));
            }

            var own = LastMembers(message);
            if (!own.TryGetValue("to", out var to) || to.ValueKind != JsonValueKind.Array || to.GetArrayLength() != 1 ||
                to[0].ValueKind != JsonValueKind.String)
            {
                return Failed(RingCentralErrors.Invalid("to"));
            }

            if (!TryText(own, options, out var ownText))
            {
                return Failed(RingCentralErrors.Invalid("text"));
            }

            needsText |= ownText.Length == 0;
            var number = TextOf(to[0], out var isWhole);
            if (PhoneNumber.TryParse(number, out var parsed) && number!.StartsWith("+1", StringComparison.Ordinal))
            {
                accepted.Append('|').Append(parsed.Value).Append('=').Append(ownText.Length == 0 ? "-" : ownText);
            }
            else
            {
                rejected.Append("|!").Append(index).Append(isWhole ? number : ReplaceHalves(to[0].GetRawText()));
            }
        }

        return index > options.RecipientsMax ? Failed(RingCentralErrors.BatchTooLarge)
            : needsText && text.Length == 0 ? Failed(RingCentralErrors.Invalid("text"))
            : accepted.Length == 0 ? Failed(RingCentralErrors.Invalid("messages"))
            : new(null, $"{from}|{text}{accepted}{rejected}");
    }

    private static ParsedBatch Failed(RingCentralError error) =>
        new($"{error.Status} {error.Code} {error.Parameter}", "");

    private static Dictionary<string, JsonElement> LastMembers(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var property in element.EnumerateObject())
        {
            try
            {
                members[property.Name] = property.Value;
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair in the name: a member that nobody knows.
            }
        }

        return members;
    }

    private static bool TryText(Dictionary<string, JsonElement> members, RingCentralOptions options, out string text)
    {
        text = "";
        if (!members.TryGetValue("text", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        text = TextOf(value, out var isWhole) ?? "";
        return value.ValueKind == JsonValueKind.String && isWhole && text.Length <= options.TextCharsMax &&
            !text.Contains('\0', StringComparison.Ordinal);
    }

    private static string? TextOf(JsonElement value, out bool isWhole)
    {
        isWhole = true;
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            isWhole = false;
            return null;
        }
    }

    /// <summary>Newtonsoft-like reading of a JSON string: units one by one, halves replaced at the end.</summary>
    private static string ReplaceHalves(string raw)
    {
        var units = new StringBuilder();
        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] != '\\')
            {
                units.Append(raw[i]);
            }
            else if (raw[++i] == 'u')
            {
                units.Append((char)Convert.ToUInt16(raw.Substring(i + 1, 4), 16));
                i += 4;
            }
            else
            {
                units.Append(
                    raw[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            }
        }

        // Encoding replaces each half.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units.ToString()));
    }
}
