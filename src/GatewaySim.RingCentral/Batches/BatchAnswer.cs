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

    public static async Task SendAsync(HttpContext http, BatchReply reply, BatchBody body, ulong salt)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = JsonAnswer.ContentType;
        var pipe = response.BodyWriter;
        var length = WriteHead(pipe.GetSpan(PlainBytesMax), reply, body, salt);
        if (body.Rejected.IsEmpty)
        {
            "]}"u8.CopyTo(pipe.GetSpan(PlainBytesMax)[length..]);
            response.ContentLength = length + 2;
            pipe.Advance(length + 2);
        }
        else
        {
            pipe.Advance(length);
            for (var next = 0; next < body.Rejected.Length;)
            {
                next = WriteRejected(pipe, body, next);
                await pipe.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            }

            pipe.Write("]}"u8);
        }

        await pipe.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Everything up to the rejections, formatted straight into the answer. Never allocates.</summary>
    private static int WriteHead(Span<byte> utf8, BatchReply reply, BatchBody body, ulong salt)
    {
        var id = PositionUuid.Encode(reply.Id, UuidKind.Batch, salt);
        var at = reply.At.Time.UtcDateTime;
        var isWritten = Utf8.TryWrite(
            utf8, CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"from\":\"+{body.From}\",\"batchSize\":{body.Count}," +
            $"\"processedCount\":0,\"status\":\"Processing\"," +
            $"\"creationTime\":\"{at:O}\",\"lastModifiedTime\":\"{at:O}\",\"rejected\":[", out var length);
        Invariant.Holds(isWritten && length + 2 <= utf8.Length);
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
