using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Phones;

namespace GatewaySim.Actors.Phones;

/// <summary>Phones that answer by themselves.</summary>
public interface IPhones
{
    Task<PhoneStatus> StatusAsync();

    /// <summary>What one phone does; null where nobody said.</summary>
    Task<PhoneBehaviour?> FindAsync(PhoneNumber phone);

    /// <summary>Sets what shares of all phones do, in place of the settings. Kept with the next write.</summary>
    /// <remarks>Holds for texts that are handed over from now on; those before are answered as it was to be.</remarks>
    Task SetSharesAsync(IReadOnlyList<PhoneShare> shares);

    /// <summary>Sets what one phone does.</summary>
    /// <returns>False when there are too many phones with a behaviour of their own.</returns>
    Task<bool> SetAsync(PhoneNumber phone, PhoneBehaviour behaviour);

    /// <summary>Lets a phone do what its share does.</summary>
    /// <returns>False when it did.</returns>
    Task<bool> RemoveAsync(PhoneNumber phone);

    /// <summary>Back to the settings: no phone has a behaviour of its own.</summary>
    Task ResetAsync();
}

/// <summary>How the phones stand.</summary>
/// <param name="Waiting">Answers that wait for their time, STARTs that follow apart.</param>
/// <param name="Behind">Events that are not read yet, as too many answers wait.</param>
/// <param name="Heard">Answers that were sent since the start of the program.</param>
/// <param name="Lost">Of those, the ones that nobody took: their number belonged to nobody any more.</param>
/// <param name="NextDue">When the next answer is due; null for none.</param>
public sealed record PhoneStatus(
    PhoneRules Rules, int Waiting, long Behind, long Heard, long Lost, Stamp? NextDue);
