// Stands in for OllamaSharp 5.4.25.
namespace OllamaSharp.Models.Exceptions;

public class OllamaException : Exception
{
    public OllamaException()
    {
    }

    public OllamaException(string message)
        : base(message)
    {
    }

    public OllamaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

public class ModelDoesNotSupportToolsException : OllamaException
{
    public ModelDoesNotSupportToolsException()
    {
    }

    public ModelDoesNotSupportToolsException(string message)
        : base(message)
    {
    }

    public ModelDoesNotSupportToolsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
