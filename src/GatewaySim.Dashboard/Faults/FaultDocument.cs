using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GatewaySim.Actors.Faults;
using GatewaySim.Dashboard.Control;
using GatewaySim.Domain;

namespace GatewaySim.Dashboard.Faults;

/// <summary>Reads <c>{"seed"?, "faults": [{"fault", …}]}</c>.</summary>
internal sealed class FaultDocument(ulong seed, IReadOnlyList<IFaultDoor> doors)
{
    private const int PathCharsMax = 256;
    private const int MethodCharsMax = 16;
    private const long TimesMax = 1_000_000_000;

    private static readonly string[] Known = ["seed", "faults"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <returns>The plan, or the first thing that is wrong. Never throws.</returns>
    public (FaultPlan? Plan, ControlError? Error) Parse(ReadOnlySequence<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return (PlanOf(document.RootElement), null);
        }
        catch (JsonException e)
        {
            return (null, ControlError.BadJson(e.Message));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: neither can be text.
            return (null, ControlError.BrokenText("faults"));
        }
        catch (RefusedException e)
        {
            return (null, e.Error);
        }
    }

    private FaultPlan PlanOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(ControlError.NotAnObject(Known));
        }

        foreach (var member in root.EnumerateObject())
        {
            if (!Known.Contains(member.Name))
            {
                throw new RefusedException(ControlError.Unknown(member.Name, Known));
            }
        }

        var its = seed;
        if (root.TryGetProperty("seed", out var given) && !(given.ValueKind == JsonValueKind.Number
            && given.TryGetUInt64(out its)))
        {
            throw new RefusedException(ControlError.BadFault("'seed' must be a whole number, 0 or more."));
        }

        if (!root.TryGetProperty("faults", out var list))
        {
            throw new RefusedException(ControlError.Missing("faults"));
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > FaultPlan.RulesMax)
        {
            throw new RefusedException(ControlError.BadFault(string.Create(
                CultureInfo.InvariantCulture, $"'faults' must be an array of at most {FaultPlan.RulesMax} objects.")));
        }

        return new(its, [.. list.EnumerateArray().Select(RuleOf)]);
    }

    private FaultRule RuleOf(JsonElement element, int place)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("fault", out var name)
            || name.ValueKind != JsonValueKind.String
            || FaultShape.All.FirstOrDefault(s => s.Name == name.GetString()) is not { } shape)
        {
            throw Wrong(place, $"'fault' must be one of {string.Join(", ", FaultShape.All.Select(s => s.Name))}.");
        }

        var rule = new FaultRule(shape.Kind) { When = shape.Moments?[0] ?? FaultMoment.Before };
        rule = shape.Number?.In(rule, shape.Number.Default) ?? rule;
        foreach (var member in element.EnumerateObject())
        {
            if (!shape.Known.Contains(member.Name))
            {
                throw new RefusedException(ControlError.Unknown(
                    string.Create(CultureInfo.InvariantCulture, $"faults[{place}].{member.Name}"), shape.Known));
            }

            rule = With(rule, shape, member.Name, member.Value)
                ?? throw Wrong(place, $"'{member.Name}' must be {Range(shape, member.Name)}.");
        }

        return WithDoor(rule, place);
    }

    /// <returns>Null where the value is not allowed.</returns>
    private static FaultRule? With(FaultRule rule, FaultShape shape, string name, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        switch (name)
        {
            case "fault":
                return rule;
            case "chance":
                return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var chance)
                    && chance is >= 0 and <= 1 ? rule with { Chance = chance } : null;
            case "times":
                return TryWhole(value, 1, TimesMax, out var times) ? rule with { Times = times } : null;
            case "provider":
                return text is not null && ProviderName.TryParse(text, out var provider)
                    ? rule with { Provider = provider } : null;
            case "method":
                return text is { Length: > 0 and <= MethodCharsMax } ? rule with { Method = text } : null;
            case "path":
                return text is { Length: > 0 and <= PathCharsMax } && text[0] is '/' or '*'
                    ? rule with { Path = text } : null;
            case "when":
                return shape.Moments!.FirstOrDefault(m => NameOf(m) == text, (FaultMoment)(-1)) is var moment
                    && moment >= 0 ? rule with { When = moment } : null;
            case "kind":
                return KindName.Parse(text) is { } kinds ? rule with { Kinds = kinds } : null;
            case "until":
                return text is "sent" or "final" ? rule with { UntilFinal = text == "final" } : null;
            case "code":
                return text is null ? null : rule with { Code = text };
            case "status":
                return TryWhole(value, 400, 599, out var status) ? rule with { Status = (int)status } : null;
            default:
                return TryWhole(value, shape.Number!.Min, shape.Number.Max, out var number)
                    ? shape.Number.In(rule, (int)number) : null;
        }
    }

    private static string Range(FaultShape shape, string name) => name switch
    {
        "chance" => "a number from 0 to 1",
        "times" => string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {TimesMax}"),
        "provider" => "ringcentral or telnyx",
        "method" => "an HTTP method",
        "path" => string.Create(
            CultureInfo.InvariantCulture,
            $"a path from '/' on, at most {PathCharsMax} characters; '*' is any, '?' one"),
        "when" => string.Join(" or ", shape.Moments!.Select(NameOf)),
        "kind" => "batches, messages, texts, consents or profiles",
        "until" => "sent or final",
        "code" => "a string",
        "status" => "a whole number from 400 to 599",
        _ => string.Create(
            CultureInfo.InvariantCulture, $"a whole number from {shape.Number!.Min} to {shape.Number.Max}"),
    };

    public static string NameOf(FaultMoment moment) => moment.ToString().ToLowerInvariant();

    /// <summary>A code belongs to one provider, which the rule is for then.</summary>
    private FaultRule WithDoor(FaultRule rule, int place)
    {
        if (rule.Code is not { } code)
        {
            return rule;
        }

        var door = doors.Where(d => rule.IsFor(d.Provider)).FirstOrDefault(d => CodesOf(d, rule).Contains(code));
        return door is null
            ? throw Wrong(place, $"'code' must be one of {string.Join(", ", doors.Where(d => rule.IsFor(d.Provider))
                .SelectMany(d => CodesOf(d, rule)))}.")
            : rule with { Provider = door.Provider };
    }

    private static IReadOnlyList<string> CodesOf(IFaultDoor door, FaultRule rule) =>
        rule.Kind == FaultKind.Token ? door.TokenCodes : door.ErrorCodes;

    private static bool TryWhole(JsonElement value, long min, long max, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number)
            && number >= min && number <= max;
    }

    private static RefusedException Wrong(int place, string why) =>
        new(ControlError.BadFault(string.Create(CultureInfo.InvariantCulture, $"faults[{place}]: {why}")));

#pragma warning disable CA1032, CA1064 // Never leaves this class.
    private sealed class RefusedException(ControlError error) : Exception
#pragma warning restore CA1032, CA1064
    {
        public ControlError Error { get; } = error;
    }
}
