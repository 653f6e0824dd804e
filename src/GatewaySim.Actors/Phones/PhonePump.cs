using System.Collections.Concurrent;
using GatewaySim.Actors.Shards;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;
using GatewaySim.Journal;

namespace GatewaySim.Actors.Phones;

/// <summary>
/// Lets phones answer what arrives: which message is answered, when and how follows from the journal alone, and how far
/// it came is noted beside it.
/// </summary>
/// <remarks>For one thread, which calls <see cref="Step"/>; only <see cref="Ended"/> may be called by others.</remarks>
internal sealed class PhonePump
{
    /// <summary>Events of one step.</summary>
    private const int EventsMax = 1_024;

    /// <summary>Answers under way at once.</summary>
    private const int UnderWayMax = 512;

    /// <summary>How often the mark is written, in the simulation, while something changes.</summary>
    private static readonly TimeSpan MarkEvery = TimeSpan.FromMilliseconds(500);

    private readonly IJournal _journal;
    private readonly JournalTail _tail;
    private readonly Func<Stamp> _now;
    private readonly PhoneOptions _options;
    private readonly bool _hasMagicNumbers;
    private readonly Action<DueReply> _say;
    private readonly FactReader _facts;
    private readonly ulong _seed;
    private readonly long[] _positions;
    private readonly long[] _magic;
    private readonly Queue<OpenEvent>[] _open;
    private readonly PriorityQueue<DueReply, (long, long)> _due = new();
    private readonly Dictionary<(long, long), DueReply> _underWay = [];
    private readonly ConcurrentQueue<(DueReply Reply, Verdict Verdict)> _ended = new();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly PhoneMark? _before;
    private readonly PhoneRules _settings;
    private PhoneRules? _own;
    private Stamp _markedAt;
    private bool _isChanged;
    private bool _isRefused;

    /// <param name="now">The simulation's clock.</param>
    /// <param name="say">Begins to send one answer; its end comes back by <see cref="Ended"/>.</param>
    public PhonePump(
        IJournal journal, JournalTail tail, Func<Stamp> now, PhoneOptions options, bool hasMagicNumbers,
        Action<DueReply> say)
    {
        (_journal, _tail, _now, _options, _say) = (journal, tail, now, options, say);
        _hasMagicNumbers = hasMagicNumbers;
        (_facts, _seed, _settings) = (new(journal), journal.Info.Seed, options.Rules);
        _positions = new long[tail.Shards];
        _open = [.. _positions.Select(_ => new Queue<OpenEvent>())];
        _before = journal.FindMark(PhoneMark.Name) is { } bytes ? PhoneMark.FromBytes(bytes) : null;
        _own = _before?.Rules;
        _magic = MagicUntil();
        if (_before is null)
        {
            SkipToEnd();
        }
        else
        {
            _before.Told.CopyTo(_positions, 0);
            FindSaid(_before);
        }

        if (!IsSilent || (_before is not null && !_before.Magic.SequenceEqual(_magic)))
        {
            MarkNow();
        }
    }

    public PhoneRules Rules => _own ?? _settings;

    /// <summary>Whether there is anything to do, now or when a message is sent.</summary>
    public bool IsNeeded => !IsSilent || Waiting > 0;

    public int Waiting => _due.Count + _underWay.Count;

    public long Heard { get; private set; }

    public long Lost { get; private set; }

    /// <summary>Events that are not read.</summary>
    public long Behind => Enumerable.Range(0, _positions.Length).Sum(s => _tail.HeadOf(s) - _positions[s]);

    public Stamp? NextDue => _due.TryPeek(out var next, out _) ? next.Due : null;

    /// <summary>Whether everything due is said, as of the last step; what is left is due later.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>Takes the end of an answer back. From any thread.</summary>
    public void Ended(DueReply reply, Verdict verdict) => _ended.Enqueue((reply, verdict));

