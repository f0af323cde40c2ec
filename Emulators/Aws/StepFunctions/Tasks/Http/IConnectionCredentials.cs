namespace EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

/// <summary>The connections of EventBridge, as far as others call with them.</summary>
internal interface IConnectionCredentials
{
    /// <summary>What a connection adds to a request.</summary>
    /// <returns>Null where there is no such connection, or it is not authorized.</returns>
    /// <exception cref="HttpRequestException">Its token could not be fetched.</exception>
    Task<ConnectionParameters?> ReadAsync(string connectionArn, CancellationToken cancellationToken);
}
