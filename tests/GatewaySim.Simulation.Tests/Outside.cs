using GatewaySim.Actors;
using GatewaySim.Actors.Faults;
using GatewaySim.Actors.Phones;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Reading;
using WebhookFact = GatewaySim.Actors.Webhooks.Fact;

namespace GatewaySim.Simulation.Tests;

/// <summary>
/// Who hears of a simulation from outside: receivers of webhooks, and phones that answer what arrives. Both begin anew
/// from their marks after a crash.
/// </summary>
internal sealed partial class Outside : IWebhookSource
{
    private readonly Simulation _simulation;
    private readonly Callers _callers;
    private readonly Random _random;
    private readonly WebhookOptions _webhooks;
    private readonly PhoneOptions _scripts;
    private readonly List<Receiver> _receivers = [];
    private readonly List<Delivery> _underWay = [];
    private readonly HashSet<(MessageId, bool IsFinal)> _known = [];
    private Pump? _pump;
    private PhonePump _phones = null!;
    private long _texts;
    private int _version;

    public Outside(Simulation simulation, Callers callers, Random random)
    {
        (_simulation, _callers, _random) = (simulation, callers, random);
        _webhooks = new()
        {
            ConcurrencyMax = random.Next(1, 20), WaitingMax = random.Next(1, 60), FactsMax = random.Next(20, 200),
            MarkMs = random.Next(1, 2_000),
        };
        _scripts = new()
        {
            Share = 0.8, StopProbability = 0.15, HelpProbability = 0.2, TextProbability = 0.3, Languages = "es,zh",
            DelaySeconds = 20, DelaySigma = 1, StartProbability = 0.9, StartDelaySeconds = 120, StartDelaySigma = 1,
            RepliesMax = random.Next(2, 40),
        };
    }

    int IWebhookSource.Version => _version;

    private Gateway Gateway => _simulation.Gateway;

    private Pump Pump => _pump!;

    /// <summary>Faults of webhooks and doors, some of each kind.</summary>
    public static IEnumerable<FaultRule> Order(Random random)
    {
        FaultKind[] webhooks =
        [
            FaultKind.WebhookDuplicate, FaultKind.WebhookReorder, FaultKind.WebhookLost, FaultKind.WebhookLate,
            FaultKind.WebhookCorrected,
        ];
        foreach (var kind in webhooks.Where(_ => random.Next(2) == 0))
        {
            yield return new(kind)
            {
                Chance = random.Next(1, 4) / 4.0, Count = random.Next(1, 4),
                Span = TimeSpan.FromSeconds(random.Next(1, 200)),
                Provider = (Provider)random.Next(3),
            };
        }

        foreach (var kind in ((FaultKind[])[FaultKind.Error, FaultKind.Reset]).Where(_ => random.Next(3) == 0))
        {
            yield return new(kind)
            {
                Chance = random.Next(1, 4) / 6.0, When = random.Next(2) == 0 ? FaultMoment.Before : FaultMoment.After,
                Provider = (Provider)random.Next(3),
            };
        }

        if (random.Next(3) == 0)
        {
            yield return new(FaultKind.WebhookEarly) { UntilFinal = random.Next(2) == 0 };
        }
    }

    /// <summary>From now on everybody hears, and answers.</summary>
    public void Begin()
    {
        Add(Scope.OfAccount(DemoAccount.Id), FactKinds.All);
        foreach (var profile in Gateway.Directory.ListProfiles(DemoAccount.Id))
        {
            Add(Scope.OfProfile(DemoAccount.Id, profile.Id), FactKinds.All);
        }

        _begunAt = [.. Gateway.Shards.Select(s => Gateway.Context.Tail.HeadOf(s.Number))];
        Restart();
    }

    /// <summary>After a crash: what was in memory is gone.</summary>
    public void Restart()
    {
        _underWay.Clear();
        var context = Gateway.Context;
        _pump = new(
            context.Journal, context.Tail, () => Gateway.Now, [this], _webhooks, Send, _simulation.Board);
        _phones = new(
            context.Journal, context.Tail, () => Gateway.Now, _scripts, context.Gateway.MagicNumbers, Say);
    }

    /// <summary>Whether a receiver took a callback about a message or batch.</summary>
    public bool WasTold(MessageId id, bool untilFinal) =>
        _known.Contains((Event(id), true)) || (!untilFinal && _known.Contains((Event(id), false)));

    /// <summary>Somebody outside goes on.</summary>
    public void Step()
    {
        switch (_random.Next(16))
        {
            case < 6:
                Pump.Step();
                break;
            case < 10:
                Answer(_random.Next(1, 4));
                break;
            case < 13:
                _phones.Step();
                break;
            case 13 when _receivers.Count > 0:
                Pick().IsSilent = _random.Next(3) == 0;
                break;
            case 14 when _receivers.Count > 0:
                Pick().Failing = _random.Next(3) * 40;
                break;
            case 15 when _receivers.Count < 7:
                Add(Scope.OfAccount(DemoAccount.Id), (FactKinds)_random.Next(1, 16));
                break;
        }

        CheckLimits();
    }

    /// <summary>Goes on until nothing happens at this moment.</summary>
    /// <returns>Whether a phone said something, which its number's owner has to hear.</returns>
    public bool Run()
    {
        if (_pump is null)
        {
            return false;
        }

        var texts = _texts;
        for (var quiet = 0; quiet < 2;)
        {
            var isBusy = _pump.Step() <= Gateway.Now;
            quiet = Answer(int.MaxValue) > 0 || isBusy ? 0 : quiet + 1;
        }

        _phones.Step();
        CheckLimits();
        return _texts > texts;
    }

