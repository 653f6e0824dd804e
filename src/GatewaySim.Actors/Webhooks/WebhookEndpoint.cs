using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors.Webhooks;

/// <summary>Somebody who is to be told what happens: a subscription, a profile's webhook. Immutable.</summary>
/// <remarks>
/// The provider's front door derives from this and says the rest in its words. Methods run on any thread, and several
/// at once.
/// </remarks>
/// <param name="id">Unique over all providers, and the same after a restart: <c>ringcentral/UUID</c>.</param>
/// <param name="scope">What it hears of: one profile, or an account with all its senders.</param>
/// <param name="since">Events with this stamp or an earlier one are not for it.</param>
/// <param name="kinds">Kinds of facts that it may want.</param>
public abstract class WebhookEndpoint(string id, Scope scope, Stamp since, FactKinds kinds)
{
    public string Id { get; } = id;

    public Scope Scope { get; } = scope;

    /// <summary>Whose it is: Telnyx tells of a profile, RingCentral of an account.</summary>
    public Provider Provider => Scope.Kind == ScopeKind.Profile ? Provider.Telnyx : Provider.RingCentral;

    public Stamp Since { get; } = since;

    public FactKinds Kinds { get; } = kinds;

    /// <summary>Where events usually go, to show.</summary>
    public abstract string Address { get; }

    /// <summary>Whether nothing is sent for now; what becomes due meanwhile is dropped and counted.</summary>
    public virtual bool IsSuspended => false;

    /// <summary>Whether any fact of an event can match. Cheap: keeps whole batches away.</summary>
    public virtual bool MayMatch(FactBlock block) => true;

    /// <summary>Whether a message that was sent with these options is told of.</summary>
    public virtual bool Tells(MessageOptions options) => true;

    /// <summary>Whether a fact is to be told.</summary>
    public abstract bool Matches(in Fact fact);

    /// <summary>
    /// Who gets a fact: facts of one receiver share its concurrency and wait for each other, others do not.
    /// </summary>
    public virtual string ReceiverOf(in Fact fact) => Address;

    /// <summary>Writes the request of one attempt.</summary>
    /// <param name="attempt">1 for the first.</param>
    public abstract void Write(in Fact fact, int attempt, WebhookRequest request);

    /// <summary>Judges an answer.</summary>
    /// <returns>Null when the event is delivered; else why not, in the provider's words.</returns>
    public abstract string? Judge(in WebhookAnswer answer);

    /// <summary>How long to wait after a failed attempt.</summary>
    /// <returns>Null to give up.</returns>
    public abstract TimeSpan? RetryAfter(in Fact fact, int attempt);

    /// <summary>Called after every attempt, on the thread that decides: must be quick.</summary>
    public virtual void Attempted(in Attempt attempt)
    {
    }

    /// <summary>Called after each failed attempt.</summary>
    /// <param name="since">When the attempt failed behind which none has succeeded.</param>
    public virtual void Failed(Stamp since, Stamp now, string reason)
    {
    }
}

/// <summary>An attempt that has ended.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Error">Null when the event was delivered.</param>
/// <param name="IsLast">Whether nothing follows: delivered, or given up.</param>
public readonly record struct Attempt(
    Fact Fact, int Number, WebhookRequest Request, WebhookAnswer Answer, Stamp StartedAt, Stamp EndedAt, string? Error,
    bool IsLast);

/// <summary>A provider's endpoints.</summary>
public interface IWebhookSource
{
    /// <summary>Counts up whenever <see cref="List"/> may give something else.</summary>
    int Version { get; }

    /// <summary>Every endpoint there is now.</summary>
    IReadOnlyList<WebhookEndpoint> List();

    /// <summary>Called about once a second: what comes from the clock.</summary>
    /// <returns>
    /// Facts to tell besides those of the journal, each for one endpoint: at most once, not after a restart.
    /// </returns>
    IReadOnlyList<(string Endpoint, FactBlock Facts)> Tick(Stamp now);

    /// <summary>When the clock brings something next; null for nothing.</summary>
    Stamp? NextTick(Stamp now) => null;
}
