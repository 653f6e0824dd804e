namespace GatewaySim.Domain.Messages;

/// <summary>How the characters of a message are sent. Stored: append, never renumber.</summary>
public enum TextEncoding : byte
{
    /// <summary>Seven bits a character, of an alphabet of 127, and 10 more of twice that.</summary>
    Gsm7 = 0,

    /// <summary>Sixteen bits a unit of UTF-16. One character outside GSM-7 switches the whole message.</summary>
    Ucs2 = 1,
}
