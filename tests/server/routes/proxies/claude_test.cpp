// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to Claude that are passed on, with a Claude whose answers the test gives by hand.
#include "eventually.hpp"
#include "http/problem.hpp"
#include "routes/api_fixture.hpp"
#include "wire/test_server.hpp"

namespace rmirror::test {
namespace {

using http::test::Inbox;
using http::test::Pending;

constexpr auto kKey = "the-key-of-the-house";
constexpr auto kImage =
    R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}})";
constexpr auto kMessage =
    R"({"type":"message","content":[{"type":"text","text":"Dear diary"}],"usage":{"input_tokens":7,"output_tokens":9}})";

class StandIn {
protected:
    http::FrontOptions routes()
    {
        auto const keep = [this](http::Request const& request, http::Answer const& answer) {
            asked.put({request, answer});
        };
        http::FrontOptions front;
        for (auto const* const path : {"/v1/messages", "/v1/messages/count_tokens"})
            front.routes.push_back({http::Method::post, path, keep, http::Runs::on_loop, 32U << 20U});
        return front;
    }

    Settings::Environment environment() const
    {
        return {{"RMIRROR_ANTHROPIC_API_KEY", kKey},
                {"RMIRROR_TEST_ANTHROPIC_BASE_URL", "http://127.0.0.1:" + std::to_string(claude.port())},
                {"RMIRROR_CLAUDE_MODELS", "claude-haiku-5-5, claude-sonnet-5-5"},
                {"RMIRROR_FREE_TOKENS", "200000"}};
    }

    Inbox<Pending> asked;
    http::test::TestServer claude{{}, routes()};
};

class ClaudeRouteTest : public StandIn, public ApiTest {
protected:
    ClaudeRouteTest() : ApiTest(environment()) {}

    static std::string body(std::string const& blocks, std::string const& more = "")
    {
        return R"({"model":"claude-haiku-5-5", "max_tokens":100,)" + more +
               R"("messages":[{"role":"user","content":[)" + blocks + "]}]}";
    }

    static std::string call(std::string const& body, std::string const& headers,
                            std::string const& path = "/api/claude/v1/messages")
    {
        return "POST " + path + " HTTP/1.1\r\nHost: notes.example\r\nContent-Type: application/json\r\n" +
               headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    std::string bearer() const { return "Authorization: Bearer " + ann.token + "\r\n"; }

    /// Sends a call of Ann's and answers what Claude was then asked.
    Pending begin(http::test::Client& client, std::string const& body)
    {
        client.send(call(body, bearer()));
        return asked.take();
    }

    static http::Stream begin_events(Pending const& pending, http::StreamEvents events = {})
    {
        return pending.answer.begin({.content_type = "text/event-stream", .body = nullptr, .headers = {}},
                                    std::move(events));
    }

    /// What the database says once all calls that have ended are settled.
    std::string settled(std::string const& sql)
    {
        server.app().ledger.wait(kHangLimit);
        return value(sql);
    }

    std::string quota()
    {
        return settled(
            "SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage "
            "WHERE quota_type = 'ocr_pages'");
    }

    std::string last_audit()
    {
        return settled("SELECT details FROM audit WHERE action LIKE 'claude%' ORDER BY id DESC LIMIT 1");
    }

    static std::string error_type(http::test::Received const& answer)
    {
        auto const error = boost::json::parse(answer.body).as_object();
        EXPECT_EQ(error.at("type"), "error");
        EXPECT_FALSE(error.at("error").at("message").as_string().empty());
        EXPECT_EQ(std::string(error.at("request_id").as_string()), answer.header("x-request-id"));
        EXPECT_EQ(answer.header("content-type"), "application/json");
        return std::string(error.at("error").at("type").as_string());
    }

    Person const ann = sign_up("ann@example.org");
    http::test::Client client{server.port()};
};

TEST_F(ClaudeRouteTest, passes_the_body_on_byte_for_byte_and_the_key_in_place_of_the_token)
{
    auto const sent = body(R"({ "type":"text",  "text":"Hello \u00fc" })");
    client.send(call(sent,
                     bearer() + "anthropic-version: 2026-10-21\r\n"
                                "anthropic-beta: prompt-caching-2024-07-31\r\n"
                                "anthropic-beta: token-counting-2024-11-01\r\nCookie: theme=dark\r\n"
                                "X-Stainless-OS: Linux\r\nX-Forwarded-For: 192.0.2.1\r\nUser-Agent: mine\r\n",
                     "/api/claude/v1/messages?beta=true"));
    auto const pending = asked.take();
    EXPECT_EQ(pending.request.body, sent);
    EXPECT_EQ(pending.request.query, "beta=true");
    EXPECT_EQ(pending.request.header("x-api-key"), kKey);
    EXPECT_EQ(pending.request.header("anthropic-version"), "2026-10-21");
    EXPECT_EQ(pending.request.header("anthropic-beta"),
              "prompt-caching-2024-07-31, token-counting-2024-11-01");
    for (auto const* const name :
         {"authorization", "cookie", "x-stainless-os", "x-forwarded-for", "user-agent"})
        EXPECT_FALSE(pending.request.has_header(name)) << name;
    pending.answer.send(
        http::ok_json(kMessage).with("request-id", "req_1").with("anthropic-organization-id", "ours"));
    auto const answer = client.receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, kMessage);
    EXPECT_EQ(answer.header("request-id"), "req_1");
    EXPECT_EQ(answer.header("anthropic-organization-id"), "");
    EXPECT_EQ(answer.head.find(kKey), std::string::npos);
    EXPECT_EQ(server.log().find(kKey), std::string::npos);
}

