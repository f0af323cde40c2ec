using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.S3.Access;
using EventAi.Emulators.Aws.S3.Actions;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Amazon S3, REST with XML: authenticates, finds the operation, executes it.</summary>
internal sealed class S3Service(S3State state, ObjectEvents events, SignatureVerifier verifier, FaultInjection faults, AwsOptions options, TimeProvider time, ILogger<S3Service> logger) : IAwsService
{
    private const string ExpectedOwner = "x-amz-expected-bucket-owner";

    private readonly Dictionary<S3Route, IS3Action> _actions = new IS3Action[]
    {
        new ListBuckets(state), new CreateBucket(state, options), new HeadBucket(), new DeleteBucket(state), new GetBucketLocation(),
        new PutBucketNotificationConfiguration(events), new GetBucketNotificationConfiguration(), new PutBucketVersioning(), new GetBucketVersioning(),
        new ListObjects(), new ListObjectsV2(), new ListObjectVersions(),
        new PutObject(state, events), new CopyObject(state, events), new GetObject(), new HeadObject(), new GetObjectAttributes(),
        new DeleteObject(state, events), new DeleteObjects(new DeleteObject(state, events)),
        new PutObjectTagging(events), new GetObjectTagging(), new DeleteObjectTagging(events), new GetObjectAcl(), new PutObjectAcl(events), new RestoreObject(state, events), new GetBucketAcl(), new PutBucketAcl(),
        new GetBucketPolicyStatus(), new PutObjectLockConfiguration(), new GetObjectLockConfiguration(), new PutObjectRetention(time), new GetObjectRetention(), new PutObjectLegalHold(), new GetObjectLegalHold(),
        new PostObject(state, events, verifier, time),
        new CreateMultipartUpload(state), new UploadPart(state), new CompleteMultipartUpload(state, events), new AbortMultipartUpload(), new ListParts(), new ListMultipartUploads(),
    }.Concat(BucketDocument.All).Concat(NamedDocument.All).ToDictionary(static action => action.Route);

    public bool Claims(AwsCall call) => true;

    public async Task HandleAsync(AwsCall call)
    {
        var path = S3Path.Parse(call);
        if (call.Request.Method == "OPTIONS")
        {
            CorsRules.AnswerPreflight(call, path, state);
            return;
        }
        CorsRules.Allow(call, path, state);
        // A form is signed within: its fields are the signature.
        // Who does not sign at all is let in where a bucket says so.
        var isForm = PostObject.IsForm(call, path);
        var key = isForm || call.Signature is null ? null : verifier.Verify(call, S3Payload.HashForSignature(call));
        var route = new S3Route(call.Request.Method, path.Level, Selector(call));
        if (!_actions.TryGetValue(route, out var action))
        {
            AwsLog.NotImplemented(logger, call.Id, "s3", route.ToString());
            throw route.Method is "GET" or "PUT" or "POST" or "DELETE" or "HEAD"
                ? S3Errors.NotImplemented(route.ToString())
                : S3Errors.MethodNotAllowed(route.Method, route.Level);
        }
        call.Response.Headers["x-amz-request-id"] = call.Id;
        var s3 = new S3Call(call, path, key, state) { IsForm = isForm };
        if (s3.Header(ExpectedOwner) is { } owner)
        {
            RequireOwner(owner, s3.FindBucket());
        }
        await faults.ApplyAsync(call, "s3", action.GetType().Name);
        if (!action.IsBrief)
        {
            await PoolThread.Switch();
        }
        Authorizer.Check(s3, route);
        await action.ExecuteAsync(s3);
    }

    /// <exception cref="AwsException">InvalidBucketOwnerAWSAccountID, AccessDenied.</exception>
    public static void RequireOwner(string expected, Bucket? bucket)
    {
        if (!S3Accounts.IsAccount(expected))
        {
            throw new AwsException(400, "InvalidBucketOwnerAWSAccountID", $"The value of the expected bucket owner parameter must be an AWS Account ID... [{expected}]");
        }
        if (bucket is not null && expected != bucket.Info.Owner)
        {
            throw S3Errors.AccessDenied();
        }
    }

    public async Task WriteErrorAsync(AwsCall call, AwsException error)
    {
        call.Response.StatusCode = error.Status;
        call.Response.Headers["x-amz-request-id"] = call.Id;
        AllowOrigin(call);
        foreach (var (name, value) in error.Headers)
        {
            call.Response.Headers[name] = value;
        }
        if (call.Request.Method == "HEAD" || error.Status == StatusCodes.Status304NotModified)
        {
            return;
        }
        await S3Xml.WriteAsync(call, xml =>
        {
            xml.WriteStartElement("Error");
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
            foreach (var (name, value) in error.Details)
            {
                xml.WriteElementString(name, value);
            }
            xml.WriteElementString("RequestId", call.Id);
            xml.WriteElementString("HostId", "eventai");
            xml.WriteEndElement();
        });
    }

    public AwsException ToError(SigningException failure) => failure.Failure switch
    {
        SigningFailure.Missing => new AwsException(403, "AccessDenied", failure.Message),
        SigningFailure.Malformed2 => new AwsException(400, "InvalidArgument", failure.Message) { Details = [("ArgumentName", "Authorization")] },
        SigningFailure.Malformed => new AwsException(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {failure.Message}"),
        SigningFailure.MalformedQuery => new AwsException(400, "AuthorizationQueryParametersError", failure.Message),
        SigningFailure.Unsupported => new AwsException(400, "InvalidRequest", failure.Message),
        SigningFailure.UnknownKey => new AwsException(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
        SigningFailure.Skewed => new AwsException(403, "RequestTimeTooSkewed", failure.Message),
        SigningFailure.Expired or SigningFailure.Unsigned => new AwsException(403, "AccessDenied", failure.Message) { Details = failure.Details },
        _ => new AwsException(
            403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
        {
            Details = failure.Details,
        },
    };

    /// <summary>Pages may read errors as they may read answers.</summary>
    private void AllowOrigin(AwsCall call)
    {
        if (call.Request.Headers.Origin.Count > 0 && call.Request.Method != "OPTIONS")
        {
            try
            {
                CorsRules.Allow(call, S3Path.Parse(call), state);
            }
            catch (AwsException)
            {
                // The path is what is wrong.
            }
        }
    }

    private static string Selector(AwsCall call)
    {
        foreach (var (name, _) in call.Target.Query)
        {
            if (S3Route.Selectors.Contains(name, StringComparer.Ordinal))
            {
                return name;
            }
        }
        return call.Request.Method == "PUT" && call.Request.Headers.ContainsKey(S3Route.CopySource) ? S3Route.CopySource : "";
    }
}
