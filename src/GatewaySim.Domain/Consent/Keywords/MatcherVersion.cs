using System.Diagnostics;

namespace GatewaySim.Domain.Consent.Keywords;

/// <summary>The names of the matchers as the consent event keeps them (P-25). Stored: never change one.</summary>
/// <remarks>A change in what a matcher accepts needs a new number, so that old events name the old rule.</remarks>
public static class MatcherVersion
{
    public const string WholeBody = "whole-body.v1";
    public const string FirstWord = "first-word.v1";
    public const string Exact = "exact.v1";

    public static string Of(KeywordMatch match) => match switch
    {
        KeywordMatch.WholeBody => WholeBody,
        KeywordMatch.FirstWord => FirstWord,
        KeywordMatch.Exact => Exact,
        _ => throw new UnreachableException($"No matcher {match}."),
    };
}
