using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>An operation by the types of its input and output.</summary>
internal abstract class SqsAction<TInput, TOutput>(JsonTypeInfo<TInput> input, JsonTypeInfo<TOutput> output) : ISqsAction
    where TInput : class
    where TOutput : class
{
    public string Name => GetType().Name;

    public async ValueTask ExecuteAsync(SqsCall call, ReadOnlyMemory<byte> json, IBufferWriter<byte> answer)
    {
        TInput? request;
        try
        {
            request = JsonSerializer.Deserialize(json.Span.IsEmpty ? "{}"u8 : json.Span, input);
        }
        catch (JsonException exception)
        {
            throw SqsErrors.Serialization(exception.Message);
        }
        var result = await ExecuteAsync(call, request ?? throw SqsErrors.Serialization("The request must be an object."));
        using var writer = new Utf8JsonWriter(answer, new JsonWriterOptions { SkipValidation = true });
        JsonSerializer.Serialize(writer, result, output);
    }

    protected abstract ValueTask<TOutput> ExecuteAsync(SqsCall call, TInput request);
}
