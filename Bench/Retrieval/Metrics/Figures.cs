namespace EventAi.Bench.Retrieval.Metrics;

/// <summary>Means over the queries, as trec_eval reckons them.</summary>
/// <param name="Ndcg">Of the first 10, with the grade itself as the gain.</param>
/// <param name="Recall">Share of the relevant documents among the first 100.</param>
/// <param name="ReciprocalRank">Of the first relevant document among the first 10; 0 where there is none.</param>
internal sealed record Figures(double Ndcg, double Recall, double ReciprocalRank)
{
    private const int Shallow = 10;
    private const int Deep = 100;

    public static Figures Mean(IReadOnlyList<Figures> figures) => new(
        figures.Average(static figure => figure.Ndcg), figures.Average(static figure => figure.Recall), figures.Average(static figure => figure.ReciprocalRank));

    /// <summary>Of one ranking. A query without any relevant document counts 0.</summary>
    public static Figures Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> grades)
    {
        var relevant = grades.Values.Count(static grade => grade > 0);
        var ideal = Gain(grades.Values.Where(static grade => grade > 0).OrderDescending());
        var first = ranking.Take(Shallow).Select((id, index) => (Grade: GradeOf(id), Rank: index + 1)).FirstOrDefault(static hit => hit.Grade > 0).Rank;
        return new Figures(
            ideal > 0 ? Gain(ranking.Select(GradeOf)) / ideal : 0,
            relevant > 0 ? (double)ranking.Take(Deep).Count(id => GradeOf(id) > 0) / relevant : 0,
            first > 0 ? 1.0 / first : 0);

        int GradeOf(string id) => Math.Max(0, grades.GetValueOrDefault(id));
    }

    private static double Gain(IEnumerable<int> grades) => grades.Take(Shallow).Select(static (grade, index) => grade / Math.Log2(index + 2)).Sum();
}
