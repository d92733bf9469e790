// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to Notion that are passed on, with a Notion whose answers the test gives by hand.
#include "proxy/notion/call.hpp"

#include "app.hpp"
#include "eventually.hpp"
#include "notion/connection/connect.hpp"
#include "routes/api_fixture.hpp"
#include "wire/test_server.hpp"

namespace rmirror::test {
namespace {

using http::test::Inbox;
using http::test::Pending;
using notion::Access;
using notion::NoAccess;

constexpr auto kPath = "/v1/blocks/0123456789abcdef0123456789ABCDEF/children";
constexpr auto kSend = "/v1/file_uploads/01234567-89ab-4def-8123-456789abcdef/send";
constexpr auto kRefused = R"({"object":"error","status":401,"code":"unauthorized"})";

class StandInForNotion {
protected:
    http::FrontOptions routes()
    {
        auto const keep = [this](http::Request const& request, http::Answer const& answer) {
            asked.put({request, answer});
        };
        http::FrontOptions front;
        constexpr auto kOnLoop = http::Runs::on_loop;
        front.routes = {{http::Method::patch, "/v1/blocks/:id/children", keep, {kOnLoop, 1U << 20U}},
                        {http::Method::remove, "/v1/blocks/:id", keep, {kOnLoop}},
                        {http::Method::post, "/v1/file_uploads/:id/send", keep, {kOnLoop, 1U << 20U}}};
        return front;
    }

    Settings::Environment environment() const
    {
        return {{"RMIRROR_TEST_NOTION_BASE_URL", "http://127.0.0.1:" + std::to_string(service.port())}};
    }

    Inbox<Pending> asked;
    http::test::TestServer service{{}, routes()};
};

class NotionCallTest : public StandInForNotion, public ApiTest {
protected:
    NotionCallTest() : ApiTest(environment())
    {
        auto const bot = notion::Bot{"bot", "workspace", "Home"};
        db::as_system(pool, [&](pqxx::work& work) {
            notion::connect(work, server.app().vault, UserId(ann.id), bot, notion::Kind::oauth,
                            {.token = Secret("ntn_old"), .refresh_token = {}}, false);
        });
    }

    static std::string call(std::string const& line, std::string const& body, std::string const& headers)
    {
        return line + " HTTP/1.1\r\nHost: t\r\n" + headers +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    std::string bearer() const { return "Authorization: Bearer " + ann.token + "\r\n"; }

    Person const ann = sign_up("ann@example.org");
    http::test::Client client{server.port()};
};

TEST_F(NotionCallTest, pass_everything_on_but_who_asks)
{
    std::string const sent = R"({ "children" : [],"x":"\u00fc" })";
    client.send(call(
        std::string("PATCH /api/notion/proxy") + kPath + "?filter_properties=a%2Fb&filter_properties=b", sent,
        bearer() + "Notion-Version: 2026-03-11\r\nContent-Type: application/json; charset=x\r\n"
                   "User-Agent: mine\r\nCookie: a=b\r\nX-Forwarded-For: 192.0.2.1\r\n"));
    auto const pending = asked.take();
    auto const& request = pending.request;
    EXPECT_EQ(request.method, http::Method::patch);
    EXPECT_EQ(request.path, kPath);
    EXPECT_EQ(request.query, "filter_properties=a%2Fb&filter_properties=b");
    EXPECT_EQ(request.body, sent);
    EXPECT_EQ(request.header("authorization"), "Bearer ntn_old");
    EXPECT_EQ(request.header("notion-version"), "2026-03-11");
    EXPECT_EQ(request.header("content-type"), "application/json; charset=x");
    for (auto const* const name : {"user-agent", "cookie", "x-forwarded-for"})
        EXPECT_FALSE(request.has_header(name)) << name;
    auto reply = http::ok_json(R"({"object":"error"})").with("retry-after", "2.5").with("x-other", "1");
    reply.status = http::Code::Conflict;
    pending.answer.send(std::move(reply));
    auto const answer = client.receive();
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.body, R"({"object":"error"})");
    EXPECT_EQ(answer.header("retry-after"), "2.5");
    EXPECT_EQ(answer.header("x-other"), "");
}

TEST_F(NotionCallTest, pass_a_form_on_with_its_boundary)
{
    std::string const form("--b\r\n\r\n\0\xff\r\n--b--\r\n", 18);
    client.send(call(std::string("POST /api/notion/proxy") + kSend, form,
                     bearer() + "Content-Type: multipart/form-data; boundary=b\r\n"));
    auto const pending = asked.take();
    EXPECT_EQ(pending.request.header("content-type"), "multipart/form-data; boundary=b");
    EXPECT_EQ(pending.request.body, form);
    EXPECT_FALSE(pending.request.has_header("notion-version"));
    pending.answer.send(http::ok_json("{}"));
    EXPECT_EQ(client.receive().status, 200);
}

TEST_F(NotionCallTest, without_a_body_has_no_type_of_one)
{
    client.send(
        "DELETE /api/notion/proxy/v1/blocks/01234567-89ab-4def-8123-456789abcdef HTTP/1.1\r\nHost: t\r\n" +
        bearer() + "\r\n");
    auto const pending = asked.take();
    EXPECT_EQ(pending.request.method, http::Method::remove);
    EXPECT_FALSE(pending.request.has_header("content-type"));
    EXPECT_EQ(pending.request.body, "");
    pending.answer.send(http::ok_json("{}"));
    EXPECT_EQ(client.receive().status, 200);
}

/// With a refresh that the test gives.
class RenewedCallTest : public NotionCallTest {
protected:
    http::FrontOptions door_routes()
    {
        http::FrontOptions front;
        for (auto const& endpoint : proxy::notion::kEndpoints)
            front.routes.push_back(
                {endpoint.method, "/v1/" + std::string(endpoint.path),
                 [this, &endpoint](http::Request const& request, http::Answer const& answer) {
                     User user;
                     user.id = UserId(ann.id);
                     proxy.forward_call(endpoint, request, user, answer);
                 }});
        return front;
    }

