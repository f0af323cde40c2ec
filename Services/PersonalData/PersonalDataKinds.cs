namespace EventAi.PersonalData;

/// <summary>How the kinds are called: in events, and in tokens.</summary>
public static class PersonalDataKinds
{
    public static string Name(this PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.Email => "email",
        PersonalDataKind.Iban => "iban",
        PersonalDataKind.Card => "card",
        PersonalDataKind.NationalId => "national-id",
        _ => "phone",
    };

    /// <summary>Letters only: it stands in a token, between underscores.</summary>
    public static string TokenName(this PersonalDataKind kind) => kind == PersonalDataKind.NationalId ? "id" : kind.Name();
}
