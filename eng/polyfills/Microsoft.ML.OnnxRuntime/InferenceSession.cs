using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A model ready to run. Thread-safe: what a run makes belongs to it.</summary>
public class InferenceSession : IDisposable
{
    private readonly GraphRunner _runner;

    public InferenceSession(string modelPath)
        : this(Read(modelPath))
    {
    }

    public InferenceSession(string modelPath, SessionOptions options)
        : this(Read(modelPath), options)
    {
    }

    public InferenceSession(byte[] model)
    {
        var file = ModelReader.Read(model);
        try
        {
            _runner = new GraphRunner(file);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidCastException)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidGraph, $"This is an invalid model: {exception.Message}");
        }
        ModelMetadata = new ModelMetadata(file);
        (InputMetadata, InputNames) = (Metadata(file.Inputs), [.. file.Inputs.Select(static input => input.Name)]);
        (OutputMetadata, OutputNames) = (Metadata(file.Outputs), [.. file.Outputs.Select(static output => output.Name)]);
    }

    public InferenceSession(byte[] model, SessionOptions options)
        : this(model)
    {
    }

    public ModelMetadata ModelMetadata { get; }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues, IReadOnlyCollection<string> outputNames)
    {
        if (inputNames.Count != inputValues.Count)
        {
            throw new ArgumentException($"Length of {nameof(inputNames)} ({inputNames.Count}) must match that of {nameof(inputValues)} ({inputValues.Count}).", nameof(inputValues));
        }
        var outputs = _runner.Run([.. inputNames.Zip(inputValues, static (name, value) => (name, value.Value))], outputNames);
        var values = new DisposableList<OrtValue>(outputs.Length);
        values.AddRange(outputs.Select(static output => new OrtValue(output)));
        return values;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static byte[] Read(string path)
        => File.Exists(path) ? File.ReadAllBytes(path) : throw new OnnxRuntimeException(ErrorCode.NoSuchFile, $"Load model from {path} failed. File doesn't exist");

    private static Dictionary<string, NodeMetadata> Metadata(IReadOnlyList<(string Name, DeclaredType Type)> values)
        => values.ToDictionary(static value => value.Name, static value => new NodeMetadata(value.Type), StringComparer.Ordinal);
}
