using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Consent;

namespace GatewaySim.Domain.Tests.Consent;

public sealed class RecipientTableTests
{
    private const ulong FirstNumber = 15_552_000_000;

    /// <summary>Kinds of recipients a table may meet, from index to number. All of them one to one.</summary>
    private static readonly Func<ulong, ulong>[] Shapes =
    [
        i => FirstNumber + i,
        i => (i + 1) << 32,
        i => (i + 1) * 1_000_003,

        // The whole table lies in the last homes, or in the first ones, or in one of them.
        i => Hashing.Unmix(i + 1),
        i => Hashing.Unmix(ulong.MaxValue - i),
        i => Hashing.Unmix((1UL << 40) + i),
    ];

    [Fact]
    public void An_empty_table_finds_nothing_and_holds_no_arrays()
    {
        var table = new RecipientTable();
        Assert.False(table.TryGetValue(FirstNumber, out var value));
        Assert.Equal(0UL, value);
        Assert.False(table.Remove(FirstNumber));
        Assert.Empty(Pairs(table));
        Assert.InRange(table.BytesUsed, 1, 64);
    }

    [Fact]
    public void No_number_is_never_held_and_cannot_be_set()
    {
        var table = new RecipientTable();
        Assert.Throws<InvariantBrokenException>(() => table.Set(0, 1));
        for (ulong i = 0; i < 100; i++)
        {
            table.Set(FirstNumber + i, i);
            Assert.False(table.TryGetValue(0, out _));
            Assert.False(table.Remove(0));
        }
    }

    [Fact]
    public void A_recipient_has_the_value_set_last()
    {
        var table = new RecipientTable();
        Assert.True(table.Set(FirstNumber, 1));
        Assert.False(table.Set(FirstNumber, 2));
        Assert.True(table.TryGetValue(FirstNumber, out var value));
        Assert.Equal((2UL, 1), (value, table.Count));
    }

