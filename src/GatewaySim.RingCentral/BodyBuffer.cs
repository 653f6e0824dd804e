using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GatewaySim.RingCentral;

/// <summary>A request body in one pooled, contiguous buffer.</summary>
internal sealed class BodyBuffer : IDisposable
{
    // What a sender only announces is not reserved: the buffer grows with what arrives.
    private const int FirstBytesMax = 256 * 1024;
    private const int FirstBytesUnknown = 16 * 1024;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    /// <summary>The same, to be changed in place.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Reads the whole body.</summary>
    /// <returns>False when it is longer than <paramref name="bytesMax"/>, whatever its Content-Length said.</returns>
    public async ValueTask<bool> TryReadAsync(HttpRequest request, int bytesMax)
    {
        if (request.ContentLength > bytesMax)
        {
            return false;
        }

        // The server's own limit (30 MB by default) is replaced by ours, with the provider's answer.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength == 0)
        {
            return true;
        }

        Grow((int)Math.Min(request.ContentLength + 1 ?? FirstBytesUnknown, FirstBytesMax));
        while (true)
        {
            var read = await request.Body.ReadAsync(
                _bytes.AsMemory(Length), request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (read == 0)
            {
                return true;
            }

            Length += read;
            if (Length > bytesMax)
            {
                return false;
            }

            if (Length == _bytes.Length)
            {
                Grow(2 * Length);
            }
        }
    }

    /// <summary>Takes bytes that are not from a request. For tests and measurements.</summary>
    public void Fill(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(_bytes);
        Length = bytes.Length;
    }

    /// <summary>Forgets the buffer without giving it back, because somebody may still be reading it.</summary>
    public void Abandon() => (_bytes, Length) = ([], 0);

    public void Dispose()
    {
        var bytes = _bytes;
        Abandon();
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Grow(int size)
    {
        if (size <= _bytes.Length)
        {
            return;
        }

        var grown = ArrayPool<byte>.Shared.Rent(size);
        Span.CopyTo(grown);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = grown;
    }
}
