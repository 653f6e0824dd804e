using System.Text.Json;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Accounts;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal.Codec;
using GatewaySim.Journal.Dumping;
using GatewaySim.Testing;

namespace GatewaySim.Actors.Tests;

/// <summary>What is kept about a Telnyx account: through a change, a repeat, a deletion and a restart.</summary>
public sealed class TelnyxAccountTests : IAsyncLifetime
{
    private static readonly ProfileSettings Full = new("Full", ["US", "GB"])
    {
        Enabled = false,
        WebhookUrl = "https://w.example",
        NumberPool = new(1.5, 0, true, true, true),
        UrlShortener = new("s.example", "p", true, false),
        AlphaSender = "Shop 24",
        DailySpendLimit = 25.50m,
        IsSpendLimited = true,
        MmsTranscoding = true,
        SmartEncoding = true,
        V1Secret = "secret",
        Features = "{}",
    };

    private readonly TemporaryFolder _folder = new();
    private TestGateway _gateway = null!;

    private ITelnyxAccounts Accounts => _gateway.Gateway;

    private IDirectory Directory => _gateway.Senders.Directory;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartOnDiskAsync(_folder.Path);

    public ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_setting_is_there_after_a_restart()
    {
        var made = await CreateAsync(Full);
        Assert.True(Full.Says(made.Settings));
        var second = await CreateAsync(new("Second", ["*"]));
        await Accounts.ConfigureProfileAsync(new(DemoAccount.Id, second.Id, s => s with { AlphaSender = "B" }));
        await Accounts.RegenerateSecretAsync(DemoAccount.Id, second.Id);
        await Accounts.SetAutoResponseAsync(Stop(second.Id, "PARAR"));
        await Accounts.CreateAlphaSenderAsync(new(DemoAccount.Id, second.Id, "Shop", "+13125550100"));
        await Accounts.ConfigureNumberAsync(new(
            DemoAccount.Id, Provider.Telnyx, DemoAccount.TelnyxNumbers[0], s => s with { Tags = ["a"] }));
        var (before, dump) = (Shown(), Dumped());

        _gateway.Dispose();
        _gateway = await TestGateway.StartOnDiskAsync(_folder.Path);
        Assert.Equal(before, Shown());
        Assert.Equal(dump, Dumped());
    }

    [Fact]
    public async Task A_repeat_stores_nothing()
    {
        var profile = await CreateAsync(Full);
        var set = await Accounts.SetAutoResponseAsync(Stop(profile.Id, "PARAR"));
        await Accounts.ConfigureNumberAsync(Tagged("a"));
        var events = _gateway.EventCount;

        var again = await Accounts.ConfigureProfileAsync(new(DemoAccount.Id, profile.Id, _ => Full));
        Assert.Equal(Verdict.Unchanged, again.Verdict);
        var same = await Accounts.SetAutoResponseAsync(
            Stop(profile.Id, "PARAR") with { Id = set.AutoResponse!.Id });
        Assert.Equal((Verdict.Unchanged, set.AutoResponse), (same.Verdict, same.AutoResponse));
        Assert.Equal(Verdict.Unchanged, (await Accounts.ConfigureNumberAsync(Tagged("a"))).Verdict);
        Assert.Equal(events, _gateway.EventCount);
    }

