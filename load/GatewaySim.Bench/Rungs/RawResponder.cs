using System.Net;
using System.Net.Sockets;
using GatewaySim.Bench.Load;

namespace GatewaySim.Bench.Rungs;

/// <summary>Answers every request with the same bytes, with as little work as sockets allow.</summary>
internal sealed class RawResponder : IDisposable
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nContent-Type: text/plain\r\n\r\nHello, World!"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RawResponder()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            // The connection lives by its own callbacks, until the client closes it.
            new Connection(await _listener.AcceptAsync()).Receive();
        }
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket;
        private readonly byte[] _buffer = new byte[256 * 1024];
        private readonly SocketAsyncEventArgs _receive = new();
        private readonly SocketAsyncEventArgs _send = new();
        private bool _isSending;
        private int _received;
        private long _expected;

        public Connection(Socket socket)
        {
            _socket = socket;
            _socket.NoDelay = true;
            _receive.SetBuffer(_buffer, 0, _buffer.Length);
            _send.SetBuffer(Answer);
            _receive.Completed += (_, _) => GoOn();
            _send.Completed += (_, _) => GoOn();
        }

        public void Receive()
        {
            if (!_socket.ReceiveAsync(_receive))
            {
                GoOn();
            }
        }

        public void Dispose()
        {
            _socket.Dispose();
            _receive.Dispose();
            _send.Dispose();
        }

        private void GoOn()
        {
            do
            {
                if (_isSending)
                {
                    _isSending = false;
                    _received = 0;
                    _expected = 0;
                }
                else if (_receive.BytesTransferred == 0)
                {
                    Dispose();
                    return;
                }
                else
                {
                    _received += _receive.BytesTransferred;
                    _isSending = (_expected > 0 || HttpFrame.TryMeasure(_buffer.AsSpan(0, _received), out _expected))
                        && _received >= _expected;
                }

                // A request that has come in part goes on behind it, as long as there is room.
                var at = _received < _buffer.Length ? _received : 0;
                _receive.SetBuffer(at, _buffer.Length - at);
            }
            while (!(_isSending ? _socket.SendAsync(_send) : _socket.ReceiveAsync(_receive)));
        }
    }
}
