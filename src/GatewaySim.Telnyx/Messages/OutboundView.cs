using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Telnyx.Messages;

/// <summary>A recipient of a group message at one moment.</summary>
internal readonly record struct MemberView(PhoneNumber To, MessageProgress Progress);

/// <summary>An outbound message as Telnyx shows it, at one moment.</summary>
/// <param name="To">The recipient; of a group message the first.</param>
/// <param name="Progress">That recipient's.</param>
/// <param name="SendAt">When a scheduled message is to be sent; null for others.</param>
/// <param name="Group">All recipients of a group message; null for others.</param>
/// <param name="Waited">How long it waits or waited for its sender's rate.</param>
internal readonly record struct OutboundView(
    Guid Id, Guid Profile, Address From, Address To, string Text, MessageOptions Options, TextShape Shape,
    Stamp AcceptedAt, MessageProgress Progress, ProfileRecord? ProfileRecord, Stamp? SendAt = null,
    IReadOnlyList<MemberView>? Group = null, TimeSpan Waited = default)
{
    public bool IsMms => Group is not null || MessageParts.IsMms(Options);

    /// <summary>Recipients whose carrier took the message.</summary>
    public int SentCount => Group?.Count(m => m.Progress.SentAt is not null) ?? 1;

    /// <summary>When the message was first taken, and when it was final for everybody.</summary>
    public (Stamp? SentAt, Stamp? CompletedAt) Times => Group is null
        ? (Progress.SentAt, Progress.FinalAt)
        : (Group.Min(m => m.Progress.SentAt),
            Group.All(m => m.Progress.FinalAt is not null) ? Group.Max(m => m.Progress.FinalAt) : null);

    /// <summary>The same with one recipient's progress as given.</summary>
    public OutboundView With(int member, MessageProgress progress)
    {
        var group = Group!.Select((m, n) => n == member ? m with { Progress = progress } : m).ToList();
        return this with { Group = group, Progress = group[0].Progress };
    }

    public static OutboundView Of(
        MessageRecord record, Guid id, Stamp now, ProfileRecord? profile, TelnyxOptions options) => new(
            id, record.Scope.Profile, record.From, record.To, record.Text, record.Options,
            MessageJson.ShapeOf(record, options), record.AcceptedAt, record.ProgressAt(now), profile, record.SendAt,
            record.Group is null ? null : MembersAt(record.Group, now), record.WaitedFor());

    public static IReadOnlyList<MemberView> MembersAt(IReadOnlyList<GroupMember> members, Stamp now) =>
        [.. members.Select(m => new MemberView(m.To, MessageProgress.At(m.Dispatch, now)))];
}
