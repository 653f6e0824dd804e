using GatewaySim.Actors;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Telnyx.Webhooks;

/// <summary>Telnyx's endpoints: every profile that has a webhook, or may have messages with one of their own.</summary>
internal sealed class ProfileWebhooks(WebhookDoor door, IMarks marks) : IWebhookSource
{
    /// <summary>Kept when the first message with an address of its own comes.</summary>
    private const string OwnUrlsMark = "telnyx-own-urls";

    private readonly Dictionary<Guid, Stamp> _since = [];
    private readonly Stamp _startedAt = door.Senders.Now;
    private volatile bool _hasOwnUrls = marks.FindMark(OwnUrlsMark) is not null;
    private int _ownVersion;

    public int Version => door.Senders.Directory.Version + Volatile.Read(ref _ownVersion);

    /// <summary>
    /// Says that a message with an address of its own is about to be sent: from now on all profiles are listened to.
    /// </summary>
    public void ExpectOwnUrls()
    {
        if (!_hasOwnUrls)
        {
            _hasOwnUrls = true;
            marks.KeepMark(OwnUrlsMark, [1]);
            Interlocked.Increment(ref _ownVersion);
        }
    }

    public IReadOnlyList<WebhookEndpoint> List()
    {
        var endpoints = new List<WebhookEndpoint>();
        foreach (var profile in door.Senders.Directory.ListProfiles(DemoAccount.Id))
        {
            if (!_hasOwnUrls && string.IsNullOrEmpty(profile.WebhookUrl))
            {
                _since.Remove(profile.Id);
                continue;
            }

            // Who gets an address while the program runs hears of what comes from then on; who had one before, of all
            // that was not told yet.
            if (!_since.TryGetValue(profile.Id, out var since))
            {
                since = profile.UpdatedAt <= _startedAt ? profile.CreatedAt : profile.UpdatedAt;
                _since.Add(profile.Id, since);
            }

            endpoints.Add(new ProfileEndpoint(profile, since, door));
        }

        return endpoints;
    }

    public IReadOnlyList<(string Endpoint, FactBlock Facts)> Tick(Stamp now) => [];
}
