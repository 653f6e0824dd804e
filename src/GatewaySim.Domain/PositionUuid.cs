using System.Buffers.Binary;

namespace GatewaySim.Domain;

/// <summary>What a UUID of ours names. Part of the check bits, so a batch id is never taken for a message id.</summary>
public enum UuidKind : byte
{
    Message = 1,
    Batch = 2,
    Profile = 3,
    Event = 4,
    Account = 5,
    Subscription = 6,
    AutoResponse = 7,
    AlphaSender = 8,
    ShortCode = 9,
}

/// <summary>UUIDs that carry a place in the journal, so that a look-up needs no index.</summary>
/// <remarks>
/// RFC 9562 version 8: 60 check bits from (place, kind, salt), then the version and variant bits, then the 62 bits of
/// the place. A UUID with other check bits names nothing. The salt differs by seed, so two simulations differ in ids.
/// </remarks>
public static class PositionUuid
{
    public static Guid Encode(MessageId id, UuidKind kind, ulong salt)
    {
        Span<byte> bytes = stackalloc byte[16];

        // A place leaves room for the kinds below 4; the others count in the salt.
        var check = Hashing.Mix(
            (ulong)id.Value + ((ulong)kind << 62), kind <= UuidKind.Profile ? salt : Hashing.Mix(salt, (ulong)kind));
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (check & ~0xF000UL) | 0x8000UL);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (ulong)id.Value | 1UL << 63);
        return new Guid(bytes, bigEndian: true);
    }

    /// <returns>False when the UUID is none of ours.</returns>
    public static bool TryDecode(Guid uuid, UuidKind kind, ulong salt, out MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & ~(1UL << 63);
        return MessageId.TryFrom((long)value, out id) && Encode(id, kind, salt) == uuid;
    }
}
