using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Uploads;

/// <summary>Documents in S3: the object's key is the document's id.</summary>
public sealed class ObjectStorage(IAmazonS3 s3, IOptions<IngestionOptions> options)
{
    /// <summary>Stores a document's bytes; the bucket's notification does the rest.</summary>
    public Task PutAsync(string documentId, string contentType, Stream content, UploadFacts facts, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = options.Value.Bucket,
            Key = documentId,
            InputStream = content,
            ContentType = contentType,
            AutoCloseStream = false,
        };
        facts.WriteTo(request.Metadata);
        return s3.PutObjectAsync(request, cancellationToken);
    }

    /// <summary>Reads a document whole; null where it is not there (any more).</summary>
    public async Task<StoredObject?> GetAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
            if (response.ContentLength > options.Value.MaxDocumentBytes)
            {
                return new StoredObject([], response.Headers.ContentType, "", response.ContentLength, UploadFacts.Of(response.Metadata));
            }
            using var buffer = new MemoryStream();
            await response.ResponseStream.CopyToAsync(buffer, cancellationToken);
            var bytes = buffer.ToArray();
            return new StoredObject(bytes, response.Headers.ContentType, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, UploadFacts.Of(response.Metadata));
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task DeleteAsync(string documentId, CancellationToken cancellationToken)
        => s3.DeleteObjectAsync(options.Value.Bucket, documentId, cancellationToken);
}
