namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>A score computed from those of the prefetches, the payload and conditions.</summary>
/// <param name="Expression">Its value for a point.</param>
internal sealed record Formula(Func<FormulaContext, double> Expression, Payload Defaults);