TEST_F(ClaudeRouteTest, takes_the_token_as_a_key_as_well)
{
    client.send(call(body(""), "x-api-key: " + ann.token + "\r\n", "/api/claude/v1/messages/count_tokens"));
    auto const pending = asked.take();
    EXPECT_EQ(pending.request.path, "/v1/messages/count_tokens");
    EXPECT_EQ(pending.request.header("x-api-key"), kKey);
    pending.answer.send(http::ok_json(R"({"input_tokens":12})"));
    EXPECT_EQ(client.receive().body, R"({"input_tokens":12})");
    EXPECT_EQ(client.ask(http::test::get("/api/v1/me", "x-api-key: " + ann.token + "\r\n")).status, 401);
}

TEST_F(ClaudeRouteTest, passes_errors_on_as_they_are)
{
    auto const pending = begin(client, body(""));
    auto const said =
        R"({"type":"error","error":{"type":"rate_limit_error","message":"Slower."},"request_id":"req_9"})";
    auto reply = http::ok_json(said)
                     .with("request-id", "req_9")
                     .with("retry-after", "7")
                     .with("anthropic-ratelimit-requests-remaining", "0");
    reply.status = http::Code::Too_Many_Requests;
    pending.answer.send(std::move(reply));
    auto const answer = client.receive();
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.body, said);
    EXPECT_EQ(answer.header("request-id"), "req_9");
    EXPECT_EQ(answer.header("retry-after"), "7");
    EXPECT_EQ(answer.header("anthropic-ratelimit-requests-remaining"), "0");
    // Until then no call of any user is passed on: the pause that Claude asked for is for the whole server.
    auto const next = client.ask(call(body(""), bearer()));
    EXPECT_EQ(next.status, 429);
    EXPECT_EQ(error_type(next), "rate_limit_error");
    EXPECT_FALSE(next.header("retry-after").empty());
}

TEST_F(ClaudeRouteTest, says_its_own_errors_in_the_words_of_claude)
{
    EXPECT_EQ(error_type(client.ask(call(body(""), ""))), "authentication_error");
    EXPECT_EQ(error_type(client.ask(call(body(""), "x-api-key: made-up\r\n"))), "authentication_error");
    EXPECT_EQ(error_type(client.ask(call("{", bearer()))), "invalid_request_error");
    EXPECT_EQ(error_type(client.ask(call(R"({"model":"claude-opus-5-5"})", bearer()))), "permission_error");
    auto const beta = client.ask(call(body(""), bearer() + "anthropic-beta: fast-mode-2026-02-01\r\n"));
    EXPECT_EQ(error_type(beta), "permission_error");
    EXPECT_NE(beta.body.find("anthropic-beta: this server doesn't allow fast-mode-2026-02-01."),
              std::string::npos);
    auto const tokens = client.ask(call(R"({"model":"claude-haiku-5-5","max_tokens":32001})", bearer()));
    EXPECT_EQ(error_type(tokens), "invalid_request_error");
    EXPECT_NE(tokens.body.find("32001 > 32000"), std::string::npos);
    client.send("POST /api/claude/v1/messages HTTP/1.1\r\nHost: t\r\n" + bearer() +
                "Content-Length: 33554433\r\n\r\n");
    EXPECT_EQ(error_type(client.receive()), "request_too_large");
}

