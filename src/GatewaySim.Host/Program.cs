using GatewaySim.Host.Verbs;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
