using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Linear;

/// <summary>
/// Maximum-likelihood logistic regression with an L2 penalty by Newton's method (iteratively reweighted least squares), on
/// standardised inputs. Deterministic: the same rows give the same weights.
/// </summary>
public static class LogisticTrainer
{
    private const double Penalty = 1.0;
    private const int MaxSteps = 25;

    public static LinearTerms Train(IReadOnlyList<FraudFeatures> rows, IReadOnlyList<bool> labels, IReadOnlyList<int> inputs)
    {
        var standardised = Standardise(rows, inputs, out var means, out var deviations);
        var weights = Fit(standardised, [.. labels.Select(static label => label ? 1.0 : 0.0)]);
        return new LinearTerms(weights[0], weights[1..], means, deviations);
    }

    private static double[][] Standardise(IReadOnlyList<FraudFeatures> rows, IReadOnlyList<int> inputs, out double[] means, out double[] deviations)
    {
        var values = new double[rows.Count][];
        means = new double[inputs.Count];
        deviations = new double[inputs.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = new double[inputs.Count];
            for (var i = 0; i < inputs.Count; i++)
            {
                values[row][i] = rows[row][inputs[i]];
                means[i] += values[row][i] / rows.Count;
            }
        }
        for (var i = 0; i < inputs.Count; i++)
        {
            var variance = 0.0;
            foreach (var row in values)
            {
                variance += Math.Pow(row[i] - means[i], 2) / rows.Count;
            }
            deviations[i] = variance > 0 ? Math.Sqrt(variance) : 1;
            foreach (var row in values)
            {
                row[i] = (row[i] - means[i]) / deviations[i];
            }
        }
        return values;
    }

    /// <summary>Weights, the intercept first.</summary>
    private static double[] Fit(double[][] inputs, double[] labels)
    {
        var width = inputs[0].Length + 1;
        var weights = new double[width];
        for (var step = 0; step < MaxSteps; step++)
        {
            var (gradient, hessian) = Derivatives(inputs, labels, weights);
            var change = Solve(hessian, gradient);
            for (var i = 0; i < width; i++)
            {
                weights[i] += change[i];
            }
            if (change.Max(Math.Abs) < 1e-8)
            {
                break;
            }
        }
        return weights;
    }

    private static (double[] Gradient, double[][] Hessian) Derivatives(double[][] inputs, double[] labels, double[] weights)
    {
        var width = weights.Length;
        var gradient = new double[width];
        var hessian = Enumerable.Range(0, width).Select(_ => new double[width]).ToArray();
        var row = new double[width];
        row[0] = 1;
        for (var r = 0; r < inputs.Length; r++)
        {
            inputs[r].CopyTo(row, 1);
            var sum = 0.0;
            for (var i = 0; i < width; i++)
            {
                sum += weights[i] * row[i];
            }
            var probability = 1 / (1 + Math.Exp(-sum));
            var curvature = probability * (1 - probability);
            for (var i = 0; i < width; i++)
            {
                gradient[i] += (labels[r] - probability) * row[i];
                for (var j = 0; j <= i; j++)
                {
                    hessian[i][j] += curvature * row[i] * row[j];
                }
            }
        }
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
            {
                hessian[j][i] = hessian[i][j];
            }
            if (i > 0)
            {
                gradient[i] -= Penalty * weights[i];
                hessian[i][i] += Penalty;
            }
        }
        return (gradient, hessian);
    }

    /// <summary>Gaussian elimination with partial pivoting.</summary>
    private static double[] Solve(double[][] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row][column]));
            (matrix[column], matrix[pivot]) = (matrix[pivot], matrix[column]);
            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var row = column + 1; row < size; row++)
            {
                var factor = matrix[row][column] / matrix[column][column];
                for (var i = column; i < size; i++)
                {
                    matrix[row][i] -= factor * matrix[column][i];
                }
                right[row] -= factor * right[column];
            }
        }
        var solution = new double[size];
        for (var row = size - 1; row >= 0; row--)
        {
            var sum = right[row];
            for (var i = row + 1; i < size; i++)
            {
                sum -= matrix[row][i] * solution[i];
            }
            solution[row] = sum / matrix[row][row];
        }
        return solution;
    }
}