    [Fact]
    public async Task R16_a_deleted_profile_takes_its_rules_along_and_leaves_its_numbers()
    {
        var profile = await CreateAsync(new("Spring", ["*"]));
        var number = DemoAccount.TelnyxNumbers[0];
        await AssignAsync(number, profile.Id);
        await Accounts.SetAutoResponseAsync(Stop(profile.Id, "PARAR"));
        var sender = await Accounts.CreateAlphaSenderAsync(new(DemoAccount.Id, profile.Id, "Shop", null));
        await _gateway.TextAsync("+15552000001", $"{number}", "STOP");
        await _gateway.TextAsync("+15552000002", $"{number}", "stop");
        Assert.Equal(2, CountOptOuts());

        var used = await Accounts.DeleteProfileAsync(new(DemoAccount.Id, profile.Id, OnlyUnused: true));
        Assert.Equal((Verdict.Conflict, 2), (used.Verdict, CountOptOuts()));
        var gone = await Accounts.DeleteProfileAsync(new(DemoAccount.Id, profile.Id, OnlyUnused: false));
        Assert.Equal((Verdict.Accepted, "Spring"), (gone.Verdict, gone.Profile!.Name));
        Assert.Null(Directory.FindProfile(profile.Id));
        Assert.Null(Directory.FindNumber(Provider.Telnyx, number)!.Profile);
        Assert.Null(Accounts.FindAlphaSender(sender.Sender!.Id));
        Assert.Equal(0, CountOptOuts());
        Assert.Equal(Verdict.NotFound, (await _gateway.TextAsync("+15552000001", $"{number}", "STOP")).Verdict);
        Assert.Equal(
            Verdict.NotFound, (await Accounts.DeleteProfileAsync(new(DemoAccount.Id, profile.Id, false))).Verdict);

        // The person stopped that programme, not the number: on another profile it may text again.
        var other = await CreateAsync(new("Summer", ["*"]));
        await AssignAsync(number, other.Id);
        Assert.Equal(Verdict.Accepted, (await _gateway.SendAsync($"{number}", "+15552000001", "hi")).Verdict);
    }

    [Fact]
    public async Task R16_a_text_that_comes_after_the_deletion_leaves_no_rule()
    {
        var profile = await CreateAsync(new("Spring", ["*"]));
        var number = DemoAccount.TelnyxNumbers[0];
        await AssignAsync(number, profile.Id);
        var scope = _gateway.Gateway.ScopeOf(Provider.Telnyx, number).Scope!;
        var late = new Ingress(new(), _gateway.Gateway.Context.Directory).Classify(
            scope, new(PhoneNumber.Parse("+15552000001"), number, "STOP"));
        await Accounts.DeleteProfileAsync(new(DemoAccount.Id, profile.Id, OnlyUnused: false));
        var events = _gateway.EventCount;
        Assert.Equal(Verdict.NotFound, (await _gateway.Gateway.PostAsync(late)).Verdict);
        Assert.Equal((events, 0), (_gateway.EventCount, CountOptOuts()));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var (nobody, account) = (Guid.NewGuid(), DemoAccount.Id);
        Assert.Equal(Verdict.NotFound, (await Accounts.ConfigureProfileAsync(new(account, nobody, s => s))).Verdict);
        Assert.Equal(Verdict.NotFound, (await Accounts.RegenerateSecretAsync(account, nobody)).Verdict);
        Assert.Equal(Verdict.NotFound, (await Accounts.SetAutoResponseAsync(Stop(nobody, "PARAR"))).Verdict);
        Assert.Equal(Verdict.NotFound, (await Accounts.RemoveAutoResponseAsync(account, nobody, nobody)).Verdict);
        Assert.Equal(
            Verdict.NotFound, (await Accounts.CreateAlphaSenderAsync(new(account, nobody, "Shop", null))).Verdict);
        Assert.Equal(Verdict.NotFound, (await Accounts.DeleteAlphaSenderAsync(account, nobody)).Verdict);
        Assert.Equal(Verdict.UnknownSender, (await Accounts.ConfigureNumberAsync(new(
            account, Provider.Telnyx, Address.Parse("+13125550199"), s => s))).Verdict);
    }

    /// <summary>A snapshot of the second version, made by hand: what people have on their disks.</summary>
    [Fact]
    public void A_snapshot_from_before_is_read()
    {
        var (profile, number) = (Guid.NewGuid(), DemoAccount.TelnyxNumbers[0]);
        var writer = new PayloadWriter();
        writer.Byte(2);
        writer.Varint(0L);
        writer.Varint(1L);
        writer.Guid(profile);
        writer.Text("Old");
        writer.Texts(["US"]);
        writer.Bool(true);
        writer.OptionalText("https://w.example");
        writer.OptionalText(null);
        writer.Text("2");
        writer.Stamp(new(1));
        writer.Stamp(new(1));
        writer.Varint(1L);
        writer.Varint(MessageId.At(0, 2).Value);
        writer.Byte((byte)Provider.Telnyx);
        writer.Address(number);
        writer.OptionalGuid(profile);
        writer.Stamp(new(2));
        writer.Stamp(new(2));
        writer.Varint(0L);

        var entity = new AccountEntity(Scope.OfAccount(DemoAccount.Id), _gateway.Gateway.Context);
        entity.Restore(new(2, writer.Written.ToArray()));
        var read = entity.Profiles.Find(profile)!;
        Assert.True(new ProfileSettings("Old", ["US"]) { WebhookUrl = "https://w.example" }.Says(read.Settings));
        Assert.Equal(profile, entity.FindNumber(Provider.Telnyx, number)!.Profile);
        Assert.Equal(NumberSettings.Default, entity.FindNumber(Provider.Telnyx, number)!.Settings);
    }

