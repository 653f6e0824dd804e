namespace GatewaySim.Domain.Numbers;

/// <summary>A calling code (1 to 999; 0 for none) and its main region.</summary>
internal readonly record struct CallingCode(short Code, Region Region);
