using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Telnyx.Numbers;

/// <summary>What a body asks to be set on a number or short code.</summary>
/// <param name="MovesProfile">Whether a profile was named, or none on purpose.</param>
/// <param name="Profile">Where it goes; null for no profile.</param>
/// <param name="Product">Null keeps it.</param>
/// <param name="Tags">Null keeps them.</param>
internal sealed record NumberSettingsChange(
    bool MovesProfile, Guid? Profile, string? Product, IReadOnlyList<string>? Tags)
{
    private const int TagsMax = 100;
    private const int TagCharsMax = 255;

    /// <summary>Reads a body. Look at its fault afterwards.</summary>
    /// <param name="isShortCode">There the profile is required, and null takes the code off it (OAS).</param>
    public static NumberSettingsChange Read(JsonBody body, bool isShortCode)
    {
        const string Name = "messaging_profile_id";
        if (isShortCode && body.Fault is null && !body.Has(Name))
        {
            body.Missing(Name);
        }

        // On numbers null keeps the profile, and an empty text takes the number off it (OAS).
        var moves = isShortCode ? body.Has(Name) : body.TakeString(Name) is not null;
        var profile = body.TakeProfileId(Name);
        var product = isShortCode ? null : body.TakeShortString("messaging_product", TagCharsMax);
        var tags = body.TakeStrings("tags");
        if (tags is not null && (tags.Count > TagsMax || tags.Any(t => t.Length > TagCharsMax)))
        {
            body.Refuse<string>(TelnyxErrors.OutOfRange.At("/tags"));
        }

        return new(moves, profile, product, tags);
    }

    public NumberSettings ApplyTo(NumberSettings settings) =>
        new(Product ?? settings.MessagingProduct, Tags ?? settings.Tags);

    /// <summary>Carries the change out: the move first, as it may be what makes the number ours.</summary>
    /// <returns>The number as it is afterwards, or what went wrong.</returns>
    public async ValueTask<NumberReply> RunAsync(TelnyxDoor door, int account, NumberRecord? known, Address number)
    {
        var reply = new NumberReply(Verdict.Unchanged, known);
        if (MovesProfile)
        {
            reply = await door.Senders.AssignNumberAsync(
                new(account, Provider.Telnyx, number, Profile), CancellationToken.None).ConfigureAwait(false);
        }

        return reply.Verdict is Verdict.Accepted or Verdict.Unchanged && (Product ?? (object?)Tags) is not null
            ? await door.Accounts.ConfigureNumberAsync(new(account, Provider.Telnyx, number, ApplyTo))
                .ConfigureAwait(false)
            : reply;
    }
}