TEST_F(ClaudeRouteTest, says_in_the_words_of_claude_what_it_does_not_pass_on)
{
    auto const answer_to = [](http::test::Client& client, std::string const& line) {
        return client.ask(line + " HTTP/1.1\r\nHost: t\r\n\r\n");
    };
    for (auto const* const path : {"files", "messages/batches", "messages/count_tokens/more"})
        EXPECT_EQ(error_type(answer_to(client, std::string("GET /api/claude/v1/") + path)), "not_found_error")
            << path;
    EXPECT_EQ(error_type(answer_to(client, "GET /api/claude/v1/%zz")), "invalid_request_error");
    auto const wrong = answer_to(client, "GET /api/claude/v1/messages");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(error_type(wrong), "invalid_request_error");
    // All else is as everywhere.
    auto const elsewhere = answer_to(client, "GET /api/v1/models");
    EXPECT_EQ(elsewhere.header("content-type"), "application/problem+json");
}

TEST_F(ClaudeRouteTest, passes_events_on_as_they_come)
{
    auto const pending = begin(client, body("", R"("stream":true,)"));
    auto const stream = begin_events(pending);
    stream.write("event: ping\ndata: {}\n\n");
    auto const first = client.receive_up_to("event: ping\ndata: {}\n\n\r\n");
    EXPECT_NE(first.find("text/event-stream"), std::string::npos);
    stream.write("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    stream.end();
    auto const last = client.receive_up_to("\r\n0\r\n\r\n");
    EXPECT_NE(last.find("message_stop"), std::string::npos);
}

TEST_F(ClaudeRouteTest, cuts_off_what_was_cut_off)
{
    auto const pending = begin(client, body("", R"("stream":true,)"));
    auto const stream = begin_events(pending);
    stream.write("event: ping\ndata: {}\n\n");
    client.receive_up_to("event: ping\ndata: {}\n\n\r\n");
    stream.cut();
    // The end of the connection without the last chunk.
    EXPECT_EQ(client.receive_rest(), "");
}

TEST_F(ClaudeRouteTest, lets_claude_know_when_the_caller_leaves)
{
    Inbox<bool> gone;
    std::optional<http::test::Client> leaving(server.port());
    auto const pending = begin(*leaving, body("", R"("stream":true,)"));
    auto const stream = begin_events(pending, {.on_room = {}, .on_disconnect = [&gone] { gone.put(true); }});
    stream.write("event: ping\ndata: {}\n\n");
    leaving->receive_some();
    leaving.reset();
    EXPECT_TRUE(gone.take());
}

TEST_F(ClaudeRouteTest, lets_claude_know_when_the_caller_leaves_before_the_answer)
{
    Inbox<bool> gone;
    std::optional<http::test::Client> leaving(server.port());
    auto const pending = begin(*leaving, body(""));
    pending.answer.on_disconnect([&gone] { gone.put(true); });
    leaving.reset();
    EXPECT_TRUE(gone.take());
}

TEST_F(ClaudeRouteTest, charges_a_page_for_each_picture_that_was_read)
{
    auto const two = body(std::string(kImage) + "," + kImage);
    auto const pending = begin(client, two);
    EXPECT_EQ(quota(), "0 used, 2 reserved");
    pending.answer.send(http::ok_json(kMessage));
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(quota(), "2 used, 0 reserved");
    // Counting tokens reads nothing.
    client.send(call(two, bearer(), "/api/claude/v1/messages/count_tokens"));
    asked.take().answer.send(http::ok_json(R"({"input_tokens":12})"));
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(quota(), "2 used, 0 reserved");
}

TEST_F(ClaudeRouteTest, charges_nothing_for_what_failed)
{
    auto const one = body(kImage, R"("stream":true,)");
    auto const refused = begin(client, one);
    refused.answer.send(http::problem(static_cast<http::Code>(529), "Overloaded"));
    EXPECT_EQ(client.receive().status, 529);
    EXPECT_EQ(quota(), "0 used, 0 reserved");
    auto const failing = begin_events(begin(client, one));
    failing.write("data: {\"type\":\"content_block_delta\"}\n\n");
    failing.write("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n");
    failing.end();
    EXPECT_NE(client.receive().body.find("overloaded_error"), std::string::npos);
    EXPECT_EQ(quota(), "0 used, 0 reserved");
}

TEST_F(ClaudeRouteTest, passes_no_pictures_on_when_the_quota_is_spent)
{
    auto const pictures = [](int count) {
        std::string blocks = kImage;
        for (int i = 1; i < count; ++i)
            blocks += std::string(",") + kImage;
        return body(blocks);
    };
    auto const too_many = client.ask(call(pictures(31), bearer()));
    EXPECT_EQ(too_many.status, 402);
    EXPECT_EQ(error_type(too_many), "billing_error");
    auto const all = begin(client, pictures(30));
    http::test::Client another(server.port());
    EXPECT_EQ(another.ask(call(pictures(1), bearer())).status, 402);
    // What has no pictures costs nothing.
    auto const plain = begin(another, body(""));
    plain.answer.send(http::ok_json(kMessage));
    EXPECT_EQ(another.receive().status, 200);
    all.answer.send(http::ok_json(kMessage));
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(quota(), "30 used, 0 reserved");
}

TEST_F(ClaudeRouteTest, charges_the_tokens_that_claude_counted)
{
    auto const tokens = [&] {
        return settled(
            "SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage "
            "WHERE quota_type = 'tokens'");
    };
    auto const question = body(R"({"type":"text","text":"Hello."})");
    auto const pending = begin(client, question);
    auto const reserved = std::stoi(value("SELECT reserved FROM quota_usage WHERE quota_type = 'tokens'"));
    EXPECT_GE(reserved, 100 + static_cast<int>(question.size()));
    pending.answer.send(http::ok_json(kMessage));
    auto const answer = client.receive();
    EXPECT_EQ(answer.header("rmirror-tokens-limit"), "200000");
    EXPECT_EQ(answer.header("rmirror-tokens-left"), std::to_string(200'000 - reserved));
    EXPECT_EQ(tokens(), "16 used, 0 reserved");
    auto const refused = begin(client, question);
    refused.answer.send(http::problem(static_cast<http::Code>(529), "Overloaded"));
    EXPECT_EQ(client.receive().header("rmirror-tokens-limit"), "200000");
    EXPECT_EQ(tokens(), "16 used, 0 reserved");
    auto const long_one =
        client.ask(call(body(R"({"type":"text","text":")" + std::string(200'000, 'a') + "\"}"), bearer()));
    EXPECT_EQ(long_one.status, 402);
    EXPECT_EQ(error_type(long_one), "billing_error");
    EXPECT_EQ(long_one.header("rmirror-tokens-left"), "199984");
    EXPECT_EQ(tokens(), "16 used, 0 reserved");
}

TEST_F(ClaudeRouteTest, counts_the_body_in_the_memory_for_bodies_until_the_call_has_ended)
{
    auto const& bodies = *server.app().bodies;
    auto const long_one = body(R"({"type":"text","text":")" + std::string(100'000, 'a') + "\"}");
    auto const pending = begin(client, long_one);
    EXPECT_GE(bodies.in_use(), long_one.size());
    pending.answer.send(http::ok_json(kMessage));
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_TRUE(eventually([&] { return bodies.in_use() == 0; }));
}

TEST_F(ClaudeRouteTest, charges_all_that_was_reserved_when_the_caller_leaves_before_the_answer)
{
    Inbox<bool> gone;
    std::optional<http::test::Client> leaving(server.port());
    auto const pending = begin(*leaving, body(kImage));
    pending.answer.on_disconnect([&gone] { gone.put(true); });
    auto const reserved = value("SELECT reserved FROM quota_usage WHERE quota_type = 'tokens'");
    leaving.reset();
    EXPECT_TRUE(gone.take());
    EXPECT_TRUE(eventually([&] { return quota() == "1 used, 0 reserved"; }));
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage WHERE quota_type = 'tokens'"),
              reserved + " 0");
}

