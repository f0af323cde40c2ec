using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Kernels;

namespace Microsoft.ML.OnnxRuntime.Graph;

/// <summary>A graph whose edges are numbered slots and whose nodes stand in an order in which each finds its inputs.</summary>
internal sealed class GraphRunner
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<(Kernel Kernel, int[] Inputs, int[] Outputs, NodeFile Node)> _steps = [];
    private readonly List<(string Name, DeclaredType Type)> _inputs;
    private readonly Value?[] _constants;

    /// <exception cref="OnnxRuntimeException">An operator is not known, or an edge leads nowhere.</exception>
    public GraphRunner(ModelFile file)
    {
        _inputs = file.Inputs;
        foreach (var name in file.Inputs.Select(static input => input.Name).Concat(file.Initializers.Keys))
        {
            _slots.TryAdd(name, _slots.Count);
        }
        var waiting = file.Nodes.ToList();
        while (waiting.Count > 0)
        {
            // The format wants nodes in order already; writers exist that do not keep to it.
            var node = waiting.Find(node => node.Inputs.TrueForAll(input => input.Length == 0 || _slots.ContainsKey(input)))
                ?? throw waiting[0].Invalid($"no node, input or initializer gives '{waiting[0].Inputs.Find(input => !_slots.ContainsKey(input))}'.");
            waiting.Remove(node);
            var kernel = KernelCatalogue.Create(node);
            foreach (var output in node.Outputs.Where(static output => output.Length > 0))
            {
                if (!_slots.TryAdd(output, _slots.Count))
                {
                    throw node.Invalid($"'{output}' is written twice.");
                }
            }
            _steps.Add((kernel, [.. node.Inputs.Select(Slot)], [.. node.Outputs.Select(Slot)], node));
        }
        foreach (var (name, _) in file.Outputs)
        {
            _ = Find(name);
        }
        _constants = new Value?[_slots.Count];
        foreach (var (name, tensor) in file.Initializers)
        {
            _constants[_slots[name]] = tensor;
        }
    }

    public Value[] Run((string Name, Value Value)[] inputs, IReadOnlyCollection<string> outputs)
    {
        var values = (Value?[])_constants.Clone();
        foreach (var (name, value) in inputs)
        {
            values[Find(name)] = Checked(name, value);
        }
        foreach (var (name, _) in _inputs)
        {
            _ = values[_slots[name]] ?? throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Missing Input: {name}");
        }
        foreach (var (kernel, from, to, node) in _steps)
        {
            var results = kernel([.. from.Select(slot => slot < 0 ? null : values[slot])]);
            for (var i = 0; i < to.Length; i++)
            {
                if (to[i] >= 0)
                {
                    values[to[i]] = i < results.Length ? results[i] : throw node.Invalid($"it has no output {i}.");
                }
            }
        }
        return [.. outputs.Select(name => values[Find(name)]!)];
    }

    /// <summary>Type and shape are those that the graph declares.</summary>
    private Value Checked(string name, Value value)
    {
        var type = _inputs.Find(input => input.Name == name).Type ?? throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Invalid input name: {name}");
        if (value is not TensorValue tensor || type.Kind != OnnxValueType.ONNX_TYPE_TENSOR || tensor.Element != type.Element)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Unexpected input data type for {name}. Actual: {(value as TensorValue)?.Element}, expected: {type.Element}");
        }
        if (type.Dimensions.Length > 0 && (tensor.Shape.Length != type.Dimensions.Length || type.Dimensions.Where((size, i) => size > 0 && size != tensor.Shape[i]).Any()))
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Got invalid dimensions for input: {name}. Got: {string.Join('x', tensor.Shape)}, expected: {string.Join('x', type.Dimensions)}");
        }
        return value;
    }

    private int Slot(string name) => name.Length == 0 ? -1 : _slots[name];

    private int Find(string name) => _slots.TryGetValue(name, out var slot) ? slot : throw new OnnxRuntimeException(ErrorCode.InvalidGraph, $"There is no '{name}' in the graph.");
}