    [Fact]
    public void A_snapshot_is_read_as_it_was_written()
    {
        var (profile, part, number) = (Guid.NewGuid(), Guid.NewGuid(), DemoAccount.TelnyxNumbers[0]);
        var first = new AccountEntity(Scope.OfAccount(DemoAccount.Id), _gateway.Gateway.Context);
        GatewayEvent[] events =
        [
            new ProfileCreated(profile, "p", ["*"], true, null, null, "2"), new ProfileConfigured(profile, Full),
            new AutoResponseSet(profile, part, AutoResponseOp.Help, ["AIDE"], Region.Canada, "Call 1-800-555-0100."),
            new AlphaSenderCreated(part, profile, "Shop", "+13125550100"),
            new NumberAssigned(Provider.Telnyx, number, profile),
            new NumberConfigured(Provider.Telnyx, number, new("P2P", ["a", "b"])),
        ];
        for (var n = 0; n < events.Length; n++)
        {
            first.Apply(n + 1, new(n + 1), events[n]);
        }

        var written = StateOf(first);
        var second = new AccountEntity(first.Scope, _gateway.Gateway.Context);
        second.Restore(new(events.Length, written));
        Assert.Equal(written, StateOf(second));
        Assert.True(Full.Says(second.Profiles.Find(profile)!.Settings));
        Assert.Equal(
            JsonSerializer.Serialize(first.Profiles.Find(profile)),
            JsonSerializer.Serialize(second.Profiles.Find(profile)));
        Assert.Equal(["a", "b"], second.FindNumber(Provider.Telnyx, number)!.Settings.Tags);

        static byte[] StateOf(AccountEntity entity)
        {
            var writer = new PayloadWriter();
            entity.WriteState(writer);
            return writer.Written.ToArray();
        }
    }

    private static SetAutoResponse Stop(Guid profile, string keyword) => new(
        DemoAccount.Id, profile, null, AutoResponseOp.Stop, [keyword], Region.Global, "No more texts from this shop.");

    private static ConfigureNumber Tagged(string tag) => new(
        DemoAccount.Id, Provider.Telnyx, DemoAccount.TelnyxNumbers[0], s => s with { Tags = [tag] });

    private async Task<ProfileRecord> CreateAsync(ProfileSettings settings)
    {
        var reply = await _gateway.Senders.CreateProfileAsync(
            new(DemoAccount.Id, settings), TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Accepted, reply.Verdict);
        return reply.Profile!;
    }

    private async Task AssignAsync(Address number, Guid profile)
    {
        var reply = await _gateway.Senders.AssignNumberAsync(
            new(DemoAccount.Id, Provider.Telnyx, number, profile), TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Accepted, reply.Verdict);
    }

    private int CountOptOuts() => _gateway.Senders.Read.CountConsents(new(
        Provider.Telnyx, DemoAccount.Id, null, null, [], [], ConsentStatus.OptOut, null, null, null, 0, 1));

    private string Shown() => JsonSerializer.Serialize(new
    {
        Profiles = Directory.ListProfiles(DemoAccount.Id),
        Numbers = Directory.ListNumbers(DemoAccount.Id, Provider.Telnyx).Select(
            n => new { Number = n.Number.ToString(), n.Profile, n.Settings, n.UpdatedAt }),
        Senders = Accounts.ListAlphaSenders(DemoAccount.Id),
    });

    private string Dumped()
    {
        using var writer = new StringWriter();
        Dump.Write(_gateway.Journal, writer);
        return writer.ToString();
    }
}
