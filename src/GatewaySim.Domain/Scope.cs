using System.Globalization;
using System.Text;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain;

/// <summary>What kind of entity owns a scope.</summary>
public enum ScopeKind : byte
{
    /// <summary>An account: its wildcard consents, profiles and numbers.</summary>
    Account = 1,

    /// <summary>A RingCentral business number: consent is per (number, recipient) pair.</summary>
    Sender = 2,

    /// <summary>A Telnyx messaging profile: block rules are profile-wide.</summary>
    Profile = 3,
}

/// <summary>The persistence id of an entity: whose consent, messages and counters an event belongs to.</summary>
/// <remarks>
/// Immutable; equal by <see cref="Text"/>. Kept by its entity and by the directory, so that it is made once.
/// </remarks>
public sealed class Scope : IEquatable<Scope>
{
    private Scope(ScopeKind kind, int account, Address sender, Guid profile, string text)
    {
        (Kind, Account, Sender, Profile, Text) = (kind, account, sender, profile, text);
        Utf8 = Encoding.UTF8.GetBytes(text);
        Hash = Hashing.Of(Utf8.Span);
    }

    public ScopeKind Kind { get; }

    public int Account { get; }

    /// <summary>The business number, for <see cref="ScopeKind.Sender"/>.</summary>
    public Address Sender { get; }

    /// <summary>The messaging profile, for <see cref="ScopeKind.Profile"/>.</summary>
    public Guid Profile { get; }

    /// <summary>As stored: <c>account/1</c>, <c>sender/1/+16505550100</c>, <c>profile/1/UUID</c>.</summary>
    public string Text { get; }

    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Stable: the shard is chosen by it, and chance depends on it.</summary>
    public ulong Hash { get; }

    public Provider Provider => Kind switch
    {
        ScopeKind.Sender => Provider.RingCentral,
        ScopeKind.Profile => Provider.Telnyx,
        _ => Provider.None,
    };

    public static Scope OfAccount(int account) => new(
        ScopeKind.Account, account, default, default,
        string.Create(CultureInfo.InvariantCulture, $"account/{account}"));

    public static Scope OfSender(int account, Address sender) => new(
        ScopeKind.Sender, account, sender, default,
        string.Create(CultureInfo.InvariantCulture, $"sender/{account}/{sender}"));

    public static Scope OfProfile(int account, Guid profile) => new(
        ScopeKind.Profile, account, default, profile,
        string.Create(CultureInfo.InvariantCulture, $"profile/{account}/{profile}"));

    /// <exception cref="FormatException">The text is no scope of ours.</exception>
    public static Scope Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length >= 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var account))
        {
            switch (parts)
            {
                case ["account", _]:
                    return OfAccount(account);
                case ["sender", _, var sender] when Address.TryParse(sender, out var address):
                    return OfSender(account, address);
                case ["profile", _, var profile] when Guid.TryParse(profile, out var guid):
                    return OfProfile(account, guid);
            }
        }

        throw new FormatException($"'{text}' is not a scope.");
    }

    /// <summary>The shard that owns this scope.</summary>
    /// <param name="shards">Shards of the data directory, 1 to <see cref="MessageId.ShardsMax"/>.</param>
    public int ShardOf(int shards) => (int)(Hash % (ulong)shards);

    /// <summary>Whether another scope is this one, or belongs to this account.</summary>
    public bool Covers(Scope other) =>
        Kind == ScopeKind.Account ? Account == other.Account && other.Kind != ScopeKind.Profile : Equals(other);

    public bool Equals(Scope? other) => other is not null && Hash == other.Hash && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as Scope);

    public override int GetHashCode() => Hash.GetHashCode();

    public override string ToString() => Text;
}
