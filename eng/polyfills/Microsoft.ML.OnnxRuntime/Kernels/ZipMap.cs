using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>Probabilities per row as a map from class to probability.</summary>
internal static class ZipMap
{
    public static Kernel Create(NodeFile node)
    {
        var (strings, integers) = (node.Strings("classlabels_strings"), node.Integers("classlabels_int64s"));
        // The runtime keeps maps sorted by key.
        int[] order = strings.Length > 0
            ? [.. Enumerable.Range(0, strings.Length).OrderBy(i => strings[i], StringComparer.Ordinal)]
            : [.. Enumerable.Range(0, integers.Length).OrderBy(i => integers[i])];
        TensorValue keys = strings.Length > 0
            ? new TensorValue<string>([order.Length], Array.ConvertAll(order, i => strings[i]))
            : new TensorValue<long>([order.Length], Array.ConvertAll(order, i => integers[i]));
        return inputs =>
        {
            var (tensor, rows, columns) = Shapes.Matrix(node, inputs);
            if (columns != order.Length)
            {
                throw node.Invalid($"{order.Length} labels for {columns} columns.");
            }
            var data = Shapes.Singles(node, tensor);
            return [new SequenceValue([.. Enumerable.Range(0, rows).Select(row => new MapValue(keys, new TensorValue<float>([columns], Array.ConvertAll(order, column => data[(row * columns) + column]))))])];
        };
    }
}
