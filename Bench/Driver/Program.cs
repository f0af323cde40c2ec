using EventAi.Driver.Training;

return args switch
{
    ["train", var folder] => TrainCommand.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: driver train FOLDER");
    return 2;
}
