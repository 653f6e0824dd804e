using System.Text.Json;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;
using GatewaySim.Telnyx.Numbers;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Telnyx.Profiles;

/// <summary><c>/v2/messaging_profiles</c> and what is below it but the auto-responses.</summary>
internal sealed class ProfilesEndpoint(TelnyxDoor door)
{
    public async Task PostAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        if (SettingsOf(body) is not { } settings)
        {
            door.Fail(context, body.Fault!.Value);
            return;
        }

        Answer(context, await door.Senders.CreateProfileAsync(
            new(DemoAccount.Id, settings), CancellationToken.None).ConfigureAwait(false));
    }

    public Task GetAsync(HttpContext context)
    {
        if (door.ProfileOf(context) is { } profile)
        {
            Send(context, profile);
        }
        else
        {
            door.NotFound(context);
        }

        return Task.CompletedTask;
    }

    public Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var name = query.TakeString("filter[name][eq]") ?? query.TakeString("filter[name]");
        var part = query.TakeString("filter[name][contains]");
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
            return Task.CompletedTask;
        }

        var rows = door.Senders.Directory.ListProfiles(DemoAccount.Id)
            .Where(p => name is null || p.Name == name)
            .Where(p => part is null || p.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .ToList();
        ListJson.Send(context.Response, rows, page, (json, row) => ProfileJson.Write(json, row, door.Options));
        return Task.CompletedTask;
    }

    public async Task PatchAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context.Request, door.Options).ConfigureAwait(false);
        var name = body.TakeFilledString("name", ProfileChange.NameCharsMax);
        var destinations = ProfileChange.DestinationsOf(body);
        var change = ProfileChange.Read(body, isNew: false, door.Options);
        if (body.Fault is { } fault)
        {
            door.Fail(context, fault);
            return;
        }

        if (door.ProfileOf(context) is not { } profile)
        {
            door.NotFound(context);
            return;
        }

        Answer(context, await door.Accounts.ConfigureProfileAsync(new(
            DemoAccount.Id, profile.Id, settings => change.ApplyTo(settings with
            {
                Name = name ?? settings.Name,
                WhitelistedDestinations = destinations ?? settings.WhitelistedDestinations,
            }))).ConfigureAwait(false));
    }

    /// <remarks>R16: its block rules go with it; its numbers are on no profile afterwards.</remarks>
    public async Task DeleteAsync(HttpContext context)
    {
        if (!Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id)
            || !PositionUuid.TryDecode(id, UuidKind.Profile, door.Senders.IdSalt, out _))
        {
            door.NotFound(context);
            return;
        }

        var reply = await door.Accounts.DeleteProfileAsync(
            new(DemoAccount.Id, id, door.Options.KeepProfilesInUse)).ConfigureAwait(false);
        if (reply.Verdict == Verdict.Conflict)
        {
            door.Fail(context, TelnyxErrors.ProfileInUse.Fault);
        }
        else
        {
            Answer(context, reply);
        }
    }

    public async Task RegenerateSecretAsync(HttpContext context)
    {
        if (door.ProfileOf(context) is not { } profile)
        {
            door.NotFound(context);
            return;
        }

        Answer(context, await door.Accounts.RegenerateSecretAsync(DemoAccount.Id, profile.Id).ConfigureAwait(false));
    }

    public Task NumbersAsync(HttpContext context) => ListAsync(
        context, profile => NumbersOf(profile, AddressKind.PhoneNumber),
        (rows, page) => new NumberAnswers(door).SendPageAsync(context, rows, page));

    public Task ShortCodesAsync(HttpContext context) => ListAsync(
        context, profile => NumbersOf(profile, AddressKind.ShortCode),
        (json, row) => ShortCodeJson.Write(json, row, door.Senders.IdSalt));

    public Task AlphaSendersAsync(HttpContext context) => ListAsync(
        context, profile => door.Accounts.ListAlphaSenders(DemoAccount.Id).Where(s => s.Profile == profile.Id),
        (json, row) => AlphaSenderJson.Write(json, row, door.Options));

    /// <summary>Reads the settings of a new profile.</summary>
    /// <returns>Null when the body has a fault.</returns>
    internal ProfileSettings? SettingsOf(JsonBody body)
    {
        var name = body.TakeRequiredString("name", ProfileChange.NameCharsMax);
        var destinations = ProfileChange.DestinationsOf(body);
        if (destinations is null)
        {
            body.Missing("whitelisted_destinations");
        }

        var change = ProfileChange.Read(body, isNew: true, door.Options);
        return body.Fault is null ? change.ApplyTo(new(name!, destinations!)) : null;
    }

    private IEnumerable<NumberRecord> NumbersOf(ProfileRecord profile, AddressKind kind) =>
        door.Senders.Directory.ListNumbers(DemoAccount.Id, Provider.Telnyx)
            .Where(n => n.Profile == profile.Id && n.Number.Kind == kind);

    private Task ListAsync<T>(
        HttpContext context, Func<ProfileRecord, IEnumerable<T>> rows, Action<Utf8JsonWriter, T> write) =>
        ListAsync(context, rows, (all, page) =>
        {
            ListJson.Send(context.Response, all, page, write);
            return Task.CompletedTask;
        });

    private Task ListAsync<T>(
        HttpContext context, Func<ProfileRecord, IEnumerable<T>> rows, Func<IReadOnlyList<T>, Page, Task> send)
    {
        var query = new QueryReader(context.Request.Query);
        var page = query.TakePage(door.Options);
        if (query.Fault is { } fault)
        {
            door.Fail(context, fault);
        }
        else if (door.ProfileOf(context) is not { } profile)
        {
            door.NotFound(context);
        }
        else
        {
            return send(rows(profile).ToList(), page);
        }

        return Task.CompletedTask;
    }

    private void Answer(HttpContext context, in ProfileReply reply)
    {
        if (reply.Verdict is Verdict.Accepted or Verdict.Unchanged)
        {
            Send(context, reply.Profile!);
        }
        else
        {
            door.Fail(context, reply.Verdict);
        }
    }

    private void Send(HttpContext context, ProfileRecord profile) =>
        TelnyxJson.SendOne(context.Response, json => ProfileJson.Write(json, profile, door.Options));
}
