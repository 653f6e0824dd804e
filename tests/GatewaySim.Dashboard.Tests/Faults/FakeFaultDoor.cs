using GatewaySim.Actors.Faults;
using GatewaySim.Domain;
using Microsoft.AspNetCore.Http;

namespace GatewaySim.Dashboard.Tests.Faults;

/// <summary>A front door that only has codes.</summary>
internal sealed class FakeFaultDoor(Provider provider, params string[] codes) : IFaultDoor
{
    public Provider Provider => provider;

    public IReadOnlyList<string> ErrorCodes => codes;

    public IReadOnlyList<string> TokenCodes => ["T-1"];

    public bool HasTokens => false;

    public bool Serves(HttpRequest request) => false;

    public MessageId? MessageIn(ReadOnlySpan<byte> answer) => null;

    public Task RefuseAsync(HttpContext http, string code, int? status) => throw new NotSupportedException();

    public Task RefuseAsync(HttpContext http, int retrySeconds) => throw new NotSupportedException();
}
