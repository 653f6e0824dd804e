using FsCheck;
using FsCheck.Fluent;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent;

/// <summary>P-7, P-8, P-9 and P-36, on random stories.</summary>
public sealed class ConsentProperties
{
    private static readonly PhoneNumber Alice = PhoneNumber.Parse("+15552000001");
    private static readonly Address[] Numbers =
        [.. "+16505550100 +16505550101 +18335550100 12345".Split(' ').Select(Address.Parse)];

    private static readonly Gen<Act> Any = Gen.OneOf(
        from number in Gen.Elements(Numbers)
        from heard in Gen.Elements(
            (Operation.Stop, "STOP"), (Operation.Stop, "QUIT"), (Operation.Start, "START"), (Operation.Start, "UNSTOP"),
            (Operation.Start, "RESUME"), (Operation.Help, "HELP"), (Operation.Custom, "MENU"), (Operation.None, ""))
        select new Act(number, heard.Item1, heard.Item2, ConsentStatus.None),
        from number in Gen.Elements<Address?>(Numbers[0], Numbers[1], Numbers[2], null)
        from status in Gen.Elements(ConsentStatus.OptOut, ConsentStatus.OptIn)
        select new Act(number, Operation.None, "", status));

    private static readonly Gen<StartScope> Start = Gen.Elements(StartScope.SameNumber, StartScope.Profile);

