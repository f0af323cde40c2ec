namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// Packs the sequences of all requests that wait into batches and embeds them on as many threads as there are processors. Requests
/// take turns, so that a short one is not held up by a long one before it. No thread is kept while there is nothing to do.
/// </summary>
internal sealed class EmbeddingBatcher(Transformer transformer)
{
    private static readonly int MaxWorkers = Environment.ProcessorCount;

    private readonly Lock gate = new();
    private readonly LinkedList<Job> jobs = [];
    private readonly Stack<Workspace> workspaces = [];
    private int workers;
    private int waitingRows;

    /// <summary>Embeds sequences of at most <see cref="UseLiteModel.MaxTokens"/> tokens; the vectors come in their order.</summary>
    public async Task<float[][]> EmbedAsync(int[][] sequences, CancellationToken cancellation)
    {
        if (sequences.Length == 0)
        {
            return [];
        }

        cancellation.ThrowIfCancellationRequested();
        var job = new Job(sequences);
        lock (gate)
        {
            jobs.AddLast(job);
            waitingRows += job.Rows;
            StartWorkers();
        }

        using var registration = cancellation.Register(() => Cancel(job, cancellation));
        return await job.Completion.Task;
    }

    /// <summary>Under the lock: one worker more where there is work for it.</summary>
    private void StartWorkers()
    {
        while (workers < MaxWorkers && workers * UseLiteModel.MaxTokens < waitingRows)
        {
            workers++;
            _ = Task.Run(Work);
        }
    }

    private void Cancel(Job job, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (job.Node(jobs) is { } node)
            {
                jobs.Remove(node);
                waitingRows -= job.Rows;
            }
        }

        job.Completion.TrySetCanceled(cancellation);
    }

    private void Work()
    {
        var work = TakeWorkspace();
        List<(Job Job, int Index)> batch = [];
        while (TryTake(batch))
        {
            var sequences = batch.ConvertAll(static item => item.Job.Sequences[item.Index]).ToArray();
            var vectors = new float[sequences.Length][];
            try
            {
                transformer.Embed(sequences, work, vectors);
                for (var index = 0; index < batch.Count; index++)
                {
                    batch[index].Job.Finish(batch[index].Index, vectors[index]);
                }
            }
            catch (Exception error)
            {
                batch.ForEach(item => item.Job.Completion.TrySetException(error));
            }

            batch.Clear();
        }

        lock (gate)
        {
            workspaces.Push(work);
        }
    }

    private Workspace TakeWorkspace()
    {
        lock (gate)
        {
            return workspaces.TryPop(out var work) ? work : new Workspace();
        }
    }

    /// <summary>Fills a batch: about a fair share of what waits, at most what a workspace holds. False ends the worker.</summary>
    private bool TryTake(List<(Job Job, int Index)> batch)
    {
        lock (gate)
        {
            var limit = Math.Clamp(waitingRows / MaxWorkers, UseLiteModel.MaxTokens, Workspace.MaxRows);
            var rows = 0;
            for (var left = jobs.Count; left > 0 && rows < limit && jobs.First is { } node; left--)
            {
                var taken = node.Value.Take(batch, limit - rows);
                rows += taken;
                waitingRows -= taken;
                jobs.Remove(node);
                if (!node.Value.IsTaken)
                {
                    jobs.AddLast(node);
                }
            }

            if (batch.Count > 0)
            {
                return true;
            }

            workers--;
            return false;
        }
    }

    /// <summary>The sequences of one request.</summary>
    private sealed class Job
    {
        /// <summary>Long ones first: batches of like lengths, and no long one left for the end.</summary>
        private readonly int[] order;
        private readonly float[][] vectors;
        private int next;
        private int unfinished;

        public Job(int[][] sequences)
        {
            Sequences = sequences;
            vectors = new float[sequences.Length][];
            unfinished = sequences.Length;
            order = [.. Enumerable.Range(0, sequences.Length)];
            Array.Sort(Array.ConvertAll(sequences, static sequence => -sequence.Length), order);
            Rows = sequences.Sum(RowsOf);
        }

        public int[][] Sequences { get; }

        /// <summary>Rows that no worker has taken yet.</summary>
        public int Rows { get; private set; }

        public bool IsTaken => next == order.Length;

        public TaskCompletionSource<float[][]> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkedListNode<Job>? Node(LinkedList<Job> jobs) => jobs.Find(this);

        public int Take(List<(Job Job, int Index)> batch, int rows)
        {
            var taken = 0;
            for (; next < order.Length && taken + RowsOf(Sequences[order[next]]) <= rows; next++)
            {
                taken += RowsOf(Sequences[order[next]]);
                batch.Add((this, order[next]));
            }

            Rows -= taken;
            return taken;
        }

        public void Finish(int index, float[] vector)
        {
            vectors[index] = vector;
            if (Interlocked.Decrement(ref unfinished) == 0)
            {
                Completion.TrySetResult(vectors);
            }
        }

        /// <summary>An empty text has no row of its own, but pooling needs one.</summary>
        private static int RowsOf(int[] sequence) => Math.Max(sequence.Length, 1);
    }
}
