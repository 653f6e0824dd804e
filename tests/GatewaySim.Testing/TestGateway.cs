using GatewaySim.Actors;
using GatewaySim.Actors.Pacing;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Journal;
using GatewaySim.Journal.Memory;
using GatewaySim.Journal.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.Testing;

/// <summary>
/// The real gateway with its demo account, on a journal in memory (or a given one), for tests of what is above it.
/// </summary>
public sealed class TestGateway : IDisposable
{
    private TestGateway(Gateway gateway, IJournal journal, TimeProvider time) =>
        (Gateway, Journal, Time) = (gateway, journal, time);

    public Gateway Gateway { get; }

    public ISenders Senders => Gateway;

    public IJournal Journal { get; }

    public TimeProvider Time { get; }

    /// <summary>How many events are stored: bad input must leave it as it was.</summary>
    public long EventCount => Enumerable.Range(0, Journal.Info.Shards).Sum(s => Journal.HeadOf(s).Sequence);

    public static async Task<TestGateway> StartAsync(
        GatewayOptions? gateway = null, ConsentOptions? consent = null, ShardOptions? limits = null,
        TimeProvider? time = null, IJournal? journal = null, MessagePrices? prices = null,
        PacingOptions? pacing = null, CarrierProfile? carrier = null)
    {
        time ??= TimeProvider.System;
        journal ??= new MemoryJournal(new JournalInfo(4, 1));
        var started = await Gateway.StartAsync(
            journal, time, gateway ?? new() { Carrier = "instant" }, consent ?? new(), limits ?? new(),
            NullLogger.Instance, CancellationToken.None, prices, pacing, carrier);
        return new(started, journal, time);
    }

    /// <summary>The same on SQLite in a folder.</summary>
    public static Task<TestGateway> StartOnDiskAsync(string folder, TimeProvider? time = null) =>
        StartAsync(time: time, journal: SqliteJournal.Open(folder, shards: 4));

    /// <summary>A person texts a number.</summary>
    public ValueTask<HearReply> TextAsync(string from, string to, string text, string? id = null) => Senders.HearAsync(
        new(PhoneNumber.Parse(from), Address.Parse(to), text, ExternalId: id), CancellationToken.None);

    /// <summary>Sends a batch of one text.</summary>
    public ValueTask<BatchReply> BatchAsync(string from, string text, params string[] to) => Senders.SubmitBatchAsync(
        new()
        {
            Account = DemoAccount.Id,
            From = Address.Parse(from),
            Text = System.Text.Encoding.UTF8.GetBytes(text),
            Recipients = to.Select(t => PhoneNumber.Parse(t).Value).ToArray(),
        },
        CancellationToken.None);

    public ValueTask<SendReply> SendAsync(string from, string to, string text, Guid? profile = null) =>
        Senders.SendAsync(
            new(DemoAccount.Id, Address.Parse(from), Address.Parse(to), text, profile, MessageOptions.None),
            CancellationToken.None);

    /// <summary>Sets one consent record by API; <c>*</c> for the account-wide one.</summary>
    public async ValueTask<ConsentReply> SetConsentAsync(string from, string to, ConsentStatus status) =>
        (await Senders.SetConsentsAsync(
            DemoAccount.Id,
            [new(from == "*" ? null : Address.Parse(from), PhoneNumber.Parse(to), status, ConsentSource.Api)],
            CancellationToken.None))[0];

    public void Dispose()
    {
        Gateway.Dispose();
        Journal.Dispose();
    }
}
