using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GatewaySim.Actors.Phones;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Control;

/// <summary><c>/_sim/phones</c>: phones that answer by themselves.</summary>
internal static class PhonesEndpoint
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary><c>GET /_sim/phones</c>.</summary>
    public static async Task<IResult> ShowAsync(IPhones phones)
    {
        var status = await phones.StatusAsync();
        return Results.Json(
            new PhonesAnswer(
                [.. status.Rules.Shares.Select(s => PhoneBody.Of(s.Behaviour, s.Share))], status.Rules.Numbers.Count,
                status.Waiting, status.Behind, status.Heard, status.Lost, status.NextDue?.ToString()),
            ControlJson.Relaxed.PhonesAnswer);
    }

    /// <summary><c>PUT /_sim/phones</c>: answers like GET.</summary>
    public static async Task<IResult> SetAllAsync(HttpContext http, IPhones phones)
    {
        var (rules, error) = await FlatBody.ReadAsync(http, ParseRules);
        if (rules is null)
        {
            return error!.ToResult();
        }

        await phones.SetSharesAsync(rules);
        return await ShowAsync(phones);
    }

    /// <summary><c>DELETE /_sim/phones</c>: back to the settings.</summary>
    public static async Task<IResult> ResetAsync(IPhones phones)
    {
        await phones.ResetAsync();
        return Results.NoContent();
    }

    /// <summary><c>PUT /_sim/phones/{number}</c>: answers what was set.</summary>
    public static async Task<IResult> SetAsync(string number, HttpContext http, IPhones phones)
    {
        if (!PhoneNumber.TryParse(number, out var phone))
        {
            return ControlError.BadNumber("number").ToResult();
        }

        var (behaviour, error) = await FlatBody.ReadAsync(http, ParseOne);
        return behaviour is null ? error!.ToResult()
            : await phones.SetAsync(phone, behaviour)
                ? Results.Json(PhoneBody.Of(behaviour), ControlJson.Relaxed.PhoneBody)
            : ControlError.TooManyPhones.ToResult();
    }

    /// <summary><c>DELETE /_sim/phones/{number}</c>.</summary>
    public static async Task<IResult> RemoveAsync(string number, IPhones phones) =>
        !PhoneNumber.TryParse(number, out var phone) ? ControlError.BadNumber("number").ToResult()
        : await phones.RemoveAsync(phone) ? Results.NoContent()
        : ControlError.NoPhone.ToResult();

    private static (PhoneBehaviour?, ControlError?) ParseOne(ReadOnlySequence<byte> utf8)
    {
        var (body, error) = Read(utf8, PhoneJson.Default.PhoneBody);
        return body is null ? (null, error) : Check(body, body.Share is null ? null : "share is for PUT /_sim/phones");
    }

    private static (IReadOnlyList<PhoneShare>?, ControlError?) ParseRules(ReadOnlySequence<byte> utf8)
    {
        var (body, error) = Read(utf8, PhoneJson.Default.PhoneRulesBody);
        if (body is null)
        {
            return (null, error);
        }

        if (body.Rules is null || body.Rules.Count > PhoneRules.SharesMax || body.Rules.Any(r => r is null))
        {
            return (null, ControlError.BadPhone($"rules must be a list of at most {PhoneRules.SharesMax}"));
        }

        var shares = new List<PhoneShare>();
        foreach (var rule in body.Rules)
        {
            var (behaviour, fault) = Check(rule, rule.Share is > 0 and <= 1 ? null : "share must be above 0, up to 1");
            if (behaviour is null)
            {
                return (null, fault);
            }

            shares.Add(new(rule.Share!.Value, behaviour));
        }

        // Ten tenths are one, also where their sum is not quite.
        return shares.Sum(s => s.Share) > 1 + 1e-9
            ? (null, ControlError.BadPhone("the shares of all rules together must be at most 1"))
            : (shares, null);
    }

    private static (PhoneBehaviour?, ControlError?) Check(PhoneBody body, string? fault)
    {
        var behaviour = body.ToBehaviour();
        return (fault ?? behaviour.Fault) is { } what ? (null, ControlError.BadPhone(what)) : (behaviour, null);
    }

    private static (T?, ControlError?) Read<T>(ReadOnlySequence<byte> utf8, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return PhoneBodyCheck.FaultOf(document.RootElement, type, "") is { } error
                ? (null, error) : (document.RootElement.Deserialize(type), null);
        }
        catch (JsonException e)
        {
            return (null, ControlError.BadJson(e.Message));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: neither can be text.
            return (null, ControlError.BrokenText("a text"));
        }
    }
}
