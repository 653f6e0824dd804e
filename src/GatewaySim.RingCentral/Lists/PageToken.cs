using System.Buffers.Binary;
using System.Buffers.Text;
using GatewaySim.Domain;

namespace GatewaySim.RingCentral.Lists;

/// <summary>Which list a page token belongs to. Part of the token, so one is never taken for another's.</summary>
internal enum ListKind : byte
{
    Batches = 1,
    Messages = 2,
    OptOuts = 3,
    Consents = 4,
    ConsentSearch = 5,
    ConsentHistory = 6,
}

/// <summary>A place in a list: RingCentral's paging knows tokens only, no page numbers.</summary>
/// <param name="At">The stamp of the last record of the page before; none for the first page.</param>
/// <param name="Id">The id of that record.</param>
/// <param name="Since">Where the list ends: the default window must not move while it is walked (P-35).</param>
internal readonly record struct PageToken(ListKind Kind, Stamp At, MessageId Id, Stamp Since)
{
    private const int PayloadBytes = 1 + 8 + 8 + 8;
    private const int TokenBytes = PayloadBytes + 8;
    private const int TokenChars = TokenBytes / 3 * 4;

    public (Stamp At, MessageId Id)? After => Id == MessageId.None ? null : (At, Id);

    public PageToken FirstPage => this with { At = Stamp.None, Id = MessageId.None };

    public string ToText(ulong salt)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        token[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], At.Ticks);
        BinaryPrimitives.WriteInt64BigEndian(token[9..], Id.Value);
        BinaryPrimitives.WriteInt64BigEndian(token[17..], Since.Ticks);
        BinaryPrimitives.WriteUInt64BigEndian(token[PayloadBytes..], Check(token[..PayloadBytes], salt));
        return Base64Url.EncodeToString(token);
    }

    /// <returns>False for anything that this simulation did not give out for this list.</returns>
    public static bool TryParse(string text, ListKind kind, ulong salt, out PageToken page)
    {
        page = default;
        Span<byte> token = stackalloc byte[TokenBytes];
        if (text.Length != TokenChars || !Base64Url.IsValid(text) ||
            !Base64Url.TryDecodeFromChars(text, token, out var length) || length != TokenBytes ||
            token[0] != (byte)kind ||
            BinaryPrimitives.ReadUInt64BigEndian(token[PayloadBytes..]) != Check(token[..PayloadBytes], salt))
        {
            return false;
        }

        page = new(
            kind,
            new(BinaryPrimitives.ReadInt64BigEndian(token[1..])),
            new(BinaryPrimitives.ReadInt64BigEndian(token[9..])),
            new(BinaryPrimitives.ReadInt64BigEndian(token[17..])));
        return true;
    }

    private static ulong Check(ReadOnlySpan<byte> payload, ulong salt) => Hashing.Mix(Hashing.Of(payload), salt);
}
