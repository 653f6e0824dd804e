using System.Diagnostics.CodeAnalysis;

namespace GatewaySim.Host.Metrics;

/// <summary>Compares lists of tags, so that a series is found by those of a measurement without a copy.</summary>
/// <remarks>The order counts: one place in the code always gives its tags in the same order.</remarks>
internal sealed class TagSet
    : IEqualityComparer<KeyValuePair<string, object?>[]>,
        IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
{
    public static readonly TagSet Comparer = new();

    public bool Equals(KeyValuePair<string, object?>[]? left, KeyValuePair<string, object?>[]? right) =>
        left is not null && right is not null && Equals(left.AsSpan(), right);

    public int GetHashCode([DisallowNull] KeyValuePair<string, object?>[] tags) => GetHashCode(tags.AsSpan());

    public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.ToArray();

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> left, KeyValuePair<string, object?>[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var n = 0; n < left.Length; n++)
        {
            if (left[n].Key != right[n].Key || !Equals(left[n].Value, right[n].Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <remarks>Values only: the same names come again and again.</remarks>
    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = tags.Length;
        foreach (ref readonly var tag in tags)
        {
            hash = hash * 31 + (tag.Value?.GetHashCode() ?? 0);
        }

        return hash;
    }
}
