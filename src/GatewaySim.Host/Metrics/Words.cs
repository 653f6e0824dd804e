using System.Diagnostics;
using GatewaySim.Actors.Counting;
using GatewaySim.Domain;
using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Host.Metrics;

/// <summary>The words of labels. Dashboards and alarms are made of them, so they stay when names in the code change.
/// </summary>
internal static class Words
{
    public static string Of(Provider provider) => provider switch
    {
        Provider.RingCentral => "ringcentral",
        Provider.Telnyx => "telnyx",
        _ => throw new UnreachableException($"Nothing is counted for {provider}."),
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Delivered => "delivered",
        Outcome.Unconfirmed => "unconfirmed",
        Outcome.Unroutable => "unroutable",
        Outcome.Unreachable => "unreachable",
        Outcome.Spam => "spam",
        Outcome.CarrierDown => "carrier_down",
        Outcome.CarrierOptOut => "carrier_opt_out",
        Outcome.Blocked => "blocked",
        Outcome.SpendLimited => "spend_limited",
        Outcome.Expired => "expired",
        Outcome.DailyCapped => "daily_capped",
        Outcome.SenderFlagged => "sender_flagged",
        Outcome.ShortenedLink => "shortened_link",
        Outcome.RateLimited => "rate_limited",
        Outcome.VolumeLimited => "volume_limited",
        Outcome.Unregistered => "unregistered",
        Outcome.SpamAtt => "spam_att",
        Outcome.UnroutableUpstream => "unroutable_upstream",
        _ => throw new UnreachableException($"No message ends {outcome}."),
    };

    public static string Of(Operation operation) => operation switch
    {
        Operation.None => "none",
        Operation.Stop => "stop",
        Operation.Start => "start",
        Operation.Help => "help",
        Operation.Custom => "custom",
        _ => throw new UnreachableException($"No text asks for {operation}."),
    };

    public static string Of(ConsentRecordKind kind) => kind switch
    {
        ConsentRecordKind.Pair => "pair",
        ConsentRecordKind.Account => "account",
        ConsentRecordKind.Profile => "profile",
        ConsentRecordKind.Network => "network",
        _ => throw new UnreachableException($"No record is {kind}."),
    };

    public static string Of(ConsentStatus status) => status switch
    {
        ConsentStatus.OptOut => "opt_out",
        ConsentStatus.OptIn => "opt_in",
        _ => throw new UnreachableException($"No change is {status}."),
    };

    public static string Of(ConsentSource source) => source switch
    {
        ConsentSource.Recipient => "recipient",
        ConsentSource.Api => "api",
        ConsentSource.Upstream => "upstream",
        ConsentSource.Carrier => "carrier",
        _ => throw new UnreachableException($"Nobody is {source}."),
    };
}
