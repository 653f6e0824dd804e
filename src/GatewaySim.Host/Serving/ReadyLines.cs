namespace GatewaySim.Host.Serving;

/// <summary>What is printed when the gateway is ready: its address first, then what to paste for each SDK.</summary>
internal static class ReadyLines
{
    public static Task WriteAsync(
        TextWriter output, ListenAddress address, DemoCredentials demo, string telnyxPublicKey)
    {
        var client = address.ClientUrl;
        var others = demo.AnyNumber ? " (any other number works too)" : "";
        return output.WriteLineAsync($$"""
            listening on {{address.Url}}

            # Telnyx
            export TELNYX_BASE_URL={{client}}/v2
            export TELNYX_API_KEY={{demo.TelnyxApiKey}}
            export TELNYX_PUBLIC_KEY={{telnyxPublicKey}}

            # RingCentral: server, clientId, clientSecret, jwt
            export RINGCENTRAL_SERVER={{client}}
            export RINGCENTRAL_CLIENT_ID={{demo.RingCentralClientId}}
            export RINGCENTRAL_CLIENT_SECRET={{demo.RingCentralClientSecret}}
            export RINGCENTRAL_JWT={{demo.RingCentralJwt}}

            # Numbers to send from{{others}}
            export TELNYX_FROM={{demo.TelnyxNumber}}
            export RINGCENTRAL_FROM={{demo.RingCentralNumber}}
            """);
    }
}
