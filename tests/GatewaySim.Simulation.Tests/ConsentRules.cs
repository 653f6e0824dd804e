using GatewaySim.Domain;
using GatewaySim.Domain.Consent;

namespace GatewaySim.Simulation.Tests;

/// <summary>A consent record as the simulation remembers it.</summary>
internal readonly record struct Mark(Stamp At, ConsentStatus Status);

/// <summary>The rules of docs/rules.md once more, told by someone else: what follows a text, in order.</summary>
internal static class ConsentRules
{
    /// <summary>R5.</summary>
    public static bool IsOut(Mark pair, Mark wildcard) =>
        (pair.At >= wildcard.At ? pair : wildcard).Status == ConsentStatus.OptOut;

    public static IEnumerable<string> AfterRingCentralText(
        Operation operation, string word, Mark pair, Mark wildcard, bool isTollFree, bool isNetworkBlocked)
    {
        var isOut = IsOut(pair, wildcard);
        var isNew = operation == Operation.Stop && !(isOut && pair.Status == ConsentStatus.OptOut);
        if (isNew)
        {
            yield return "out";
        }

        if (operation == Operation.Start && isOut)
        {
            yield return "in";
        }

        foreach (var step in AfterNetwork(word, isTollFree, isNetworkBlocked))
        {
            yield return step;
        }

        if ((isNew && !isTollFree) || operation == Operation.Start
            || (operation == Operation.Help && !isNetworkBlocked))
        {
            yield return "reply";
        }
    }

    /// <param name="origins">Numbers of the profile that a STOP stands for.</param>
    public static IEnumerable<string> AfterTelnyxText(
        Operation operation, string word, IReadOnlyCollection<ulong> origins, ulong number, bool isTollFree,
        bool isNetworkBlocked)
    {
        var isOrigin = origins.Contains(number);
        if (operation == Operation.Stop && !isOrigin)
        {
            yield return "out";
        }

        if (operation == Operation.Start && isOrigin)
        {
            yield return "in";
        }

        foreach (var step in AfterNetwork(word, isTollFree, isNetworkBlocked))
        {
            yield return step;
        }

        var isAnswered = operation switch
        {
            Operation.Stop => origins.Count == 0 && !isTollFree,
            Operation.Start => (origins.Count == 0 || (isOrigin && origins.Count == 1)) && !isTollFree,
            Operation.Help => !isNetworkBlocked,
            _ => false,
        };
        if (isAnswered)
        {
            yield return "reply";
        }
    }

    private static IEnumerable<string> AfterNetwork(string word, bool isTollFree, bool isBlocked)
    {
        if (isTollFree && word == "STOP" && !isBlocked)
        {
            yield return "blocked";
            yield return "reply";
        }

        if (isTollFree && word is "START" or "UNSTOP" && isBlocked)
        {
            yield return "unblocked";
            yield return "reply";
        }
    }
}
