using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>
/// ItemReader and ResultWriter: where a distributed Map has its items from and puts its results. Both are tasks of the execution that its history does not show; who does them reads and
/// writes the files (developer guide, "ItemReader (Map)", "ResultWriter (Map)").
/// </summary>
internal sealed class ItemSource
{
    private const string Internal = "arn:aws:states:::map-run:";
    private static readonly string[] InputTypes = ["CSV", "JSON", "JSONL"];

    private readonly string _task;
    private readonly string _resource;
    private readonly ITemplate? _parameters;
    private readonly JsonObject? _config;
    private readonly LimitField? _most;

    private ItemSource(string task, string resource, ITemplate? parameters, JsonObject? config, LimitField? most)
        => (_task, _resource, _parameters, _config, _most) = (task, resource, parameters, config, most);

    public IEnumerable<string> References => (_parameters?.References ?? []).Concat(_most?.References ?? []);

    /// <summary>What a writer is told besides: WriterConfig.</summary>
    public JsonObject? Config => _config;

    /// <summary>Whether results go to a bucket, and not only into another form.</summary>
    public bool HasResource => _resource.Length > 0;

    public static ItemSource? Reader(FieldReader map)
    {
        if (Open(map, "ItemReader") is not { } fields)
        {
            return null;
        }
        fields.Known("Resource", "Parameters", "Arguments", "ReaderConfig");
        var resource = Resource(fields, isRequired: true, "arn:aws:states:::s3:getObject", "arn:aws:states:::s3:listObjectsV2");
        LimitField? most = null;
        if (fields.Has("ReaderConfig") && Nested(fields, "ReaderConfig") is { } config)
        {
            config.Known("InputType", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter", "MaxItems", "MaxItemsPath", "ItemsPointer", "Transformation");
            config.Among("InputType", InputTypes);
            config.Among("CSVHeaderLocation", "FIRST_ROW", "GIVEN");
            config.Among("CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
            config.Among("Transformation", "NONE", "LOAD_AND_FLATTEN");
            if (config["Transformation"]?.AsString() == "LOAD_AND_FLATTEN")
            {
                config.Report("Transformation", "LOAD_AND_FLATTEN is not emulated");
            }
            config.Exclusive("MaxItems", "MaxItemsPath");
            if (config["CSVHeaderLocation"]?.AsString() == "GIVEN" && config["CSVHeaders"] is not JsonArray)
            {
                config.Report("CSVHeaders", "The field 'CSVHeaders' is required where CSVHeaderLocation is GIVEN");
            }
            most = new LimitField(config, "MaxItems", isWhole: true);
        }
        else if (resource.EndsWith("getObject", StringComparison.Ordinal))
        {
            fields.Reader.Report(fields.Location, "The field 'ReaderConfig' is required but was missing");
        }
        return new ItemSource("readItems", resource, fields.Payload(map.IsJsonata ? "Arguments" : "Parameters"), fields["ReaderConfig"] as JsonObject, most);
    }

    public static ItemSource? Writer(FieldReader map)
    {
        if (Open(map, "ResultWriter") is not { } fields)
        {
            return null;
        }
        fields.Known("Resource", "Parameters", "Arguments", "WriterConfig");
        var resource = Resource(fields, isRequired: !fields.Has("WriterConfig"), "arn:aws:states:::s3:putObject");
        if (fields.Has("WriterConfig") && Nested(fields, "WriterConfig") is { } config)
        {
            config.Known("Transformation", "OutputType");
            config.Among("Transformation", "NONE", "COMPACT", "FLATTEN");
            config.Among("OutputType", "JSON", "JSONL");
        }
        return new ItemSource("writeResults", resource, fields.Payload(map.IsJsonata ? "Arguments" : "Parameters"), fields["WriterConfig"] as JsonObject, most: null);
    }

    /// <param name="frame">The Map.</param>
    /// <param name="evaluation">What its templates see.</param>
    /// <param name="more">Further members of the task's input.</param>
    public TaskRequest Request(Frame frame, Evaluation evaluation, params ReadOnlySpan<(string Name, Json? Value)> more)
    {
        var input = new JsonObject { { "Resource", _resource }, { "Parameters", _parameters?.Evaluate(evaluation) ?? new JsonObject() }, { "Config", _config } };
        if (_most?.Of(evaluation) is { } most && most != 0)
        {
            input.Add("MaxItems", most);
        }
        foreach (var (name, value) in more)
        {
            input.Add(name, value);
        }
        var id = frame.Execution.NewTask();
        return new TaskRequest(id, frame.Execution.Info.Token(id), frame.State.Name, TaskResource.Parse(Internal + _task), input, TimeoutSeconds: null, HeartbeatSeconds: null, Credentials: null);
    }

    private static FieldReader? Open(FieldReader map, string name) => map.Has(name) ? Nested(map, name) : null;

    private static FieldReader? Nested(FieldReader fields, string name)
    {
        if (fields[name] is JsonObject definition)
        {
            return new FieldReader(fields.Reader, definition, $"{fields.Location}/{name}", fields.IsJsonata);
        }
        fields.Report(name, "Expected value of type Object");
        return null;
    }

    private static string Resource(FieldReader fields, bool isRequired, params string[] known)
    {
        if (!fields.Has("Resource"))
        {
            if (isRequired)
            {
                fields.Reader.Report(fields.Location, "The field 'Resource' is required but was missing");
            }
            return "";
        }
        fields.Among("Resource", known);
        return fields["Resource"]!.AsString() ?? "";
    }
}
