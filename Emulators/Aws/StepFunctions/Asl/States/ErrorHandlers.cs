using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>What Retry and Catch have in common: a list of entries, each with the errors it is for.</summary>
internal static class ErrorHandlers
{
    public static List<(FieldReader Fields, string[] Errors)> Entries(FieldReader fields, string field)
    {
        var entries = new List<(FieldReader, string[])>();
        if (fields[field] is not JsonArray list)
        {
            fields.Report(field, "Expected value of type Array");
            return entries;
        }
        for (var i = 0; i < list.Count; i++)
        {
            var place = $"{field}[{i}]";
            if (list[i] is not JsonObject entry)
            {
                fields.Report(place, "Expected value of type Object");
                continue;
            }
            var inner = new FieldReader(fields.Reader, entry, $"{fields.Location}/{place}", fields.IsJsonata);
            if (entry["ErrorEquals"] is not JsonArray { Count: > 0 } errors || errors.Any(static error => error is not JsonString))
            {
                inner.Report("ErrorEquals", "Value must be a non-empty array of error names");
                continue;
            }
            string[] names = [.. errors.Select(static error => error.AsString()!)];
            if (names.Contains(ErrorNames.All, StringComparer.Ordinal) && (names.Length > 1 || i < list.Count - 1))
            {
                inner.Report("ErrorEquals", "States.ALL must appear alone, and in the last entry");
            }
            entries.Add((inner, names));
        }
        return entries;
    }
}
