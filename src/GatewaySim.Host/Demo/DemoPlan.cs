using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;

namespace GatewaySim.Host.Demo;

/// <summary>What a phone of the list does during a wave.</summary>
/// <param name="Index">Whose phone: its place in the list.</param>
/// <param name="Texts">What it sends, one after the other.</param>
/// <param name="Position">When: how far the wave is, 0 to 1.</param>
internal readonly record struct PhoneAct(int Index, string[] Texts, double Position);

/// <summary>
/// The campaign: one list per provider, three waves over each, and who opts out when. Chance by a fixed seed.
/// </summary>
/// <remarks>
/// Shares of ours: 1.8 % of the recipients stop in a wave, a tenth of those come back later, 1 % of them
/// toggle within moments, and 1 % of a batch's entries are duplicates.
/// </remarks>
internal sealed class DemoPlan
{
    public const int Waves = 3;
    public const int BatchMessages = 1_000;
    public const int BatchDuplicates = 10;

    private const int TelnyxPerWaveMax = 20_000;
    private const double StopShare = 0.018;
    private const double ReturnShare = 0.1;
    private const double ToggleShare = 0.01;
    private const ulong RingCentralFirst = 15552000000;
    private const ulong TelnyxFirst = 15550000000;

    private readonly int[] _stoppedIn;

    public DemoPlan(int messages)
    {
        TelnyxPerWave = Math.Min(TelnyxPerWaveMax, Math.Max(10, messages / 10 / Waves));
        Batches = Math.Max(1, (messages / Waves - TelnyxPerWave + BatchMessages - 1) / BatchMessages);
        RingCentralCount = Batches * (BatchMessages - BatchDuplicates);
        _stoppedIn = [.. Enumerable.Range(0, RingCentralCount + TelnyxPerWave).Select(DrawWaveOfStop)];
    }

    /// <summary>RingCentral batches per wave.</summary>
    public int Batches { get; }

    /// <summary>Telnyx messages per wave, and length of its list.</summary>
    public int TelnyxPerWave { get; }

    /// <summary>Length of RingCentral's list.</summary>
    public int RingCentralCount { get; }

    public int MessagesPerWave => Batches * BatchMessages + TelnyxPerWave;

    /// <summary>Recipients of the account-wide opt-out in the middle of the second wave.</summary>
    public IEnumerable<int> WildcardIndexes => Enumerable.Range(0, Math.Min(500, RingCentralCount / 200))
        .Select(n => n * 200 + 77);

    public bool IsTelnyx(int index) => index >= RingCentralCount;

    public ulong RecipientAt(int index) =>
        IsTelnyx(index) ? TelnyxFirst + (ulong)(index - RingCentralCount) : RingCentralFirst + (ulong)index;

    /// <summary>
    /// The number that writes to a phone in a wave. At Telnyx it changes: a STOP to one must block them all.
    /// </summary>
    public string SenderOf(int index, int wave) => IsTelnyx(index)
        ? DemoAccount.TelnyxNumbers[(index + wave) % 4].ToString()
        : SenderOfBatch(index / (BatchMessages - BatchDuplicates));

    public static string SenderOfBatch(int batch) => DemoAccount.RingCentralNumbers[batch % 4].ToString();

    /// <summary>The list places of a batch: a run of the list, and at the end some of it again.</summary>
    public static IEnumerable<int> IndexesOfBatch(int batch)
    {
        const int fresh = BatchMessages - BatchDuplicates;
        return Enumerable.Range(batch * fresh, fresh)
            .Concat(Enumerable.Range(0, BatchDuplicates).Select(n => batch * fresh + n * (fresh / BatchDuplicates)));
    }

    /// <summary>The wave in which a phone says STOP.</summary>
    public int WaveOfStop(int index) => _stoppedIn[index];

    /// <summary>What phones do during a wave, in order.</summary>
    public IReadOnlyList<PhoneAct> ActsOf(int wave)
    {
        var acts = new List<PhoneAct>();
        for (var index = 0; index < _stoppedIn.Length; index++)
        {
            if (_stoppedIn[index] == wave)
            {
                string[] texts = ShareOf(index, 3) < ToggleShare ? ["STOP", "START"] : [StopWord(index)];
                acts.Add(new(index, texts, ShareOf(index, 4)));
            }
            else if (_stoppedIn[index] < wave && ShareOf(index, 10 + wave) < ReturnShare)
            {
                acts.Add(new(index, ["start"], ShareOf(index, 5)));
            }
        }

        acts.Sort((a, b) => a.Position.CompareTo(b.Position));
        return acts;
    }

    /// <summary>The wave in which a phone says STOP; a wave that never comes for nearly all.</summary>
    private static int DrawWaveOfStop(int index)
    {
        for (var wave = 0; wave < Waves; wave++)
        {
            if (ShareOf(index, wave) < StopShare)
            {
                return wave;
            }
        }

        return int.MaxValue;
    }

    private static string StopWord(int index) => (index % 4) switch
    {
        0 => "STOP",
        1 => "Stop.",
        2 => " unsubscribe ",
        _ => "Quit",
    };

    private static double ShareOf(int index, int purpose) =>
        Chance.ShareOf(Hashing.Mix((ulong)index, (ulong)purpose));
}
