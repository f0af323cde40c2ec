using EventAi.FraudScoring.Features;

namespace EventAi.FraudScoring.Scoring;

/// <summary>Logistic regression over standardised inputs.</summary>
internal sealed class LinearModel : FraudModel
{
    private readonly LinearTerms _terms;

    public LinearModel(FraudModelFile file, LinearTerms terms)
        : base(file)
    {
        _terms = terms;
        var inputs = file.Features.Count;
        if (terms.Weights.Count != inputs || terms.Means.Count != inputs || terms.Deviations.Count != inputs)
        {
            throw new InvalidDataException($"Model {file.Id}: {inputs} weights, means and deviations expected.");
        }
    }

    public override double Margin(in FraudFeatures features)
    {
        var margin = _terms.Intercept;
        for (var input = 0; input < Positions.Length; input++)
        {
            margin += Contribution(features, input);
        }
        return margin;
    }

    protected override void Explain(in FraudFeatures features, Span<double> contributions)
    {
        for (var input = 0; input < contributions.Length; input++)
        {
            contributions[input] += Contribution(features, input);
        }
    }

    private double Contribution(in FraudFeatures features, int input)
        => _terms.Weights[input] * (features[Positions[input]] - _terms.Means[input]) / _terms.Deviations[input];
}
