namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Capitals without culture: the same on every machine, with ICU and without.</summary>
/// <remarks>
/// Unicode's simple upper-case mapping of the Latin, Greek, Cyrillic and Armenian letters in use; every other character
/// is its own capital. A table of our own because char.ToUpperInvariant asks ICU when there is one, and ICU knows the
/// letters of its own version. Dotless i and long s become I and S, which the invariant culture of .NET refuses to do.
/// </remarks>
internal static class Casing
{
    // First and last small letter, and what to add to get the capital.
    private static readonly (char First, char Last, int Add)[] Shifts =
    [
        ('a', 'z', -32), ('\u00E0', '\u00F6', -32), ('\u00F8', '\u00FE', -32), ('\u00FF', '\u00FF', 121),
        ('\u0131', '\u0131', -232), ('\u017F', '\u017F', -300), ('\u0292', '\u0292', -219),
        ('\u03AC', '\u03AC', -38), ('\u03AD', '\u03AF', -37), ('\u03B1', '\u03C1', -32), ('\u03C2', '\u03C2', -31),
        ('\u03C3', '\u03CB', -32), ('\u03CC', '\u03CC', -64), ('\u03CD', '\u03CE', -63),
        ('\u0430', '\u044F', -32), ('\u0450', '\u045F', -80), ('\u04CF', '\u04CF', -15),
        ('\u0561', '\u0586', -48), ('\uFF41', '\uFF5A', -32),
    ];

    // First and last of a run in which capitals and small letters take turns, beginning with a capital.
    private static readonly (char First, char Last)[] Pairs =
    [
        ('\u0100', '\u012F'), ('\u0132', '\u0137'), ('\u0139', '\u0148'), ('\u014A', '\u0177'), ('\u0179', '\u017E'),
        ('\u01A0', '\u01A5'), ('\u01AF', '\u01B0'), ('\u01B3', '\u01B6'), ('\u01CD', '\u01DC'), ('\u01DE', '\u01EF'),
        ('\u01F4', '\u01F5'), ('\u01F8', '\u021F'), ('\u0222', '\u0233'), ('\u0246', '\u024F'),
        ('\u0370', '\u0373'), ('\u03D8', '\u03EF'),
        ('\u0460', '\u0481'), ('\u048A', '\u04BF'), ('\u04C1', '\u04CE'), ('\u04D0', '\u052F'),
        ('\u1E00', '\u1E95'), ('\u1EA0', '\u1EFF'),
    ];

    private static readonly char[] Capitals = Read();

    /// <summary>The capital of a small letter; every other character as it is.</summary>
    public static char Upper(char c) => Capitals[c];

    private static char[] Read()
    {
        var capitals = new char[char.MaxValue + 1];
        for (var c = 0; c < capitals.Length; c++)
        {
            capitals[c] = (char)c;
        }

        foreach (var (first, last, add) in Shifts)
        {
            for (var c = first; c <= last; c++)
            {
                capitals[c] = (char)(c + add);
            }
        }

        foreach (var (first, last) in Pairs)
        {
            for (var c = first; c < last; c += (char)2)
            {
                capitals[c + 1] = c;
            }
        }

        return capitals;
    }
}
