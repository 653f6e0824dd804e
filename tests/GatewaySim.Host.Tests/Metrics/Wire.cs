using System.Buffers.Binary;
using System.Text;

namespace GatewaySim.Host.Tests.Metrics;

/// <summary>One message of protocol buffers, read without its description: fields by their numbers.</summary>
/// <remarks>Source: protobuf.dev, "encoding". Numbers of OTLP: opentelemetry-proto, metrics/v1/metrics.proto.</remarks>
internal sealed class Wire
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public Wire(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var key = Varint(bytes.Span, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((field, Varint(bytes.Span, ref at), default));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes.Span, ref at);
                    _fields.Add((field, 0, bytes.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Field {field} has wire type {key & 7}.");
            }
        }
    }

    public IEnumerable<Wire> Messages(int field) => _fields.Where(f => f.Field == field).Select(f => new Wire(f.Bytes));

    public string Text(int field) => Encoding.UTF8.GetString(_fields.Single(f => f.Field == field).Bytes.Span);

    public ulong Number(int field) => _fields.Single(f => f.Field == field).Number;

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
