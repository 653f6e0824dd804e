using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.RingCentral.Json;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Batches;

/// <summary>The 201 of a batch: the only answer that says which messages were rejected.</summary>
internal static class BatchAnswer
{
    // Longer than any answer without rejections: a UUID, a number, an int and two dates.
    private const int PlainBytesMax = 512;
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions ItemOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static ReadOnlySpan<byte> Tail => "]}"u8;

    public static async Task SendAsync(HttpContext http, BatchReply reply, BatchBody body, ulong salt)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = JsonAnswer.ContentType;
        var pipe = response.BodyWriter;
        var length = WriteHead(pipe, reply, body, salt);
        if (body.Rejected.IsEmpty)
        {
            response.ContentLength = length;
        }

        for (var next = 0; next < body.Rejected.Length;)
        {
            next = WriteRejected(pipe, body, next);
            await pipe.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        }

        if (!body.Rejected.IsEmpty)
        {
            pipe.Write(Tail);
        }

        await pipe.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Everything up to the rejections, formatted straight into the answer. Never allocates.</summary>
    /// <returns>How long it is; without rejections it is the whole answer.</returns>
    private static int WriteHead(PipeWriter pipe, BatchReply reply, BatchBody body, ulong salt)
    {
        var utf8 = pipe.GetSpan(PlainBytesMax);
        var id = PositionUuid.Encode(reply.Id, UuidKind.Batch, salt);
        var at = reply.At.Time.UtcDateTime;
        var isWritten = Utf8.TryWrite(
            utf8, CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"from\":\"+{body.From}\",\"batchSize\":{body.Count}," +
            $"\"processedCount\":0,\"status\":\"Processing\"," +
            $"\"creationTime\":\"{at:O}\",\"lastModifiedTime\":\"{at:O}\",\"rejected\":[", out var length);
        Invariant.Holds(isWritten && length + Tail.Length <= utf8.Length);
        if (body.Rejected.IsEmpty)
        {
            Tail.CopyTo(utf8[length..]);
            length += Tail.Length;
        }

        pipe.Advance(length);
        return length;
    }

    /// <summary>Writes rejections until enough are waiting to be sent.</summary>
    /// <returns>The next one to write.</returns>
    private static int WriteRejected(PipeWriter pipe, BatchBody body, int next)
    {
        if (next > 0)
        {
            pipe.Write(","u8);
        }

        // Without validation the writer takes one item after the other and puts commas between them.
        using var json = new Utf8JsonWriter(pipe, ItemOptions);
        for (; next < body.Rejected.Length && json.BytesCommitted + json.BytesPending < FlushBytes; next++)
        {
            var rejection = body.Rejected[next];
            json.WriteStartObject();
            json.WriteNumber("index"u8, rejection.Index);
            json.WriteStartArray("to"u8);
            json.WriteStringValue(body.Bytes.Span.Slice(rejection.Offset, rejection.Length));
            json.WriteEndArray();
            json.WriteString("errorCode"u8, RingCentralErrors.RejectedCode);
            json.WriteString("description"u8, RingCentralErrors.RejectedDescription);
            json.WriteEndObject();
        }

        return next;
    }
}
