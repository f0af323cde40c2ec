using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>ItemBatcher: several items for one child execution (developer guide, "ItemBatcher (Map)").</summary>
internal sealed class ItemBatcher
{
    private readonly LimitField _items;
    private readonly LimitField _bytes;
    private readonly ITemplate? _input;

    private ItemBatcher(FieldReader fields)
    {
        fields.Known("MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath", "BatchInput");
        fields.Exclusive("MaxItemsPerBatch", "MaxItemsPerBatchPath");
        fields.Exclusive("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");
        if (!fields.Definition.Names.Any(static name => name.StartsWith("Max", StringComparison.Ordinal)))
        {
            fields.Reader.Report(fields.Location, "At least one of these fields is required: [MaxItemsPerBatch, MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]");
        }
        _items = new LimitField(fields, "MaxItemsPerBatch", isWhole: true);
        _bytes = new LimitField(fields, "MaxInputBytesPerBatch", isWhole: true, most: Execution.LargestPayload);
        _input = fields.Payload("BatchInput");
    }

    public IEnumerable<string> References => _items.References.Concat(_bytes.References).Concat(_input?.References ?? []);

    public static ItemBatcher? Read(FieldReader map)
    {
        if (!map.Has("ItemBatcher"))
        {
            return null;
        }
        if (map["ItemBatcher"] is JsonObject definition)
        {
            return new ItemBatcher(new FieldReader(map.Reader, definition, $"{map.Location}/ItemBatcher", map.IsJsonata));
        }
        map.Report("ItemBatcher", "Expected value of type Object");
        return null;
    }

    /// <summary>The inputs of the child executions.</summary>
    /// <exception cref="StatesException">An item alone is larger than a batch may be.</exception>
    public List<Json> Batch(Evaluation evaluation, List<Json> items)
    {
        var most = _items.Of(evaluation) is { } given && given > 0 ? (int)given : int.MaxValue;
        var bytes = _bytes.Of(evaluation) is { } size && size > 0 ? (int)size : Execution.LargestPayload;
        var input = _input?.Evaluate(evaluation);
        var batches = new List<Json>();
        var batch = new List<Json>();
        var around = Wrap(input, batch).Bytes;
        var length = around;
        foreach (var item in items)
        {
            if (around + item.Bytes > bytes)
            {
                throw new StatesException(ErrorNames.Runtime, $"An item of {item.Bytes} bytes does not fit into a batch of {bytes} bytes.");
            }
            if (batch.Count == most || (batch.Count > 0 && length + item.Bytes + 1 > bytes))
            {
                batches.Add(Wrap(input, batch));
                (batch, length) = ([], around);
            }
            batch.Add(item);
            length += item.Bytes + 1;
        }
        if (batch.Count > 0)
        {
            batches.Add(Wrap(input, batch));
        }
        return batches;
    }

    private static JsonObject Wrap(Json? input, List<Json> items)
    {
        var batch = new JsonObject();
        if (input is not null)
        {
            batch.Add("BatchInput", input);
        }
        batch.Add("Items", new JsonArray(items));
        return batch;
    }
}
