namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Multipart uploads.</summary>
internal sealed partial class Bucket
{
    private readonly Dictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    /// <summary>In the order of keys, then of their beginning.</summary>
    public IReadOnlyList<UploadInfo> Uploads
    {
        get
        {
            lock (_gate)
            {
                return [.. _uploads.Values.Select(static upload => upload.Info).OrderBy(static upload => upload.Key, KeyOrder.Instance).ThenBy(static upload => upload.Initiated).ThenBy(static upload => upload.Id, StringComparer.Ordinal)];
            }
        }
    }

    public void Begin(UploadInfo upload)
    {
        lock (_gate)
        {
            _files.SaveUpload(Info.Name, upload);
            _uploads.Add(upload.Id, new Upload(upload, []));
        }
    }

    /// <summary>An upload and its parts by number; null where there is none for the key.</summary>
    public (UploadInfo Info, IReadOnlyList<PartInfo> Parts)? FindUpload(string key, string uploadId)
    {
        lock (_gate)
        {
            return _uploads.TryGetValue(uploadId, out var upload) && upload.Info.Key == key ? (upload.Info, upload.Parts) : null;
        }
    }

    /// <returns>False where the upload is gone.</returns>
    public bool PutPart(string uploadId, PartInfo part, PendingObject content)
    {
        lock (_gate)
        {
            if (!_uploads.TryGetValue(uploadId, out var upload))
            {
                return false;
            }
            _files.CommitPart(Info.Name, uploadId, part, content);
            upload.Put(part);
            return true;
        }
    }

    /// <summary>The content of a part; null where it is gone.</summary>
    public Stream? OpenPart(string uploadId, int number)
    {
        lock (_gate)
        {
            return _uploads.ContainsKey(uploadId) ? _files.OpenPart(Info.Name, uploadId, number) : null;
        }
    }

    /// <returns>False where there is no such upload.</returns>
    public bool EndUpload(string uploadId)
    {
        lock (_gate)
        {
            if (!_uploads.Remove(uploadId))
            {
                return false;
            }
            _files.DeleteUpload(Info.Name, uploadId);
            return true;
        }
    }
}
