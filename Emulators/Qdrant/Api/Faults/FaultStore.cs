namespace EventAi.Emulators.Qdrant.Api.Faults;

/// <summary>The faults that were asked for and have not all happened, oldest first.</summary>
internal sealed class FaultStore
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The fault that happens to this request, once less from now on.</summary>
    public Fault? Take(string path)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(fault => fault.IsFor(path));
            if (index < 0)
            {
                return null;
            }
            var fault = _faults[index];
            if (fault.Count == 1)
            {
                _faults.RemoveAt(index);
            }
            else
            {
                _faults[index] = fault with { Count = fault.Count - 1 };
            }
            return fault;
        }
    }
}
