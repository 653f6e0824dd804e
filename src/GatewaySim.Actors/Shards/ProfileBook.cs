using System.Diagnostics;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;

namespace GatewaySim.Actors.Shards;

/// <summary>The Telnyx profiles of an account with all that belongs to them, as its owner holds them.</summary>
internal sealed class ProfileBook(int account)
{
    private readonly Dictionary<Guid, ProfileRecord> _profiles = [];
    private readonly Dictionary<Guid, AlphaSenderRecord> _senders = [];

    public IEnumerable<ProfileRecord> All => _profiles.Values;

    public IEnumerable<AlphaSenderRecord> AlphaSenders => _senders.Values;

    public int Count => _profiles.Count;

    public ProfileRecord? Find(Guid id) => _profiles.GetValueOrDefault(id);

    public AlphaSenderRecord? FindAlphaSender(Guid id) => _senders.GetValueOrDefault(id);

    public void Evolve(Stamp at, GatewayEvent @event)
    {
        switch (@event)
        {
            case ProfileCreated e:
                _profiles[e.Id] = new(e.Id, account, SettingsOf(e), at, at);
                break;
            case ProfileConfigured e:
                Change(e.Id, p => p with { Settings = e.Settings, UpdatedAt = at });
                break;
            case ProfileSecretRegenerated e:
                Change(e.Id, p => p with { Settings = p.Settings with { V1Secret = e.Secret }, UpdatedAt = at });
                break;
            case ProfileDeleted e:
                Delete(e.Id);
                break;
            case AutoResponseSet e:
                Change(e.Profile, p => p with { AutoResponses = WithResponse(p.AutoResponses, e, at) });
                break;
            case AutoResponseRemoved e:
                Change(e.Profile, p => p with { AutoResponses = [.. p.AutoResponses.Where(a => a.Id != e.Id)] });
                break;
            case AlphaSenderCreated e:
                _senders[e.Id] = new(e.Id, account, e.Profile, e.Name, e.LongCodeFallback, at);
                break;
            case AlphaSenderDeleted e:
                _senders.Remove(e.Id);
                break;
            default:
                throw new UnreachableException($"Profiles have no transition for {@event.GetType().Name}.");
        }
    }

    public void Write(PayloadWriter writer)
    {
        writer.Varint((long)_profiles.Count);
        foreach (var profile in _profiles.Values.OrderBy(p => p.CreatedAt))
        {
            writer.Guid(profile.Id);
            ProfileSettingsCodec.Write(writer, profile.Settings);
            writer.Stamp(profile.CreatedAt);
            writer.Stamp(profile.UpdatedAt);
            writer.Varint((long)profile.AutoResponses.Count);
            foreach (var response in profile.AutoResponses)
            {
                Write(writer, response);
            }
        }

        writer.Varint((long)_senders.Count);
        foreach (var sender in _senders.Values.OrderBy(s => s.CreatedAt))
        {
            writer.Guid(sender.Id);
            writer.Guid(sender.Profile);
            writer.Text(sender.Name);
            writer.OptionalText(sender.LongCodeFallback);
            writer.Stamp(sender.CreatedAt);
        }
    }

    public void Read(ref PayloadReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            var profile = new ProfileRecord(
                reader.Guid(), account, ProfileSettingsCodec.Read(ref reader), reader.Stamp(), reader.Stamp());
            var responses = new AutoResponseRecord[reader.Int()];
            for (var i = 0; i < responses.Length; i++)
            {
                responses[i] = ReadResponse(ref reader, profile.Id);
            }

            _profiles[profile.Id] = profile with { AutoResponses = responses };
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            var sender = new AlphaSenderRecord(
                reader.Guid(), account, reader.Guid(), reader.Text(), reader.OptionalText(), reader.Stamp());
            _senders[sender.Id] = sender;
        }
    }

    /// <summary>Reads what was written before profiles had more than their first members.</summary>
    public void ReadFirstForm(ref PayloadReader reader)
    {
        for (var left = reader.Int(); left > 0; left--)
        {
            var id = reader.Guid();
            var settings = new ProfileSettings(reader.Text(), reader.Texts())
            {
                Enabled = reader.Bool(),
                WebhookUrl = reader.OptionalText(),
                WebhookFailoverUrl = reader.OptionalText(),
                WebhookApiVersion = reader.Text(),
            };
            _profiles[id] = new(id, account, settings, reader.Stamp(), reader.Stamp());
        }
    }

    private static ProfileSettings SettingsOf(ProfileCreated e) => new(e.Name, e.WhitelistedDestinations)
    {
        Enabled = e.Enabled,
        WebhookUrl = e.WebhookUrl,
        WebhookFailoverUrl = e.WebhookFailoverUrl,
        WebhookApiVersion = e.WebhookApiVersion,
    };

    /// <summary>A replaced configuration keeps its place and the time of its creation.</summary>
    private static AutoResponseRecord[] WithResponse(
        IReadOnlyList<AutoResponseRecord> known, AutoResponseSet e, Stamp at)
    {
        var replaced = known.FirstOrDefault(a => a.Id == e.Id);
        var set = new AutoResponseRecord(
            e.Id, e.Profile, e.Op, e.Keywords, e.Country, e.ReplyText, replaced?.CreatedAt ?? at, at);
        return replaced is null ? [.. known, set] : [.. known.Select(a => a.Id == e.Id ? set : a)];
    }

    private static void Write(PayloadWriter writer, AutoResponseRecord response)
    {
        writer.Guid(response.Id);
        writer.Byte((byte)response.Op);
        writer.Texts(response.Keywords);
        writer.Varint((ulong)response.Country.Value);
        writer.OptionalText(response.ReplyText);
        writer.Stamp(response.CreatedAt);
        writer.Stamp(response.UpdatedAt);
    }

    private static AutoResponseRecord ReadResponse(ref PayloadReader reader, Guid profile) => new(
        reader.Guid(), profile, (AutoResponseOp)reader.Byte(), reader.Texts(),
        Region.FromStored((ushort)reader.Varint()), reader.OptionalText(), reader.Stamp(), reader.Stamp());

    private void Change(Guid id, Func<ProfileRecord, ProfileRecord> change) =>
        _profiles[id] = change(_profiles[id]);

    private void Delete(Guid id)
    {
        _profiles.Remove(id);
        foreach (var sender in _senders.Values.Where(s => s.Profile == id).ToList())
        {
            _senders.Remove(sender.Id);
        }
    }
}
