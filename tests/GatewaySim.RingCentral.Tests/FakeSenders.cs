using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.RingCentral.Tests;

/// <summary>Answers what a test tells it to, and keeps what it was asked. Knows no rules.</summary>
internal sealed class FakeSenders : ISenders, IReadModel, IDirectory
{
    public static readonly Stamp Start = Stamp.Of(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(67));

    public Verdict Verdict { get; set; } = Verdict.Accepted;

    public List<string> Batches { get; } = [];

    public List<SetConsent> Consents { get; } = [];

    /// <summary>Says what comes of a consent record.</summary>
    public Func<SetConsent, Verdict> ConsentVerdict { get; set; } = _ => Verdict.Accepted;

    public List<BatchRecord> BatchRecords { get; } = [];

    public List<MessageRecord> MessageRecords { get; } = [];

    public List<ConsentRecord> ConsentRecords { get; } = [];

    public List<NumberRecord> NumberRecords { get; } = [];

    public BatchQuery? LastBatchQuery { get; private set; }

    public MessageQuery? LastMessageQuery { get; private set; }

    public ConsentQuery? LastConsentQuery { get; private set; }

    public IReadModel Read => this;

    public IDirectory Directory => this;

    public ulong IdSalt => 42;

    public Stamp Now { get; set; } = Start;

    public ValueTask<BatchReply> SubmitBatchAsync(BatchSubmission batch, CancellationToken cancel)
    {
        var texts = System.Text.Encoding.UTF8.GetString(batch.Text.Span);
        Batches.Add($"{batch.Account} {batch.From} {texts} {batch.Recipients.Length} {batch.Rejected}");
        return new(Verdict == Verdict.Accepted ? new BatchReply(Verdict, MessageId.At(3, 7), Now) : new(Verdict));
    }

    public ValueTask<IReadOnlyList<ConsentReply>> SetConsentsAsync(
        int account, IReadOnlyList<SetConsent> records, CancellationToken cancel)
    {
        Consents.AddRange(records);
        return new([.. records.Select(r => new ConsentReply(ConsentVerdict(r), Now))]);
    }

    public BatchRecord? FindBatch(MessageId id) => BatchRecords.Find(b => b.Id == id);

    public IReadOnlyList<BatchRecord> ListBatches(BatchQuery query)
    {
        LastBatchQuery = query;
        return Page(BatchRecords, b => (b.CreatedAt, b.Id), query.After, query.CountMax);
    }

    public MessageRecord? FindMessage(MessageId id) => MessageRecords.Find(m => m.Id == id);

    public IReadOnlyList<MessageRecord> ListMessages(MessageQuery query)
    {
        LastMessageQuery = query;
        return Page(MessageRecords, m => (m.AcceptedAt, m.Id), query.After, query.CountMax);
    }

    public List<MessageCount> MessageCounts { get; } = [];

    public IReadOnlyList<MessageCount> CountMessages(MessageQuery query, Stamp now)
    {
        LastMessageQuery = query;
        return MessageCounts;
    }

    public IReadOnlyList<ConsentRecord> ListConsents(ConsentQuery query)
    {
        LastConsentQuery = query;
        return Page(ConsentRecords, c => (c.ModifiedAt, c.Event), query.After, query.CountMax);
    }

    public IReadOnlyList<ConsentRecord> ListConsentsByRecipient(
        ConsentQuery query, (PhoneNumber To, Address? From)? after)
    {
        LastConsentQuery = query;
        return
        [
            .. ConsentRecords.OrderBy(r => KeyOf((r.To, r.From)), StringComparer.Ordinal)
                .Where(r => after is null || string.CompareOrdinal(KeyOf((r.To, r.From)), KeyOf(after.Value)) > 0)
                .Take(query.CountMax),
        ];

        static string KeyOf((PhoneNumber To, Address? From) key) => $"{key.To} {key.From}";
    }

    public List<ConsentHistoryRecord> HistoryRecords { get; } = [];

    public ConsentHistoryQuery? LastHistoryQuery { get; private set; }

    public IReadOnlyList<ConsentHistoryRecord> ListConsentHistory(ConsentHistoryQuery query)
    {
        LastHistoryQuery = query;
        return Page(HistoryRecords, c => (c.At, c.Event), query.After, query.CountMax);
    }

    public int CountConsents(ConsentQuery query) => ConsentRecords.Count;

    public IReadOnlyList<NumberRecord> ListNumbers(int account, Provider provider) => NumberRecords;

    public NumberRecord? FindNumber(Provider provider, Address number) => throw new NotSupportedException();

    public NumberRecord? FindNumber(MessageId id) => throw new NotSupportedException();

    public ProfileRecord? FindProfile(Guid id) => throw new NotSupportedException();

    public IReadOnlyList<ProfileRecord> ListProfiles(int account) => throw new NotSupportedException();

    public ValueTask<GroupReply> SendGroupAsync(SendGroup message, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<Verdict> CancelAsync(CancelMessage command, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<SendReply> SendAsync(SendMessage message, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<HearReply> HearAsync(InboundText text, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<ProfileReply> CreateProfileAsync(CreateProfile command, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<NumberReply> AssignNumberAsync(AssignNumber command, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<ExplainReply> ExplainAsync(
        Address from, PhoneNumber to, Provider provider, CancellationToken cancel) => throw new NotSupportedException();

    private static List<T> Page<T>(
        List<T> all, Func<T, (Stamp At, MessageId Id)> keyOf, (Stamp At, MessageId Id)? after, int countMax) =>
    [
        .. all.OrderByDescending(keyOf).Where(r => after is null || keyOf(r).CompareTo(after.Value) < 0).Take(countMax),
    ];
}