    [Fact]
    public void P8_ringcentral_the_newest_wish_for_the_pair_or_the_account_counts() => Prop.ForAll(
        Any.ListOf().ToArbitrary(),
        acts =>
        {
            var state = new ConsentModel(StartScope.SameNumber);
            var wishes = new List<(Address? Number, bool IsOut)>();
            return acts.All(act =>
            {
                Play(state, Provider.RingCentral, act);
                if (WishOf(act) is { } isOut)
                {
                    wishes.Add((act.Number, isOut));
                }

                // The model: the last wish that names the number or all numbers.
                return Numbers.All(number => state.IsBlocked(Provider.RingCentral, number, Alice)
                    == wishes.LastOrDefault(w => w.Number is null || w.Number == number).IsOut);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void P8_ringcentral_of_records_with_the_same_stamp_the_opt_out_counts() => Prop.ForAll(
        Record().ToArbitrary(), Record().ToArbitrary(),
        (pair, wildcard) =>
        {
            var newest = new[] { pair, wildcard }.Where(r => r.At == (pair.At > wildcard.At ? pair.At : wildcard.At));
            return PairConsentDecider.IsBlocked(pair, wildcard) == newest.Any(r => r.Status == ConsentStatus.OptOut)
                && PairConsent.Unpack(pair.Packed) == pair;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void P8_telnyx_is_blocked_while_a_number_is_left_that_got_a_stop() => Prop.ForAll(
        Any.ListOf().ToArbitrary(), Start.ToArbitrary(),
        (acts, start) =>
        {
            var state = new ConsentModel(start);
            var origins = new HashSet<Address>();
            return acts.Where(a => a.Status == ConsentStatus.None).All(act =>
            {
                Play(state, Provider.Telnyx, act);
                switch (act.Operation)
                {
                    case Operation.Stop:
                        origins.Add(act.Number!.Value);
                        break;
                    case Operation.Start when start == StartScope.Profile:
                        origins.Clear();
                        break;
                    case Operation.Start:
                        origins.Remove(act.Number!.Value);
                        break;
                }

                return origins.SetEquals(state.OriginsOf(Alice))
                    && Numbers.All(n => state.IsBlocked(Provider.Telnyx, n, Alice) == origins.Count > 0);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void P7_a_second_stop_changes_nothing_and_is_answered_by_short_codes_only() => Prop.ForAll(
        Any.ListOf().ToArbitrary(), Gen.Elements(Numbers).ToArbitrary(), Start.ToArbitrary(),
        (acts, number, start) => new[] { Provider.RingCentral, Provider.Telnyx }.All(provider =>
        {
            var state = Played(provider, acts, start);
            state.Hear(provider, Alice, number, Operation.Stop, "STOP");
            var (pair, origins, events) = (state.PairOf(number, Alice), state.OriginsOf(Alice).ToArray(), state.Events);
            var again = state.Hear(provider, Alice, number, Operation.Stop, "STOP");
            var isAnswered = SenderTypes.Of(number) == SenderType.ShortCode;
            var reply = isAnswered ? Operation.Stop : Operation.None;
            return again == new HearDecision(ConsentChange.None, NetworkChange.None, reply)
                && state.PairOf(number, Alice) == pair
                && state.OriginsOf(Alice).SetEquals(origins)
                && state.Events == events
                && state.IsBlocked(provider, number, Alice);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void P9_every_opt_out_is_confirmed_once_and_nothing_else_is() => Prop.ForAll(
        Any.ListOf().ToArbitrary(), Start.ToArbitrary(),
        (acts, start) => new[] { Provider.RingCentral, Provider.Telnyx }.All(provider =>
        {
            var state = new ConsentModel(start);
            return acts.Where(a => a.Status == ConsentStatus.None || provider == Provider.RingCentral).All(act =>
            {
                var wasBlocked = act.Number is { } n && state.IsBlocked(provider, n, Alice);
                if (Play(state, provider, act) is not { } decision)
                {
                    return true;
                }

                // Telnyx: one opt-out of the profile, however many numbers join it.
                var isOptOut = decision.Consent == ConsentChange.OptOut
                    && (provider == Provider.RingCentral || !wasBlocked);
                var isAlways = act.Operation == Operation.Stop
                    && SenderTypes.Of(act.Number!.Value) == SenderType.ShortCode;
                return (decision.Reply == Operation.Stop) == (isOptOut || isAlways);
            });
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void P10_while_blocked_only_confirmations_help_and_truthful_welcomes_are_sent() => Prop.ForAll(
        Any.ListOf().ToArbitrary(), Start.ToArbitrary(),
        (acts, start) => new[] { Provider.RingCentral, Provider.Telnyx }.All(provider =>
        {
            var state = new ConsentModel(start);
            return acts.Where(a => a.Status == ConsentStatus.None || provider == Provider.RingCentral).All(act =>
                Play(state, provider, act) is not { } decision
                || !state.IsBlocked(provider, act.Number!.Value, Alice)
                || decision.Reply is Operation.None or Operation.Stop or Operation.Help);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void P36_the_networks_block_follows_from_the_texts_to_its_number_alone() => Prop.ForAll(
        Any.ListOf().ToArbitrary(), Start.ToArbitrary(),
        (acts, start) => new[] { Provider.RingCentral, Provider.Telnyx }.All(provider =>
        {
            var state = new ConsentModel(start);
            var isBlocked = false;
            return acts.All(act =>
            {
                Play(state, provider, act);
                if (act.Number == Numbers[2] && act is { Keyword: "STOP" or "START" or "UNSTOP" })
                {
                    isBlocked = act.Keyword == "STOP";
                }

                return Numbers.All(n => state.IsNetworkBlocked(n, Alice) == (isBlocked && n == Numbers[2]));
            });
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_input_gives_the_same_decision_and_no_operation_is_without_a_rule() => Prop.ForAll(
        Record().ToArbitrary(), Record().ToArbitrary(),
        (pair, wildcard) => Enum.GetValues<Operation>().All(operation => Enum.GetValues<SenderType>().All(sender =>
            PairConsentDecider.Hear(operation, "X", pair, wildcard, sender, false)
                == PairConsentDecider.Hear(operation, "X", pair, wildcard, sender, false)
            && OriginConsentDecider.Hear(operation, "X", new(true, 2), StartScope.SameNumber, sender, true)
                == OriginConsentDecider.Hear(operation, "X", new(true, 2), StartScope.SameNumber, sender, true))))
        .QuickCheckThrowOnFailure();

    private static ConsentModel Played(Provider provider, IEnumerable<Act> acts, StartScope start)
    {
        var state = new ConsentModel(start);
        foreach (var act in acts.Where(a => a.Status == ConsentStatus.None || provider == Provider.RingCentral))
        {
            Play(state, provider, act);
        }

        return state;
    }

    private static HearDecision? Play(ConsentModel state, Provider provider, Act act)
    {
        if (act.Status != ConsentStatus.None)
        {
            state.Set(act.Number, Alice, act.Status);
            return null;
        }

        return state.Hear(provider, Alice, act.Number!.Value, act.Operation, act.Keyword);
    }

    /// <summary>Whether somebody wishes to be out or in; null when the act is about something else.</summary>
    private static bool? WishOf(Act act) => (act.Status, act.Operation) switch
    {
        (ConsentStatus.OptOut, _) or (_, Operation.Stop) => true,
        (ConsentStatus.OptIn, _) or (_, Operation.Start) => false,
        _ => null,
    };

    private static Gen<PairConsent> Record() =>
        from status in Gen.Elements(ConsentStatus.OptOut, ConsentStatus.OptIn)
        from source in Gen.Elements(Enum.GetValues<ConsentSource>())
        from at in Gen.Choose(1, 3)
        select new PairConsent(status, source, new(at));

    /// <summary>Something that happens to one person's consent.</summary>
    /// <param name="Number">Null: a record for the whole account.</param>
    /// <param name="Status">A record by API; None: a text.</param>
    private sealed record Act(Address? Number, Operation Operation, string Keyword, ConsentStatus Status);
}
