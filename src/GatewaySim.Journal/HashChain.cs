using System.Security.Cryptography;
using System.Text;
using GatewaySim.Domain;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal;

/// <summary>What ties each event to the one before, so that a change of the past shows (P-25).</summary>
/// <remarks>
/// SHA-256 over: the hash before (32 bytes), shard (4), sequence number (8), stamp (8), length and bytes of the scope
/// (4 + n), of the name (4 + n), and the payload. Integers little endian.
/// </remarks>
public static class HashChain
{
    internal static void WriteHeader(
        PayloadWriter writer, ReadOnlySpan<byte> previous, int shard, long sequence, Stamp at,
        ReadOnlySpan<byte> scope, ReadOnlySpan<byte> name)
    {
        writer.Raw(previous);
        writer.Fixed32((uint)shard);
        writer.Fixed64((ulong)sequence);
        writer.Fixed64((ulong)at.Ticks);
        writer.Fixed32((uint)scope.Length);
        writer.Raw(scope);
        writer.Fixed32((uint)name.Length);
        writer.Raw(name);
    }

    /// <summary>Computes the hash that an event must have.</summary>
    /// <param name="scratch">A buffer to work in; cleared first.</param>
    public static void Compute(
        PayloadWriter scratch, ReadOnlySpan<byte> previous, in StoredEvent stored, Span<byte> hash)
    {
        scratch.Clear();
        WriteHeader(scratch, previous, stored.Shard, stored.Sequence, stored.At, stored.Scope.Utf8.Span,
            Encoding.UTF8.GetBytes(stored.Name));
        scratch.Raw(stored.Payload.Span);
        SHA256.HashData(scratch.Written, hash);
    }
}
