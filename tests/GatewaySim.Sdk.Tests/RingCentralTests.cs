namespace GatewaySim.Sdk.Tests;

/// <summary>What a program with <c>@ringcentral/sdk</c> sees.</summary>
public sealed class RingCentralTests(NodePackages packages)
{
    [Fact]
    public async Task A_campaign_of_5000_goes_out_and_can_be_read_back()
    {
        var story = await Story.RunAsync(packages, "ringcentral-campaign");

        Assert.Equal(
            """
            {"tokenType":"bearer","expiresIn":3600,"scope":"A2PSMS SMS ReadAccounts SubscriptionWebhook",
            "isLoggedIn":true,"events":["beforeLogin","loginSuccess"]}
            """.ReplaceLineEndings(""), story["login"]);
        Assert.Equal("""{"usage":"DirectNumber","canSend":true}""", story["numbers"]);
        Assert.Equal("""{"status":201,"batchSize":5000,"rejected":[]}""", story["batch"]);
        Assert.Equal("""{"batchSize":5000,"processedCount":5000,"isPaid":true}""", story["completed"]);
        Assert.Equal(
            """{"pages":[1000,1000,1000,1000,1000],"distinct":5000,"statuses":["Delivered"]}""", story["messages"]);
        Assert.Equal(
            """{"text":"Hello from a campaign","direction":"Outbound","segmentCount":1}""", story["message"]);
    }

    [Fact]
    public async Task Consents_can_be_had_as_a_file()
    {
        var story = await Story.RunAsync(packages, "ringcentral-export");

        Assert.Equal(
            """
            {"status":200,"type":"text/csv","columns":8,"rows":["+12125550101","+12125550102"],"areOptOuts":true}
            """, story["export"]);
    }

    [Fact]
    public async Task Stop_fails_sends_to_that_person_until_their_consent_is_updated()
    {
        var story = await Story.RunAsync(packages, "ringcentral-consent");

        Assert.Equal(
            """
            [{"to":"+12125550102","messageStatus":"Delivered"},
            {"to":"+12125550101","messageStatus":"Delivered"}]
            """.ReplaceLineEndings(""), story["before"]);
        Assert.Equal(
            """
            [{"to":"+12125550102","messageStatus":"Delivered"},
            {"to":"+12125550101","messageStatus":"SendingFailed","errorCode":"SMS-RC-413"}]
            """.ReplaceLineEndings(""), story["stopped"]);
        Assert.Equal(
            """[{"from":"+16505550100","to":"+12125550101","status":"OptOut","source":"Recipient"}]""",
            story["opt-outs"]);
        Assert.Equal(
            """
            [{"from":"+16505550100","to":"+12125550101","optStatus":"OptOut","source":"Recipient",
            "coverage":"PhoneNumber"}]
            """.ReplaceLineEndings(""), story["consents"]);
        Assert.Equal("{}", story["patched"]);
        Assert.Equal("""[{"to":"+12125550101","messageStatus":"Delivered"}]""", story["lifted"]);
        Assert.Equal("""[{"to":"+12125550101","optStatus":"OptIn","source":"Api"}]""", story["opted-in"]);
        Assert.Equal("[]", story["opted-out"]);
    }

    [Fact]
    public async Task A_session_is_refreshed_by_itself_and_ends_with_the_logout()
    {
        var story = await Story.RunAsync(packages, "ringcentral-tokens");

        Assert.Equal(
            """
            {"status":400,"message":"Invalid resource owner credentials.","events":["beforeLogin","loginError"]}
            """, story["wrong"]);
        Assert.Equal(
            """
            {"isNew":true,"status":200,"events":["beforeLogin","loginSuccess","beforeRefresh","refreshSuccess"]}
            """, story["refreshed"]);
        Assert.Equal("""{"status":200,"events":["beforeRefresh","refreshSuccess"]}""", story["after-401"]);
        Assert.Equal("""{"status":200,"events":["beforeRefresh","refreshSuccess"]}""", story["early"]);
        Assert.Equal(
            """{"status":400,"message":"Parameter [from] value is invalid.","code":"CMN-101"}""", story["error"]);
        Assert.Equal("""{"status":400,"message":"400 Bad Request","code":"CMN-101"}""", story["error-v2"]);

        // The package asks for a refresh as soon as it has no token; here loggedIn() makes it.
        Assert.Equal(
            """
            {"status":200,"isLoggedIn":false,"events":["beforeLogout","logoutSuccess","beforeRefresh","refreshError"]}
            """, story["logout"]);
        Assert.Equal("""{"message":"Refresh token is missing"}""", story["after-logout"]);
        Assert.Equal("""{"status":401,"code":"OAU-213"}""", story["kept-token"]);
        Assert.Equal("""{"status":400,"message":"Token not found"}""", story["kept-refresh"]);
    }

    /// <summary>The requests that a server must take from it: what it writes is often not what one expects.</summary>
    [Fact]
    public async Task Its_requests_are_taken_as_it_writes_them()
    {
        var story = await Story.RunAsync(packages, "ringcentral-wire");

        Assert.Equal(
            """
            {"calls":1,"method":"POST","url":"/restapi/oauth/token","type":"application/x-www-form-urlencoded",
            "authorization":"Basic","agent":"RCJSSDK/5.0.11","fields":["grant_type","assertion"]}
            """.ReplaceLineEndings(""), story["login"]);
        Assert.Equal(
            """
            {"scheme":"bearer","type":"application/json","bytes":0,"length":null,"client":"gatewaysim-client-id",
            "status":200}
            """.ReplaceLineEndings(""), story["get"]);
        Assert.Equal(
            """
            {"query":"from=%2B16505550100&from=%2B16505550101&optStatus=OptOut&optStatus=OptIn","records":1}
            """, story["repeated"]);
        Assert.Equal("""{"query":"from=&to=&optStatus=","records":1}""", story["undefined"]);
        Assert.Equal("""{"query":"from=+16505550100","records":1}""", story["literal-plus"]);
        Assert.Equal("""{"query":"from=16505550100","records":1}""", story["no-plus"]);
        Assert.Equal(
            """
            {"calls":["GET /restapi/v1.0/account/~/extension/~/phone-number 401","POST /restapi/oauth/token 200",
            "GET /restapi/v1.0/account/~/extension/~/phone-number 200"],
            "fields":["grant_type","refresh_token","access_token_ttl","refresh_token_ttl"],"accessTokenTtl":"-1"}
            """.ReplaceLineEndings(""), story["after-401"]);
        Assert.Equal("""{"url":"/restapi/oauth/revoke","fields":["token"]}""", story["logout"]);
    }
}