    /// <summary>Whether everybody has heard all there is, and said all there is to say.</summary>
    public bool IsAtRest => _phones is { Waiting: 0, Behind: 0 }
        && Pump.Status().Endpoints.All(e => e is { Facts: 0, Parked: 0, Behind: 0 });

    /// <summary>Receivers that were dead or failing come back.</summary>
    public void Recover() => _receivers.ForEach(r => (r.IsSilent, r.Failing) = (false, 0));

    IReadOnlyList<WebhookEndpoint> IWebhookSource.List() => [.. _receivers];

    IReadOnlyList<(string Endpoint, FactBlock Facts)> IWebhookSource.Tick(Stamp now) => [];

    private Receiver Pick() => _receivers[_random.Next(_receivers.Count)];

    private void Add(Scope scope, FactKinds kinds)
    {
        _receivers.Add(new($"test/{_receivers.Count}", scope, Gateway.Now, kinds));
        _version++;
    }

    private void Send(Delivery delivery)
    {
        var fact = delivery.Fact;
        Property.Holds(
            "P-5", _simulation.Ledger.Find(fact.Block.Id) is not null, $"{fact.Id} is told and not durable");
        Property.Holds("P-31", Gateway.Now >= fact.Due, $"{fact.Kind} of {fact.Id} is told before its moment");
        _underWay.Add(delivery);
    }

    private int Answer(int most)
    {
        var answered = _underWay.Where(d => !((Receiver)d.Lane.Feed.Endpoint).IsSilent).Take(most).ToList();
        foreach (var delivery in answered)
        {
            _underWay.Remove(delivery);
            var receiver = (Receiver)delivery.Lane.Feed.Endpoint;
            var status = _random.Next(100) < receiver.Failing ? 500 : 200;
            if (status == 200)
            {
                Took(receiver, delivery);
            }

            delivery.Answer = new(WebhookFault.None, status, "", 0, TimeSpan.Zero);
            Pump.Ended(delivery);
        }

        return answered.Count;
    }

    private void Took(Receiver receiver, Delivery delivery)
    {
        var fact = delivery.Fact;
        receiver.Take(fact, fact.UuidOf(7));
        Extra += delivery.IsExtra ? 1 : 0;
        if (fact.Kind is FactKind.MessageSent or FactKind.BatchAccepted or FactKind.MessageFinal
            or FactKind.BatchCompleted)
        {
            var isFinal = fact.Kind is FactKind.MessageFinal or FactKind.BatchCompleted;
            _known.Add((Event(fact.Block.Batch == MessageId.None ? fact.Id : fact.Block.Batch), isFinal));
        }
    }

    private void Say(DueReply reply)
    {
        _texts++;
        _simulation.Follow(SayAsync(_phones, reply));
    }

    private async Task SayAsync(PhonePump phones, DueReply reply)
    {
        Property.Holds("P-11", Gateway.Now >= reply.Due, $"{reply.ExternalId} is said before its moment");
        phones.Ended(reply, await _callers.TellAsync(reply.ToText()).ConfigureAwait(false));
    }

    /// <summary>G7: what is kept in memory is bounded, but for what one event brings.</summary>
    private void CheckLimits()
    {
        const int OfOneEvent = 64;
        Property.Holds(
            "G7", _phones.Waiting <= _scripts.RepliesMax + OfOneEvent, $"{_phones.Waiting} answers wait");
        foreach (var endpoint in Pump.Status().Endpoints)
        {
            Property.Holds(
                "G7", endpoint.Facts <= _webhooks.FactsMax + OfOneEvent + _webhooks.WaitingMax * 8,
                $"{endpoint.Facts} facts of {endpoint.Id} are in memory");
        }
    }

    private static MessageId Event(MessageId id) => MessageId.At(id.Shard, id.Sequence);

    /// <summary>Somebody who is told, and may be dead for a while, or refuse some.</summary>
    private sealed class Receiver(string id, Scope scope, Stamp since, FactKinds kinds)
        : WebhookEndpoint(id, scope, since, kinds)
    {
        private readonly Dictionary<Guid, (MessageId Id, FactKind Kind, Outcome? Correction)> _events = [];

        public bool IsSilent { get; set; }

        /// <summary>How many of a hundred are refused.</summary>
        public int Failing { get; set; }

        public Dictionary<Guid, (MessageId Id, FactKind Kind, Outcome? Correction)> Events => _events;

        public override string Address => $"http://{Id}.example/";

        public override bool Matches(in WebhookFact fact) => true;

        public void Take(in WebhookFact fact, Guid uuid)
        {
            var what = (fact.Id, fact.Kind, fact.Correction);
            Property.Holds(
                "P-31", !_events.TryGetValue(uuid, out var known) || known == what, $"{uuid} is two events: {what}");
            _events[uuid] = what;
        }

        public override void Write(in WebhookFact fact, int attempt, WebhookRequest request)
        {
        }

        public override string? Judge(in WebhookAnswer answer) => answer.IsSuccess ? null : "refused";

        public override TimeSpan? RetryAfter(in WebhookFact fact, int attempt) =>
            TimeSpan.FromSeconds(Math.Min(attempt, 30));
    }
}
