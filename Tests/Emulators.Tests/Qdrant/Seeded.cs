namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>Random choices that a seed repeats.</summary>
internal sealed class Seeded(int seed)
{
#pragma warning disable RS0030 // seeded: a run can be repeated
    private readonly Random _random = new(seed);
#pragma warning restore RS0030

    public int Next(int bound) => _random.Next(bound);

    public float[] Vector(int size) => [.. Enumerable.Range(0, size).Select(_ => (float)((_random.NextDouble() * 2) - 1))];

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
