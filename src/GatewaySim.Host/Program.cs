Console.WriteLine("gatewaysim");
