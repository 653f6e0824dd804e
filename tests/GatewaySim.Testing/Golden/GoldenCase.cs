namespace GatewaySim.Testing.Golden;

/// <summary>One request with the whole answer that it must get.</summary>
/// <param name="Lead">The lines before the answer, as they stand in the file.</param>
/// <param name="Expected">The answer: its status, the headers that matter, its body.</param>
public sealed record GoldenCase(IReadOnlyList<string> Lead, string Expected)
{
    private const string TitleMark = "### ";
    private const string OrderMark = "@";
    private const string RepeatOrder = "repeat ";

    /// <summary>What it is about.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What happens before the request: <c>@text</c>, <c>@wait</c> and so on, without the mark.</summary>
    public IReadOnlyList<string> Orders { get; private init; } = [];

    /// <summary>How often the call is made before the one that counts.</summary>
    public int RepeatCount => Orders.Where(o => o.StartsWith(RepeatOrder, StringComparison.Ordinal))
        .Sum(o => int.Parse(o[RepeatOrder.Length..], System.Globalization.CultureInfo.InvariantCulture));

    public string Method { get; private init; } = "";

    /// <summary>With its query.</summary>
    public string Path { get; private init; } = "";

    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    public string Body { get; private init; } = "";

    /// <summary>The HTTP status that is expected.</summary>
    public int Status => int.Parse(Expected[..3], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads what stands before the answer.</summary>
    public static GoldenCase Read(IReadOnlyList<string> lead, string expected)
    {
        var start = 0;
        while (IsMark(lead[start]) || lead[start].Length == 0)
        {
            start++;
        }

        var request = lead[start].Split(' ', 2);
        var headers = lead.Skip(start + 1).TakeWhile(l => l.Length > 0)
            .Select(l => l.Split(':', 2)).Select(h => (h[0], h[1].Trim())).ToList();
        return new(lead, expected)
        {
            Title = lead.Take(start).Last(l => l.StartsWith(TitleMark, StringComparison.Ordinal))[TitleMark.Length..],
            Orders = [.. lead.Take(start).Where(IsOrder).Select(l => l[OrderMark.Length..])],
            Method = request[0],
            Path = request[1],
            Headers = headers,
            Body = string.Join('\n', lead.Skip(start + 1 + headers.Count)).Trim('\n'),
        };
    }

    /// <summary>Whether a line is no part of a request or an answer.</summary>
    public static bool IsMark(string line) => line.StartsWith('#') || IsOrder(line);

    private static bool IsOrder(string line) => line.StartsWith(OrderMark, StringComparison.Ordinal);
}