    [Fact]
    public void It_answers_as_a_dictionary_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            ArbMap.Default.ArbFor<int[]>(),
            Gen.Choose(0, Shapes.Length - 1).ToArbitrary(),
            (steps, shape) =>
            {
                var pair = new Pair();
                foreach (var step in steps)
                {
                    var recipient = Shapes[shape]((uint)(step & int.MaxValue) % 40);
                    pair.Step(recipient, remove: step < 0, value: (ulong)step);
                }

                pair.CheckAll();
            }));

    /// <summary>
    /// Goal: long lives with many pairs. Method: grow, shrink and grow again at random, and compare all.
    /// </summary>
    [Theory]
    [InlineData(0, 1), InlineData(1, 2), InlineData(2, 3), InlineData(3, 4), InlineData(4, 5), InlineData(5, 6)]
    public void It_answers_as_a_dictionary_does_through_growing_and_shrinking(int shape, int seed)
    {
        var random = new Random(seed);
        var pair = new Pair();
        var recipientsMax = shape < 3 ? 30_000 : 3_000;
        foreach (var removePercent in (int[])[10, 80, 30, 97, 20, 100])
        {
            for (var i = 0; i < 2 * recipientsMax; i++)
            {
                var recipient = Shapes[shape]((ulong)random.Next(recipientsMax));
                pair.Step(recipient, random.Next(100) < removePercent, (ulong)random.NextInt64());
            }

            pair.CheckAll();
        }
    }

    [Fact]
    public void A_pair_takes_24_bytes_at_most_at_every_size_above_1000()
    {
        var table = new RecipientTable();
        for (ulong i = 0; i < 3_000_000; i++)
        {
            table.Set(FirstNumber + i, i);
            AssertBudget(table);
        }

        for (ulong i = 0; i < 3_000_000; i++)
        {
            table.Remove(FirstNumber + i);
            AssertBudget(table);
        }
    }

    [Fact]
    public void Look_ups_and_enumeration_never_allocate()
    {
        var table = Filled(10_000);
        var recipients = Enumerable.Range(0, 20_000).Select(i => FirstNumber + (ulong)i).ToArray();
        var found = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            found = 0;
            foreach (var recipient in recipients)
            {
                found += table.TryGetValue(recipient, out _) ? 1 : 0;
            }

            foreach (var (_, value) in table)
            {
                found += value > 0 ? 1 : 0;
            }
        }));
        Assert.Equal(19_999, found);
    }

    [Fact]
    public void Equal_content_is_enumerated_in_equal_order_whatever_happened_before()
    {
        var straight = Filled(5_000);
        var winding = Filled(50_000);
        for (var i = 49_999; i >= 5_000; i--)
        {
            winding.Remove(FirstNumber + (ulong)i);
        }

        Assert.Equal(Pairs(straight), Pairs(winding));
    }

    /// <summary>Goal: a snapshot that is read back as it was written costs no more than one in random order.</summary>
    [Fact]
    public void A_copy_in_the_order_of_enumeration_keeps_searches_short()
    {
        var copy = new RecipientTable();
        var longest = 0;
        foreach (var (recipient, value) in Filled(200_000))
        {
            copy.Set(recipient, value);
            longest = Math.Max(longest, copy.RunAt(recipient));
        }

        Assert.Equal(200_000, copy.Count);
        Assert.InRange(longest, 1, 5_000);
    }

    [Fact]
    public void Changing_the_table_while_going_through_it_is_a_bug() =>
        Assert.Throws<InvariantBrokenException>(() =>
        {
            var table = Filled(10);
            foreach (var (recipient, _) in table)
            {
                table.Remove(recipient);
            }
        });

    [Fact]
    public void Clear_gives_the_memory_back()
    {
        var table = Filled(10_000);
        table.Clear();
        Assert.Equal(0, table.Count);
        Assert.False(table.TryGetValue(FirstNumber, out _));
        Assert.InRange(table.BytesUsed, 1, 64);
        Assert.True(table.Set(FirstNumber, 1));
    }

    private static void AssertBudget(RecipientTable table)
    {
        if (table.Count > 1_000 && table.BytesUsed > 24L * table.Count)
        {
            Assert.Fail($"{table.BytesUsed} bytes for {table.Count} pairs.");
        }
    }

    private static RecipientTable Filled(int pairs)
    {
        var table = new RecipientTable();
        for (ulong i = 0; i < (ulong)pairs; i++)
        {
            table.Set(FirstNumber + i, i);
        }

        return table;
    }

    private static List<KeyValuePair<ulong, ulong>> Pairs(RecipientTable table)
    {
        var pairs = new List<KeyValuePair<ulong, ulong>>();
        foreach (var pair in table)
        {
            pairs.Add(pair);
        }

        return pairs;
    }

    /// <summary>The table and what it must be equal to.</summary>
    private sealed class Pair
    {
        private readonly RecipientTable _table = new();
        private readonly Dictionary<ulong, ulong> _model = [];
        private readonly HashSet<ulong> _seen = [];

        public void Step(ulong recipient, bool remove, ulong value)
        {
            _seen.Add(recipient);
            if (remove)
            {
                Assert.Equal(_model.Remove(recipient), _table.Remove(recipient));
            }
            else
            {
                Assert.Equal(!_model.ContainsKey(recipient), _table.Set(recipient, value));
                _model[recipient] = value;
            }

            Assert.Equal(_model.Count, _table.Count);
        }

        public void CheckAll()
        {
            var recipients = _seen.Concat(_seen.Select(r => r + 1)).ToArray();
            for (var i = 0; i < recipients.Length; i++)
            {
                var expected = _model.TryGetValue(recipients[i], out var value);
                Assert.Equal(expected, _table.TryGetValue(recipients[i], out var actual));
                Assert.Equal(value, actual);
            }

            Assert.Equal(_model.OrderBy(p => p.Key), Pairs(_table).OrderBy(p => p.Key));
        }
    }
}
