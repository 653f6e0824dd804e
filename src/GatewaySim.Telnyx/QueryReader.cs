using System.Globalization;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx;

/// <summary>One page of a list, counted from 1.</summary>
internal readonly record struct Page(int Number, int Size)
{
    /// <summary>Rows before this page; may be far beyond the end of the list.</summary>
    public long Offset => (long)(Number - 1) * Size;
}

/// <summary>The query of a list, parameter by parameter, first fault kept.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    public TelnyxFault? Fault { get; private set; }

    public Page TakePage(TelnyxOptions options)
    {
        var number = TakeCount("page[number]", 1, int.MaxValue);
        var size = TakeCount("page[size]", options.PageSizeDefault, options.PageSizeMax);
        return new(number, size);
    }

    /// <returns>Null when absent or empty.</returns>
    public string? TakeString(string name) => query[name] is { Count: > 0 } values && values[^1] is { Length: > 0 } text
        ? text : null;

    public Guid? TakeUuid(string name) => TakeString(name) is not { } text ? null
        : Guid.TryParseExact(text, "D", out var uuid) ? uuid
        : Refuse<Guid?>(TelnyxErrors.InvalidFilter.OfParameter(name));

    /// <summary>Takes an address. A '+' that was not encoded has become a space on the way.</summary>
    public Address? TakeAddress(string name) => TakeString(name) is { } text ? AddressOf(name, text) : null;

    public IReadOnlyList<Address> TakeAddresses(string name)
    {
        var list = new List<Address>();
        foreach (var text in (TakeString(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (AddressOf(name, text) is { } address)
            {
                list.Add(address);
            }
        }

        return list;
    }

    /// <summary>Takes an ISO 8601 date, with T or a space, UTC when it names no zone.</summary>
    public Stamp? TakeDate(string name)
    {
        if (TakeString(name) is not { } text)
        {
            return null;
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var zone = text.LastIndexOf(' ');
        if (zone > "yyyy-MM-dd".Length)
        {
            text = $"{text[..zone]}+{text[(zone + 1)..]}";
        }

        return text.Length >= "yyyy-MM-dd".Length && char.IsAsciiDigit(text[0]) && text[4] == '-' &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time) &&
            time >= DateTimeOffset.UnixEpoch
            ? Stamp.Of(time)
            : Refuse<Stamp?>(TelnyxErrors.InvalidFilter.OfParameter(name));
    }

    public Region? TakeRegion(string name) => TakeString(name) is not { } text ? null
        : Region.TryParse(text, out var region) ? region
        : Refuse<Region?>(TelnyxErrors.InvalidFilter.OfParameter(name));

    public bool TakeSwitch(string name) => TakeWord(name, TelnyxErrors.InvalidType, "true", "false") == "true";

    public string? TakeWord(string name, TelnyxError error, params ReadOnlySpan<string> words) =>
        TakeString(name) is not { } text ? null
        : words.Contains(text) ? text
        : Refuse<string>(error.OfParameter(name));

    private Address? AddressOf(string name, string text)
    {
        text = text[0] == ' ' ? "+" + text.TrimStart(' ') : text;
        return Address.TryParse(text, out var address)
            ? address
            : Refuse<Address?>(TelnyxErrors.InvalidFilter.OfParameter(name));
    }

    private int TakeCount(string name, int otherwise, int max)
    {
        if (TakeString(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value >= 1 && value <= max ? value : Refuse<int>(TelnyxErrors.PageOutOfRange.OfParameter(name));
        }

        // A number that is negative or too long is out of range; anything else is not a number.
        var isNumber = text.AsSpan().TrimStart('-') is { IsEmpty: false } digits &&
            !digits.ContainsAnyExceptInRange('0', '9');
        return Refuse<int>((isNumber ? TelnyxErrors.PageOutOfRange : TelnyxErrors.InvalidType).OfParameter(name));
    }

    private T? Refuse<T>(TelnyxFault fault)
    {
        Fault ??= fault;
        return default;
    }
}
