using System.Text.Json;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>
/// Vectors from JSON: numbers are a dense vector, lists of numbers a multivector, <c>indices</c> and <c>values</c> a sparse one, other names
/// vectors of these names.
/// </summary>
internal static class JsonVectors
{
    public static Wire.Vectors ToVectors(JsonElement vector)
    {
        if (vector.ValueKind == JsonValueKind.Array)
        {
            return new Wire.Vectors { Vector = ToVector(vector) };
        }
        if (IsInference(vector))
        {
            return new Wire.Vectors { Vector = new Wire.Vector { Document = new Wire.Document() } };
        }
        var named = new Wire.NamedVectors();
        foreach (var property in vector.EnumerateObject())
        {
            named.Vectors[property.Name] = ToVector(property.Value);
        }
        return new Wire.Vectors { Vectors_ = named };
    }

    public static Wire.Vector ToVector(JsonElement vector)
        => IsMulti(vector) ? new Wire.Vector { MultiDense = ToMulti(vector) }
            : vector.ValueKind == JsonValueKind.Array ? new Wire.Vector { Dense = ToDense(vector) }
            : IsSparse(vector) ? new Wire.Vector { Sparse = ToSparse(vector) }
            : IsInference(vector) ? new Wire.Vector { Document = new Wire.Document() }
            : throw Unmatched("Vector");

    public static Wire.VectorInput ToInput(JsonElement input)
        => input.ValueKind is JsonValueKind.Number or JsonValueKind.String ? new Wire.VectorInput { Id = JsonRequests.ToId(input) }
            : IsMulti(input) ? new Wire.VectorInput { MultiDense = ToMulti(input) }
            : input.ValueKind == JsonValueKind.Array ? new Wire.VectorInput { Dense = ToDense(input) }
            : IsSparse(input) ? new Wire.VectorInput { Sparse = ToSparse(input) }
            : IsInference(input) ? new Wire.VectorInput { Document = new Wire.Document() }
            : throw Unmatched("VectorInput");

    public static bool IsSparse(JsonElement vector)
        => vector.ValueKind == JsonValueKind.Object && vector.TryGetProperty("indices", out var indices) && indices.ValueKind == JsonValueKind.Array
            && vector.TryGetProperty("values", out _);

    /// <summary>Texts, images and objects that a server would turn into vectors.</summary>
    public static bool IsInference(JsonElement vector)
        => vector.ValueKind == JsonValueKind.Object && vector.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String;

    public static IEnumerable<float> Floats(JsonElement array) => array.EnumerateArray().Select(value => value.GetSingle());

    private static bool IsMulti(JsonElement vector)
        => vector.ValueKind == JsonValueKind.Array && vector.GetArrayLength() > 0 && vector[0].ValueKind == JsonValueKind.Array;

    private static Wire.DenseVector ToDense(JsonElement vector)
    {
        var dense = new Wire.DenseVector();
        dense.Data.Capacity = vector.GetArrayLength();
        foreach (var value in vector.EnumerateArray())
        {
            dense.Data.Add(value.GetSingle());
        }
        return dense;
    }

    private static Wire.MultiDenseVector ToMulti(JsonElement vector) => new() { Vectors = { vector.EnumerateArray().Select(ToDense) } };

    private static Wire.SparseVector ToSparse(JsonElement vector)
        => new() { Indices = { vector.GetProperty("indices").EnumerateArray().Select(index => index.GetUInt32()) }, Values = { Floats(vector.GetProperty("values")) } };

    private static JsonException Unmatched(string type) => new($"data did not match any variant of untagged enum {type}");
}