TEST_F(ClaudeRouteTest, lists_the_models_that_are_allowed_in_the_form_of_claude)
{
    auto const ask = [&](std::string const& path) {
        return client.ask("GET /api/claude/v1/models" + path +
                          " HTTP/1.1\r\nHost: t\r\nx-api-key: " + ann.token + "\r\n\r\n");
    };
    auto const list = boost::json::parse(ask("?limit=10").body).as_object();
    EXPECT_EQ(list.at("has_more"), false);
    EXPECT_EQ(list.at("first_id"), "claude-haiku-5-5");
    EXPECT_EQ(list.at("last_id"), "claude-sonnet-5-5");
    EXPECT_EQ(list.at("data").as_array().size(), 2U);
    EXPECT_EQ(list.at("data").at(0).at("display_name"), "Claude Haiku 5.5");
    EXPECT_EQ(boost::json::parse(ask("/claude-haiku-5-5").body), list.at("data").at(0));
    auto const other = ask("/claude-opus-5-5");
    EXPECT_EQ(other.status, 404);
    EXPECT_EQ(error_type(other), "not_found_error");
    auto const stranger = client.ask("GET /api/claude/v1/models HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(error_type(stranger), "authentication_error");
}

TEST_F(ClaudeRouteTest, notes_each_call_without_its_content)
{
    auto const pending = begin(client, body(std::string(kImage) + R"(,{"type":"text","text":"my secret"})"));
    pending.answer.send(http::ok_json(kMessage));
    client.receive();
    auto const details = boost::json::parse(last_audit()).as_object();
    EXPECT_EQ(details, boost::json::parse(R"({"model":"claude-haiku-5-5","images":1,"status":200,
                                              "input_tokens":7,"output_tokens":9,"charged":1,"tokens":16})"));
    EXPECT_EQ(
        value(
            "SELECT count(*) FROM audit WHERE details::text LIKE '%secret%' OR details::text LIKE '%diary%'"),
        "0");
}

TEST_F(ClaudeRouteTest, passes_no_answer_on_that_holds_the_key)
{
    auto const pending = begin(client, body(""));
    pending.answer.send(http::problem(http::Code::Bad_Request, std::string("Your key is ") + kKey));
    auto const answer = client.receive();
    EXPECT_EQ(answer.status, 502);
    EXPECT_EQ(error_type(answer), "api_error");
    EXPECT_EQ(answer.body.find(kKey), std::string::npos);
}

TEST_F(ClaudeRouteTest, blames_no_caller_for_the_servers_own_key_or_account)
{
    for (auto const& [status, words] : std::initializer_list<std::pair<int, char const*>>{
             {401, "invalid x-api-key"},
             {402, "billing"},
             {400, "Your credit balance is too low to access the Anthropic API."},
             {400, "You have reached your specified API usage limits."},
             {400, "This organization has been disabled."},
             {401, ""}}) {
        auto const pending = begin(client, body(""));
        auto reply = http::ok_json(
            std::string(R"({"type":"error","error":{"type":"some_error","message":")") + words + R"("}})");
        reply.status = static_cast<http::Code>(status);
        pending.answer.send(std::move(reply));
        auto const answer = client.receive();
        EXPECT_EQ(answer.status, 503) << words;
        EXPECT_EQ(error_type(answer), "api_error") << words;
        EXPECT_EQ(answer.header("x-should-retry"), "false");
        EXPECT_EQ(answer.body.find("credit"), std::string::npos) << "It isn't the caller's.";
    }
    for (auto const* const words : {"\"reason\":\"bad_key\"", "\"words\":\"billing\"",
                                    "specified API usage limits", "settings/billing"})
        EXPECT_NE(server.log().find(words), std::string::npos) << words;
    EXPECT_EQ(get("/api/v1/me", ann.token).status, 200);
}

TEST_F(ClaudeRouteTest, passes_on_what_is_about_the_call)
{
    for (int const status : {400, 403, 404, 413, 500}) {
        auto const pending = begin(client, body(""));
        auto reply = http::ok_json(R"({"type":"error","error":{"type":"some_error","message":"No."}})");
        reply.status = static_cast<http::Code>(status);
        pending.answer.send(std::move(reply));
        EXPECT_EQ(client.receive().status, status);
    }
}

TEST_F(ClaudeRouteTest, counts_for_prometheus)
{
    auto const pending = begin(client, body(""));
    auto text = get("/metrics", "").received.body;
    EXPECT_NE(text.find("\nrmirror_upstream_under_way{gateway=\"claude\"} 1\n"), std::string::npos) << text;
    pending.answer.send(http::ok_json(kMessage));
    client.receive();
    text = get("/metrics", "").received.body;
    EXPECT_NE(text.find("\nrmirror_upstream_answers_total{gateway=\"claude\",answer=\"200\"} 1\n"),
              std::string::npos);
    EXPECT_NE(text.find("\nrmirror_upstream_under_way{gateway=\"claude\"} 0\n"), std::string::npos);
    EXPECT_NE(text.find("\nrmirror_upstream_breaker_open{gateway=\"claude\"} 0\n"), std::string::npos);
}

struct ClaudeWithoutKeyTest : ApiTest {
    ClaudeWithoutKeyTest() : ApiTest({{"RMIRROR_ANTHROPIC_API_KEY", ""}}) {}
};

TEST_F(ClaudeWithoutKeyTest, says_what_is_missing)
{
    auto const ann = sign_up("ann@example.org");
    auto const answer = post("/api/claude/v1/messages", {{"model", "claude-haiku-5-5"}}, ann.token);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.json.at("error").at("type"), "api_error");
    EXPECT_NE(answer.received.body.find("RMIRROR_ANTHROPIC_API_KEY"), std::string::npos);
    EXPECT_EQ(answer.header("x-should-retry"), "false");
}

}  // namespace
}  // namespace rmirror::test
