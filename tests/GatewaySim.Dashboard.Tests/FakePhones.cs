using GatewaySim.Actors.Phones;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;

namespace GatewaySim.Dashboard.Tests;

/// <summary>Remembers what the control routes say of phones.</summary>
internal sealed class FakePhones : IPhones
{
    public Dictionary<PhoneNumber, PhoneBehaviour> Numbers { get; } = [];

    public IReadOnlyList<PhoneShare> Shares { get; private set; } = [];

    public bool IsFull { get; set; }

    public Task<PhoneStatus> StatusAsync() => Task.FromResult(
        new PhoneStatus(new(Numbers, Shares), 3, 2, 5, 1, Stamp.Of(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))));

    public Task<PhoneBehaviour?> FindAsync(PhoneNumber phone) => Task.FromResult(Numbers.GetValueOrDefault(phone));

    public Task SetSharesAsync(IReadOnlyList<PhoneShare> shares)
    {
        Shares = shares;
        return Task.CompletedTask;
    }

    public Task<bool> SetAsync(PhoneNumber phone, PhoneBehaviour behaviour)
    {
        if (!IsFull)
        {
            Numbers[phone] = behaviour;
        }

        return Task.FromResult(!IsFull);
    }

    public Task<bool> RemoveAsync(PhoneNumber phone) => Task.FromResult(Numbers.Remove(phone));

    public Task ResetAsync()
    {
        Numbers.Clear();
        Shares = [];
        return Task.CompletedTask;
    }
}
