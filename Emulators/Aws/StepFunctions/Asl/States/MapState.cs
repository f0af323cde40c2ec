using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Map: the same states over each item. A distributed Map runs its items inside its own execution, under one map run event.</summary>
internal sealed class MapState : State
{
    private const int InlineAtOnce = 40;

    private readonly StateBlock? _processor;
    private readonly bool _isDistributed;
    private readonly string? _label;
    private readonly PathExpression? _itemsPath;
    private readonly ITemplate? _items;
    private readonly ITemplate? _selector;
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
        foreach (var field in new[] { "ItemReader", "ItemBatcher", "ResultWriter" })
        {
            if (fields.Has(field))
            {
                fields.Report(field, $"Field '{field}' is not emulated");
            }
        }
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
            .Concat(_concurrency.References).Concat(_toleratedCount.References).Concat(_toleratedShare.References);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        var items = Items(frame, evaluation);
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
        var tolerated = Math.Max(count ?? 0, Math.Floor((share ?? 0) / 100 * items.Count));
        var inputs = items.Select((item, index) => Input(frame, evaluation, item, index)).ToList();
        var run = new MapRun(frame, _processor!, items, inputs, atOnce, tolerated, _isDistributed, _label ?? Name);
        var outcome = await run.RunAsync();
        return outcome.Error is not null ? outcome : Leave(frame, evaluation, outcome.Output, Next);
    }

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
