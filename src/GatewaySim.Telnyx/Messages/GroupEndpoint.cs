using System.Buffers;
using System.Diagnostics;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Telnyx.Webhooks;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Messages;

/// <summary><c>POST /v2/messages/group_mms</c> and <c>GET /v2/messages/group/{id}</c>.</summary>
/// <remarks>
/// The group's message has one id; each recipient's own message has another, which only the list shows. UNVERIFIED:
/// Telnyx documents the list's address and shape only.
/// </remarks>
internal sealed class GroupEndpoint(ISenders senders, TelnyxOptions options, ProfileWebhooks webhooks)
{
    public async Task PostAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context.Request, options).ConfigureAwait(false);
        if (body.Fault is { } unreadable)
        {
            TelnyxJson.Fail(context, unreadable, options);
            return;
        }

        var fault = Parse(body.Bytes.ToArray(), out var send, out var shape) ?? TelnyxErrors.Forced(options)?.Fault
            ?? (senders.HasMagicNumbers && send!.To.Any(to => to.Value == MagicNumbers.Invalid)
                ? TelnyxErrors.InvalidTo.At("/to") : null);
        body.Release(context.Request);
        if (fault is not null)
        {
            TelnyxJson.Fail(context, fault.Value, options);
            return;
        }

        if (send!.Options.WebhookUrl is not null)
        {
            webhooks.ExpectOwnUrls();
        }

        var reply = await senders.SendGroupAsync(send, CancellationToken.None).ConfigureAwait(false);
        Answer(context, send, shape, reply);
    }

    public Task GetAsync(HttpContext context)
    {
        var text = context.Request.RouteValues["id"] as string;
        var oldest = senders.Now.Plus(-TimeSpan.FromDays(options.MessageAgeDaysMax));
        if (!Guid.TryParseExact(text, "D", out var uuid)
            || !PositionUuid.TryDecode(uuid, UuidKind.Message, senders.IdSalt, out var id)
            || senders.Read.FindMessage(MessageId.At(id.Shard, id.Sequence)) is not { Group: { } group } record
            || id.Index > group.Count || record.AcceptedAt < oldest)
        {
            TelnyxJson.Fail(context, TelnyxErrors.NoMessage(text), options);
            return Task.CompletedTask;
        }

        var profile = senders.Directory.FindProfile(record.Scope.Profile);
        var now = senders.Now;
        var answer = JsonAnswer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("data"u8);
        for (var n = 0; n < group.Count; n++)
        {
            var place = MessageId.At(id.Shard, id.Sequence, n + 1);
            var member = record with { Id = place, To = group[n].To, Dispatch = group[n].Dispatch, Group = [group[n]] };
            var view = OutboundView.Of(member, UuidOf(place), now, profile, options);
            MessageJson.WriteOutbound(answer.Json, view, options);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        answer.SendTo(context.Response, StatusCodes.Status200OK);
        return Task.CompletedTask;
    }

    private TelnyxFault? Parse(byte[] body, out SendGroup? send, out TextShape shape)
    {
        send = null;
        shape = default;
        return MessageRequestReader.Read(body, MessageKind.Group, out var request)
            ?? MessageRules.CheckGroup(request, options, out send, out shape);
    }

    private void Answer(HttpContext context, SendGroup send, in TextShape shape, GroupReply reply)
    {
        if (reply.Verdict != Verdict.Accepted)
        {
            TelnyxJson.Fail(context, reply.Verdict switch
            {
                Verdict.Blocked => TelnyxErrors.Blocked(send.From, reply.BlockedTo),
                Verdict.UnknownSender => TelnyxErrors.InvalidFrom.At("/from"),
                Verdict.Disabled => TelnyxErrors.ProfileDisabled.Fault,
                Verdict.Forbidden => TelnyxErrors.Unreachable(senders.Directory.FindProfile(reply.Profile)),
                Verdict.SpendLimited => TelnyxErrors.SpendLimit.Fault,
                Verdict.Overloaded => TelnyxErrors.QueueFull.Fault,
                Verdict.Unknown => TelnyxErrors.Unexpected.Fault,
                _ => throw new UnreachableException($"A group message was answered {reply.Verdict}."),
            }, options);
            return;
        }

        // As it is before anything is known but the refusals: those are told at once.
        var members = OutboundView.MembersAt(reply.Event!.MembersAt(reply.At), new(reply.At.Ticks - 1));
        members = [.. members.Select((m, n) => ((Outcome)reply.Event.Outcomes.Span[n]).AsSeen() != Outcome.Blocked
            ? m
            : m with { Progress = MessageProgress.At(reply.Event.MemberAt(n, reply.At).Dispatch, reply.At) })];
        var answer = JsonAnswer.Take();
        var view = new OutboundView(
            UuidOf(reply.Id), reply.Profile, send.From, send.To[0], send.Text, send.Options, shape, reply.At,
            members[0].Progress, senders.Directory.FindProfile(reply.Profile), Group: members);
        answer.Json.WriteStartObject();
        answer.Json.WritePropertyName("data"u8);
        MessageJson.WriteOutbound(answer.Json, view, options);
        answer.Json.WriteEndObject();
        answer.SendTo(context.Response, StatusCodes.Status200OK);
    }

    private Guid UuidOf(MessageId id) => PositionUuid.Encode(id, UuidKind.Message, senders.IdSalt);
}
