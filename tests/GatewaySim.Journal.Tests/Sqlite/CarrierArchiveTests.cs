using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Journal.Carriers;
using GatewaySim.Journal.Memory;

namespace GatewaySim.Journal.Tests.Sqlite;

public sealed class CarrierArchiveTests
{
    [Fact]
    public void Delays_are_read_as_they_were_written()
    {
        var one = Delays("one", 5);
        var read = CarrierArchive.FromBytes(CarrierArchive.ToBytes([one, Delays("two", 6)]));
        Assert.Equal([one, Delays("two", 6)], read);
        Assert.Equal(one.Late, read[0].Late);
    }

    [Fact]
    public void A_journal_keeps_each_carrier_once_and_only_so_many()
    {
        using MemoryJournal journal = new(new JournalInfo(1, 1));
        for (var n = 0; n < CarrierArchive.CarriersMax; n++)
        {
            CarrierArchive.Keep(journal, Delays("many", n));
        }

        CarrierArchive.Keep(journal, Delays("many", 0));
        Assert.Equal(100, CarrierArchive.FromBytes(journal.FindMark(CarrierArchive.MarkName)!).Count);
        Assert.Throws<JournalException>(() => CarrierArchive.Keep(journal, Delays("many", 100)));
    }

    /// <summary>Stored journals hold this: the hash in the name, and the bytes of the mark.</summary>
    [Fact]
    public void The_stored_form_is_pinned()
    {
        var delays = Delays("pinned", 7);
        Assert.Equal("own.v1:pinned:7c45d34d442f89f7", delays.StoredName);
        var bytes = CarrierArchive.ToBytes([delays]);
        Assert.Equal("2895 8b804156eabed7ce", $"{bytes.Length} {Domain.Hashing.Of(bytes):x16}");
    }

    private static OwnDelays Delays(string name, long from)
    {
        long[] table = [.. Enumerable.Range(0, OwnDelays.TableLength).Select(n => from + n * n)];
        return OwnDelays.Of(
            name, table, [.. table.Select(t => t * 2)], [.. table.Select(t => t * 300)], table, TimeSpan.FromHours(2),
            TimeSpan.FromHours(4));
    }
}
