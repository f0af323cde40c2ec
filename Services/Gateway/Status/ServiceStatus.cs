namespace EventAi.Gateway.Status;

/// <summary>A service and what its health endpoint says: <c>Healthy</c>, <c>Degraded</c>, <c>Unhealthy</c>, or why there is no answer.</summary>
internal sealed record ServiceStatus(string Service, string Health);
