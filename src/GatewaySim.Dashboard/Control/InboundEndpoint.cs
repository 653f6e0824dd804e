using System.Diagnostics;
using System.Globalization;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>POST /_sim/inbound</c>: a person sends a text to a business number.</summary>
internal static class InboundEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, ISenders senders)
    {
        var (text, error) = await FlatBody.ReadAsync<InboundText>(http, InboundRequest.Parse);
        return text is null
            ? error!.ToResult()
            : Answer(text, await senders.HearAsync(text, http.RequestAborted), senders.IdSalt, http.Response);
    }

    private static IResult Answer(InboundText text, HearReply reply, ulong salt, HttpResponse response)
    {
        switch (reply.Verdict)
        {
            case Verdict.Accepted or Verdict.Unchanged:
                // What a text that was not taken would have asked for, nobody asked for.
                var isRepeat = reply.Verdict == Verdict.Unchanged;
                InboundAnswer answer = new(
                    IdOf(reply, salt), reply.Id.ToString(), ProviderName.Of(reply.Provider),
                    isRepeat ? null : reply.Operation.ToString().ToLowerInvariant(), reply.ConsentChanged,
                    reply.Replies, isRepeat);
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
