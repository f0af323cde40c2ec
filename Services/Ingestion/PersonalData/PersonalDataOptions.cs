using System.ComponentModel.DataAnnotations;

namespace EventAi.Ingestion.PersonalData;

/// <summary>Section <c>PersonalData</c>.</summary>
public sealed class PersonalDataOptions
{
    /// <summary>The secret that tokens and the encryption of what they stand for are derived from. Lost, the tokens stay and what they stood for is gone.</summary>
    [Required]
    [MinLength(32)]
    public string Key { get; set; } = "";

    /// <summary>What a caller shows, as bearer token, to see what tokens stand for; empty: nobody may.</summary>
    public string RevealKey { get; set; } = "";
}
