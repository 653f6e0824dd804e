using System.Globalization;
using GatewaySim.Actors.Phones;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using GatewaySim.Domain.Reading;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>GET /_sim/phones/{number}</c>: what a handset was written and wrote, the newest last.</summary>
internal static class ConversationEndpoint
{
    public const int LimitDefault = 100;
    public const int LimitMax = 1_000;

    public static async Task<IResult> HandleAsync(
        string number, HttpContext http, IConversations conversations, IPhones phones)
    {
        var query = http.Request.Query;
        if (!PhoneNumber.TryParse(number, out var handset))
        {
            return ControlError.BadNumber("number").ToResult();
        }

        var limit = LimitDefault;
        if (query["limit"] is [{ } limitText, ..]
            && (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > LimitMax))
        {
            return ControlError.BadLimit.ToResult();
        }

        MessageId? before = null;
        if (query["before"] is [{ } beforeText, ..])
        {
            if (!MessageId.TryParse(beforeText, out var place))
            {
                return ControlError.BadBefore.ToResult();
            }

            before = place;
        }

        var page = await conversations.ReadAsync(handset, before, limit, http.RequestAborted);
        return page is null
            ? ControlError.BadBefore.ToResult()
            : Results.Json(
                Shown(handset, page, await phones.FindAsync(handset), conversations),
                ControlJson.Relaxed.ConversationAnswer);
    }

    private static ConversationAnswer Shown(
        PhoneNumber handset, ConversationPage page, PhoneBehaviour? behaviour, IConversations conversations)
    {
        var now = conversations.Now;
        return new(
            handset.ToString(), now.ToString(), page.HasEarlier ? page.Messages[0].Id.ToString() : null,
            behaviour is null ? null : PhoneBody.Of(behaviour),
            [.. page.Messages.Select(m => Shown(m, now, conversations.IdSalt))]);
    }

    private static ShownText Shown(MessageRecord message, Stamp now, ulong salt)
    {
        var id = message.Scope.Provider == Provider.Telnyx
            ? PositionUuid.Encode(message.Id, UuidKind.Message, salt).ToString()
            : message.Id.Value.ToString(CultureInfo.InvariantCulture);
        if (message.Direction == Direction.Inbound)
        {
            return new(
                "sent", id, message.Id.ToString(), ProviderName.Of(message.Scope.Provider), message.From.ToString(),
                message.To.ToString(), message.Text, "sent", message.AcceptedAt.ToString(),
                message.AcceptedAt.ToString(), message.Operation.ToString().ToLowerInvariant(), false);
        }

        var progress = message.ProgressAt(now);
        var isThere = progress is { Stage: MessageStage.Final, Outcome: Outcome.Delivered };
        return new(
            isThere ? "received" : null, id, message.Id.ToString(), ProviderName.Of(message.Scope.Provider),
            message.From.ToString(), message.To.ToString(), message.Text, StatusOf(progress),
            message.AcceptedAt.ToString(), isThere ? progress.FinalAt?.ToString() : null,
            message.IsAutoReply ? message.Operation.ToString().ToLowerInvariant() : null, message.IsAutoReply);
    }

    /// <summary>In no provider's words: how far it is, or how it ended.</summary>
    private static string StatusOf(in MessageProgress progress) =>
        (progress.Stage == MessageStage.Final ? progress.Outcome.ToString() : progress.Stage.ToString())
        .ToLowerInvariant();
}
