using System.ComponentModel.DataAnnotations;

namespace EventAi.Emulators.Aws;

/// <summary>Settings of the endpoint: configuration section "Aws" (<c>Aws__Port</c> in the environment), command line switches on top.</summary>
public sealed class AwsOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Aws";

    /// <summary>Account that owns everything: the number that local endpoints customarily take.</summary>
    public const string AccountId = "000000000000";

    /// <summary>TCP port of every service; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 4566;

    /// <summary>IP address to listen on: loopback unless asked for otherwise.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Directory of all that outlives the process.</summary>
    [Required]
    public string Data { get; set; } = "aws-data";

    /// <summary>Keeps nothing on disk; <see cref="Data"/> is not touched.</summary>
    public bool Memory { get; set; }

    /// <summary>The one access key that is let in. Without it any key is, and signatures are checked for form and time only.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; set; }

    /// <summary>
    /// Object ownership of a bucket that is made without one: BucketOwnerEnforced as in S3 (no access control lists), or ObjectWriter as in S3 before April 2023, for suites and
    /// programs that are as old.
    /// </summary>
    [AllowedValues("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter")]
    public string ObjectOwnership { get; set; } = "BucketOwnerEnforced";

    /// <summary>How long a Standard execution can be asked for after its end.</summary>
    public TimeSpan ExecutionRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Bytes of a file of the executions' log.</summary>
    [Range(1024, 1L << 38)]
    public long ExecutionSegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return new ValidationResult("Aws:AccessKey and Aws:SecretKey (--access-key, --secret-key) go together.", [nameof(AccessKey)]);
        }
        if (ExecutionRetention <= TimeSpan.Zero)
        {
            yield return new ValidationResult($"Aws:ExecutionRetention is '{ExecutionRetention}', not a time.", [nameof(ExecutionRetention)]);
        }
        if (!System.Net.IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult($"Aws:Address is '{Address}', not an IP address.", [nameof(Address)]);
        }
    }
}
