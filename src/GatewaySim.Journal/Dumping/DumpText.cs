using System.Globalization;
using System.Text;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Journal.Dumping;

/// <summary>Makes any text one field of a line: ASCII without spaces, or in quotation marks.</summary>
internal static class DumpText
{
    /// <summary>How many messages ended how, from <see cref="Outcome.Delivered"/> on.</summary>
    /// <param name="last">
    /// Outcomes beyond are named only up to the last that occurs: what is younger changes no older dump.
    /// </param>
    public static string Counts(ReadOnlySpan<long> outcomes, Outcome last)
    {
        var end = Math.Max((int)last, outcomes.LastIndexOfAnyExcept(0)) + 1;
        return string.Join('/', outcomes[1..end].ToArray());
    }

    /// <returns><c>-</c> for none; else the text, quoted where it needs to be. Every UTF-16 text has its own
    /// form.</returns>
    public static string Field(string? text)
    {
        if (text is null)
        {
            return "-";
        }

        var isPlain = text.Length > 0 && text != "-"
            && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('"', StringComparison.Ordinal);
        if (isPlain)
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                >= ' ' and <= '~' => quoted.Append(c),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        return quoted.Append('"').ToString();
    }
}
