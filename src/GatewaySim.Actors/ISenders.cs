using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Actors;

/// <summary>
/// The front doors' only way in. Routes each command to the one owner of its scope and waits for its answer.
/// </summary>
/// <remarks>
/// No reply comes before its events are durable. A full mailbox gives <see cref="Verdict.Overloaded"/> at once; a
/// failed journal gives <see cref="Verdict.Unknown"/>. Safe from any thread.
/// </remarks>
public interface ISenders
{
    /// <summary>Batches, messages and consents as of the last acknowledged write.</summary>
    IReadModel Read { get; }

    /// <summary>Accounts' numbers and profiles as of the last acknowledged write.</summary>
    IDirectory Directory { get; }

    /// <summary>Makes this simulation's UUIDs differ from another seed's.</summary>
    ulong IdSalt { get; }

    /// <summary>Now, as the simulation's clock has it.</summary>
    Stamp Now { get; }

    /// <summary>Whether recipients like +15005550004 do what their last digits say.</summary>
    bool HasMagicNumbers => false;

    ValueTask<BatchReply> SubmitBatchAsync(BatchSubmission batch, CancellationToken cancel);

    ValueTask<SendReply> SendAsync(SendMessage message, CancellationToken cancel);

    ValueTask<GroupReply> SendGroupAsync(SendGroup message, CancellationToken cancel);

    /// <summary>Takes a scheduled message back.</summary>
    /// <returns>Accepted, Conflict (does not wait, or is about to leave), Overloaded or Unknown.</returns>
    ValueTask<Verdict> CancelAsync(CancelMessage command, CancellationToken cancel);

    ValueTask<HearReply> HearAsync(InboundText text, CancellationToken cancel);

    /// <summary>Sets RingCentral consent records in the order given.</summary>
    /// <returns>One reply per record, in the same order.</returns>
    ValueTask<IReadOnlyList<ConsentReply>> SetConsentsAsync(
        int account, IReadOnlyList<SetConsent> records, CancellationToken cancel);

    ValueTask<ProfileReply> CreateProfileAsync(CreateProfile command, CancellationToken cancel);

    /// <summary>Puts a number on a profile; one that nobody has is given to the account first.</summary>
    /// <returns>
    /// UnknownSender for a number that nobody has while senders are strict, and for one of another account; Conflict
    /// for one that only the other provider has.
    /// </returns>
    ValueTask<NumberReply> AssignNumberAsync(AssignNumber command, CancellationToken cancel);

    /// <summary>Says whether a message may be sent now, which rule decides, and which event made it so.</summary>
    /// <param name="provider">Whose rules; <see cref="Provider.None"/> to look up who owns the number.</param>
    ValueTask<ExplainReply> ExplainAsync(
        Address from, PhoneNumber to, Provider provider, CancellationToken cancel);
}

/// <summary>Numbers and profiles, published after they became durable.</summary>
public interface IDirectory
{
    /// <summary>Finds a number that was assigned or used before.</summary>
    NumberRecord? FindNumber(Provider provider, Address number);

    NumberRecord? FindNumber(MessageId id);

    ProfileRecord? FindProfile(Guid id);

    /// <summary>Counts up with every change of a profile.</summary>
    int Version => 0;

    /// <summary>All profiles of an account, newest first.</summary>
    IReadOnlyList<ProfileRecord> ListProfiles(int account);

    /// <summary>The oldest profile of an account: where an unknown Telnyx sender is put. Null for none.</summary>
    ProfileRecord? FirstProfile(int account) => ListProfiles(account) is [.., var oldest] ? oldest : null;

    /// <summary>All numbers of an account at a provider, newest first.</summary>
    IReadOnlyList<NumberRecord> ListNumbers(int account, Provider provider);
}
