using System.Collections.Concurrent;
using System.Text;
using GatewaySim.Domain;

namespace GatewaySim.RingCentral.Access;

/// <summary>The logins that this node knows, on top of what tokens say themselves.</summary>
/// <remarks>
/// In memory, up to <see cref="RingCentralOptions.SessionsKnownMax"/>. A session that is not in the table, as all are
/// after a restart, is taken at its token's word: it does not count as parallel to others, and what was revoked or
/// refreshed before is good again until it expires. Checking a token takes no lock, but for the first use of a
/// refreshed one; logins, refreshes and revocations take turns.
/// </remarks>
internal sealed class Sessions(Tokens tokens, TimeProvider time, RingCentralOptions options)
{
    // Looking for sessions to forget costs a walk through all, so a full table is not searched all the time.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly RefreshRules _rules = new(
        TimeSpan.FromSeconds(options.RefreshGraceSeconds), TimeSpan.FromSeconds(options.RefreshUnusedSeconds));

    private readonly ConcurrentDictionary<Guid, Session> _known = new();

    // The live ones of each caller, the oldest first.
    private readonly Dictionary<ulong, List<Guid>> _live = [];
    private readonly Lock _gate = new();
    private long _nextSweep = long.MinValue;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The application and its user as one number. Sessions and rate limits are counted by it.</summary>
    public static ulong CallerOf(string clientId, long extensionId) =>
        Hashing.Mix(Hashing.Of(Encoding.UTF8.GetBytes(clientId)), (ulong)extensionId);

    /// <summary>Starts a session; the oldest of its caller ends when there are too many.</summary>
    /// <param name="endpointId">Null for one that is made up here.</param>
    public TokenPair Begin(ulong caller, string? endpointId, TokenLives lives)
    {
        var id = Guid.NewGuid();
        var now = Now;
        var session = new Session(id, caller, endpointId ?? id.ToString("N")).Next(0, lives, now);
        lock (_gate)
        {
            Add(session, now);
        }

        return PairOf(session, now);
    }

    /// <summary>Says whether an access token may be used. Any text, any length.</summary>
    public TokenFault Check(ReadOnlySpan<char> text, out ulong caller)
    {
        var fault = tokens.Read(text, TokenKind.Access, out var claim);
        caller = claim.Caller;
        if (fault is not (TokenFault.None or TokenFault.Expired) || !_known.TryGetValue(claim.Session, out var session))
        {
            return fault;
        }

        var now = Now;
        if (session.FaultOf(claim.Generation, now, _rules) is not TokenFault.None and var its)
        {
            return its;
        }

        if (fault == TokenFault.None && session.IsFirstUse(claim.Generation))
        {
            MarkUse(claim, now);
        }

        return fault;
    }

    /// <summary>Exchanges a refresh token.</summary>
    /// <param name="endpointId">Null for the one that the session has.</param>
    /// <param name="pair">The new pair; the same as before when the exchange is only repeated. Null at a fault.</param>
    public TokenFault Refresh(ReadOnlySpan<char> text, string? endpointId, TokenLives lives, out TokenPair? pair)
    {
        pair = null;
        var fault = tokens.Read(text, TokenKind.Refresh, out var claim);
        if (fault != TokenFault.None)
        {
            return fault;
        }

        lock (_gate)
        {
            var now = Now;
            var known = _known.GetValueOrDefault(claim.Session);
            if (known is { IsEnded: true })
            {
                return TokenFault.NotFound;
            }

            if (known is not null && claim.Generation < known.Generation)
            {
                if (!known.Repeats(claim.Generation, now, _rules))
                {
                    return TokenFault.NotFound;
                }

                pair = PairOf(known, now);
                return TokenFault.None;
            }

            var session = known ?? new Session(claim.Session, claim.Caller, claim.Session.ToString("N"))
            {
                Until = claim.Until,
            };
            session = session.Next(claim.Generation, lives, now) with { EndpointId = endpointId ?? session.EndpointId };
            if (known is null)
            {
                Add(session, now);
            }
            else
            {
                _known[session.Id] = session;
            }

            pair = PairOf(session, now);
            return TokenFault.None;
        }
    }

    /// <summary>
    /// Ends the session of a token: none of its tokens is accepted any more. A token that is none of ours, or dead
    /// already, is no error.
    /// </summary>
    /// <param name="lifeMax">How long a token of a session that is not known may still live.</param>
    /// <returns>False when the table is full. Nothing was done then.</returns>
    public bool TryEnd(ReadOnlySpan<char> text, TimeSpan lifeMax)
    {
        if (tokens.Read(text, TokenKind.Access, out var claim) != TokenFault.None &&
            tokens.Read(text, TokenKind.Refresh, out claim) != TokenFault.None)
        {
            return true;
        }

        lock (_gate)
        {
            var now = Now;
            if (!_known.TryGetValue(claim.Session, out var session))
            {
                if (!HasRoom(now))
                {
                    return false;
                }

                session = new(claim.Session, claim.Caller, "") { Until = now + (long)lifeMax.TotalMilliseconds };
            }

            // A token of an older generation is dead, but for a refresh token that still gives the pair.
            if (claim.Generation >= session.Generation ||
                (claim.Kind == TokenKind.Refresh && session.Repeats(claim.Generation, now, _rules)))
            {
                End(session);
            }

            return true;
        }
    }

    private void MarkUse(in TokenClaim claim, long now)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(claim.Session, out var session) && session.IsFirstUse(claim.Generation))
            {
                _known[session.Id] = session with { UsedAt = now };
            }
        }
    }

    /// <summary>Remembers a live session. A full table leaves it to its tokens' word.</summary>
    private void Add(Session session, long now)
    {
        if (!HasRoom(now))
        {
            return;
        }

        _known[session.Id] = session;
        if (!_live.TryGetValue(session.Caller, out var ids))
        {
            _live[session.Caller] = ids = [];
        }

        ids.RemoveAll(id => !_known.TryGetValue(id, out var other) || other.IsEnded || other.Until <= now);
        ids.Add(session.Id);
        while (ids.Count > options.SessionsMax)
        {
            End(_known[ids[0]]);
        }
    }

    private void End(Session session)
    {
        _known[session.Id] = session with { IsEnded = true };
        if (_live.TryGetValue(session.Caller, out var ids) && ids.Remove(session.Id) && ids.Count == 0)
        {
            _live.Remove(session.Caller);
        }
    }

    private bool HasRoom(long now)
    {
        if (_known.Count >= options.SessionsKnownMax && now >= _nextSweep)
        {
            _nextSweep = now + (long)SweepInterval.TotalMilliseconds;
            foreach (var (id, session) in _known)
            {
                if (session.Until <= now)
                {
                    End(session);
                    _known.TryRemove(id, out _);
                }
            }
        }

        return _known.Count < options.SessionsKnownMax;
    }

    private TokenPair PairOf(Session session, long now)
    {
        var access = new TokenClaim(
            TokenKind.Access, session.Id, session.Generation, session.Caller, session.AccessUntil);
        var refresh = access with { Kind = TokenKind.Refresh, Until = session.RefreshUntil ?? 0 };
        return new(
            session,
            tokens.Write(access),
            session.RefreshUntil is null ? null : tokens.Write(refresh),
            Math.Max(0, session.AccessUntil - now) / 1000,
            Math.Max(0, refresh.Until - now) / 1000);
    }
}
