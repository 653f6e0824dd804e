using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GatewaySim.Telnyx;

/// <summary>One JSON answer in the making. Each thread has one buffer, so a usual answer allocates nothing.</summary>
/// <remarks>Take it, write, send: without an await between, and never two at once on one thread.</remarks>
internal sealed class JsonAnswer
{
    private const int KeptBytesMax = 256 * 1024;

    private static readonly StringValues ContentType = "application/json; charset=utf-8";

    [ThreadStatic]
    private static JsonAnswer? _ofThread;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private JsonAnswer() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions
    {
        // Letters stay as they are, as in Telnyx's own answers (emoji are escaped); the content type rules out HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public Utf8JsonWriter Json { get; }

    public static JsonAnswer Take()
    {
        var answer = _ofThread ??= new JsonAnswer();
        answer._buffer.ResetWrittenCount();
        answer.Json.Reset();
        return answer;
    }

    /// <summary>What was written so far. Valid until the next <see cref="Take"/> on this thread.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        Json.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>Puts the answer into the response; the server sends it when the request ends.</summary>
    public void SendTo(HttpResponse response, int status)
    {
        var bytes = Finish();
        response.StatusCode = status;
        response.Headers.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        response.BodyWriter.Write(bytes);
        if (_buffer.Capacity > KeptBytesMax)
        {
            _ofThread = null;
        }
    }
}
