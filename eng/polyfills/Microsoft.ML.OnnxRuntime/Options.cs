namespace Microsoft.ML.OnnxRuntime;

/// <summary>Everything runs on the caller's thread here: numbers of threads are taken and change nothing.</summary>
public class SessionOptions : IDisposable
{
    public int IntraOpNumThreads { get; set; }

    public int InterOpNumThreads { get; set; }

    public void Dispose() => GC.SuppressFinalize(this);
}

public class RunOptions : IDisposable
{
    public void Dispose() => GC.SuppressFinalize(this);
}

public class OrtAllocator
{
    private OrtAllocator()
    {
    }

    public static OrtAllocator DefaultInstance { get; } = new();
}

public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IDisposable;

internal sealed class DisposableList<T>(int count) : List<T>(count), IDisposableReadOnlyCollection<T>
    where T : IDisposable
{
    public void Dispose() => ForEach(static item => item.Dispose());
}
