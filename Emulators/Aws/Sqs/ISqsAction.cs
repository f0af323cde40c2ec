using System.Buffers;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>One operation of SQS. The protocol around it turns requests into JSON and answers out of it.</summary>
internal interface ISqsAction
{
    /// <summary>AWS's name.</summary>
    string Name { get; }

    /// <param name="call">The request.</param>
    /// <param name="input">Its members as JSON.</param>
    /// <param name="output">Gets the answer's members as JSON.</param>
    /// <exception cref="AwsException">The answer is an error.</exception>
    ValueTask ExecuteAsync(SqsCall call, ReadOnlyMemory<byte> input, IBufferWriter<byte> output);
}
