using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>The webhook subscriptions of an account, as its owner holds them.</summary>
/// <remarks>
/// Expiry is computed, not an event: a subscription is there until its time, and its room is free when the next one is
/// created.
/// </remarks>
internal sealed class SubscriptionBook(int account)
{
    private readonly Dictionary<Guid, SubscriptionRecord> _records = [];

    public IEnumerable<SubscriptionRecord> All => _records.Values;

    public SubscriptionRecord? Find(Guid id, Stamp now) =>
        _records.TryGetValue(id, out var record) && record.ExpiresAt > now ? record : null;

    public int CountLiving(Stamp now) => _records.Values.Count(r => r.ExpiresAt > now);

    public void Evolve(Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case SubscriptionCreated e:
                foreach (var expired in _records.Values.Where(r => r.ExpiresAt <= at).ToList())
                {
                    _records.Remove(expired.Id);
                }

                _records[e.Id] = new(
                    e.Id, account, e.EventFilters, e.Address, e.VerificationToken, e.ExpiresIn, at, at);
                break;
            case SubscriptionRenewed e:
                Change(e.Id, r => r with
                {
                    EventFilters = e.EventFilters, ExpiresIn = e.ExpiresIn, RenewedAt = at,
                });
                break;
            case SubscriptionBlacklisted e:
                Change(e.Id, r => r with { BlacklistedAt = at, BlacklistReason = e.Reason });
                break;
            case SubscriptionActivated e:
                Change(e.Id, r => r with { BlacklistedAt = null, BlacklistReason = null });
                break;
            case SubscriptionDeleted e:
                _records.Remove(e.Id);
                break;
            default:
                throw new UnreachableException($"Subscriptions have no transition for {@event.GetType().Name}.");
        }
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint((long)_records.Count);
        foreach (var record in _records.Values.OrderBy(r => r.CreatedAt))
        {
            writer.Guid(record.Id);
            writer.Texts(record.EventFilters);
            writer.Text(record.Address);
            writer.OptionalText(record.VerificationToken);
            writer.Varint((long)record.ExpiresIn);
            writer.Stamp(record.CreatedAt);
            writer.Stamp(record.RenewedAt);
            writer.Stamp(record.BlacklistedAt ?? Stamp.None);
            writer.OptionalText(record.BlacklistReason);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            var record = new SubscriptionRecord(
                reader.Guid(), account, reader.Texts(), reader.Text(), reader.OptionalText(), reader.Int(),
                reader.Stamp(), reader.Stamp());
            var blacklistedAt = reader.Stamp();
            var reason = reader.OptionalText();
            _records[record.Id] = blacklistedAt == Stamp.None
                ? record
                : record with { BlacklistedAt = blacklistedAt, BlacklistReason = reason };
        }
    }

    private void Change(Guid id, Func<SubscriptionRecord, SubscriptionRecord> change) =>
        _records[id] = change(_records[id]);
}
