using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Tests.Journals;

/// <summary>Says all of a record in one line, so that buffers and lists are compared by what is in them.</summary>
internal static class Canonical
{
    /// <summary>Members that came after recordings were made: left out where they have no value.</summary>
    private static readonly HashSet<string> Later =
        ["MessageRecord.SendAt", "MessageRecord.CancelledAt", "MessageRecord.Group", "MessageRecord.LeavesAt"];

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string s:
                Quote(text, s);
                break;
            case ReadOnlyMemory<byte> bytes:
                text.Append("x'").Append(Convert.ToHexStringLower(bytes.Span)).Append('\'');
                break;
            case MessageChunk chunk:
                WriteChunk(text, chunk);
                break;
            case Address address:
                text.Append(address.Kind).Append(':').Append(address);
                break;
            case Enum constant:
                text.Append(constant).Append('=').Append(Convert.ToInt32(constant, CultureInfo.InvariantCulture));
                break;
            case bool or Stamp or MessageId or PhoneNumber or Scope or Guid:
                text.Append(value);
                break;
            case IEnumerable list:
                WriteMany(text, list.Cast<object?>());
                break;
            case IFormattable number:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                WriteMembers(text, value);
                break;
        }
    }

    private static void WriteMembers(StringBuilder text, object value)
    {
        text.Append(value.GetType().Name).Append('(');
        var separator = "";
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (Later.Contains($"{value.GetType().Name}.{property.Name}") && property.GetValue(value) is null)
            {
                continue;
            }

            text.Append(separator).Append(property.Name).Append(' ');
            Write(text, property.GetValue(value));
            separator = ", ";
        }

        text.Append(')');
    }

    private static void WriteMany(StringBuilder text, IEnumerable<object?> values)
    {
        text.Append('[');
        var separator = "";
        foreach (var value in values)
        {
            text.Append(separator);
            Write(text, value);
            separator = " ";
        }

        text.Append(']');
    }

    /// <summary>A message's own text is what it says, not where it lies.</summary>
    private static void WriteChunk(StringBuilder text, MessageChunk chunk)
    {
        text.Append(CultureInfo.InvariantCulture, $"{chunk.Recipients.Count}*{chunk.Recipients.Width}[");
        for (var i = 0; i < chunk.Recipients.Count; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(chunk.Recipients[i]);
            if (!chunk.Texts.IsEmpty)
            {
                text.Append(':').Append(Convert.ToHexStringLower(chunk.TextOf(i, default).Span));
            }
        }

        text.Append(']');
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is >= ' ' and < '\u007F' and not '"' and not '\\')
            {
                text.Append(c);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
        }

        text.Append('"');
    }
}
