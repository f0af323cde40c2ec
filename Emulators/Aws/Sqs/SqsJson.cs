using System.Text.Json.Serialization;
using EventAi.Emulators.Aws.Sqs.Actions;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Inputs and outputs in AWS JSON: members by their name in the service model, unset ones absent.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmptyOutput))]
[JsonSerializable(typeof(QueueUrlOutput))]
[JsonSerializable(typeof(QueueInput))]
[JsonSerializable(typeof(CreateQueue.Input), TypeInfoPropertyName = "CreateQueueInput")]
[JsonSerializable(typeof(GetQueueUrl.Input), TypeInfoPropertyName = "GetQueueUrlInput")]
[JsonSerializable(typeof(ListQueues.Input), TypeInfoPropertyName = "ListQueuesInput")]
[JsonSerializable(typeof(ListQueues.Output), TypeInfoPropertyName = "ListQueuesOutput")]
[JsonSerializable(typeof(GetQueueAttributes.Input), TypeInfoPropertyName = "GetQueueAttributesInput")]
[JsonSerializable(typeof(GetQueueAttributes.Output), TypeInfoPropertyName = "GetQueueAttributesOutput")]
[JsonSerializable(typeof(SetQueueAttributes.Input), TypeInfoPropertyName = "SetQueueAttributesInput")]
[JsonSerializable(typeof(TagQueue.Input), TypeInfoPropertyName = "TagQueueInput")]
[JsonSerializable(typeof(UntagQueue.Input), TypeInfoPropertyName = "UntagQueueInput")]
[JsonSerializable(typeof(ListQueueTags.Output), TypeInfoPropertyName = "ListQueueTagsOutput")]
[JsonSerializable(typeof(ListDeadLetterSourceQueues.Output), TypeInfoPropertyName = "ListDeadLetterSourceQueuesOutput")]
[JsonSerializable(typeof(StartMessageMoveTask.Input), TypeInfoPropertyName = "StartMoveInput")]
[JsonSerializable(typeof(StartMessageMoveTask.Output), TypeInfoPropertyName = "StartMoveOutput")]
[JsonSerializable(typeof(CancelMessageMoveTask.Input), TypeInfoPropertyName = "CancelMoveInput")]
[JsonSerializable(typeof(CancelMessageMoveTask.Output), TypeInfoPropertyName = "CancelMoveOutput")]
[JsonSerializable(typeof(ListMessageMoveTasks.Input), TypeInfoPropertyName = "ListMovesInput")]
[JsonSerializable(typeof(ListMessageMoveTasks.Output), TypeInfoPropertyName = "ListMovesOutput")]
[JsonSerializable(typeof(AddPermission.Input), TypeInfoPropertyName = "AddPermissionInput")]
[JsonSerializable(typeof(RemovePermission.Input), TypeInfoPropertyName = "RemovePermissionInput")]
[JsonSerializable(typeof(SendInput))]
[JsonSerializable(typeof(SendOutput))]
[JsonSerializable(typeof(BatchInput<SendInput>), TypeInfoPropertyName = "SendBatchInput")]
[JsonSerializable(typeof(BatchOutput<SendOutput>), TypeInfoPropertyName = "SendBatchOutput")]
[JsonSerializable(typeof(ReceiveMessage.Input), TypeInfoPropertyName = "ReceiveMessageInput")]
[JsonSerializable(typeof(ReceiveMessage.Output), TypeInfoPropertyName = "ReceiveMessageOutput")]
[JsonSerializable(typeof(ReceiptInput))]
[JsonSerializable(typeof(BatchInput<ReceiptInput>), TypeInfoPropertyName = "ReceiptBatchInput")]
[JsonSerializable(typeof(BatchOutput<BatchEntryOutput>), TypeInfoPropertyName = "EntryBatchOutput")]
internal sealed partial class SqsJson : JsonSerializerContext;
