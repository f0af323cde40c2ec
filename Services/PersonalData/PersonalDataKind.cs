namespace EventAi.PersonalData;

/// <summary>Kinds of personal data that are found and tokenized.</summary>
public enum PersonalDataKind
{
    Email,
    Iban,
    Card,
    NationalId,
    Phone,
}
