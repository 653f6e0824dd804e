namespace GatewaySim.Domain.Carrier.Own;

/// <summary>What a carrier's filter makes of texts that hold certain words.</summary>
/// <param name="Words">Any of them, in any case, also as a part of a word: <c>bit.ly/</c>.</param>
public sealed record TextFilter(IReadOnlyList<string> Words, Interference Effect)
{
    public bool Matches(string text) => Words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
