using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Commands;

/// <summary>A business number and who owns it.</summary>
/// <param name="Profile">The Telnyx profile it is on; null when on none, and at RingCentral.</param>
public sealed record NumberRecord(
    MessageId Id, Provider Provider, int Account, Address Number, Guid? Profile, Stamp CreatedAt, Stamp UpdatedAt)
{
    public NumberSettings Settings { get; init; } = NumberSettings.Default;
}

/// <summary>What is set on a number beside its profile (Telnyx).</summary>
/// <param name="MessagingProduct"><c>A2P</c> unless it was changed.</param>
/// <param name="Tags">As the caller gave them.</param>
public sealed record NumberSettings(string MessagingProduct, IReadOnlyList<string> Tags)
{
    public static readonly NumberSettings Default = new("A2P", []);
}

/// <summary>Gives a number to an account and, at Telnyx, puts it on a profile.</summary>
/// <param name="Profile">Null takes it off its profile.</param>
public sealed record AssignNumber(int Account, Provider Provider, Address Number, Guid? Profile);

/// <summary>Changes the settings of a number of the account.</summary>
/// <param name="Change">From what they are to what they become. Runs on the account's owner: pure and quick.</param>
public sealed record ConfigureNumber(
    int Account, Provider Provider, Address Number, Func<NumberSettings, NumberSettings> Change);

/// <summary>
/// Accepted or Unchanged with the number; NotFound (profile), UnknownSender, Conflict, Overloaded or Unknown.
/// </summary>
public readonly record struct NumberReply(Verdict Verdict, NumberRecord? Number = null);
