using EventAi.FraudScoring.Features;

namespace EventAi.FraudTraining.Data;

/// <summary>Rows to learn from.</summary>
/// <param name="Rows">Features.</param>
/// <param name="Labels">True: fraud.</param>
/// <param name="Cards">Card ids: a card's rows stay together in cross-validation, so that nothing is learnt about a card by heart.</param>
public sealed record TrainingSet(FraudFeatures[] Rows, bool[] Labels, string[] Cards)
{
    public int Frauds => Labels.Count(static label => label);

    public static TrainingSet Of(IReadOnlyList<LabelledTransaction> transactions, FraudFeatures[] features, IEnumerable<int> positions)
    {
        var chosen = positions.ToArray();
        return new TrainingSet(
            Array.ConvertAll(chosen, position => features[position]),
            Array.ConvertAll(chosen, position => transactions[position].IsFraud),
            Array.ConvertAll(chosen, position => transactions[position].Event.CardId));
    }
}
