namespace EventAi.PersonalData;

/// <summary>Personal data in a text.</summary>
/// <param name="Start">UTF-16 code units from the text's beginning.</param>
/// <param name="Length">UTF-16 code units.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Normalized">One spelling for all of the same: without separators, in lower case.</param>
public readonly record struct PersonalDataMatch(int Start, int Length, PersonalDataKind Kind, string Normalized);
