using Microsoft.Win32.SafeHandles;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>
/// One append-only file of a <see cref="SegmentLog"/>. It can be read while it is appended to; its handle is closed with its last reader, so that
/// content can be read to its end when the file has been removed meanwhile.
/// </summary>
internal sealed class Segment(string path, long number)
{
    public string Path { get; } = path;

    public long Number { get; } = number;

    public SafeFileHandle Handle { get; } = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    /// <summary>Bytes of whole records.</summary>
    public long Length { get; set; }

    /// <summary>Bytes of records that count.</summary>
    public long Living { get; set; }

    /// <returns>Where the record begins.</returns>
    /// <exception cref="IOException">Nothing was written.</exception>
    public long Append(ReadOnlySpan<byte> record)
    {
        var at = Length;
        try
        {
            RandomAccess.Write(Handle, record, at);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(Handle, at);
            throw;
        }
        Length = at + record.Length;
        return at;
    }
}
