using System.Text.Json.Serialization;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>How state lies on the disk.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ObjectInfo))]
[JsonSerializable(typeof(BucketInfo))]
[JsonSerializable(typeof(UploadInfo))]
[JsonSerializable(typeof(PartInfo))]
[JsonSerializable(typeof(ChangedInfo))]
internal sealed partial class StateJson : JsonSerializerContext;
