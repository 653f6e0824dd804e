using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>POST /_sim/inbound</c>: a person sends a text to a business number.</summary>
/// <remarks>The content type is not looked at, so that a bare <c>curl -d</c> works.</remarks>
internal static class InboundEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, ISenders senders)
    {
        var body = http.Request.BodyReader;
        if (http.Request.ContentLength > InboundRequest.BodyBytesMax)
        {
            return ControlError.TooLarge.ToResult();
        }

        var utf8 = await ReadAsync(body, http.RequestAborted);
        var (text, error) = utf8.Length > InboundRequest.BodyBytesMax
            ? (null, ControlError.TooLarge)
            : InboundRequest.Parse(utf8);
        body.AdvanceTo(utf8.End);
        return text is null
            ? error!.ToResult()
            : Answer(text, await senders.HearAsync(text, http.RequestAborted), senders.IdSalt, http.Response);
    }

    /// <summary>Reads until the end, or until there is more than is allowed.</summary>
    private static async ValueTask<ReadOnlySequence<byte>> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.IsCompleted || read.Buffer.Length > InboundRequest.BodyBytesMax)
            {
                return read.Buffer;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static IResult Answer(InboundText text, HearReply reply, ulong salt, HttpResponse response)
    {
        switch (reply.Verdict)
        {
            case Verdict.Accepted or Verdict.Unchanged:
                InboundAnswer answer = new(
                    IdOf(reply, salt), reply.Id.ToString(), ProviderName.Of(reply.Provider),
                    reply.Operation.ToString().ToLowerInvariant(), reply.ConsentChanged, reply.Replies,
                    Repeat: reply.Verdict == Verdict.Unchanged);
                return Results.Json(answer, ControlJson.Relaxed.InboundAnswer);
            case Verdict.NotFound:
                return ControlError.NobodyOwns(text.To.ToString()).ToResult();
            case Verdict.Conflict:
                return ControlError.BothOwn(text.To.ToString()).ToResult();
            case Verdict.Overloaded:
                response.Headers.RetryAfter = "1";
                return ControlError.Overloaded.ToResult();
            case Verdict.Unknown:
                return ControlError.OutcomeUnknown.ToResult();
            default:
                throw new UnreachableException($"An inbound text was answered {reply.Verdict}.");
        }
    }

    private static string IdOf(HearReply reply, ulong salt) => reply.Provider == Provider.Telnyx
        ? PositionUuid.Encode(reply.Id, UuidKind.Message, salt).ToString()
        : reply.Id.Value.ToString(CultureInfo.InvariantCulture);
}
