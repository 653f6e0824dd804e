using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Actors;

/// <summary>
/// What is kept about a Telnyx account beside its numbers' owners. Commands go to the account's owner; no reply before
/// it is durable.
/// </summary>
/// <remarks>Safe from any thread. Profiles and numbers are read in <see cref="ISenders.Directory"/>.</remarks>
public interface ITelnyxAccounts
{
    /// <remarks>Where the pool is not sticky any more, recipients lose the senders that they kept.</remarks>
    ValueTask<ProfileReply> ConfigureProfileAsync(ConfigureProfile command);

    /// <summary>Gives a profile a new secret for API v1; every call makes another.</summary>
    ValueTask<ProfileReply> RegenerateSecretAsync(int account, Guid profile);

    /// <remarks>
    /// Its numbers are on no profile afterwards; its block rules go (R16), their history stays in the journal. The
    /// reply has the profile as it was. A profile that is not there has what may be left of its rules dropped all the
    /// same, so that a repeat finishes what a crash cut short.
    /// </remarks>
    ValueTask<ProfileReply> DeleteProfileAsync(DeleteProfile command);

    ValueTask<NumberReply> ConfigureNumberAsync(ConfigureNumber command);

    ValueTask<AutoResponseReply> SetAutoResponseAsync(SetAutoResponse command);

    ValueTask<AutoResponseReply> RemoveAutoResponseAsync(int account, Guid profile, Guid id);

    /// <summary>How numbers fare on this UTC day, under the profiles that they are on.</summary>
    /// <returns>Accepted with one for each number, in the same order; Overloaded or Unknown.</returns>
    ValueTask<(Verdict Verdict, IReadOnlyList<SenderHealth> Health)> HealthOfAsync(
        IReadOnlyList<NumberRecord> numbers);

    /// <summary>How much a profile sent and received in a span up to now.</summary>
    /// <param name="span">Up to 24 hours is counted in whole hours, up to 30 days in whole UTC days.</param>
    /// <returns>
    /// Accepted with the hours or days in which something happened, oldest first; Overloaded or Unknown.
    /// </returns>
    ValueTask<(Verdict Verdict, IReadOnlyList<TrafficSlot> Traffic)> TrafficOfAsync(
        ProfileRecord profile, TimeSpan span);

    AlphaSenderRecord? FindAlphaSender(Guid id);

    /// <summary>All alphanumeric senders of an account, newest first.</summary>
    IReadOnlyList<AlphaSenderRecord> ListAlphaSenders(int account);

    ValueTask<AlphaSenderReply> CreateAlphaSenderAsync(CreateAlphaSender command);

    ValueTask<AlphaSenderReply> DeleteAlphaSenderAsync(int account, Guid id);
}
