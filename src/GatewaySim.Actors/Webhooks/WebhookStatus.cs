using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>How the delivery of webhooks stands, since the start of the process.</summary>
/// <param name="Dead">The last events that were given up, oldest first.</param>
public sealed record WebhookStatus(
    Stamp Now, IReadOnlyList<EndpointStatus> Endpoints, IReadOnlyList<DeadEvent> Dead);

/// <summary>One endpoint.</summary>
/// <param name="Behind">
/// Events of the journal that it has not read yet; it reads them when it has room. 0 while it keeps up.
/// </param>
/// <param name="Facts">Callbacks in memory: due or not, waiting or under way.</param>
/// <param name="Parked">Callbacks that are due later and only noted: they are read again when their time comes.</param>
/// <param name="Waiting">Of those in memory, due ones that wait for their turn or their next attempt.</param>
/// <param name="UnderWay">Of those, attempts under way.</param>
/// <param name="Lag">How long the oldest callback that is due and not delivered has been waiting.</param>
/// <param name="LagP50">How long after its time a callback was first sent: the middle of the last 4,096.</param>
/// <param name="LagP99">The same, of 99 in 100.</param>
/// <param name="Dropped">Became due while the endpoint was suspended.</param>
/// <param name="Redelivering">Orders to send again that are being read.</param>
/// <param name="Answers">The last answers, oldest first: every failure, and of successes at least one in 100.</param>
public sealed record EndpointStatus(
    string Id, string Address, bool IsSuspended, long Behind, int Facts, long Parked, int Waiting, int UnderWay,
    TimeSpan Lag, TimeSpan LagP50, TimeSpan LagP99, long Attempts, long Delivered, long Failed, long Dead, long Dropped,
    Stamp? FailingSince, int Redelivering, IReadOnlyList<ShownAnswer> Answers);
