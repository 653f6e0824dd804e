using System.Text;
using System.Text.Json;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Carrier.Own;
using GatewaySim.Host.Options;
using YamlDotNet.Core;

namespace GatewaySim.Host.Carriers;

/// <summary>Reads the file of a user's own carrier. Every fault is found before any is reported.</summary>
/// <remarks>The form of it, with an example: docs/carriers.md.</remarks>
internal sealed class CarrierFile
{
    public const int BytesMax = 262_144;

    private const int NameCharsMax = 32;
    private const int PartsMax = 16;
    private const double LongestMs = 259_200_000;

    private static readonly JsonDocumentOptions Json = new()
    {
        AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    private static readonly (string Name, HandsetCarrier Carrier)[] Carriers =
    [
        ("verizon", HandsetCarrier.Verizon), ("tmobile", HandsetCarrier.TMobile), ("att", HandsetCarrier.Att),
        ("other", HandsetCarrier.Other),
    ];

    private readonly CarrierMembers _root;
    private readonly List<SettingFault> _faults = [];

    private CarrierFile(JsonElement root, string file) => _root = new(root, "", file, _faults);

    /// <param name="path">Null for no file.</param>
    /// <returns>Null for no file.</returns>
    /// <exception cref="SettingsException">The file cannot be read, or anything in it is wrong.</exception>
    public static OwnProfile? Load(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        try
        {
            return new FileInfo(path).Length <= BytesMax
                ? Parse(File.ReadAllText(path), path)
                : throw Unreadable(path, $"is longer than {BytesMax} bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, $"cannot be read: {e.Message}");
        }
    }

    /// <param name="file">Its name, which says whether it is JSON or YAML, and is for messages.</param>
    /// <exception cref="SettingsException">Anything in it is wrong.</exception>
    public static OwnProfile Parse(string text, string file)
    {
        var isYaml = Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".json" => false,
            ".yaml" or ".yml" => true,
            _ => throw Unreadable(file, "must end in .json, .yaml or .yml"),
        };
        try
        {
            using var document = JsonDocument.Parse(
                isYaml ? YamlText.ToJson(text)?.ToJsonString() ?? "null" : text, Json);
            return new CarrierFile(document.RootElement, file).Read();
        }
        catch (YamlException e)
        {
            var line = e.Start.Line > 0 ? $"line {e.Start.Line}: " : "";
            throw Unreadable(file, $"is not valid: {line}{e.Message}");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Unreadable(file, $"is not valid: {e.Message}");
        }
    }

    private static SettingsException Unreadable(string file, string problem) =>
        new([new("Gateway:CarrierFile", file, "carrier file", problem)]);

    private OwnProfile Read()
    {
        var name = _root.Text(
            "name", $"1 to {NameCharsMax} letters, digits and '-'",
            n => n.Length is > 0 and <= NameCharsMax && n.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? n : null);
        var isPaced = _root.Switch("paced", false);
        var all = _root.Object("outcomes");
        if (all is null)
        {
            _root.Wrong("outcomes", "must be an object of shares that are 1 together");
        }

        var mix = MixOf(all);
        var byCarrier = _root.Object("carriers");
        var mixes = Carriers.Select(c => byCarrier?.Object(c.Name) is { } own ? MixOf(own) : mix).ToList();
        byCarrier?.End();
        var filters = _root.Objects("filters", OwnProfile.RulesMax).Select(FilterOf).ToList();
        var brownOuts = _root.Objects("brownOuts", OwnProfile.RulesMax).Select(BrownOutReader.Read).ToList();
        var tables = TablesOf(_root.Object("latency"));
        _root.End();
        if (_faults.Count > 0)
        {
            throw new SettingsException(_faults);
        }

        var delays = OwnDelays.Of(
            name, tables.Sent, tables.Delivered, tables.Late, tables.Failed, tables.NoReceipt, tables.Unreachable);
        return new(delays, mixes!, brownOuts!, filters, isPaced);
    }

    private OutcomeMix? MixOf(CarrierMembers? members)
    {
        if (members is null)
        {
            return null;
        }

        var before = _faults.Count;
        var shares = OutcomeNames.All.Where(o => members.Has(o.Key))
            .Select(o => (o.Value, Share: members.Number(o.Key, 0, 1, ""))).ToList();
        var isBad = !members.IsObject || _faults.Count > before;
        members.End();
        if (isBad)
        {
            // What is wrong is told already, and the sum of the rest says nothing.
            return null;
        }

        if (Math.Abs(shares.Sum(s => s.Share) - 1) <= OutcomeMix.Tolerance)
        {
            return new(shares);
        }

        members.Wrong("", FormattableString.Invariant(
            $"shares must be 1 together, not {shares.Sum(s => s.Share):0.######}"));
        return null;
    }

    private static TextFilter FilterOf(CarrierMembers members)
    {
        var words = members.Texts("words", 1_000, "1 to 100 characters each", w => w.Length is > 0 and <= 100);
        if (!members.Has("words"))
        {
            members.Wrong("words", "must be an array of texts");
        }

        var effect = InterferenceOf(members);
        members.End();
        return new(words, effect);
    }

    /// <summary>The members <c>carrier</c>, <c>share</c> and <c>outcome</c>.</summary>
    internal static Interference InterferenceOf(CarrierMembers members)
    {
        var carrier = members.Text(
            "carrier", $"one of {string.Join(", ", Carriers.Select(c => c.Name))}, all",
            t => t == "all" || Carriers.Any(c => c.Name == t) ? t : null, "all");
        var outcome = members.Text(
            "outcome", $"one of {string.Join(", ", OutcomeNames.All.Keys)}",
            t => OutcomeNames.All.ContainsKey(t) ? t : null);
        return new(
            carrier == "all" ? null : Carriers.First(c => c.Name == carrier).Carrier,
            members.Number("share", 0, 1, "", preset: 1), outcome is null ? default : OutcomeNames.All[outcome]);
    }

    private (long[] Sent, long[] Delivered, long[] Late, long[] Failed, TimeSpan NoReceipt,
        TimeSpan Unreachable) TablesOf(CarrierMembers? members)
    {
        // What is missing is as with `realistic`, and late receipts come within the hour.
        var sent = MixtureOf(members, "sent", new(1, TimeSpan.FromMilliseconds(60), 0.8));
        var delivered = MixtureOf(members, "delivered", new(1, TimeSpan.FromSeconds(1.6), 0.7));
        var late = MixtureOf(members, "late", new(1, TimeSpan.FromMinutes(20), 0.5));
        var failed = MixtureOf(members, "failed", new(1, TimeSpan.FromSeconds(0.9), 0.7));
        var noReceipt = members?.Number("noReceiptAfterMs", 0, LongestMs, "ms", 7_200_000) ?? 7_200_000;
        var unreachable = members?.Number("unreachableAfterMs", 0, LongestMs, "ms", 14_400_000) ?? 14_400_000;
        members?.End();
        return (
            sent, delivered, late, failed, TimeSpan.FromMilliseconds(noReceipt),
            TimeSpan.FromMilliseconds(unreachable));
    }

    private long[] MixtureOf(CarrierMembers? members, string name, DelayPart preset)
    {
        if (members?.Object(name) is not { } mixture)
        {
            return new DelayMixture([preset], DelayMixture.LongestMax).Quantiles();
        }

        var before = _faults.Count;
        var max = mixture.Number("maxMs", 0, LongestMs, "ms", LongestMs);
        var parts = mixture.Objects("parts", PartsMax).Select(part =>
        {
            var read = new DelayPart(
                part.Number("share", 0, 1, "", 1),
                TimeSpan.FromMilliseconds(part.Number("medianMs", 0, LongestMs, "ms")),
                part.Number("sigma", 0, 4, "", 0));
            part.End();
            return read;
        }).ToList();
        var isBad = !mixture.IsObject || _faults.Count > before;
        mixture.End();
        if (isBad)
        {
            return [];
        }

        if (Math.Abs(parts.Sum(p => p.Share) - 1) > OutcomeMix.Tolerance)
        {
            mixture.Wrong("parts", "shares must be 1 together");
            return [];
        }

        return new DelayMixture(parts, TimeSpan.FromMilliseconds(max)).Quantiles();
    }
}
