using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pools;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Telnyx.Tests;

/// <summary>Gives every command the same verdict, to see what the front door makes of it.</summary>
internal sealed class AnsweringSenders(Verdict verdict) : ISenders, IDirectory, ITelnyxAccounts
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

    /// <summary>Makes every profile and number be there, also the ones that nobody made.</summary>
    public bool KnowsAll { get; init; }

    public NumberRecord? FindNumber(Provider provider, Address number) => KnowsAll ? NumberOf(number) : null;

    public NumberRecord? FindNumber(MessageId id) => KnowsAll ? NumberOf(Address.Parse("24242")) : null;

    public ProfileRecord? FindProfile(Guid id) =>
        KnowsAll ? new(id, DemoAccount.Id, new("n", ["*"]), Now, Now) : null;

    public ValueTask<ProfileReply> ConfigureProfileAsync(ConfigureProfile command) => Told(new ProfileReply(verdict));

    public ValueTask<ProfileReply> RegenerateSecretAsync(int account, Guid profile) => Told(new ProfileReply(verdict));

    public ValueTask<ProfileReply> DeleteProfileAsync(DeleteProfile command) => Told(new ProfileReply(verdict));

    public ValueTask<NumberReply> ConfigureNumberAsync(ConfigureNumber command) => Told(new NumberReply(verdict));

    public ValueTask<AutoResponseReply> SetAutoResponseAsync(SetAutoResponse command) =>
        Told(new AutoResponseReply(verdict));

    public ValueTask<AutoResponseReply> RemoveAutoResponseAsync(int account, Guid profile, Guid id) =>
        Told(new AutoResponseReply(verdict));

    public ValueTask<(Verdict Verdict, IReadOnlyList<SenderHealth> Health)> HealthOfAsync(
        IReadOnlyList<NumberRecord> numbers) => new((verdict, (IReadOnlyList<SenderHealth>)[default]));

    public ValueTask<(Verdict Verdict, IReadOnlyList<TrafficSlot> Traffic)> TrafficOfAsync(
        ProfileRecord profile, TimeSpan span) => new((verdict, (IReadOnlyList<TrafficSlot>)[]));

    public AlphaSenderRecord? FindAlphaSender(Guid id) => null;

    public IReadOnlyList<AlphaSenderRecord> ListAlphaSenders(int account) => [];

    public ValueTask<AlphaSenderReply> CreateAlphaSenderAsync(CreateAlphaSender command) =>
        Told(new AlphaSenderReply(verdict));

    public ValueTask<AlphaSenderReply> DeleteAlphaSenderAsync(int account, Guid id) =>
        Told(new AlphaSenderReply(verdict));

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

    private static NumberRecord NumberOf(Address number) => new(
        MessageId.At(0, 1), Provider.Telnyx, DemoAccount.Id, number, null, new(1), new(1));

    private ValueTask<T> Told<T>(T reply)
    {
        Count++;
        return new(reply);
    }
}
