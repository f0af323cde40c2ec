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
    private readonly bool _isExpress;
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
            _isExpress = definition["ProcessorConfig"]?["ExecutionType"]?.AsString() == "EXPRESS";
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
        if (_label is not null && (_label.Length is 0 or > 40 || _label.AsSpan().IndexOfAny(" ?*<>{}[]:;,\\|^~$#%&`\"/") >= 0 || _label.Any(char.IsControl)))
        {
            fields.Report("Label", _label.Length is 0 or > 40 ? "The field value must have between 1 and 40 characters" : $"The value '{_label}' contains invalid characters");
        }
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

    public bool IsDistributed => _isDistributed;

    public bool HasWriter => _writer is { HasResource: true };

    public override IEnumerable<StateBlock> Blocks => _processor is null ? [] : [_processor];

    public override IEnumerable<string> References
        => base.References.Concat(_items?.References ?? []).Concat(_selector?.References ?? []).Concat(_itemsPath?.Variable is { } variable ? [variable] : Array.Empty<string>())
            .Concat(_reader?.References ?? []).Concat(_batcher?.References ?? []).Concat(_writer?.References ?? []).Concat(_concurrency.References).Concat(_toleratedCount.References).Concat(_toleratedShare.References);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        if (frame.Progress is MapRun stopped)
        {
            return await LeaveAsync(frame, evaluation, stopped, await stopped.ResumeAsync());
        }
        if (frame.Execution.Rehearsal is { Mock: { Kind: StimulusKind.TaskFailed } failed } tried && tried.Concerns(Name) && _reader is not null)
        {
            frame.See("maxConcurrency", _concurrency.Of(evaluation) ?? 0);
            return Outcome.Failed(new StateError(failed.Error, failed.Cause));
        }
        var items = _reader is null ? Items(frame, evaluation).ToList() : [];
        var atOnce = _concurrency.Of(evaluation) is { } given && given > 0 ? (int)given : _isDistributed ? int.MaxValue : InlineAtOnce;
        if (_itemsPath is not null)
        {
            frame.See("afterItemsPath", new JsonArray(items));
        }
        frame.See("maxConcurrency", _concurrency.Of(evaluation) ?? 0);
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
        frame.See("toleratedFailureCount", count is { } tolerated ? tolerated : null);
        frame.See("toleratedFailurePercentage", share is { } part ? part : null);
        if (frame.Execution.Rehearsal is { Mock: { } mock } rehearsal && rehearsal.Concerns(Name))
        {
            var most = Math.Max(count ?? 0, Math.Floor((share ?? 0) / 100 * ((mock.Output as JsonArray)?.Count ?? items.Count)));
            return mock.Kind == StimulusKind.TaskFailed ? Outcome.Failed(new StateError(mock.Error, mock.Cause))
                : rehearsal.FailedIterations > most && (count ?? share) is not null ? Outcome.Failed(new StateError(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded"))
                : Leave(frame, evaluation, mock.Output, Next);
        }
        if (!_isDistributed)
        {
            var inputs = Inputs(frame, evaluation, items);
            var inline = new MapRun(frame, _processor!, items, inputs, atOnce, Math.Max(count ?? 0, Math.Floor((share ?? 0) / 100 * items.Count)), info: null);
            frame.Progress = inline;
            return await LeaveAsync(frame, evaluation, inline, await inline.RunAsync());
        }
        return await DistributeAsync(frame, evaluation, items, atOnce, count ?? 0, share ?? 0);
    }

    private async Flow<Outcome> DistributeAsync(Frame frame, Evaluation evaluation, List<Json> items, int atOnce, double count, double share)
    {
        // What cannot be computed without reading fails before the run begins.
        var inputs = _reader is null ? Inputs(frame, evaluation, items) : [];
        var info = MapRun.Start(frame, _label ?? Name, _isExpress, atOnce == int.MaxValue ? 0 : atOnce, count, share);
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
        var run = new MapRun(frame, _processor!, items, inputs, atOnce, inlineTolerated: 0, info);
        info.Run = run;
        frame.Progress = run;
        return await LeaveAsync(frame, evaluation, run, await run.RunAsync());
    }

    private async Flow<Outcome> LeaveAsync(Frame frame, Evaluation evaluation, MapRun run, Outcome outcome)
    {
        if (outcome.Error is not null || _writer is null || run.Info is not { } info)
        {
            return outcome.Error is not null ? outcome : Leave(frame, evaluation, outcome.Output, Next);
        }
        if (!_writer.HasResource)
        {
            return Leave(frame, evaluation, Transformed(outcome.Output!), Next);
        }
        var written = await HiddenTaskAsync(frame, _writer.Request(frame, evaluation, ("MapRunArn", info.Arn), ("Results", Results(info))));
        if (written.Kind != StimulusKind.TaskSucceeded)
        {
            return Outcome.Failed(new StateError(ErrorNames.ResultWriterFailed, written.Cause));
        }
        info.WroteResults = true;
        return Leave(frame, evaluation, new JsonObject { { "MapRunArn", info.Arn }, { "ResultWriterDetails", written.Output } }, Next);
    }

    /// <summary>What came of each item, for who writes it down.</summary>
    private static JsonArray Results(MapRunInfo info)
    {
        static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return new JsonArray(info.Children.Select((child, index) => (Json)new JsonObject
        {
            { "ExecutionArn", info.ChildArn(index) }, { "Name", child.Name }, { "Status", child.Status == ExecutionStatus.Failed ? "FAILED" : "SUCCEEDED" }, { "Input", child.Input }, { "Output", child.Output }, { "Error", child.Error }, { "Cause", child.Cause },
            { "RedriveCount", child.RedriveCount }, { "StartDate", Time(child.Started) }, { "StopDate", Time(child.Stopped ?? child.Started) },
        }));
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
                : $"Reference path \"{(_itemsPath.Text.StartsWith("$$", StringComparison.Ordinal) ? _itemsPath.Text[1..] : _itemsPath.Text)}\" must point to array.");

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
