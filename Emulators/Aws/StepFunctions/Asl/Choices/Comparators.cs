using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>Every comparison operator of the specification ("Data-test expression").</summary>
internal static class Comparators
{
    private static readonly Dictionary<string, Comparator> All = Build();

    public static Comparator? Find(string name) => All.GetValueOrDefault(name);

    private static Dictionary<string, Comparator> Build()
    {
        var all = new Dictionary<string, Comparator>(StringComparer.Ordinal);
        foreach (var (sign, holds) in new (string, Func<int, bool>)[]
        {
            ("Equals", static order => order == 0), ("LessThan", static order => order < 0), ("GreaterThan", static order => order > 0),
            ("LessThanEquals", static order => order <= 0), ("GreaterThanEquals", static order => order >= 0),
        })
        {
            all["String" + sign] = new Comparator("String", (left, right) => left?.AsString() is { } a && right.AsString() is { } b && holds(string.CompareOrdinal(a, b)));
            all["Numeric" + sign] = new Comparator("Number", (left, right) => left?.AsNumber() is { } a && right.AsNumber() is { } b && holds(a.CompareTo(b)));
            all["Timestamp" + sign] = new Comparator("Timestamp", (left, right) => Timestamps.Parse(left?.AsString()) is { } a && Timestamps.Parse(right.AsString()) is { } b && holds(a.CompareTo(b)));
        }
        all["BooleanEquals"] = new Comparator("Boolean", static (left, right) => left?.AsBoolean() is { } a && right.AsBoolean() == a);
        all["StringMatches"] = new Comparator("String", static (left, right) => left?.AsString() is { } text && right.AsString() is { } pattern && Wildcards.Match(pattern, text), HasPath: false);
        void Test(string name, Func<Json, bool> test, bool bearsAbsence = false)
            => all[name] = new Comparator("Boolean", (left, right) => right.AsBoolean() == (left is not null && test(left)), HasPath: false, bearsAbsence);
        Test("IsPresent", static _ => true, bearsAbsence: true);
        Test("IsNull", static value => value is JsonNull);
        Test("IsString", static value => value is JsonString);
        Test("IsNumeric", static value => value is JsonNumber);
        Test("IsBoolean", static value => value is JsonBoolean);
        Test("IsTimestamp", static value => Timestamps.Parse(value.AsString()) is not null);
        return all;
    }
}
