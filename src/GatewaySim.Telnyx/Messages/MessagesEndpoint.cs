using System.Buffers;
using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.Telnyx.Webhooks;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Messages;

/// <summary>
/// <c>POST /v2/messages</c> and its sisters for one recipient; <c>GET</c> and <c>DELETE /v2/messages/{id}</c>.
/// </summary>
internal sealed class MessagesEndpoint(ISenders senders, TelnyxOptions options, ProfileWebhooks webhooks)
{
    private static readonly TimeSpan CancelMargin = TimeSpan.FromMinutes(1);

    /// <summary>One of the endpoints that send a message to one recipient.</summary>
    public RequestDelegate Post(MessageKind kind) => context => PostAsync(context, kind);

    private async Task PostAsync(HttpContext context, MessageKind kind)
    {
        var body = await RequestBody.ReadAsync(context.Request, options).ConfigureAwait(false);
        if (body.Fault is { } unreadable)
        {
            TelnyxJson.Fail(context, unreadable, options);
            return;
        }

        var fault = Parse(body.Bytes, kind, options, senders.Directory, out var send, out var shape);
        body.Release(context.Request);
        fault ??= TelnyxErrors.Forced(options)?.Fault;
        if (fault is null && senders.HasMagicNumbers && send!.To.Key == MagicNumbers.Invalid)
        {
            fault = TelnyxErrors.InvalidTo.At("/to");
        }

        if (fault is null && send!.SendAt != Stamp.None)
        {
            fault = MessageRules.FaultOfTime(send.SendAt, senders.Now);
        }

        if (fault is not null)
        {
            TelnyxJson.Fail(context, fault.Value, options);
            return;
        }

        if (send!.Options.WebhookUrl is not null)
        {
            webhooks.ExpectOwnUrls();
        }

        // A caller who goes away does not take back what was asked: the command runs to its end.
        var reply = await senders.SendAsync(send, CancellationToken.None).ConfigureAwait(false);
        Answer(context, send, shape, reply);
    }

    public Task GetAsync(HttpContext context)
    {
        if (Find(context, out var uuid) is not { } record)
        {
            TelnyxJson.Fail(context, TelnyxErrors.NotFound.Fault, options);
            return Task.CompletedTask;
        }

        var profile = senders.Directory.FindProfile(record.Scope.Profile);
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        if (record.Direction == Direction.Inbound)
        {
            MessageJson.WriteInbound(answer.Json, record, uuid, profile, options);
        }
        else
        {
            var view = OutboundView.Of(record, uuid, senders.Now, profile, options);
            MessageJson.WriteOutbound(answer.Json, view, options);
        }

        answer.Json.WriteEndObject();
        answer.SendTo(context.Response, StatusCodes.Status200OK);
        return Task.CompletedTask;
    }

    /// <summary><c>DELETE /v2/messages/{id}</c>: takes a scheduled message back.</summary>
    /// <remarks>Source: OAS for the bare object, 403 and 404; DOC for the minute.</remarks>
    public async Task DeleteAsync(HttpContext context)
    {
        if (Find(context, out var uuid) is not { } record)
        {
            TelnyxJson.Fail(
                context, TelnyxErrors.NoMessage(context.Request.RouteValues["id"] as string), options);
            return;
        }

        var verdict = record.ProgressAt(senders.Now).Stage != MessageStage.Scheduled
            ? Verdict.Conflict
            : await senders.CancelAsync(new(record.Scope, record.Id, CancelMargin), CancellationToken.None)
                .ConfigureAwait(false);
        if (verdict != Verdict.Accepted)
        {
            TelnyxJson.Fail(context, verdict switch
            {
                Verdict.Conflict => TelnyxErrors.CancelNotAllowed.Fault,
                Verdict.Overloaded => TelnyxErrors.TooManyRequests.Fault,
                Verdict.Unknown => TelnyxErrors.Unexpected.Fault,
                _ => throw new UnreachableException($"A cancellation was answered {verdict}."),
            }, options);
            return;
        }

        record = senders.Read.FindMessage(record.Id)!;
        var profile = senders.Directory.FindProfile(record.Scope.Profile);
        var answer = JsonAnswer.Take();
        MessageJson.WriteOutbound(answer.Json, OutboundView.Of(record, uuid, senders.Now, profile, options), options);
        answer.SendTo(context.Response, StatusCodes.Status200OK);
    }

