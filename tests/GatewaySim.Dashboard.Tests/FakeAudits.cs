using GatewaySim.Actors.Auditing;
using GatewaySim.Domain.Reading;

namespace GatewaySim.Dashboard.Tests;

/// <summary>Answers what the test says, and counts how often it was asked.</summary>
internal sealed class FakeAudits : IAudits
{
    public int Asked { get; private set; }

    public AuditReply Reply { get; set; } = new(new ComplianceReport());

    public Task<AuditReply> RunAsync(CancellationToken cancel)
    {
        Asked++;
        return Task.FromResult(Reply);
    }
}
