using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Telnyx.Tests;

/// <summary>Gives every command the same verdict, to see what the front door makes of it.</summary>
internal sealed class AnsweringSenders(Verdict verdict) : ISenders, IDirectory
{
    /// <summary>Commands that got this far. Bad input must not.</summary>
    public int Count { get; private set; }

    public IReadModel Read => throw new NotSupportedException();

    public IDirectory Directory => this;

    public ulong IdSalt => 1;

    public Stamp Now => Stamp.Of(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ValueTask<SendReply> SendAsync(SendMessage message, CancellationToken cancel)
    {
        Count++;
        return new(new SendReply(verdict, MessageId.At(1, 1), Now));
    }

    public ValueTask<GroupReply> SendGroupAsync(SendGroup message, CancellationToken cancel)
    {
        Count++;
        return new(new GroupReply(verdict, BlockedTo: message.To[0]));
    }

    public ValueTask<Verdict> CancelAsync(CancelMessage command, CancellationToken cancel)
    {
        Count++;
        return new(verdict);
    }

    public ValueTask<ProfileReply> CreateProfileAsync(CreateProfile command, CancellationToken cancel)
    {
        Count++;
        return new(new ProfileReply(verdict));
    }

    public ValueTask<NumberReply> AssignNumberAsync(AssignNumber command, CancellationToken cancel)
    {
        Count++;
        return new(new NumberReply(verdict));
    }

    public NumberRecord? FindNumber(Provider provider, Address number) => null;

    public NumberRecord? FindNumber(MessageId id) => null;

    public ProfileRecord? FindProfile(Guid id) => null;

    public IReadOnlyList<ProfileRecord> ListProfiles(int account) => [];

    public IReadOnlyList<NumberRecord> ListNumbers(int account, Provider provider) => [];

    public ValueTask<BatchReply> SubmitBatchAsync(BatchSubmission batch, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<HearReply> HearAsync(InboundText text, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ConsentReply>> SetConsentsAsync(
        int account, IReadOnlyList<SetConsent> records, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<ExplainReply> ExplainAsync(
        Address from, PhoneNumber to, Provider provider, CancellationToken cancel) => throw new NotSupportedException();
}
