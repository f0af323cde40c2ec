using System.Collections.Concurrent;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// Runs executions: writes down what reaches them before they take it, arms their alarm, and hands their tasks to those who do
/// them. After a crash it brings every Standard execution back by letting it take its records again.
/// </summary>
internal sealed class ExecutionHost : IDisposable
{
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(24);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ExecutionLog _log;
    private readonly ExecutionCopies _copies;

    /// <summary>Copies that are being read from the log, until their last record, by the execution's number.</summary>
    private readonly Dictionary<long, ExecutionEntry> _partial = [];
    private readonly TaskTokens _tokens;
    private readonly DocumentStore _documents;
    private readonly ConcurrentDictionary<long, ExecutionEntry> _byNumber = new();
    private readonly ConcurrentDictionary<string, ExecutionEntry> _byArn = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _definitionIds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, (string Text, StateMachine Machine)> _definitions = new();
    private readonly Dictionary<int, long> _definitionPositions = [];
    private readonly Lock _defining = new();
    private long _lastNumber;
    private int _lastDefinition;
    private Action<ExecutionEntry, PendingTask>? _dispatch;
    private readonly TimeSpan _retention;
    private readonly ITimer _sweeper;

    public ExecutionHost(DataDirectory directory, [FromKeyedServices(StatesHosting.Documents)] DocumentStore documents, AwsOptions options, TimeProvider time, ILogger<ExecutionHost> logger)
    {
        (_time, _logger, _documents) = (time, logger, documents);
        _tokens = new TaskTokens(Secret(documents));
        _retention = options.ExecutionRetention;
        _log = new ExecutionLog(directory.Path is null ? null : Path.Combine(directory.Path, "states", "executions"), Replay, logger, options.ExecutionSegmentBytes);
        _copies = new ExecutionCopies(_log, options.ExecutionSegmentBytes);
        _partial.Clear();
        Recover();
        Sweep();
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    /// <summary>Told of each Standard execution that starts, ends or is redriven, in this order.</summary>
    public Action<ExecutionEntry>? StatusChanged { get; set; }

    /// <summary>All Standard executions.</summary>
    public IEnumerable<ExecutionEntry> All => _byArn.Values;

    /// <summary>Begins to do tasks: those of executions that the last process left, and all that come.</summary>
    /// <param name="dispatch">Does a task; it must not wait.</param>
    public void Begin(Action<ExecutionEntry, PendingTask> dispatch)
    {
        _dispatch = dispatch;
        foreach (var entry in _byNumber.Values.OrderBy(static entry => entry.Start.Number))
        {
            List<PendingTask> open;
            lock (entry.Gate)
            {
                if (entry.Running is null)
                {
                    continue;
                }
                Arm(entry);
                open = [.. entry.Pending.Values.Where(static task => !task.IsTaken)];
            }
            open.ForEach(task => dispatch(entry, task));
        }
    }

    public ExecutionEntry? Find(string arn) => _byArn.GetValueOrDefault(arn);

    /// <returns>Null for a token that was never given out.</returns>
    public (ExecutionEntry Entry, int Task)? FindTask(string token)
        => _tokens.Read(token) is { } read && _byNumber.TryGetValue(read.Execution, out var entry) ? (entry, read.Task) : null;

    public string Token(ExecutionEntry entry, int task) => _tokens.Make(entry.Start.Number, task);

    public string DefinitionOf(ExecutionEntry entry) => _definitions[entry.Start.Definition].Text;

    public StateMachine MachineOf(ExecutionEntry entry) => _definitions[entry.Start.Definition].Machine;

    /// <summary>Starts an execution.</summary>
    /// <param name="definition">Text of the definition; it is valid.</param>
    /// <param name="draft">Number, definition, time and seed are filled in here.</param>
    /// <param name="isExpress">Express executions leave no record.</param>
    /// <returns>Null where the ARN is taken.</returns>
    public ExecutionEntry? Start(string definition, StartRecord draft, bool isExpress)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var start = draft with
        {
            Number = number,
            Definition = DefinitionId(definition, isExpress),
            Milliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            Seed = System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue),
        };
        var entry = new ExecutionEntry(start, isExpress);
        List<PendingTask> open;
        lock (entry.Gate)
        {
            if (!isExpress)
            {
                if (!_byArn.TryAdd(start.Arn, entry))
                {
                    return null;
                }
                entry.Positions.Add(_log.Append(ExecutionRecords.OfStart(start).Span));
            }
            _byNumber[number] = entry;
            entry.Running = GoLive(entry, Create(entry));
            Tell(entry);
            open = Take(entry, entry.Running.Start(entry.Started));
            Settle(entry);
        }
        Dispatch(entry, open);
        return entry;
    }

    /// <summary>Lets an execution take stimuli, after they are written down.</summary>
    /// <returns>False where it has ended, or the task is not waited for any more.</returns>
    public bool Apply(ExecutionEntry entry, params ReadOnlySpan<Stimulus> stimuli)
    {
        List<PendingTask> open;
        lock (entry.Gate)
        {
            if (entry.Running is not { } execution || (stimuli[0].Task != 0 && !execution.Waits(stimuli[0].Task)))
            {
                return false;
            }
            var milliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds();
            if (!entry.IsExpress)
            {
                entry.Positions.Add(_log.Append(ExecutionRecords.OfStimuli(entry.Start.Number, milliseconds, stimuli).Span));
            }
            open = ApplyWritten(entry, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), stimuli);
            Settle(entry);
        }
        Dispatch(entry, open);
        return true;
    }

    /// <summary>Lets an execution that ended without success go on where it stopped.</summary>
    /// <param name="entry">Which.</param>
    /// <param name="token">Of the request; null where it has none.</param>
    /// <returns>Null, or why it cannot be done.</returns>
    public string? Redrive(ExecutionEntry entry, string? token)
    {
        List<PendingTask> open;
        lock (entry.Gate)
        {
            if (token is not null && token == entry.RedriveToken)
            {
                return null;
            }
            if (entry.NotRedrivable(_time.GetUtcNow()) is { } reason)
            {
                return reason;
            }
            var execution = Rebuild(entry, [.. entry.Positions]);
            if (execution.LastEvent >= Execution.MostEvents - 2)
            {
                return "Execution history event limit exceeded";
            }
            var milliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds();
            var stimulus = Stimulus.Redrive(token);
            entry.Positions.Add(_log.Append(ExecutionRecords.OfStimuli(entry.Start.Number, milliseconds, [stimulus]).Span));
            entry.Reopen(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), token);
            entry.Running = GoLive(entry, execution);
            Tell(entry);
            open = ApplyWritten(entry, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), [stimulus]);
            Settle(entry);
        }
        Dispatch(entry, open);
        return null;
    }

    /// <summary>The history: of an execution that has ended it is made again from its records.</summary>
    public IReadOnlyList<HistoryEvent> History(ExecutionEntry entry) => Look(entry, static execution => (IReadOnlyList<HistoryEvent>)[.. execution.Events]);

    /// <summary>Looks at an execution: the one that runs, or, of one that is over, what its records make of it again.</summary>
    public T Look<T>(ExecutionEntry entry, Func<Execution, T> at)
    {
        long[] positions;
        lock (entry.Gate)
        {
            if (entry.Running is not null)
            {
                return at(entry.Running);
            }
            positions = [.. entry.Positions];
        }
        return at(Rebuild(entry, positions));
    }

    /// <summary>ARNs of the runs of an execution's distributed Maps.</summary>
    public IReadOnlyList<string> MapRunsOf(ExecutionEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.Running is null && entry.MapRuns is { } known)
            {
                return known;
            }
        }
        var runs = Look(entry, static execution => (IReadOnlyList<string>)[.. execution.MapRuns.Select(static run => run.Arn)]);
        lock (entry.Gate)
        {
            entry.MapRuns = entry.Running is null ? runs : null;
        }
        return runs;
    }

    /// <summary>The history of an item of a distributed Map as a child execution, made again from the records of its parent.</summary>
    public IReadOnlyList<HistoryEvent> ChildHistory(ExecutionEntry entry, string mapRun, int index)
    {
        long[] positions;
        lock (entry.Gate)
        {
            positions = [.. entry.Positions];
        }
        return Rebuild(entry, positions, (mapRun, index)).WatchedEvents;
    }

    private Execution Rebuild(ExecutionEntry entry, long[] positions, (string MapRun, int Index)? watched = null)
    {
        var execution = Create(entry, watched);
        execution.Start(entry.Started);
        foreach (var position in positions.Skip(1))
        {
            var (time, stimuli) = ReadStimuli(position);
            foreach (var stimulus in stimuli)
            {
                execution.Apply(stimulus, time);
            }
        }
        return execution;
    }

    /// <summary>Forgets executions that ended longer ago than they are kept, and the files of the log that hold nothing else.</summary>
    public void Sweep()
    {
        try
        {
            var until = _time.GetUtcNow() - _retention;
            foreach (var entry in _byArn.Values)
            {
                lock (entry.Gate)
                {
                    if (entry.Stopped > until || entry.Running is not null || entry.Stopped is null)
                    {
                        continue;
                    }
                    _byArn.TryRemove(entry.Start.Arn, out _);
                    _byNumber.TryRemove(entry.Start.Number, out _);
                    _log.Forget(entry.Positions);
                }
            }
            // A new execution's first record cannot be in an older file than the one that is written to now.
            var oldest = _log.Current;
            foreach (var entry in _byArn.Values)
            {
                lock (entry.Gate)
                {
                    oldest = entry.Positions.Count > 0 ? Math.Min(oldest, ExecutionLog.SegmentOf(entry.Positions[0])) : oldest;
                }
            }
            Drop(oldest);
            // What is copied now lets its files go the next time: somebody may still be reading them.
            _copies.MoveOldest([.. _byArn.Values]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StatesLog.SweepFailed(_logger, exception);
        }
    }

    /// <summary>Removes the files of the log before one; the definitions in them are written down again first.</summary>
    private void Drop(int oldest)
    {
        lock (_defining)
        {
            foreach (var (id, position) in _definitionPositions.Where(pair => ExecutionLog.SegmentOf(pair.Value) < oldest).ToList())
            {
                _definitionPositions[id] = _log.Append(ExecutionRecords.OfDefinition(id, _definitions[id].Text).Span);
            }
            _log.RemoveBefore(oldest);
        }
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        foreach (var entry in _byNumber.Values)
        {
            entry.Alarm?.Dispose();
        }
        _log.Dispose();
    }

    private static byte[] Secret(DocumentStore documents)
    {
        if (documents.Get("secret", "tokens")?["value"]?.AsString() is { } kept)
        {
            return Convert.FromBase64String(kept);
        }
        var secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        documents.Put("secret", "tokens", new JsonObject { { "value", Convert.ToBase64String(secret) } });
        return secret;
    }

    private Execution Create(ExecutionEntry entry, (string MapRun, int Index)? watched = null)
    {
        var start = entry.Start;
        var info = new ExecutionInfo
        {
            Arn = start.Arn,
            Name = start.Name,
            StateMachineArn = start.StateMachineArn,
            StateMachineName = start.StateMachineName,
            RoleArn = start.RoleArn,
            Region = start.Region,
            AliasArn = start.AliasArn,
            VersionArn = start.VersionArn,
            IsExpress = entry.IsExpress,
            Seed = start.Seed,
            Token = task => Token(entry, task),
        };
        var missing = entry.WithoutActivity;
        return new Execution(_definitions[start.Definition].Machine, info, Json.ParseDocument(start.Input))
        {
            KeepsEvents = !entry.IsExpress,
            Watched = watched,
            HasActivity = missing is null ? null : (task, _) => !missing.Contains(task),
        };
    }

    /// <summary>From here on an execution's questions are answered by what is, and what is missing is written down.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(execution))]
    private Execution? GoLive(ExecutionEntry entry, Execution? execution)
    {
        if (execution is not null && !entry.IsExpress)
        {
            execution.HasActivity = (task, arn) => HasActivity(entry, task, arn);
        }
        return execution;
    }

    private bool HasActivity(ExecutionEntry entry, int task, string arn)
    {
        if (_documents.Get(Actions.ActivityActions.Kind, arn) is not null)
        {
            return true;
        }
        // A history that is being made again reads the numbers so far: they are never changed in place.
        entry.WithoutActivity = [.. entry.WithoutActivity ?? [], task];
        _log.Append(ExecutionRecords.OfMissingActivity(entry.Start.Number, task).Span);
        return false;
    }

    private int DefinitionId(string text, bool isExpress)
    {
        var key = isExpress ? "express:" + text : text;
        if (_definitionIds.TryGetValue(key, out var known))
        {
            return known;
        }
        lock (_defining)
        {
            if (_definitionIds.TryGetValue(key, out known))
            {
                return known;
            }
            // Those of Express executions are not in the log: counting what was read would give numbers out twice.
            var id = ++_lastDefinition;
            var machine = StateMachine.Read(text, isExpress, out var problems) ?? throw new InvalidOperationException(problems[0].ToString());
            if (!isExpress)
            {
                _definitionPositions[id] = _log.Append(ExecutionRecords.OfDefinition(id, text).Span);
            }
            _definitions[id] = (text, machine);
            _definitionIds[key] = id;
            return id;
        }
    }

    private void Replay(long position, byte[] payload)
    {
        var reader = new RecordReader(payload);
        switch (reader.Byte())
        {
            case ExecutionRecords.Definition:
                var (id, text) = (reader.Int(), reader.Text()!);
                var machine = StateMachine.Read(text, isExpress: false, out var problems) ?? throw new InvalidDataException($"The execution log holds a definition that cannot be read: {problems[0]}");
                _definitions[id] = (text, machine);
                _definitionIds[text] = id;
                _definitionPositions[id] = position;
                _lastDefinition = Math.Max(_lastDefinition, id);
                break;
            case ExecutionRecords.Copied:
                ReplayCopied(position, payload);
                break;
            case ExecutionRecords.Start:
                var entry = Started(ref reader, position);
                _lastNumber = Math.Max(_lastNumber, entry.Start.Number);
                _byNumber[entry.Start.Number] = entry;
                _byArn[entry.Start.Arn] = entry;
                break;
            case var kind:
                // Where it is not known its start went with an older file.
                if (_byNumber.TryGetValue(reader.Long(), out var reached))
                {
                    Replay(reached, kind, ref reader, position);
                }
                break;
        }
    }

    private void ReplayCopied(long position, byte[] payload)
    {
        var outer = new RecordReader(payload);
        var (number, index, count, record) = ExecutionRecords.ReadCopied(ref outer);
        var reader = new RecordReader(record);
        var kind = reader.Byte();
        if (index == 0)
        {
            _partial[number] = Started(ref reader, position);
        }
        else if (_partial.TryGetValue(number, out var partial))
        {
            reader.Long();
            Replay(partial, kind, ref reader, position);
        }
        if (index == count - 1 && _partial.Remove(number, out var whole))
        {
            _lastNumber = Math.Max(_lastNumber, number);
            _byNumber[number] = whole;
            _byArn[whole.Start.Arn] = whole;
        }
    }

    private static ExecutionEntry Started(ref RecordReader reader, long position)
    {
        var entry = new ExecutionEntry(ExecutionRecords.ReadStart(ref reader), isExpress: false);
        entry.Positions.Add(position);
        return entry;
    }

    /// <summary>Lets an entry take a record of which kind and number are already taken.</summary>
    private static void Replay(ExecutionEntry entry, byte kind, ref RecordReader reader, long position)
    {
        switch (kind)
        {
            case ExecutionRecords.Stimulus:
                entry.Positions.Add(position);
                var (at, stimuli) = ExecutionRecords.ReadStimuli(ref reader);
                if (stimuli[0].Kind == StimulusKind.Redrive)
                {
                    entry.Reopen(at, stimuli[0].Error);
                }
                break;
            case ExecutionRecords.WithoutActivity:
                entry.WithoutActivity = [.. entry.WithoutActivity ?? [], reader.Int()];
                break;
            case ExecutionRecords.End:
                entry.End(ref reader);
                break;
        }
    }

    /// <summary>Lets every execution that has not ended take its records again.</summary>
    private void Recover()
    {
        var running = 0;
        foreach (var entry in _byNumber.Values.Where(static entry => entry.Stopped is null).OrderBy(static entry => entry.Start.Number))
        {
            entry.Running = Create(entry);
            Take(entry, entry.Running.Start(entry.Started));
            foreach (var position in entry.Positions.Skip(1))
            {
                var (time, stimuli) = ReadStimuli(position);
                ApplyWritten(entry, time, stimuli);
            }
            EndIfOver(entry);
            GoLive(entry, entry.Running);
            running += entry.Running is null ? 0 : 1;
        }
        StatesLog.ExecutionsRead(_logger, _byNumber.Count, running);
    }

    private (DateTimeOffset Time, Stimulus[] Stimuli) ReadStimuli(long position)
    {
        var reader = new RecordReader(ExecutionCopies.Unwrap(_log.Read(position)));
        reader.Byte();
        reader.Long();
        return ExecutionRecords.ReadStimuli(ref reader);
    }

    private static List<PendingTask> ApplyWritten(ExecutionEntry entry, DateTimeOffset time, ReadOnlySpan<Stimulus> stimuli)
    {
        var open = new List<PendingTask>();
        foreach (var stimulus in stimuli)
        {
            if (stimulus.Task != 0 && entry.Pending.TryGetValue(stimulus.Task, out var pending))
            {
                if (stimulus.Kind == StimulusKind.TaskSubmitted)
                {
                    pending.Submitted = stimulus.Output;
                }
                pending.IsStarted |= stimulus.Kind == StimulusKind.TaskStarted;
                pending.IsTaken = pending.Request.Resource.Kind == TaskKind.Activity ? pending.IsStarted : pending.Submitted is not null && pending.Request.Resource.WaitsForToken;
            }
            open.AddRange(Take(entry, entry.Running!.Apply(stimulus, time)));
            if (stimulus.Task != 0 && !entry.Running.Waits(stimulus.Task))
            {
                entry.Pending.Remove(stimulus.Task);
            }
        }
        return open;
    }

    private static List<PendingTask> Take(ExecutionEntry entry, Decisions decisions)
    {
        foreach (var cancelled in decisions.Cancelled)
        {
            if (entry.Pending.Remove(cancelled, out var pending))
            {
                pending.Abandoned.Cancel();
            }
        }
        var open = new List<PendingTask>(decisions.Scheduled.Count);
        foreach (var request in decisions.Scheduled)
        {
            var pending = new PendingTask(request);
            entry.Pending[request.Id] = pending;
            open.Add(pending);
        }
        return open;
    }

    private void EndIfOver(ExecutionEntry entry)
    {
        if (entry.Running is { Status: not ExecutionStatus.Running })
        {
            entry.End();
            if (entry.IsExpress)
            {
                _byNumber.TryRemove(entry.Start.Number, out _);
            }
            else
            {
                _log.Append(ExecutionRecords.OfEnd(entry.Start.Number, entry).Span);
                Tell(entry);
            }
        }
    }

    private void Tell(ExecutionEntry entry)
    {
        if (!entry.IsExpress)
        {
            StatusChanged?.Invoke(entry);
        }
    }

    private void Settle(ExecutionEntry entry)
    {
        EndIfOver(entry);
        if (entry.Running is not null)
        {
            Arm(entry);
        }
    }

    private void Arm(ExecutionEntry entry)
    {
        if (entry.Running!.NextDue is not { } due)
        {
            entry.Alarm?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }
        var delay = due - _time.GetUtcNow();
        delay = delay <= TimeSpan.Zero ? TimeSpan.Zero : delay + TimeSpan.FromMilliseconds(1) is var rounded && rounded < LongestAlarm ? rounded : LongestAlarm;
        if (entry.Alarm is null)
        {
            entry.Alarm = _time.CreateTimer(_ => Ring(entry), null, delay, Timeout.InfiniteTimeSpan);
        }
        else
        {
            entry.Alarm.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Ring(ExecutionEntry entry)
    {
        try
        {
            lock (entry.Gate)
            {
                if (entry.Running?.NextDue is not { } due)
                {
                    return;
                }
                if (due > DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()))
                {
                    Arm(entry);
                    return;
                }
            }
            Apply(entry, Stimulus.Tick);
        }
        catch (Exception exception)
        {
            StatesLog.AlarmFailed(_logger, exception, entry.Start.Arn);
        }
    }

    private void Dispatch(ExecutionEntry entry, List<PendingTask> open)
    {
        foreach (var pending in open)
        {
            _dispatch?.Invoke(entry, pending);
        }
    }
}
