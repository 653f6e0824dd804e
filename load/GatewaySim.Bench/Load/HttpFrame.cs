using System.Buffers.Text;

namespace GatewaySim.Bench.Load;

/// <summary>As much of HTTP/1.1 as a measurement needs: where a message ends, and what its status is.</summary>
internal static class HttpFrame
{
    private const int StatusAt = 9;
    private const int StatusDigits = 3;

    /// <summary>Finds out how long a message is.</summary>
    /// <param name="received">From its first byte on.</param>
    /// <param name="length">Head and body together; a message without Content-Length has no body.</param>
    /// <returns>False when the head has not come whole.</returns>
    public static bool TryMeasure(ReadOnlySpan<byte> received, out long length)
    {
        length = 0;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        length = end + 4 + BodyBytes(received[..(end + 2)]);
        return true;
    }

    /// <returns>0 for what is no response.</returns>
    public static int StatusOf(ReadOnlySpan<byte> response) =>
        response.Length > StatusAt + StatusDigits && response.StartsWith("HTTP/1.1 "u8)
            && Utf8Parser.TryParse(response.Slice(StatusAt, StatusDigits), out int status, out _)
                ? status
                : 0;

    private static long BodyBytes(ReadOnlySpan<byte> head)
    {
        // Kestrel writes the name like this, so the loop is for other servers.
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at >= 0)
        {
            return Utf8Parser.TryParse(head[(at + 18)..], out long length, out _) ? length : 0;
        }

        foreach (var line in head.Split("\r\n"u8))
        {
            var text = head[line];
            var colon = text.IndexOf((byte)':');
            if (colon > 0 && System.Text.Ascii.EqualsIgnoreCase(text[..colon], "content-length"u8)
                && Utf8Parser.TryParse(text[(colon + 1)..].TrimStart((byte)' '), out long length, out _))
            {
                return length;
            }
        }

        return 0;
    }
}