    /// <summary>Finds the message of the address, unless it is too old or nobody's here.</summary>
    private MessageRecord? Find(HttpContext context, out Guid uuid)
    {
        var oldest = senders.Now.Plus(-TimeSpan.FromDays(options.MessageAgeDaysMax));
        return Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out uuid)
            && PositionUuid.TryDecode(uuid, UuidKind.Message, senders.IdSalt, out var id)
            && senders.Read.FindMessage(id) is { Scope: { Provider: Provider.Telnyx, Account: DemoAccount.Id } } record
            && record.AcceptedAt >= oldest
                ? record
                : null;
    }

    /// <summary>
    /// From the bytes of a request to a command: the part of a send that costs this process's own time.
    /// </summary>
    internal static TelnyxFault? Parse(
        in ReadOnlySequence<byte> body, MessageKind kind, TelnyxOptions options, IDirectory directory,
        out SendMessage? send, out TextShape shape)
    {
        if (body.IsSingleSegment)
        {
            return Parse(body.FirstSpan, kind, options, directory, out send, out shape);
        }

        var length = (int)body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(rented);
        var fault = Parse(rented.AsSpan(0, length), kind, options, directory, out send, out shape);
        ArrayPool<byte>.Shared.Return(rented);
        return fault;
    }

    internal static TelnyxFault? Parse(
        ReadOnlySpan<byte> body, MessageKind kind, TelnyxOptions options, IDirectory? directory,
        out SendMessage? send, out TextShape shape)
    {
        send = null;
        shape = default;
        if (MessageRequestReader.Read(body, kind, out var request) is { } fault)
        {
            return fault;
        }

        SmartDefault.Apply(ref request, directory);
        return MessageRules.Check(request, options, out send, out shape);
    }

    internal static TelnyxFault? Parse(
        ReadOnlySpan<byte> body, TelnyxOptions options, out SendMessage? send, out TextShape shape) =>
        Parse(body, MessageKind.Any, options, directory: null, out send, out shape);

    /// <summary>Writes the answer to an accepted send.</summary>
    internal static JsonAnswer Render(
        SendMessage send, in TextShape shape, in SendReply reply, ProfileRecord? profile, ulong salt,
        TelnyxOptions options)
    {
        var answer = JsonAnswer.Take();
        var id = PositionUuid.Encode(reply.Id, UuidKind.Message, salt);
        var isLater = send.SendAt != Stamp.None;
        var progress = isLater ? new MessageProgress(MessageStage.Scheduled, Outcome.Pending, null, null) : default;
        var view = new OutboundView(
            id, reply.Profile, FromOf(send, reply), send.To, send.Text, send.Options, shape, reply.At, progress,
            profile, isLater ? send.SendAt : null,
            Waited: reply.LeavesAt == Stamp.None ? TimeSpan.Zero : reply.LeavesAt.Time - reply.At.Time);
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        MessageJson.WriteOutbound(answer.Json, view, options);
        answer.Json.WriteEndObject();
        return answer;
    }

    /// <summary>The sender that was named, or chosen from the pool.</summary>
    private static Address FromOf(SendMessage send, in SendReply reply) =>
        send.From.Kind == AddressKind.None ? reply.Chosen : send.From;

    private void Answer(HttpContext context, SendMessage send, in TextShape shape, in SendReply reply)
    {
        if (reply.Verdict == Verdict.Accepted)
        {
            var profile = senders.Directory.FindProfile(reply.Profile);
            Render(send, shape, reply, profile, senders.IdSalt, options)
                .SendTo(context.Response, StatusCodes.Status200OK);
            return;
        }

        TelnyxJson.Fail(context, reply.Verdict switch
        {
            Verdict.Blocked => TelnyxErrors.Blocked(FromOf(send, reply), send.To),
            Verdict.UnknownSender => UnknownSender(send.From).At("/from"),
            Verdict.NotFound => TelnyxErrors.UnknownProfile.At("/messaging_profile_id"),
            Verdict.Disabled => TelnyxErrors.ProfileDisabled.Fault,
            Verdict.Forbidden => TelnyxErrors.Unreachable(senders.Directory.FindProfile(reply.Profile)),
            Verdict.SpendLimited => TelnyxErrors.SpendLimit.Fault,
            Verdict.NoSender => TelnyxErrors.NoUsableNumber.At("/messaging_profile_id"),
            Verdict.Overloaded => TelnyxErrors.QueueFull.Fault,
            Verdict.Unknown => TelnyxErrors.Unexpected.Fault,
            _ => throw new UnreachableException($"A send was answered {reply.Verdict}."),
        }, options);
    }

    private TelnyxError UnknownSender(in Address from) => from.Kind != AddressKind.Alphanumeric
        ? TelnyxErrors.InvalidFrom
        : senders.Directory.FindNumber(Provider.Telnyx, from) is null ? TelnyxErrors.NoAlphaSender
        : TelnyxErrors.OtherAlphaSender;
}
