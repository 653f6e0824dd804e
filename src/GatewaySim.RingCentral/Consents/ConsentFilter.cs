using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Reading;
using GatewaySim.RingCentral.Lists;

namespace GatewaySim.RingCentral.Consents;

/// <summary>Which consent records the list and the search are about.</summary>
internal static class ConsentFilter
{
    private static readonly string[] Statuses = ["OptOut", "OptIn"];

    private static readonly string[] Coverages =
        [ConsentWords.PhoneNumberCoverage, ConsentWords.AccountCoverage, "CampaignType"];

    private static readonly string[] CampaignTypes = ["Conversational", "Informational", "Promotional"];

    /// <summary>
    /// Reads <c>from</c>, <c>to</c>, <c>optStatus</c>, <c>coverage</c> and <c>campaignType</c>; faults stay in the
    /// query.
    /// </summary>
    /// <param name="byDefault">What is asked for when no <c>optStatus</c> is; null for both.</param>
    /// <returns>Null when nothing can be found.</returns>
    public static ConsentQuery? Read(ListQuery query, Paging paging, ConsentStatus? byDefault)
    {
        var (from, hasWildcard) = ReadFrom(query);
        var to = query.PhoneNumbers("to");
        var statuses = query.Words("optStatus", Statuses);
        var coverages = query.Words("coverage", Coverages, anyCase: true);
        var campaigns = query.Words("campaignType", CampaignTypes);

        // A filter by number is exact: the account-wide records come only when asked for (R8).
        var wantsPairs = (coverages.Count == 0 || coverages.Contains(ConsentWords.PhoneNumberCoverage)) &&
            (from.Count > 0 || !hasWildcard);
        var wantsWildcards = (coverages.Count == 0 || coverages.Contains(ConsentWords.AccountCoverage)) &&
            (from.Count == 0 || hasWildcard);

        // There are no records by campaign.
        return campaigns.Count > 0 || !(wantsPairs || wantsWildcards) ? null : new(
            Provider.RingCentral, DemoAccount.Id, wantsPairs && wantsWildcards ? null : wantsWildcards, Profile: null,
            wantsPairs ? from : [], to, StatusOf(statuses, byDefault), Since: null, Until: null, paging.Asked?.After,
            Offset: 0, paging.CountMax);
    }

    private static (IReadOnlyList<Address> Numbers, bool HasWildcard) ReadFrom(ListQuery query)
    {
        var numbers = new List<Address>();
        var hasWildcard = false;
        foreach (var value in query.Values("from"))
        {
            if (value == ConsentWords.Anybody)
            {
                hasWildcard = true;
            }
            else if (ListQuery.TryAddress(value ?? "", out var number))
            {
                numbers.Add(number);
            }
            else
            {
                query.Fail("from");
            }
        }

        return (numbers, hasWildcard);
    }

    private static ConsentStatus? StatusOf(IReadOnlyList<string> words, ConsentStatus? byDefault) =>
        (words.Contains("OptOut"), words.Contains("OptIn")) switch
        {
            (false, false) => byDefault,
            (true, true) => null,
            (true, false) => ConsentStatus.OptOut,
            _ => ConsentStatus.OptIn,
        };
}
