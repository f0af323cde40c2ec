using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>An operation by the types of its input and output.</summary>
internal abstract class SqsAction<TInput, TOutput>(JsonTypeInfo<TInput> input, JsonTypeInfo<TOutput> output) : ISqsAction
    where TInput : class
    where TOutput : class
{
    public string Name => GetType().Name;

    public bool HasOutput => typeof(TOutput) != typeof(EmptyOutput);

    public async ValueTask<byte[]> ExecuteAsync(SqsCall call, byte[] json)
    {
        TInput? request;
        try
        {
            request = JsonSerializer.Deserialize(json.Length == 0 ? "{}"u8 : json, input);
        }
        catch (JsonException exception)
        {
            throw SqsErrors.Serialization(exception.Message);
        }
        var result = await ExecuteAsync(call, request ?? throw SqsErrors.Serialization("The request must be an object."));
        return JsonSerializer.SerializeToUtf8Bytes(result, output);
    }

    protected abstract ValueTask<TOutput> ExecuteAsync(SqsCall call, TInput request);
}
