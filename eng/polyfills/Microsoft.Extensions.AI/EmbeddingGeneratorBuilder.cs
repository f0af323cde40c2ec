// Stands in for Microsoft.Extensions.AI 10.11.0: the builder methods the application uses, with the same names and behaviour.
namespace Microsoft.Extensions.AI;

/// <summary>A pipeline of embedding generators around an inner one; the first one added is the outermost.</summary>
public sealed class EmbeddingGeneratorBuilder<TInput, TEmbedding>
    where TEmbedding : Embedding
{
    private readonly ClientPipeline<IEmbeddingGenerator<TInput, TEmbedding>> pipeline;

    public EmbeddingGeneratorBuilder(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator)
    {
        ArgumentNullException.ThrowIfNull(innerGenerator);
        pipeline = new(_ => innerGenerator);
    }

    public EmbeddingGeneratorBuilder(Func<IServiceProvider, IEmbeddingGenerator<TInput, TEmbedding>> innerGeneratorFactory)
    {
        ArgumentNullException.ThrowIfNull(innerGeneratorFactory);
        pipeline = new(innerGeneratorFactory);
    }

    public IEmbeddingGenerator<TInput, TEmbedding> Build(IServiceProvider? services = null) => pipeline.Build(services);

    public EmbeddingGeneratorBuilder<TInput, TEmbedding> Use(
        Func<IEmbeddingGenerator<TInput, TEmbedding>, IEmbeddingGenerator<TInput, TEmbedding>> generatorFactory)
    {
        ArgumentNullException.ThrowIfNull(generatorFactory);
        return Use((inner, _) => generatorFactory(inner));
    }

    public EmbeddingGeneratorBuilder<TInput, TEmbedding> Use(
        Func<IEmbeddingGenerator<TInput, TEmbedding>, IServiceProvider, IEmbeddingGenerator<TInput, TEmbedding>> generatorFactory)
    {
        ArgumentNullException.ThrowIfNull(generatorFactory);
        pipeline.Add(generatorFactory);
        return this;
    }
}

public static class EmbeddingGeneratorBuilderEmbeddingGeneratorExtensions
{
    public static EmbeddingGeneratorBuilder<TInput, TEmbedding> AsBuilder<TInput, TEmbedding>(
        this IEmbeddingGenerator<TInput, TEmbedding> innerGenerator)
        where TEmbedding : Embedding
        => new(innerGenerator);
}
