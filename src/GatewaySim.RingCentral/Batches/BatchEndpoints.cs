using System.Diagnostics;
using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Json;
using GatewaySim.RingCentral.Lists;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Batches;

/// <summary><c>/restapi/v1.0/account/{accountId}/a2p-sms/batches</c>.</summary>
internal sealed class BatchEndpoints(Door door)
{
    private static readonly string[] Statuses = ["Queued", BatchJson.Processing, "Sent", BatchJson.Completed];

    private readonly ISenders _senders = door.Senders;

    /// <summary>Accepts a batch: the hot path of this front door.</summary>
    public async Task PostAsync(HttpContext http)
    {
        if (JsonRequest.CheckContentType(http.Request) is { } wrongType)
        {
            await wrongType.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        using var body = new BatchBody();
        var error = await body.Bytes.TryReadAsync(http.Request, door.Options.BodyBytesMax).ConfigureAwait(false)
            ? BatchParser.Parse(body, door.Options, hasMagicNumbers: _senders.HasMagicNumbers)
            : RingCentralErrors.BodyTooLarge;
        if (error is not null)
        {
            await error.AnswerAsync(http).ConfigureAwait(false);
            return;
        }

        var reply = await SubmitAsync(body).ConfigureAwait(false);
        await (reply.Verdict switch
        {
            Verdict.Accepted => BatchAnswer.SendAsync(http, reply, body, _senders.IdSalt),

            // Sibling calls of RingCentral answer so; for this one nothing is documented.
            Verdict.UnknownSender => RingCentralErrors.Invalid("from").AnswerAsync(http),
            Verdict.Overloaded =>
                RingCentralErrors.TooManyRequests(door.Options.OverloadRetrySeconds).AnswerAsync(http),
            Verdict.Unknown => RingCentralErrors.Internal.AnswerAsync(http),
            _ => throw new UnreachableException($"A batch was answered {reply.Verdict}."),
        }).ConfigureAwait(false);
    }

    public Task ListAsync(HttpContext http)
    {
        var query = new ListQuery(http.Request.Query, _senders.IdSalt);
        var paging = new Paging(query.Page(ListKind.Batches), query.PerPage(door.Options.PerPageDefault));
        var window = Window.Read(query, paging.Asked, _senders.Now, always: true);
        var from = query.Addresses("from", countMax: 1);
        var statuses = query.Words("status", Statuses);
        if (query.Error is { } error)
        {
            return error.AnswerAsync(http);
        }

        // No batch is ever Queued or Sent (guide: only Processing and Completed occur).
        var (complete, processing) = (statuses.Contains(BatchJson.Completed), statuses.Contains(BatchJson.Processing));
        var records = statuses.Count > 0 && !complete && !processing
            ? []
            : _senders.Read.ListBatches(new(
                DemoAccount.Id, window.Since, window.Until, from.Count > 0 ? from[0] : null,
                complete == processing ? null : complete, paging.Asked?.After, paging.CountMax));
        return paging.AnswerAsync(
            http, door, records,
            r => new(ListKind.Batches, r.CreatedAt, r.Id, window.Since ?? Stamp.None), Write);
    }

    public Task GetAsync(HttpContext http)
    {
        var text = http.Request.RouteValues["batchId"] as string;
        if (!TryId(text, _senders.IdSalt, out var id) ||
            _senders.Read.FindBatch(id) is not { Account: DemoAccount.Id } batch)
        {
            return RingCentralErrors.NotFound("batchId").AnswerAsync(http);
        }

        var answer = new JsonAnswer();
        Write(answer.Writer, batch);
        return answer.SendAsync(http, StatusCodes.Status200OK);
    }

    /// <summary>Reads a batch id from outside.</summary>
    public static bool TryId(string? text, ulong salt, out MessageId id)
    {
        id = default;
        return Guid.TryParseExact(text, "D", out var uuid) &&
            PositionUuid.TryDecode(uuid, UuidKind.Batch, salt, out id);
    }

    private async ValueTask<BatchReply> SubmitAsync(BatchBody body)
    {
        try
        {
            // Not cancelled when the caller hangs up: until the reply the owner may read the body's buffers.
            return await _senders.SubmitBatchAsync(body.ToSubmission(DemoAccount.Id), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch
        {
            body.Abandon();
            throw;
        }
    }

    private void Write(Utf8JsonWriter json, BatchRecord batch) =>
        BatchJson.Write(json, batch, withRejected: true, _senders.IdSalt, door.Options.CostPerSegment);
}
