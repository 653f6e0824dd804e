using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Accounts;

/// <summary>What words mean to the numbers of one Telnyx profile: the built-in ones and those it added.</summary>
/// <remarks>
/// Published with the profile, so a change counts from its answer on. A table is built by the first text after a change
/// and kept until the next change: building costs up to milliseconds, and most profiles have no words of their own.
/// </remarks>
internal sealed class ProfileKeywords
{
    /// <summary>Of profiles that added nothing.</summary>
    public static readonly ProfileKeywords BuiltIn = new([]);

    private readonly IReadOnlyList<AutoResponseRecord> _responses;
    private readonly Lazy<KeywordTable> _numbers;
    private readonly Lazy<KeywordTable> _shortCodes;

    /// <param name="responses">Oldest first. Of two texts for one country the newer configuration's counts.</param>
    public ProfileKeywords(IReadOnlyList<AutoResponseRecord> responses)
    {
        _responses = responses;
        _numbers = new(() => TableOf(KeywordTable.Telnyx));
        _shortCodes = new(() => TableOf(KeywordTable.TelnyxShortCode));
    }

    public bool IsOf(IReadOnlyList<AutoResponseRecord> responses) => ReferenceEquals(_responses, responses);

    public KeywordTable For(SenderType type) => type == SenderType.ShortCode ? _shortCodes.Value : _numbers.Value;

    private KeywordTable TableOf(KeywordTable builtIn) =>
        _responses.Count == 0 ? builtIn : builtIn.With(_responses.Reverse().Select(a => a.Config));
}
