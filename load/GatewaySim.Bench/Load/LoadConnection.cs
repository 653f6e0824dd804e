using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GatewaySim.Bench.Load;

/// <summary>One connection in a closed loop: sends a request, reads its answer, sends the next.</summary>
/// <remarks>Nothing is allocated for a request. What the system does at once goes on in the same loop.</remarks>
internal sealed class LoadConnection : IDisposable
{
    private const int ErrorCharsMax = 300;

    private readonly LoadRun _run;
    private readonly LoadShape _shape;
    private readonly byte[][] _requests;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SocketAsyncEventArgs _send = new();
    private readonly SocketAsyncEventArgs _receive = new();

    private int _next;
    private bool _isReceiving;
    private long _startedAt;
    private int _received;
    private long _expected;
    private int _status;

    public LoadConnection(LoadRun run, LoadShape shape, byte[][] requests)
    {
        (_run, _shape, _requests) = (run, shape, requests);
        _socket.NoDelay = true;
        _socket.SendBufferSize = 256 * 1024;
        _send.Completed += OnCompleted;
        _receive.Completed += OnCompleted;
        _receive.SetBuffer(_buffer, 0, _buffer.Length);
    }

    public void Connect(IPEndPoint server) => _socket.Connect(server);

    /// <summary>Sends the first request; from then on answers drive it.</summary>
    public void Start()
    {
        if (TryBegin())
        {
            Loop();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _send.Dispose();
        _receive.Dispose();
    }

    private void OnCompleted(object? sender, SocketAsyncEventArgs e)
    {
        if (TryGoOn())
        {
            Loop();
        }
    }

    private void Loop()
    {
        do
        {
            if (_isReceiving ? _socket.ReceiveAsync(_receive) : _socket.SendAsync(_send))
            {
                return;
            }
        }
        while (TryGoOn());
    }

    private bool TryBegin()
    {
        if (!_run.TryTake())
        {
            _run.Ended();
            return false;
        }

        _isReceiving = false;
        _received = 0;
        _expected = 0;
        _send.SetBuffer(_requests[_next], 0, _requests[_next].Length);
        _next = _next + 1 == _requests.Length ? 0 : _next + 1;
        _startedAt = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>Deals with the operation that just ended.</summary>
    /// <returns>False when the connection has nothing more to do.</returns>
    private bool TryGoOn()
    {
        var done = _isReceiving ? _receive : _send;
        if (done.SocketError != SocketError.Success || done.BytesTransferred == 0)
        {
            _run.Broken(done.SocketError == SocketError.Success ? "the server closed" : $"{done.SocketError}");
            return false;
        }

        return _isReceiving ? TryReceived(done.BytesTransferred) : TrySent(done);
    }

    private bool TrySent(SocketAsyncEventArgs done)
    {
        var left = done.Count - done.BytesTransferred;
        if (left > 0)
        {
            done.SetBuffer(done.Offset + done.BytesTransferred, left);
            return true;
        }

        _isReceiving = true;
        _receive.SetBuffer(0, _buffer.Length);
        return true;
    }

    private bool TryReceived(int bytes)
    {
        _received += bytes;
        if (_expected == 0)
        {
            var head = _buffer.AsSpan(0, _received);
            if (!HttpFrame.TryMeasure(head, out _expected))
            {
                if (_received == _buffer.Length)
                {
                    _run.Broken("a head longer than 64 KiB");
                    return false;
                }

                _receive.SetBuffer(_received, _buffer.Length - _received);
                return true;
            }

            _status = HttpFrame.StatusOf(head);
        }

        if (_received < _expected)
        {
            // The body is not looked at, so it may overwrite itself.
            _receive.SetBuffer(0, (int)Math.Min(_buffer.Length, _expected - _received));
            return true;
        }

        if (Requests.IsExpected(_shape, _status))
        {
            _run.Answered(_startedAt, Stopwatch.GetTimestamp());
        }
        else
        {
            _run.Failed(Encoding.UTF8.GetString(_buffer, 0, Math.Min(ErrorCharsMax, _received)));
        }

        return TryBegin();
    }
}
