using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>A second reading of a send request: a document in memory, rule after rule, no thought of speed.</summary>
/// <remarks>Says the same as the door in one line of text: a code and a place, or the message.</remarks>
internal static partial class SlowReading
{
    private static readonly string[] Order =
    [
        "to", "from", "messaging_profile_id", "text", "media_urls", "subject", "type", "encoding", "send_at",
        "auto_detect",
        "use_profile_webhooks", "webhook_url", "webhook_failover_url",
    ];

    public static string Of(byte[] body, TelnyxOptions options)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return "10028";
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Of(MembersOf(document.RootElement), options)
                : "10026 ";
        }
        catch (JsonException)
        {
            return "10023";
        }
    }

    private static Dictionary<string, JsonElement> MembersOf(JsonElement root)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in root.EnumerateObject())
        {
            try
            {
                members[member.Name] = member.Value;
            }
            catch (InvalidOperationException)
            {
                // A name with half a character is none of ours.
            }
        }

        return members.Where(m => m.Value.ValueKind != JsonValueKind.Null).ToDictionary();
    }

    private static string Of(Dictionary<string, JsonElement> members, TelnyxOptions options)
    {
        foreach (var name in Order.Where(members.ContainsKey))
        {
            if (FaultOf(name, members[name]) is { } code)
            {
                return $"{code} /{name}";
            }
        }

        string? Text(string name) =>
            members.TryGetValue(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
        var media = members.TryGetValue("media_urls", out var urls)
            ? urls.EnumerateArray().Select(u => u.GetString()!).ToArray() : [];
        var (to, from, profile, text) = (Text("to"), Text("from"), Text("messaging_profile_id"), Text("text"));
        var (subject, type, encoding) = (Text("subject"), Text("type"), Text("encoding"));
        if (to is null)
        {
            return "10004 /to";
        }

        if (profile is null && from is null)
        {
            return "10004 /from";
        }

        if (profile is null && from!.Any(char.IsAsciiLetter))
        {
            return "10004 /messaging_profile_id";
        }

        if (text is null && media.Length == 0)
        {
            return "40316 /text";
        }

        var isMms = media.Length > 0 || subject is not null;
        if (type == "SMS" && isMms)
        {
            return "40304 /type";
        }

        if (type == "MMS" && media.Length == 0)
        {
            return "10004 /media_urls";
        }

        if (WayOf(from, to, isMms) is { } fault)
        {
            return fault;
        }

        if (isMms)
        {
            if (text?.Length > options.TextCharsMax)
            {
                return "10025 /text";
            }
        }
        else
        {
            var sent = encoding == "gsm7" ? SlowSmart.Of(text!) : text!;
            if (sent.Length == 0)
            {
                return "40316 /text";
            }

            var count = Segments.Count(sent, SegmentRule.DocumentedCeil);
            if (encoding == "gsm7" && count.Encoding != TextEncoding.Gsm7)
            {
                return "10015 /encoding";
            }

            var parts = encoding != "ucs2" ? count.Parts
                : text!.Length <= 70 ? 1 : (int)Math.Ceiling(text.Length / 67.0);
            if (parts > options.SegmentsMax)
            {
                return "40302 /text";
            }

            if (parts > options.RecommendedSegmentsMax && members.TryGetValue("auto_detect", out var detect)
                && detect.GetBoolean())
            {
                return "40328 /text";
            }
        }

        bool Switch(string name, bool otherwise) =>
            members.TryGetValue(name, out var value) ? value.GetBoolean() : otherwise;
        return string.Join('|', [
            from ?? "", to, profile?.ToLowerInvariant() ?? "", text ?? "", string.Join(',', media), subject ?? "",
            encoding ?? "", Text("webhook_url") ?? "", Text("webhook_failover_url") ?? "",
            $"{Switch("use_profile_webhooks", true)}", $"{Switch("auto_detect", false)}",
        ]);
    }

    /// <summary>Which senders reach which recipients, by the kinds of test numbers there are.</summary>
    private static string? WayOf(string? from, string to, bool isMms)
    {
        var isName = from?.Any(char.IsAsciiLetter) == true;
        var reachesAmerica = to.StartsWith("+1", StringComparison.Ordinal) || !to.StartsWith('+');
        return !isMms ? isName && reachesAmerica ? "40301 /to" : null
            : isName || from?.StartsWith('+') == true && !from.StartsWith("+1", StringComparison.Ordinal)
                ? "40308 /from"
            : to.StartsWith("+1", StringComparison.Ordinal) ? null
            : "40319 /to";
    }

    private static string? FaultOf(string name, JsonElement value)
    {
        switch (name)
        {
            case "auto_detect" or "use_profile_webhooks":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "10026";
            case "media_urls" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 10:
                return "40317";
            case "media_urls" when value.ValueKind == JsonValueKind.Array:
                return value.EnumerateArray()
                    .Select(u => FaultOf("webhook_url", u) ?? (u.GetString() == "" ? "10003" : null))
                    .FirstOrDefault(c => c is not null);
            case "media_urls":
                return "10026";
            case "to" when value.ValueKind == JsonValueKind.Array:
                return "40310";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return "10026";
        }

        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "10028";
        }

        return name switch
        {
            "to" when text.Length is >= 7 and <= 15 && text.All(char.IsAsciiDigit) => "10016",
            "send_at" => text.Length > 10 && text[10] is 'T' && text[4] == '-' ? null : "10015",
            "to" => Address.TryParse(text, out var to) && to.Kind != AddressKind.Alphanumeric ? null : "40310",
            "from" => Address.TryParse(text, out _) ? null : "40305",
            "messaging_profile_id" => text.Length == 0 || Uuid().IsMatch(text) ? null : "85005",
            "type" => text is "SMS" or "MMS" ? null : "10032",
            "encoding" => text is "auto" or "gsm7" or "ucs2" ? null : "10032",
            "webhook_url" or "webhook_failover_url" => text.Length == 0 || WebUrl.IsGood(text) ? null : "10003",
            _ => null,
        };
    }

    [GeneratedRegex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z")]
    private static partial Regex Uuid();
}
