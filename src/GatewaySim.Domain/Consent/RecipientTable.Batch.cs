using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GatewaySim.Domain.Consent;

public sealed partial class RecipientTable
{
    /// <summary>Looks many recipients up at once and marks those that are held.</summary>
    /// <param name="recipients">Numbers greater than 0, any many, repeats allowed.</param>
    /// <param name="marks">
    /// At least as long. Gets <paramref name="mark"/> where the recipient is held, else stays.
    /// </param>
    /// <returns>How many were held.</returns>
    /// <remarks>
    /// The searches of neighbours do not wait for each other: the first eight keys from a home are compared without a
    /// branch, and that is nearly always all there is to compare. Never allocates.
    /// </remarks>
    public int MarkPresent(ReadOnlySpan<ulong> recipients, Span<byte> marks, byte mark)
    {
        if (_count == 0)
        {
            return 0;
        }

        marks = marks[..recipients.Length];
        var held = 0;
        if (!Vector256.IsHardwareAccelerated)
        {
            for (var i = 0; i < recipients.Length; i++)
            {
                held += MarkOne(recipients[i], ref marks[i], mark);
            }

            return held;
        }

        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        for (var i = 0; i < recipients.Length; i++)
        {
            var key = Hashing.Mix(recipients[i]);
            var home = (nuint)(uint)HomeOf(key, _homes);
            var wanted = Vector256.Create(key);
            var first = Vector256.LoadUnsafe(ref keys, home);
            var second = Vector256.LoadUnsafe(ref keys, home + (nuint)Vector256<ulong>.Count);
            var equal = Vector256.Equals(first, wanted) | Vector256.Equals(second, wanted);
            var found = equal != Vector256<ulong>.Zero && key != 0;
            marks[i] = found ? mark : marks[i];
            held += found ? 1 : 0;
            if (!found && Unsafe.Add(ref keys, home + Sentinels - 1) > key)
            {
                held += MarkOne(recipients[i], ref marks[i], mark);
            }
        }

        return held;
    }

    private int MarkOne(ulong recipient, ref byte mark, byte value)
    {
        if (!TryGetValue(recipient, out _))
        {
            return 0;
        }

        mark = value;
        return 1;
    }
}
