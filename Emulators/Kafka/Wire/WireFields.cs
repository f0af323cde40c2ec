namespace EventAi.Emulators.Kafka.Wire;

/// <summary>
/// Visits the fields of a message in wire order. A reader assigns each one, a writer emits it. <c>since</c> and <c>until</c> are the
/// first and last message version that carry the field. Whether strings and arrays are compact and structures end with
/// tagged fields follows from <see cref="Flexible"/> (KIP-482).
/// </summary>
internal abstract class WireFields
{
    private const int Last = short.MaxValue;

    public short Version { get; private set; }

    public bool Flexible { get; private set; }

    protected void Start(short version, bool flexible)
    {
        Version = version;
        Flexible = flexible;
    }

    /// <summary>Visits a whole message or a nested structure, tagged fields included.</summary>
    public void Struct(IWireStruct value)
    {
        value.Describe(this);
        if (Flexible)
        {
            TaggedFields();
        }
    }

    public void Bool(ref bool value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnBool(ref value);
        }
    }

    public void Int8(ref sbyte value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnInt8(ref value);
        }
    }

    public void Int16(ref short value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnInt16(ref value);
        }
    }

    public void Int32(ref int value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnInt32(ref value);
        }
    }

    public void Int64(ref long value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnInt64(ref value);
        }
    }

    public void Uuid(ref Guid value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnUuid(ref value);
        }
    }

    public void Error(ref KafkaError value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnError(ref value);
        }
    }

    public void String(ref string value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            string? text = value;
            OnString(ref text, nullable: false);
            value = text!;
        }
    }

    /// <summary>A string that may be null from version <paramref name="nullSince"/> on; before that, null is written as empty.</summary>
    public void NullableString(ref string? value, int since = 0, int until = Last, int nullSince = 0)
    {
        if (Has(since, until))
        {
            OnString(ref value, Version >= nullSince);
        }
    }

    /// <summary>A byte string; what a reader assigns lies in the frame and is valid only while the request is handled.</summary>
    public void Bytes(ref ReadOnlyMemory<byte> value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            OnBytes(ref value);
        }
    }

    public void Records(ref RecordData value) => OnRecords(ref value);

    public void Array<T>(ref List<T> value, int since = 0, int until = Last)
        where T : IWireStruct, new()
    {
        if (Has(since, until))
        {
            List<T>? list = value;
            OnArray(ref list, nullable: false, static (WireFields fields, ref T item) => fields.Struct(item), static () => new T());
            value = list!;
        }
    }

    public void NullableArray<T>(ref List<T>? value, int since = 0, int until = Last, int nullSince = 0)
        where T : IWireStruct, new()
    {
        if (Has(since, until))
        {
            OnArray(ref value, Version >= nullSince, static (WireFields fields, ref T item) => fields.Struct(item), static () => new T());
        }
    }

    public void Int32Array(ref List<int> value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            List<int>? list = value;
            OnArray(ref list, nullable: false, static (WireFields fields, ref int item) => fields.OnInt32(ref item), static () => 0);
            value = list!;
        }
    }

    public void Int64Array(ref List<long> value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            List<long>? list = value;
            OnArray(ref list, nullable: false, static (WireFields fields, ref long item) => fields.OnInt64(ref item), static () => 0L);
            value = list!;
        }
    }

    /// <summary>A structure that may be missing: one byte says whether it follows (1) or not (-1).</summary>
    public void NullableStruct<T>(ref T? value)
        where T : class, IWireStruct, new()
    {
        var presence = (sbyte)(value is null ? -1 : 1);
        OnInt8(ref presence);
        value = presence < 0 ? null : value ?? new T();
        if (value is not null)
        {
            Struct(value);
        }
    }

    public void StringArray(ref List<string> value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            List<string>? list = value;
            NullableStrings(ref list, nullable: false);
            value = list!;
        }
    }

    public void NullableStringArray(ref List<string>? value, int since = 0, int until = Last)
    {
        if (Has(since, until))
        {
            NullableStrings(ref value, nullable: true);
        }
    }

    protected delegate void Visit<T>(WireFields fields, ref T item);

    protected virtual void OnError(ref KafkaError value)
    {
        var code = (short)value;
        OnInt16(ref code);
        value = (KafkaError)code;
    }

    protected abstract void OnBool(ref bool value);

    protected abstract void OnInt8(ref sbyte value);

    protected abstract void OnInt16(ref short value);

    protected abstract void OnInt32(ref int value);

    protected abstract void OnInt64(ref long value);

    protected abstract void OnUuid(ref Guid value);

    protected abstract void OnString(ref string? value, bool nullable);

    protected abstract void OnBytes(ref ReadOnlyMemory<byte> value);

    protected abstract void OnRecords(ref RecordData value);

    protected abstract void OnArray<T>(ref List<T>? value, bool nullable, Visit<T> visit, Func<T> create);

    protected abstract void TaggedFields();

    private void NullableStrings(ref List<string>? list, bool nullable) =>
        OnArray(
            ref list,
            nullable,
            static (WireFields fields, ref string item) =>
            {
                string? text = item;
                fields.OnString(ref text, nullable: false);
                item = text!;
            },
            static () => "");

    private bool Has(int since, int until) => Version >= since && Version <= until;
}
