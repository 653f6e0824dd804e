using GatewaySim.Domain.Consent;
using GatewaySim.Domain.Consent.Keywords;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Domain.Tests.Consent;

/// <summary>A story about consent, told to the deciders line by line.</summary>
/// <remarks>
/// <para>
/// A line is <c>provider verb from -> to words -> outcome</c>; what follows a <c>#</c> is a comment. Providers:
/// <c>rc</c>, and <c>tx</c> with one messaging profile. Verbs:
/// </para>
/// <list type="bullet">
/// <item><c>text +person -> +number body</c>: <c>opted-out</c>, <c>opted-in</c>, <c>opted-in-all</c> or
/// <c>unchanged</c>, then what the network did (<c>blocked</c>, <c>unblocked</c>), then whose reply goes out.</item>
/// <item><c>set +number -> +person opt-out</c>, RingCentral, <c>*</c> for the account-wide record: <c>set</c> or
/// <c>unchanged</c>.</item>
/// <item><c>send +number -> +person</c>: <c>allowed</c>, <c>refused</c>, or <c>stopped</c> by the network.</item>
/// </list>
/// </remarks>
internal sealed class ConsentScript
{
    private readonly ConsentModel _state;

    private ConsentScript(StartScope startScope) => _state = new(startScope);

    public static void Run(string script, StartScope startScope = StartScope.SameNumber)
    {
        var story = new ConsentScript(startScope);
        foreach (var line in script.Split('\n').Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0))
        {
            var parts = line.Split("->", StringSplitOptions.TrimEntries);
            Assert.True(parts.Length == 3, $"Not a line of a script: {line}");
            Assert.Equal($"{parts[0]} -> {parts[1]} -> {parts[2]}", $"{parts[0]} -> {parts[1]} -> {story.Play(parts)}");
        }
    }

    private string Play(string[] parts)
    {
        var first = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var second = parts[1].Split(' ', 2);
        var provider = first[0] switch
        {
            "rc" => Provider.RingCentral, "tx" => Provider.Telnyx, _ => throw new FormatException(parts[0]),
        };
        var words = second.Length > 1 ? second[1] : "";
        switch (first[1])
        {
            case "text":
                return Text(provider, PhoneNumber.Parse(first[2]), Address.Parse(second[0]), words);
            case "set":
                var status = words == "opt-out" ? ConsentStatus.OptOut : ConsentStatus.OptIn;
                Address? number = first[2] == "*" ? null : Address.Parse(first[2]);
                return _state.Set(number, PhoneNumber.Parse(second[0]), status) ? "set" : "unchanged";
            case "send":
                var (from, to) = (Address.Parse(first[2]), PhoneNumber.Parse(second[0]));
                return _state.IsBlocked(provider, from, to) ? "refused"
                    : _state.IsNetworkBlocked(from, to) ? "stopped" : "allowed";
            default:
                throw new FormatException(parts[0]);
        }
    }

    private string Text(Provider provider, PhoneNumber person, Address number, string body)
    {
        var decision = _state.Hear(provider, person, number, body);
        var consent = decision.Consent switch
        {
            ConsentChange.OptOut => "opted-out",
            ConsentChange.OptIn => "opted-in",
            ConsentChange.OptInAll => "opted-in-all",
            _ => "unchanged",
        };
        var network = decision.Network switch
        {
            NetworkChange.Block => ", blocked", NetworkChange.Unblock => ", unblocked", _ => "",
        };
        var reply = decision.Reply == Operation.None ? "" : $", {Word(decision.Reply)} reply";
        return consent + network + reply;
    }

    private static string Word(Operation operation) => operation switch
    {
        Operation.Stop => "stop", Operation.Start => "start", Operation.Help => "help", _ => "custom",
    };
}
