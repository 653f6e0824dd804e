using System.Buffers.Text;

namespace GatewaySim.Telnyx;

/// <summary>What Utf8JsonReader does not check: that escapes make whole characters.</summary>
internal static class JsonText
{
    /// <summary>Says whether every <c>\uD800</c>-like escape is one half of a pair.</summary>
    /// <param name="raw">The inside of a JSON string that the reader took for well formed. Must be valid UTF-8.</param>
    /// <returns>False for text that would make a string with half a character. Never throws, never allocates.</returns>
    public static bool IsWhole(ReadOnlySpan<byte> raw)
    {
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            raw = raw[at..];
            if (raw[1] != 'u')
            {
                raw = raw[2..];
                continue;
            }

            var unit = UnitAt(raw);
            raw = raw[6..];
            if (char.IsLowSurrogate(unit))
            {
                return false;
            }

            if (!char.IsHighSurrogate(unit))
            {
                continue;
            }

            if (raw.Length < 6 || raw[0] != '\\' || raw[1] != 'u' || !char.IsLowSurrogate(UnitAt(raw)))
            {
                return false;
            }

            raw = raw[6..];
        }

        return true;
    }

    private static char UnitAt(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out var read, 'x') && read == 4 ? (char)unit : '\0';
}
