namespace GatewaySim.Sdk.Tests;

/// <summary>What a program with <c>telnyx</c> sees.</summary>
public sealed class TelnyxTests(NodePackages packages)
{
    [Fact]
    public async Task A_message_goes_out_and_mistakes_become_the_packages_errors()
    {
        var story = await Story.RunAsync(packages, "telnyx-messages");

        Assert.Equal(
            """
            {"type":"message","direction":"outbound","parts":1,"encoding":"GSM-7","from":"+13125550100",
            "to":["+12125550101 queued"]}
            """.ReplaceLineEndings(""), story["sent"]);
        Assert.Equal("""{"isSame":true,"text":"Hello","isDated":true}""", story["retrieved"]);
        Assert.Equal("""{"type":"messaging_profile","name":"Stories","enabled":true}""", story["profile"]);
        Assert.Equal(
            """
            {"count":6,"stories":["Stories","Story 0","Story 1","Story 2","Story 3"],"name":"Stories"}
            """, story["profiles"]);
        Assert.Equal("""{"kind":"AuthenticationError","status":401,"code":"10009"}""", story["wrong-key"]);
        Assert.Equal("""{"kind":"BadRequestError","status":400,"code":"40310"}""", story["wrong-number"]);
        Assert.Equal("""{"kind":"NotFoundError","status":404,"code":"10005"}""", story["no-message"]);
    }

    /// <summary>The package tries a 409 again, so one blocked send is three requests.</summary>
    [Fact]
    public async Task Stop_blocks_with_a_conflict_that_is_tried_three_times()
    {
        var story = await Story.RunAsync(packages, "telnyx-optouts");

        Assert.Equal(
            """
            {"kind":"ConflictError","isConflict":true,"status":409,"code":"40300","posts":3,"retries":["0","1","2"]}
            """, story["blocked"]);
        Assert.Equal("""{"posts":1}""", story["blocked-once"]);
        Assert.Equal(
            """
            {"pages":["/v2/messaging_optouts?filter[from]=+13125550100&page[size]=20",
            "/v2/messaging_optouts?filter[from]=+13125550100&page[size]=20&page[number]=2",
            "/v2/messaging_optouts?filter[from]=+13125550100&page[size]=20&page[number]=3"],
            "count":45,"distinct":45,"keywords":["STOP","UNSUBSCRIBE"],"from":["+13125550100"],"isOfProfile":true}
            """.ReplaceLineEndings(""), story["opt-outs"]);
        Assert.Equal("""{"posts":1,"status":"queued"}""", story["restored"]);
        Assert.Equal("""{"count":44,"hasPerson":false}""", story["left"]);
    }

    [Fact]
    public async Task A_block_that_says_so_is_not_tried_again()
    {
        var story = await Story.RunAsync(
            packages, "telnyx-optouts", ("GATEWAYSIM_TELNYX__SHOULDRETRYHEADER", "False"));

        Assert.Equal(
            """
            {"kind":"ConflictError","isConflict":true,"status":409,"code":"40300","posts":1,"retries":["0"]}
            """, story["blocked"]);
    }

    [Fact]
    public async Task A_scheduled_message_goes_out_at_its_time_unless_it_is_taken_back()
    {
        var story = await Story.RunAsync(packages, "telnyx-schedule");

        Assert.Equal("""{"status":"scheduled","isSame":true}""", story["scheduled"]);
        Assert.Equal("""{"isSame":true,"status":"cancelled","now":"cancelled"}""", story["cancelled"]);
        Assert.Equal("""{"kind":"PermissionDeniedError","status":403,"code":"10038"}""", story["cancelled-twice"]);
        Assert.Equal(
            """
            [{"kind":"UnprocessableEntityError","status":422,"code":"10033"},
            {"kind":"UnprocessableEntityError","status":422,"code":"10033"}]
            """.ReplaceLineEndings(""), story["times"]);
        Assert.Equal("""{"kind":"PermissionDeniedError","status":403,"code":"10038"}""", story["too-late"]);
        Assert.Equal("""{"statuses":["scheduled","scheduled"]}""", story["waiting"]);
        Assert.Equal(
            """
            {"statuses":["delivered","sending_failed","cancelled"],"code":"40300","minutes":10,"cost":"0.0070",
            "unsent":null}
            """.ReplaceLineEndings(""), story["due"]);
    }

    [Fact]
    public async Task A_profile_lives_with_its_numbers_and_its_own_words()
    {
        var story = await Story.RunAsync(packages, "telnyx-profiles");

        Assert.Equal(
            """
            {"name":"Spring","limit":"25.50","pool":{"toll_free_weight":1,"long_code_weight":2,"skip_unhealthy":true,
            "sticky_sender":true,"geomatch":false},"secret":24}
            """.ReplaceLineEndings(""), story["created"]);
        Assert.Equal(
            """
            {"name":"Summer","pool":{"toll_free_weight":1,"long_code_weight":2,"skip_unhealthy":true,
            "sticky_sender":true,"geomatch":true},"alpha":"Shop 24"}
            """.ReplaceLineEndings(""), story["updated"]);
        Assert.Equal("""{"isNew":true}""", story["secret"]);
        Assert.Equal(
            """{"numbers":["+13125550100","+13125550101","+13125550102"],"tags":["spring"]}""", story["numbers"]);
        Assert.Equal(
            """{"op":"stop","keywords":["PARAR","ALTO"],"isListed":true,"pages":1}""", story["config"]);
        Assert.Equal(
            """
            [{"kind":"UnprocessableEntityError","status":422,"code":"10025"},
            {"kind":"UnprocessableEntityError","status":422,"code":"10027"}]
            """.ReplaceLineEndings(""), story["config-faults"]);
        Assert.Equal(
            """
            {"kind":"ConflictError","status":409,"code":"40300","keyword":"PARAR","to":"+525512345678"}
            """, story["stopped"]);
        Assert.Equal("""{"isSame":true,"op":"info","country":"*"}""", story["replaced"]);
        Assert.Equal("""{"answer":"OK"}""", story["config-deleted"]);
        Assert.Equal(
            """
            {"isSame":true,"after":{"kind":"NotFoundError","status":404,"code":"10005"},"optOuts":0,"number":null}
            """, story["deleted"]);
    }

    [Fact]
    public async Task The_package_of_old_works_too()
    {
        var story = await Story.RunAsync(packages, "telnyx-2");

        Assert.Equal("""{"type":"message","text":"Hello"}""", story["sent"]);
        Assert.Equal("""{"kind":"TelnyxAPIError","status":409,"code":"40300"}""", story["blocked"]);
    }

    [Fact]
    public async Task Its_own_code_takes_our_webhooks_and_refuses_forged_ones()
    {
        var story = await Story.RunAsync(packages, "telnyx-webhooks", ("GATEWAYSIM_TELNYX__WEBHOOKRETRYMS", "20"));

        Assert.Equal(
            """
            {"type":"message.finalized","isSame":true,"status":"delivered","sent":"sent","attempt":1,"deliveredTo":true}
            """, story["unwrapped"]);
        Assert.Equal("""{"type":"message.finalized"}""", story["constructed"]);
        Assert.Equal("""{"count":3}""", story["refused"]);
        Assert.Equal("""{"attempts":[1,2,3,4],"ids":1}""", story["failed-over"]);
        Assert.Equal(
            """{"status":"delivered","attempts":["delivered","failed","failed","failed"]}""", story["listed"]);
        Assert.Equal("""{"Good morning":null,"START":"START","STOP":"STOP"}""", story["heard"]);
    }
}
