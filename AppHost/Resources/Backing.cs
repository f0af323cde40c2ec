namespace EventAi.AppHost.Resources;

/// <summary>What stands behind the five backing resources.</summary>
public enum Backing
{
    /// <summary>The real servers, in containers.</summary>
    Containers,

    /// <summary>This repository's emulators, and the machine's redis-server.</summary>
    Emulators,
}
