namespace EventAi.Ingestion.PersonalData;

/// <summary>A text of a tenant.</summary>
public sealed record PersonalDataText(string? Text, string? Tenant);
