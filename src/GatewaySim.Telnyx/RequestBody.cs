using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>The whole body of a request, still in the server's own pooled buffers.</summary>
/// <param name="Bytes">Valid until <see cref="Release"/>.</param>
/// <param name="Fault">Why there is none.</param>
internal readonly record struct RequestBody(ReadOnlySequence<byte> Bytes, TelnyxFault? Fault)
{
    private const string Json = "application/json";

    /// <summary>Waits for the body. It is checked for its type and its size, not yet for what it says.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, TelnyxOptions options)
    {
        if (!IsJson(request.ContentType))
        {
            return new(default, TelnyxErrors.NotJson.Fault);
        }

        if (request.ContentLength > options.BodyBytesMax)
        {
            return new(default, TooLarge(options));
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (read.Buffer.Length > options.BodyBytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new(default, TooLarge(options));
            }

            if (read.IsCompleted || read.Buffer.Length == request.ContentLength)
            {
                return new(read.Buffer, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Gives the buffers back. Only for a body without a fault, and only once.</summary>
    public void Release(HttpRequest request) => request.BodyReader.AdvanceTo(Bytes.End);

    private static TelnyxFault TooLarge(TelnyxOptions options) => TelnyxErrors.BodyTooLarge.Saying(
        $"The request body is larger than {options.BodyBytesMax} bytes.");

    /// <summary><c>application/json</c> or <c>application/x+json</c>, with any parameters.</summary>
    private static bool IsJson(string? contentType)
    {
        if (contentType is null)
        {
            return false;
        }

        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals(Json, StringComparison.OrdinalIgnoreCase) ||
            (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) &&
                type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }
}
