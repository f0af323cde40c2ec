using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>
/// Map: the same states over each item. A distributed Map runs its items inside its own execution, under one map run event; its items may come from a bucket, in batches, and its results go there.
/// </summary>
internal sealed class MapState : State
{
    private const int InlineAtOnce = 40;

    private readonly StateBlock? _processor;
    private readonly bool _isDistributed;
    private readonly string? _label;
    private readonly PathExpression? _itemsPath;
    private readonly ITemplate? _items;
    private readonly ITemplate? _selector;
    private readonly ItemSource? _reader;
    private readonly ItemBatcher? _batcher;
    private readonly ItemSource? _writer;
    private readonly LimitField _concurrency;
    private readonly LimitField _toleratedCount;
    private readonly LimitField _toleratedShare;

    public MapState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.MapStateEntered, HistoryEventType.MapStateExited)
    {
        Flowing.Check(fields);
        fields.Exclusive("ItemProcessor", "Iterator");
        fields.Exclusive("ItemSelector", "Parameters");
        fields.Exclusive("ToleratedFailureCount", "ToleratedFailureCountPath");
        fields.Exclusive("ToleratedFailurePercentage", "ToleratedFailurePercentagePath");
        fields.Exclusive("MaxConcurrency", "MaxConcurrencyPath");
        var processor = fields.Has("ItemProcessor") ? "ItemProcessor" : "Iterator";
        if (fields[processor] is not JsonObject definition)
        {
            fields.Reader.Report(fields.Location, fields.Has(processor) ? $"Field '{processor}' must be an object" : "These fields are required: [ItemProcessor]");
        }
        else
        {
            new FieldReader(fields.Reader, definition, $"{fields.Location}/{processor}", IsJsonata).Known("StartAt", "States", "Comment", "ProcessorConfig", "QueryLanguage");
            _processor = fields.Reader.Block(definition, $"{fields.Location}/{processor}", fields.Reader.IsJsonata);
            _isDistributed = definition["ProcessorConfig"]?["Mode"]?.AsString() == "DISTRIBUTED";
            CheckConfig(new FieldReader(fields.Reader, definition, $"{fields.Location}/{processor}", IsJsonata));
        }
        foreach (var field in (string[])["ItemReader", "ItemBatcher", "ResultWriter"])
        {
            if (fields.Has(field) && !_isDistributed)
            {
                fields.Report(field, $"Field '{field}' is only supported in a Map whose ProcessorConfig has the Mode DISTRIBUTED");
            }
        }
        (_reader, _batcher, _writer) = (ItemSource.Reader(fields), ItemBatcher.Read(fields), ItemSource.Writer(fields));
        _label = fields.Text("Label");
        _itemsPath = IsJsonata ? null : fields.Path("ItemsPath");
        _items = IsJsonata ? fields.Template("Items") : null;
        if (_items is LiteralTemplate && fields["Items"] is not (JsonArray or JsonObject))
        {
            fields.Report("Items", "Expected value of type Array, Object or a JSONata expression");
        }
        _selector = fields.Payload("ItemSelector") ?? (IsJsonata ? null : fields.Payload("Parameters"));
        _concurrency = new LimitField(fields, "MaxConcurrency", isWhole: true);
        _toleratedCount = new LimitField(fields, "ToleratedFailureCount", isWhole: true);
        _toleratedShare = new LimitField(fields, "ToleratedFailurePercentage", isWhole: false, most: 100);
    }

    public override bool CanRetry => true;

    public override IEnumerable<StateBlock> Blocks => _processor is null ? [] : [_processor];

    public override IEnumerable<string> References
        => base.References.Concat(_items?.References ?? []).Concat(_selector?.References ?? []).Concat(_itemsPath?.Variable is { } variable ? [variable] : Array.Empty<string>())
            .Concat(_reader?.References ?? []).Concat(_batcher?.References ?? []).Concat(_writer?.References ?? []).Concat(_concurrency.References).Concat(_toleratedCount.References).Concat(_toleratedShare.References);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        var items = _reader is null ? Items(frame, evaluation).ToList() : [];
        var atOnce = _concurrency.Of(evaluation) is { } given && given > 0 ? (int)given : _isDistributed ? int.MaxValue : InlineAtOnce;
        frame.Scope.Record(HistoryEventType.MapStateStarted, new MapDetails("mapStateStartedEventDetails", length: items.Count));
        var (count, share) = (_toleratedCount.Of(evaluation), _toleratedShare.Of(evaluation));
        if (count < 0)
        {
            throw new StatesException(ErrorNames.Runtime, "ToleratedFailureCount cannot be negative.");
        }
        if (share is < 0 or > 100)
        {
            throw new StatesException(ErrorNames.Runtime, "ToleratedFailurePercentage must be between 0 and 100.");
        }
        if (!_isDistributed)
        {
            var inputs = Inputs(frame, evaluation, items);
            var outcome = await new MapRun(frame, _processor!, items, inputs, atOnce, Tolerated(items.Count), info: null).RunAsync();
            return outcome.Error is not null ? outcome : Leave(frame, evaluation, outcome.Output, Next);
        }
        double Tolerated(int all) => Math.Max(count ?? 0, Math.Floor((share ?? 0) / 100 * all));
        return await DistributeAsync(frame, evaluation, items, atOnce, count ?? 0, share ?? 0, Tolerated);
    }

    private async Flow<Outcome> DistributeAsync(Frame frame, Evaluation evaluation, List<Json> items, int atOnce, double count, double share, Func<int, double> tolerated)
    {
        // What cannot be computed without reading fails before the run begins.
        var inputs = _reader is null ? Inputs(frame, evaluation, items) : [];
        var info = MapRun.Start(frame, _label ?? Name, atOnce == int.MaxValue ? 0 : atOnce, count, share);
        if (_reader is not null)
        {
            var read = await HiddenTaskAsync(frame, _reader.Request(frame, evaluation));
            if (read.Kind != StimulusKind.TaskSucceeded)
            {
                return Outcome.Failed(MapRun.Fail(frame, info, ErrorNames.ItemReaderFailed, read.Cause));
            }
            items = [.. (JsonArray)read.Output!];
            inputs = Inputs(frame, evaluation, items);
        }
        info.ItemTotal = items.Count;
        if (_batcher is not null)
        {
            inputs = _batcher.Batch(evaluation, inputs);
            items = inputs;
        }
        info.Total = items.Count;
        var run = new MapRun(frame, _processor!, items, inputs, atOnce, tolerated(items.Count), info);
        var outcome = await run.RunAsync();
        if (outcome.Error is not null || _writer is null)
        {
            return outcome.Error is not null ? outcome : Leave(frame, evaluation, outcome.Output, Next);
        }
        if (!_writer.HasResource)
        {
            return Leave(frame, evaluation, Transformed(outcome.Output!), Next);
        }
        var written = await HiddenTaskAsync(frame, _writer.Request(frame, evaluation, ("MapRunArn", info.Arn), ("Results", run.Results)));
        if (written.Kind != StimulusKind.TaskSucceeded)
        {
            return Outcome.Failed(new StateError(ErrorNames.ResultWriterFailed, written.Cause));
        }
        info.WroteResults = true;
        return Leave(frame, evaluation, new JsonObject { { "MapRunArn", info.Arn }, { "ResultWriterDetails", written.Output } }, Next);
    }

    private Json Transformed(Json outputs)
        => _writer!.Config?["Transformation"]?.AsString() == "FLATTEN"
            ? new JsonArray(((JsonArray)outputs).SelectMany(static output => output is JsonArray list ? list : (IEnumerable<Json>)[output]))
            : outputs;

    /// <summary>Has a task done that the history does not show.</summary>
    private static async Flow<Stimulus> HiddenTaskAsync(Frame frame, TaskRequest request)
    {
        var task = frame.Execution.Schedule(request, frame.Scope);
        while (true)
        {
            var stimulus = await task.Mailbox;
            if (stimulus.Kind is StimulusKind.TaskSucceeded or StimulusKind.TaskFailed)
            {
                frame.Execution.Forget(request.Id, abandoned: false);
                return stimulus;
            }
        }
    }

    private List<Json> Inputs(Frame frame, Evaluation evaluation, List<Json> items) => [.. items.Select((item, index) => Input(frame, evaluation, item, index))];

    protected override void RecordFailure(Frame frame) => frame.Scope.Record(HistoryEventType.MapStateFailed);

    /// <summary>A processor is inline where nothing else is said; a distributed one says what its child executions are.</summary>
    private static void CheckConfig(FieldReader processor)
    {
        if (!processor.Has("ProcessorConfig"))
        {
            return;
        }
        if (processor["ProcessorConfig"] is not JsonObject definition)
        {
            processor.Report("ProcessorConfig", "Expected value of type Object");
            return;
        }
        var config = new FieldReader(processor.Reader, definition, $"{processor.Location}/ProcessorConfig", processor.IsJsonata);
        config.Among("Mode", "INLINE", "DISTRIBUTED");
        config.Among("ExecutionType", "STANDARD", "EXPRESS");
        if (definition["Mode"]?.AsString() == "DISTRIBUTED" && !config.Has("ExecutionType"))
        {
            config.Reader.Report(config.Location, "The field 'ExecutionType' is required but was missing");
        }
    }

    private JsonArray Items(Frame frame, Evaluation evaluation)
    {
        if (_items is not null)
        {
            var value = _items.Evaluate(evaluation);
            return value as JsonArray ?? throw (_items is JsonataTemplate template ? template.Unexpected("array", value) : NoArray(ErrorNames.QueryEvaluationError, value));
        }
        var found = _itemsPath?.Get(evaluation) ?? (IsJsonata ? frame.Input : evaluation.Input);
        return found as JsonArray ?? throw NoArray(IsJsonata ? ErrorNames.QueryEvaluationError : ErrorNames.Runtime, found);
    }

    private StatesException NoArray(string error, Json value)
        => IsJsonata
            ? new StatesException(error, $"Map state input must be an array but was: {value.Text}")
            : new StatesException(error, _itemsPath is null
                ? $"Map state input must be an array but was: {value.Text}"
                : $"Reference path \"{_itemsPath.Text}\" must point to array.");

    private Json Input(Frame frame, Evaluation evaluation, Json item, int index)
    {
        if (_selector is null)
        {
            return item;
        }
        frame.Item = new JsonObject { { "Index", index }, { "Value", item } };
        try
        {
            // The context object holds the item: a new evaluation sees it.
            var inner = frame.Evaluate();
            return _selector.Evaluate(IsJsonata ? inner : inner.Over(evaluation.Input));
        }
        finally
        {
            frame.Item = null;
        }
    }
}
