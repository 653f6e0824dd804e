using GatewaySim.Bench.Verbs;

return await CommandLine.RunAsync(args);
