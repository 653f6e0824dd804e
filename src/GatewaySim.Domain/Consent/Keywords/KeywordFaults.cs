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
        List<Claim> claims = [];
        for (var i = 0; i < configs.Count; i++)
        {
            CheckWhole(configs[i], i, faults);
            foreach (var keyword in configs[i].Keywords)
            {
                Claim claim = new(WordForms.Folded(keyword), configs[i].Country, configs[i].Operation);
                var kind = Judge(claim, claims);
                if (kind != KeywordFaultKind.None)
                {
                    faults.Add(new(kind, i, keyword));
                }

                claims.Add(claim);
            }
        }

        return faults;
    }

    private static void CheckWhole(KeywordConfig config, int place, List<KeywordFault> faults)
    {
        if (config.Keywords.Count > KeywordsMax)
        {
            faults.Add(new(KeywordFaultKind.TooManyKeywords, place));
        }

        if (config.Operation != Operation.Custom && config.ReplyText is { Length: < ReplyCharsMin })
        {
            faults.Add(new(KeywordFaultKind.ReplyTooShort, place));
        }
    }

    private static KeywordFaultKind Judge(Claim claim, List<Claim> earlier) =>
        claim.Word.Length == 0 ? KeywordFaultKind.NeverMatches
        : ReservedWords.IsTakenFrom(claim.Operation, claim.Word) ? KeywordFaultKind.ReservedWord
        : earlier.Exists(claim.ClashesWith) ? KeywordFaultKind.WordInTwoOperations
        : KeywordFaultKind.None;

    private readonly record struct Claim(string Word, Region Country, Operation Operation)
    {
        public bool ClashesWith(Claim other) => Word == other.Word && Operation != other.Operation
            && (Country == other.Country || Country == Region.Global || other.Country == Region.Global);
    }
}
