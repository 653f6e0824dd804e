namespace GatewaySim.Domain.Numbers;

/// <summary>The area codes of +1: whose they are, and which are toll-free.</summary>
/// <remarks>
/// Source: libphonenumber f7e3e88 (Apache-2.0); the primary list is NANPA's report of assigned NPAs. Everything not
/// listed is the United States, so that new area codes and the synthetic 555 need no entry.
/// </remarks>
internal static class NanpAreas
{
    private const string Table = """
        CA 204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474
        506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873
        879 902 905 942,
        AG 268, AI 264, AS 684, BB 246, BM 441, BS 242, DM 767, DO 809 829 849, GD 473, GU 671, JM 658 876,
        KN 869, KY 345, LC 758, MP 670, MS 664, PR 787 939, SX 721, TC 649, TT 868, VC 784, VG 284, VI 340
        """;

    private static readonly Region[] ByArea = Read();

    /// <summary>The region of an area code.</summary>
    /// <param name="area">000 to 999, assigned or not.</param>
    public static Region RegionOf(int area) => ByArea[area];

    /// <summary>Whether calls and texts to an area code are toll-free.</summary>
    /// <remarks>Source: RingCentral and libphonenumber agree on these seven; 822 and other 88X are reserved.</remarks>
    public static bool IsTollFree(int area) => area is 800 or 833 or 844 or 855 or 866 or 877 or 888;

    private static Region[] Read()
    {
        var byArea = new Region[1000];
        Array.Fill(byArea, Region.UnitedStates);
        foreach (var entry in Table.Split(','))
        {
            string[] words = entry.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var area in words[1..])
            {
                byArea[int.Parse(area, System.Globalization.CultureInfo.InvariantCulture)] = Region.Parse(words[0]);
            }
        }

        return byArea;
    }
}
