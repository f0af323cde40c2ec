namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Creates, renames and deletes aliases, all or none.</summary>
internal sealed class UpdateAliases(CollectionStore store)
    : CollectionsOperation<Wire.ChangeAliases, Wire.CollectionOperationResponse>(Wire.ChangeAliases.Parser)
{
    public override Wire.CollectionOperationResponse Handle(Wire.ChangeAliases request, Elapsed elapsed)
    {
        store.ChangeAliases([.. request.Actions.Select(ToChange)]);
        return new Wire.CollectionOperationResponse { Result = true, Time = elapsed.Seconds };
    }

    private static AliasChange ToChange(Wire.AliasOperations operation)
        => operation.ActionCase switch
        {
            Wire.AliasOperations.ActionOneofCase.CreateAlias
                => new AliasChange.Create(operation.CreateAlias.AliasName, operation.CreateAlias.CollectionName),
            Wire.AliasOperations.ActionOneofCase.RenameAlias
                => new AliasChange.Rename(operation.RenameAlias.OldAliasName, operation.RenameAlias.NewAliasName),
            Wire.AliasOperations.ActionOneofCase.DeleteAlias => new AliasChange.Delete(operation.DeleteAlias.AliasName),
            _ => throw StoreException.Malformed("empty operation"),
        };
}