    /// <summary>Sets what an operator says; null for the settings.</summary>
    public void Set(PhoneRules? rules)
    {
        // What was sent before is answered by the rules of its time, as far as it was looked at; so look at all of it.
        while (!IsSilent && Read())
        {
        }

        var wasSilent = IsSilent;
        _own = rules;
        if (wasSilent && !IsSilent)
        {
            SkipToEnd();
        }

        MarkNow();
    }

    /// <summary>Does what can be done now.</summary>
    /// <returns>When there is something to do again without anything happening; null for never.</returns>
    public Stamp? Step()
    {
        var now = _now();
        _isRefused = false;
        while (_ended.TryDequeue(out var end))
        {
            End(end.Reply, end.Verdict);
        }

        var more = !IsSilent && Read();
        while (!_isRefused && _underWay.Count < UnderWayMax && _due.TryPeek(out var reply, out var order)
            && reply.Due <= now)
        {
            _due.Dequeue();
            _underWay.Add(order, reply);
            _isChanged = true;
            _say(reply);
        }

        // Where the owner is busy, a little later: the wall's time, as it is the wall's work.
        IsAtRest = !more && _underWay.Count == 0 && _ended.IsEmpty && !(NextDue <= now);
        if (_isChanged && (!IsNeeded || now >= _markedAt.Plus(MarkEvery) || now < _markedAt))
        {
            MarkNow();
        }

        return more ? now : _underWay.Count > 0 || _isRefused ? null : NextDue;
    }

    /// <summary>Whether the owner of a number was too busy in the last step, so that it is to be tried again.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>Notes how far the phones have come, at once.</summary>
    public void MarkNow()
    {
        var told = new long[_positions.Length];
        for (var shard = 0; shard < told.Length; shard++)
        {
            while (_open[shard].TryPeek(out var first) && first.Open == 0)
            {
                _open[shard].Dequeue();
            }

            told[shard] = _open[shard].TryPeek(out var oldest) ? oldest.Id.Sequence - 1 : _positions[shard];
        }

        var next = _underWay.Values.Select(r => r.Due.Ticks).Append(NextDue?.Ticks ?? long.MaxValue).Min();
        var through = new Stamp(next == long.MaxValue ? Stamp.TicksMax : next - 1);
        _journal.KeepMark(PhoneMark.Name, new PhoneMark(_own, told, [.. _positions], through, _magic).ToBytes());
        (_markedAt, _isChanged) = (_now(), false);
    }

    /// <summary>Whether no phone answers what is sent from now on, nor what is not read yet.</summary>
    private bool IsSilent => Rules.IsSilent && !IsMagic;

    /// <summary>Whether numbers are magic, or were in what is not read yet.</summary>
    private bool IsMagic
    {
        get
        {
            var isMagic = false;
            for (var shard = 0; shard < _magic.Length; shard++)
            {
                isMagic |= _positions[shard] < _magic[shard];
            }

            return isMagic;
        }
    }

    /// <summary>By shard: the last event to which numbers may be magic. What a run before sent keeps its answers.
    /// </summary>
    private long[] MagicUntil() =>
    [
        .. Enumerable.Range(0, _positions.Length).Select(shard =>
            _hasMagicNumbers ? long.MaxValue : Math.Min(_before?.Magic[shard] ?? 0, _tail.HeadOf(shard))),
    ];

    private void SkipToEnd()
    {
        for (var shard = 0; shard < _positions.Length; shard++)
        {
            _positions[shard] = _tail.HeadOf(shard);
        }
    }

    /// <summary>Finds what was said after the last run noted how far it was.</summary>
    private void FindSaid(PhoneMark mark)
    {
        for (var shard = 0; shard < _positions.Length; shard++)
        {
            _journal.Visit(shard, mark.Read[shard], long.MaxValue, (in stored) =>
            {
                if (stored.Name == "inbound.received.v1" && stored.Decode() is InboundReceived e
                    && DueReply.IsOurs(e.ExternalId))
                {
                    _said.Add(e.ExternalId);
                }

                return true;
            });
        }
    }

