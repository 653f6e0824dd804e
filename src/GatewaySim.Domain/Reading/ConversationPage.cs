namespace GatewaySim.Domain.Reading;

/// <summary>What a handset was written and wrote, a page of it.</summary>
/// <param name="Messages">Of both providers and all accounts, oldest first.</param>
/// <param name="HasEarlier">Whether there is more before the first of them.</param>
public sealed record ConversationPage(IReadOnlyList<MessageRecord> Messages, bool HasEarlier);
