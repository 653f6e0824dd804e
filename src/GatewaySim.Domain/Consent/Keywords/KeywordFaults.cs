using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>Checks keyword configurations before they are stored. The front door words the faults.</summary>
public static class KeywordFaults
{
    /// <summary>Source, Telnyx: seed 4 and support article 1270091.</summary>
    public const int KeywordsMax = 20;

    /// <summary>In UTF-16 units, as JSON clients count. Source, Telnyx: seed 4.</summary>
    public const int ReplyCharsMin = 20;

    /// <summary>Lists all faults, in the order of the configurations and their words.</summary>
    /// <param name="configs">All of one profile; a new one last, so that it is the one at fault (R18).</param>
    /// <returns>Empty when all is well. Two configurations clash only if some handset is under both: a word may stop
    /// in Mexico and start in Brazil.</returns>
    public static IReadOnlyList<KeywordFault> Check(IReadOnlyList<KeywordConfig> configs)
    {
        List<KeywordFault> faults = [];
        List<(string Folded, Region Country, Operation Operation)> seen = [];
        for (var i = 0; i < configs.Count; i++)
        {
            var config = configs[i];
            if (config.Keywords.Count > KeywordsMax)
            {
                faults.Add(new(KeywordFaultKind.TooManyKeywords, i));
            }

            if (config.Operation != Operation.Custom && config.ReplyText is { Length: < ReplyCharsMin })
            {
                faults.Add(new(KeywordFaultKind.ReplyTooShort, i));
            }

            foreach (var keyword in config.Keywords)
            {
                var folded = WordForms.Folded(keyword);
                var fault = folded.Length == 0 ? KeywordFaultKind.NeverMatches
                    : ReservedWords.IsTakenFrom(config.Operation, folded) ? KeywordFaultKind.ReservedWord
                    : seen.Any(word => Clash(word, (folded, config.Country, config.Operation)))
                        ? KeywordFaultKind.WordInTwoOperations
                    : KeywordFaultKind.None;
                if (fault != KeywordFaultKind.None)
                {
                    faults.Add(new(fault, i, keyword));
                }

                seen.Add((folded, config.Country, config.Operation));
            }
        }

        return faults;
    }

    private static bool Clash(
        (string Folded, Region Country, Operation Operation) a, (string Folded, Region Country, Operation Operation) b) =>
        a.Folded == b.Folded && a.Operation != b.Operation
        && (a.Country == b.Country || a.Country == Region.Global || b.Country == Region.Global);
}
