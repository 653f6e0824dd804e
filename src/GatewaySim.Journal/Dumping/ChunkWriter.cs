using System.Text;

namespace GatewaySim.Journal.Dumping;

/// <summary>Gathers lines before it hands them on: a console would be flushed for each of them.</summary>
internal sealed class ChunkWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    private const int ChunkChars = 32 * 1024;

    private readonly StringBuilder _chunk = new(ChunkChars + 1024);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        _chunk.Append(value);
        if (_chunk.Length >= ChunkChars)
        {
            Flush();
        }
    }

    public override void Write(string? value) => _chunk.Append(value);

    public override void Flush()
    {
        foreach (var part in _chunk.GetChunks())
        {
            inner.Write(part.Span);
        }

        _chunk.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flush();
            inner.Flush();
        }

        base.Dispose(disposing);
    }
}
