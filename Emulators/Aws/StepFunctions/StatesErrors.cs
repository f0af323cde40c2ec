namespace EventAi.Emulators.Aws.StepFunctions;

/// <summary>Errors of Step Functions in AWS's texts.</summary>
internal static class StatesErrors
{
    public static AwsException InvalidArn(string arn) => Error("InvalidArn", $"Invalid Arn: 'Invalid ARN prefix: {arn}'");

    public static AwsException InvalidResource(string resource) => Error("InvalidArn", $"Invalid Arn: 'Resource type not valid in this context: {resource}'");

    public static AwsException InvalidName(string name) => Error("InvalidName", $"Invalid Name: '{name}'");

    public static AwsException InvalidToken() => Error("InvalidToken", "Invalid Token: 'Invalid token'");

    public static AwsException StateMachineDoesNotExist(string arn) => Error("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    public static AwsException StateMachineAlreadyExists(string arn) => Error("StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");

    public static AwsException TypeNotSupported() => Error("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");

    public static AwsException ExecutionDoesNotExist(string arn) => Error("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");

    public static AwsException ExecutionAlreadyExists(string arn) => Error("ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");

    public static AwsException InvalidExecutionInput(string reason) => Error("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{reason}'");

    public static AwsException InvalidDefinition(string reason) => Error("InvalidDefinition", $"Invalid State Machine Definition: '{reason}'");

    public static AwsException Refused(string code, string message) => Error(code, message);

    public static AwsException NotRedrivable(string reason) => Error("ExecutionNotRedrivable", $"Execution is not redrivable: {reason}");

    public static AwsException InvalidOutput(string reason) => Error("InvalidOutput", $"Invalid Output: '{reason}'");

    public static AwsException ActivityDoesNotExist(string arn) => Error("ActivityDoesNotExist", $"Activity Does Not Exist: '{arn}'");

    public static AwsException TaskTimedOut() => Error("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

    public static AwsException ResourceNotFound(string arn) => Error("ResourceNotFound", $"Resource not found: '{arn}'");

    public static AwsException NoSuchResource() => Error("ResourceNotFound", "Request references a resource that does not exist.");

    public static AwsException Conflict(string message) => Error("ConflictException", message);

    public static AwsException Validation(string message) => Error("ValidationException", message);

    public static AwsException MissingParameter(string message) => Error("MissingRequiredParameter", message);

    private static AwsException Error(string code, string message) => new(400, code, message);
}
