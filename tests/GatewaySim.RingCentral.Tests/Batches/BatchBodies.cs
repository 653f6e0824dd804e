using System.Text;

namespace GatewaySim.RingCentral.Tests.Batches;

/// <summary>Batch bodies by a grammar that favours what could go wrong. The same seed gives the same bodies.</summary>
internal sealed class BatchBodies(int seed)
{
    private static readonly string[] Numbers =
    [
        "+16505550101", "+15552000001", "+19999999999", "+10000000000", "16505550101", "+4088070206", "+442079460000",
        "+1650555010", "+165055501012", "", "+", "+1650555010x", " +16505550101", "+1650555:101", "+1650555/101",
        @"\u002b16505550101", @"+1650555010\u0031", @"\ud800", @"\ud83d\ude00", @"\udc00\ud800x", @"\u0000", "ünï",
        @"+1\/6505550101", @"\ud800\u0041", """\"\"\\""",
    ];

    private static readonly string[] Texts =
    [
        "hi", "", " ", "äöü €", "12345678901234567890", "123456789012345678901",
        "😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀.", @"a\nb",
        @"\u00e9", @"\ud83d\ude00", @"\ud83d", @"\ude00", @"\u0000", """\\\"\/\b\f\r\t""", "]}", "},{",
        @"\ud83d\ud83d\ude00",
        @"1234567890123456789\u0061", @"1234567890123456789\u0061b", "\u007f", "\uffff",
    ];

    private static readonly string[] Oddities =
    [
        "null", "true", "5", "1e400", "{}", "[]", "[[]]", """{"to":["+16505550101"]}""", "\"x\"", "[null]", "-0",
        "[1,{}]",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = Encoding.UTF8.GetBytes(Root());
        if (Chance(3))
        {
            for (var n = _random.Next(1, 4); n > 0 && bytes.Length > 0; n--)
            {
                bytes = Damage(bytes);
            }
        }

        return bytes;
    }

    private string Root()
    {
        var members = new List<string>();
        Put("from", () => Quoted(Chance(12) ? Pick(Numbers) : "+16505550100"), 30);
        Put("text", () => Quoted(Chance(5) ? Pick(Texts) : "hello"), 6);
        Put("messages", Messages, 30);
        Put(Chance(2) ? "other" : @"\u0066rom2", () => Chance(40) ? Deep() : Pick(Oddities), 2);
        if (Chance(10))
        {
            // A second member of the same name: the last counts.
            Put("messages", Chance(3) ? () => Pick(Oddities) : Messages, 100);
        }

        if (Chance(40))
        {
            Put(Pick([@"\ud800", @"\u0074ext", "", @"fro\u006d"]), () => Quoted(Pick(Texts)), 100);
        }

        var order = members.ToArray();
        _random.Shuffle(order);
        return $"{Space()}{{{Space()}{string.Join($"{Space()},{Space()}", order)}{Space()}}}{Space()}";

        void Put(string name, Func<string> value, int oddsToLeaveOut)
        {
            if (!Chance(oddsToLeaveOut))
            {
                members.Add($"\"{name}\"{Space()}:{Space()}{(Chance(40) ? Pick(Oddities) : value())}");
            }
        }
    }

    private string Messages()
    {
        var compact = Chance(2);
        var elements = Enumerable.Range(0, _random.Next(0, Chance(8) ? 24 : 6)).Select(_ => Element(compact));
        return compact ? $"[{string.Join(',', elements)}]"
            : $"[{Space()}{string.Join($"{Space()},{Space()}", elements)}{Space()}]";
    }

    private string Element(bool compact)
    {
        if (compact && !Chance(6))
        {
            return $"{{\"to\":[\"+1{_random.NextInt64(1_000_000_000, 9_999_999_999)}\"]}}";
        }

        if (Chance(40))
        {
            return Pick(Oddities);
        }

        var members = new List<string>();
        if (!Chance(40))
        {
            var number = Chance(4) ? Pick(Numbers) : Numbers[0];
            members.Add($"\"{(Chance(20) ? @"t\u006f" : "to")}\"{Space()}:{Space()}{To(number)}");
        }

        if (Chance(2))
        {
            var text = Chance(30) ? Pick(Oddities) : Quoted(Chance(3) ? Pick(Texts) : "own");
            members.Add($"\"text\"{Space()}:{Space()}{text}");
        }

        if (Chance(15))
        {
            members.Add($"\"{Pick(["x", "to", "text", "tO", @"\ud800"])}\":{Pick(Oddities)}");
        }

        var order = members.ToArray();
        _random.Shuffle(order);
        return $"{{{Space()}{string.Join($"{Space()},{Space()}", order)}{Space()}}}";
    }

    private string To(string number) => _random.Next(40) switch
    {
        0 => "[]",
        1 => $"[{Quoted(number)},{Quoted(number)}]",
        2 => Pick(Oddities),
        3 => $"[{Quoted(number)},null]",
        4 => $"[{{\"phoneNumber\":{Quoted(number)}}}]",
        _ => $"[{Space()}{Quoted(number)}{Space()}]",
    };

    private string Deep()
    {
        var depth = _random.Next(55, 70);
        return new string('[', depth) + new string(']', depth);
    }

    private byte[] Damage(byte[] bytes)
    {
        var at = _random.Next(bytes.Length);
        var list = bytes.ToList();
        switch (_random.Next(5))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(at, (byte)Pick("{}[],:\"\\0 +x\n\0".ToCharArray()));
                break;
            case 2:
                list[at] = (byte)_random.Next(256);
                break;
            case 3:
                list.RemoveRange(at, list.Count - at);
                break;
            default:
                list.InsertRange(at, bytes.AsSpan(at, Math.Min(bytes.Length - at, _random.Next(1, 30))).ToArray());
                break;
        }

        return [.. list];
    }

    private static string Quoted(string text) => $"\"{text}\"";

    private string Space() => Chance(6) ? Pick([" ", "\n", "\r\n\t", "  "]) : "";

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] all) => all[_random.Next(all.Length)];
}
