namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>The connections of EventBridge, as far as others call with them.</summary>
internal interface IConnectionCredentials
{
    /// <summary>Adds what a connection authorizes with.</summary>
    /// <returns>False where there is no such connection.</returns>
    Task<bool> AuthorizeAsync(HttpRequestMessage request, string connectionArn, CancellationToken cancellationToken);
}
