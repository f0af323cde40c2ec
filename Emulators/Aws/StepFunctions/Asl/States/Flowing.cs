using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>States that lead on by Next or end by End, and must have one of them.</summary>
internal static class Flowing
{
    public static void Check(FieldReader fields)
    {
        if (!fields.Has("Next") && !fields.Has("End"))
        {
            fields.Reader.Report(fields.Location, "These fields are required: [Next] or [End]");
        }
        fields.Exclusive("Next", "End");
    }
}