    std::variant<Access, NoAccess> refresh(Access stale)
    {
        ++refreshed;
        EXPECT_EQ(stale.token.reveal(), "ntn_old");
        if (!is_mended)
            return NoAccess::broken;
        stale.token = Secret("ntn_new");
        return stale;
    }

    void refuse()
    {
        auto reply = http::ok_json(kRefused);
        reply.status = http::Code::Unauthorized;
        asked.take().answer.send(std::move(reply));
    }

    std::atomic<int> refreshed = 0;
    std::atomic<bool> is_mended = true;
    proxy::notion::Notion proxy{server.app().gateways->to("notion"),
                                server.app().ledger,
                                server.app().pool,
                                server.app().vault,
                                notion::Allowance(),
                                [this](UserId const&, Access const& stale) { return refresh(stale); },
                                server.app().log};
    http::test::TestServer door{{}, door_routes()};
    http::test::Client caller{door.port()};
    std::string const json = "Content-Type: application/json\r\nNotion-Version: 2025-09-03\r\n";
};

TEST_F(RenewedCallTest, is_made_once_more_with_the_new_token)
{
    caller.send(call(std::string("PATCH ") + kPath + "?a=b", R"({"children":[]})", json));
    refuse();
    auto const again = asked.take();
    EXPECT_EQ(again.request.header("authorization"), "Bearer ntn_new");
    EXPECT_EQ(again.request.header("notion-version"), "2025-09-03");
    EXPECT_EQ(again.request.query, "a=b");
    EXPECT_EQ(again.request.body, R"({"children":[]})");
    again.answer.send(http::ok_json(R"({"said":"ntn_old"})"));
    EXPECT_EQ(caller.receive().status, 200) << "which is no secret any more";
    EXPECT_EQ(refreshed, 1);
    constexpr auto kStatus =
        "SELECT coalesce(max(details->>'status'), '') FROM audit WHERE action = 'notion_call'";
    EXPECT_TRUE(eventually([&] { return value(kStatus) == "200"; }));
    caller.send(call(std::string("PATCH ") + kPath, "{}", json));
    refuse();
    asked.take().answer.send(http::ok_json(R"({"said":"ntn_new"})"));
    EXPECT_EQ(caller.receive().status, 502);
}

TEST_F(RenewedCallTest, is_not_made_a_third_time)
{
    caller.send(call(std::string("PATCH ") + kPath, "{}", json));
    refuse();
    refuse();
    auto const answer = caller.receive();
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.body, kRefused);
    EXPECT_EQ(refreshed, 1);
}

TEST_F(RenewedCallTest, is_not_made_where_there_is_no_new_token)
{
    is_mended = false;
    caller.send(call(std::string("PATCH ") + kPath, "{}", json));
    refuse();
    auto const answer = caller.receive();
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.body, kRefused);
    EXPECT_FALSE(asked.take_if_any());
}

TEST_F(RenewedCallTest, is_not_made_of_a_file_which_finds_the_new_token_when_it_comes_again)
{
    caller.send(
        call(std::string("POST ") + kSend, "--b--", "Content-Type: multipart/form-data; boundary=b\r\n"));
    refuse();
    EXPECT_EQ(caller.receive().status, 401);
    EXPECT_EQ(refreshed, 1);
    EXPECT_FALSE(asked.take_if_any());
}

}  // namespace
}  // namespace rmirror::test
