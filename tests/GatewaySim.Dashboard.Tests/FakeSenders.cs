using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard.Tests;

/// <summary>Remembers what the control routes ask, and answers what the test says.</summary>
internal sealed class FakeSenders : ISenders, IReadiness
{
    public List<InboundText> Heard { get; } = [];

    public List<(Address From, PhoneNumber To, Provider Provider)> Asked { get; } = [];

    public HearReply Reply { get; set; }

    public ExplainReply Explained { get; set; } = new(Verdict.NotFound);

    public string? NotReadyBecause { get; set; }

    public ulong IdSalt => 7;

    public Stamp Now => new(1);

    public IReadModel Read => throw new NotSupportedException();

    public IDirectory Directory => throw new NotSupportedException();

    public ValueTask<HearReply> HearAsync(InboundText text, CancellationToken cancel)
    {
        Heard.Add(text);
        return new(Reply);
    }

    public ValueTask<ExplainReply> ExplainAsync(
        Address from, PhoneNumber to, Provider provider, CancellationToken cancel)
    {
        Asked.Add((from, to, provider));
        return new(Explained);
    }

    public ValueTask<BatchReply> SubmitBatchAsync(BatchSubmission batch, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<GroupReply> SendGroupAsync(SendGroup message, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<Verdict> CancelAsync(CancelMessage command, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<SendReply> SendAsync(SendMessage message, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ConsentReply>> SetConsentsAsync(
        int account, IReadOnlyList<SetConsent> records, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<ProfileReply> CreateProfileAsync(CreateProfile command, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<NumberReply> AssignNumberAsync(AssignNumber command, CancellationToken cancel) =>
        throw new NotSupportedException();
}
