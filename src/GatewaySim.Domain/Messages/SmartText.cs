using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace GatewaySim.Domain.Messages;

/// <summary>Smart encoding: characters that GSM-7 has not become similar ones that it has.</summary>
/// <remarks>
/// Source: developers.telnyx.com, "smart-encoding": everything in the table is replaced, zero-width and control
/// characters go, and the encoding follows from what is left. UNVERIFIED: which characters those are.
/// </remarks>
public static class SmartText
{
    private const string ZeroWidth = "\u200B\u200C\u200D\u2060\uFEFF";

    /// <summary>Control characters that GSM-7 has, and so keep their place.</summary>
    private const string KeptControls = "\n\r\f";

    private static readonly FrozenDictionary<char, string> Replacements = Build();
    private static readonly SearchValues<char> Changed = SearchValues.Create([.. Replacements.Keys]);

    /// <summary>The text as it is sent.</summary>
    /// <returns>The same object when nothing is replaced. Never throws; linear in the text.</returns>
    public static string Of(string text, out SmartChange change)
    {
        var first = Gsm7.CanHold(text) ? -1 : text.AsSpan().IndexOfAny(Changed);
        if (first < 0)
        {
            change = new(true, 0, 0);
            return text;
        }

        var sent = new StringBuilder(text, 0, first, text.Length + 16);
        var replaced = 0;
        foreach (var c in text.AsSpan(first))
        {
            if (Replacements.TryGetValue(c, out var other))
            {
                sent.Append(other);
                replaced++;
            }
            else
            {
                sent.Append(c);
            }
        }

        change = new(true, replaced, sent.Length - text.Length);
        return sent.ToString();
    }

    private static FrozenDictionary<char, string> Build()
    {
        var replacements = new Dictionary<char, string>();
        foreach (var (replacement, characters) in SmartRows.All)
        {
            foreach (var c in characters)
            {
                replacements.Add(c, replacement);
            }
        }

        var controls = Enumerable.Range(0, 0xA0).Select(n => (char)n).Where(char.IsControl);
        foreach (var c in controls.Except(KeptControls).Concat(ZeroWidth))
        {
            replacements.Add(c, "");
        }

        return replacements.ToFrozenDictionary();
    }
}
