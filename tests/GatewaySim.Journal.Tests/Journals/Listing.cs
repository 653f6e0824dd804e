using System.Globalization;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Journal.Tests.Journals;

/// <summary>Everything that a journal holds, as text; made only of a journal whose hash chain holds.</summary>
internal static class Listing
{
    public static string Of(IJournal journal) => string.Concat(
        Enumerable.Range(0, journal.Info.Shards).SelectMany(shard => OfShard(journal, shard)));

    /// <summary>One line an event, and a check of gaps, hashes and stamps on the way.</summary>
    public static IReadOnlyList<string> OfShard(IJournal journal, int shard)
    {
        var lines = new List<string>();
        var scratch = new PayloadWriter();
        var previous = new byte[StreamHead.HashBytes];
        var at = 0L;
        journal.Visit(shard, 0, long.MaxValue, (in stored) =>
        {
            Assert.Equal((shard, lines.Count + 1L), (stored.Shard, stored.Sequence));
            Assert.True(stored.At.Ticks > at, $"The stamp of {stored.Id} is not greater than the one before.");

            var hash = new byte[StreamHead.HashBytes];
            HashChain.Compute(scratch, previous, stored, hash);
            Assert.True(stored.Hash.Span.SequenceEqual(hash), $"The hash of {stored.Id} does not follow from it.");

            (previous, at) = (hash, stored.At.Ticks);
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{stored.Id} {stored.At} {stored.Scope} {stored.Name} {Canonical.Of(stored.Decode())} "
                + $"{Convert.ToHexStringLower(hash)[..16]}\n"));
            return true;
        });

        var head = journal.HeadOf(shard);
        Assert.Equal((lines.Count, at), (head.Sequence, head.At.Ticks));
        Assert.Equal(previous, head.Hash);
        return lines;
    }
}
