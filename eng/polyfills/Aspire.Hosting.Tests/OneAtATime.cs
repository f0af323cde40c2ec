// Every test here starts processes by the handful: on two cores they would otherwise time each other out and meet on ports.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
