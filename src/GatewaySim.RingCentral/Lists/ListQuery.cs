using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.RingCentral.Lists;

/// <summary>Reads the query of a list. Keeps the first fault; what is read after it does not matter.</summary>
/// <remarks>
/// A parameter with an empty value counts as absent: for a member that is undefined the JavaScript SDK writes
/// <c>pageToken=</c>. What RingCentral does with it is not documented (UNVERIFIED).
/// </remarks>
internal sealed class ListQuery(IQueryCollection query, ulong salt)
{
    /// <summary>RingCentral documents 1 to 1000 and clamps at v2; v1 does as v2 here (not documented).</summary>
    public const int PerPageMax = 1000;

    private const int DigitsOfFraction = 7;

    private static readonly string[] DateForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public RingCentralError? Error { get; private set; }

    public bool Has(string name) => Values(name).Count > 0;

    public string? Text(string name) => query[name] is [{ Length: > 0 } text, ..] ? text : null;

    public int PerPage(int byDefault)
    {
        if (Text("perPage") is not { } text)
        {
            return byDefault;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
        {
            Fail("perPage");
            return byDefault;
        }

        return (int)Math.Min(count, PerPageMax);
    }

    public int Number(string name, int byDefault)
    {
        if (Text(name) is not { } text)
        {
            return byDefault;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            Fail(name);
        }

        return Math.Max(number, 1);
    }

    /// <summary>The page asked for; null for a walk that begins here.</summary>
    public PageToken? Page(ListKind kind)
    {
        if (Text("pageToken") is not { } text)
        {
            return null;
        }

        if (PageToken.TryParse(text, kind, salt, out var page))
        {
            return page;
        }

        Fail("pageToken");
        return null;
    }

    /// <summary>A moment, with or without a zone (then UTC), with up to nine digits of a second.</summary>
    public Stamp? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // A raw '+' of a zone arrives as a space.
        text = text.Trim().Replace(' ', '+');
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            var end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            text = text[..Math.Min(end, point + 1 + DigitsOfFraction)] + text[end..];
        }

        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, styles, out var time))
        {
            return new(Math.Clamp(Stamp.Of(time).Ticks, 0, Stamp.TicksMax));
        }

        Fail(name);
        return null;
    }

    /// <summary>Numbers under a name that may be repeated.</summary>
    public IReadOnlyList<Address> Addresses(string name, int countMax = int.MaxValue)
    {
        var values = Values(name);
        if (values.Count > countMax)
        {
            Fail(name);
            return [];
        }

        var addresses = new List<Address>(values.Count);
        foreach (var value in values)
        {
            if (TryAddress(value, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                Fail(name);
            }
        }

        return addresses;
    }

    /// <summary>People's numbers under a name that may be repeated: E.164 only, no short codes.</summary>
    public IReadOnlyList<PhoneNumber> PhoneNumbers(string name, int countMax = int.MaxValue)
    {
        var addresses = Addresses(name, countMax);
        if (addresses.All(a => a.Kind == AddressKind.PhoneNumber))
        {
            return [.. addresses.Select(a => a.AsPhoneNumber)];
        }

        Fail(name);
        return [];
    }

    /// <summary>Words under a name that may be repeated, as RingCentral spells them.</summary>
    public IReadOnlyList<string> Words(string name, ReadOnlySpan<string> allowed, bool anyCase = false)
    {
        var comparer = anyCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var words = new List<string>();
        foreach (var value in Values(name))
        {
            var found = false;
            foreach (var word in allowed)
            {
                if (comparer.Equals(word, value))
                {
                    words.Add(word);
                    found = true;
                }
            }

            if (!found)
            {
                Fail(name);
            }
        }

        return words;
    }

    /// <summary>A number in a query: its '+' may have become a space, or not be there at all.</summary>
    public static bool TryAddress(string text, out Address address)
    {
        text = text.Trim();
        var isShort = text.Length <= 6;
        var digits = isShort || text.StartsWith('+') ? text : "+" + text;
        return Address.TryParse(digits, out address) && address.Kind != AddressKind.Alphanumeric;
    }

    /// <summary>All values under a name that may be repeated.</summary>
    public IReadOnlyList<string> Values(string name) => [.. query[name].OfType<string>().Where(v => v.Length > 0)];

    public void Fail(string name) => Error ??= RingCentralErrors.Invalid(name);
}
