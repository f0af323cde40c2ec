namespace EventAi.Emulators.Aws.Sqs;

/// <summary>One operation of SQS. The protocol around it turns requests into JSON and answers out of it.</summary>
internal interface ISqsAction
{
    /// <summary>AWS's name.</summary>
    string Name { get; }

    /// <summary>Whether its answer has members.</summary>
    bool HasOutput { get; }

    /// <param name="call">The request.</param>
    /// <param name="input">Its members as JSON.</param>
    /// <returns>The answer's members as JSON.</returns>
    /// <exception cref="AwsException">The answer is an error.</exception>
    ValueTask<byte[]> ExecuteAsync(SqsCall call, byte[] input);
}
