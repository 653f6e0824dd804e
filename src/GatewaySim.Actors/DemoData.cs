using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;

namespace GatewaySim.Actors;

/// <summary>Puts the demo account into a data directory: a profile and numbers of both providers.</summary>
internal static class DemoData
{
    /// <summary>The profile that unknown Telnyx senders are put on: the account's oldest.</summary>
    public static Guid? ProfileOf(IDirectory directory, int account) =>
        directory.FirstProfile(account)?.Id;

    public static async Task EnsureAsync(Gateway gateway, CancellationToken cancel)
    {
        if (ProfileOf(gateway.Directory, DemoAccount.Id) is not { } profile)
        {
            var created = await gateway.CreateProfileAsync(
                new(DemoAccount.Id, new(DemoAccount.ProfileName, ["*"])), cancel).ConfigureAwait(false);
            Check(created.Verdict);
            profile = created.Profile!.Id;
        }

        foreach (var number in DemoAccount.RingCentralNumbers)
        {
            await EnsureAsync(gateway, Provider.RingCentral, number, null, cancel).ConfigureAwait(false);
        }

        foreach (var number in DemoAccount.TelnyxNumbers)
        {
            await EnsureAsync(gateway, Provider.Telnyx, number, profile, cancel).ConfigureAwait(false);
        }
    }

    private static async Task EnsureAsync(
        Gateway gateway, Provider provider, PhoneNumber number, Guid? profile, CancellationToken cancel)
    {
        if (gateway.Directory.FindNumber(provider, number) is null)
        {
            cancel.ThrowIfCancellationRequested();
            var reply = await gateway.GiveNumberAsync(new(DemoAccount.Id, provider, number, profile))
                .ConfigureAwait(false);
            Check(reply.Verdict);
        }
    }

    private static void Check(Verdict verdict)
    {
        if (verdict is not (Verdict.Accepted or Verdict.Unchanged))
        {
            throw new JournalException($"The demo account could not be written ({verdict}).");
        }
    }
}