    /// <summary>Reads on, as far as there is room.</summary>
    /// <returns>Whether there is more that there is room for.</returns>
    private bool Read()
    {
        var (left, onlyMagic) = (EventsMax, Rules.IsSilent);
        for (var shard = 0; shard < _positions.Length; shard++)
        {
            var head = _tail.HeadOf(shard);
            if (_positions[shard] < head && left > 0 && Waiting < _options.RepliesMax)
            {
                _journal.Visit(shard, _positions[shard], head, (in stored) =>
                {
                    _positions[stored.Shard] = stored.Sequence;
                    _isChanged = true;
                    if (stored.Name != "reply.sent.v1"
                        && _facts.Read(stored, FactKinds.Messages, onlyMagic) is { } block)
                    {
                        Add(block);
                    }

                    return --left > 0 && Waiting < _options.RepliesMax;
                });
            }
        }

        return Waiting < _options.RepliesMax && Behind > 0;
    }

    /// <summary>Decides which messages of an event are answered. Names cannot be.</summary>
    private void Add(FactBlock block)
    {
        if (block.Business.Kind == AddressKind.Alphanumeric)
        {
            return;
        }

        var (rules, of) = (Rules, new OpenEvent(block.Id, block.Scope, block.Business));
        for (var n = 0; n < block.Count; n++)
        {
            var fact = block[n];
            if (fact.Kind == FactKind.MessageFinal && fact.Person.Kind == AddressKind.PhoneNumber
                && block.DispatchOf(fact.Index) is { } dispatch && dispatch.Outcome.AsSeen() == Outcome.Delivered
                && ReplyTo(rules, fact.Person.AsPhoneNumber, dispatch) is { } reply && fact.Due == fact.EndsAt)
            {
                Wait(new(
                    of, fact.Id, fact.Person.AsPhoneNumber, reply.Text, fact.Due.Plus(reply.After), reply.StartAfter,
                    IsStart: false));
            }
        }

        if (of.Open > 0)
        {
            _open[block.Id.Shard].Enqueue(of);
        }
    }

    /// <summary>What a phone says: by its own rule, by its magic number, or by its share.</summary>
    private PhoneReply? ReplyTo(PhoneRules rules, PhoneNumber phone, in Dispatch dispatch)
    {
        var isMagic = dispatch.Outcome.IsAnswered() || (_hasMagicNumbers && MagicNumbers.IsMagic(phone.Value));
        return isMagic && !rules.Numbers.ContainsKey(phone)
            ? dispatch.Outcome.IsAnswered() ? MagicNumbers.ReplyOf(phone.Value) : null
            : rules.Of(phone, _seed) is { } behaviour ? PhoneScript.ReplyTo(behaviour, dispatch.Chance) : null;
    }

    /// <summary>Lets an answer wait, unless a run before gave it.</summary>
    private void Wait(DueReply reply)
    {
        reply.Of.Open++;
        var isPast = _before is not null && reply.Due <= _before.Through
            && reply.Of.Id.Sequence <= _before.Read[reply.Of.Id.Shard];
        if (isPast || _said.Remove(reply.ExternalId))
        {
            Done(reply);
        }
        else
        {
            _due.Enqueue(reply, reply.Order);
        }
    }

    private void End(DueReply reply, Verdict verdict)
    {
        _underWay.Remove(reply.Order);
        switch (verdict)
        {
            case Verdict.Overloaded or Verdict.Unknown:
                // Whether it was heard or not: its id makes it harmless to say it again.
                _isRefused = true;
                _due.Enqueue(reply, reply.Order);
                return;
            case Verdict.Accepted or Verdict.Unchanged:
                Heard++;
                break;
            default:
                Lost++;
                break;
        }

        _isChanged = true;
        Done(reply);
    }

    /// <summary>An answer was given; START follows STOP, never the other way round.</summary>
    private void Done(DueReply reply)
    {
        if (reply.StartAfter is { } after)
        {
            Wait(reply with
            {
                Text = PhoneReply.Start, Due = reply.Due.Plus(after), StartAfter = null, IsStart = true,
            });
        }

        reply.Of.Open--;
    }
}
