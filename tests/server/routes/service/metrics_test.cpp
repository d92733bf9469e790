// SPDX-License-Identifier: AGPL-3.0-or-later

#include "blobs/pictures.hpp"
#include "eventually.hpp"
#include "library/library.hpp"
#include "routes/api_fixture.hpp"
#include "targets/registry.hpp"

namespace rmirror::test {
namespace {

struct MetricsTest : ApiTest {
    static bool has(std::string const& text, std::string const& line)
    {
        return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
    }
};

TEST_F(MetricsTest, count_requests_by_their_routes_and_strangers_together)
{
    http::test::Client client(server.port());
    client.ask(http::test::get("/healthz"));
    client.ask(http::test::get("/healthz"));
    client.ask(http::test::get("/api/v1/notebooks/00000000-0000-4000-8000-000000000001"));
    client.ask(http::test::get("/made-up-1"));
    client.ask("BREW /made-up-2 HTTP/1.1\r\nHost: t\r\n\r\n");
    auto const text = client.ask(http::test::get("/metrics")).body;
    EXPECT_TRUE(has(text, R"(rmirror_http_requests_total{method="GET",route="/healthz",status="200"} 2)"))
        << text;
    EXPECT_TRUE(
        has(text, R"(rmirror_http_request_seconds_bucket{method="GET",route="/healthz",le="+Inf"} 2)"));
    EXPECT_TRUE(has(text, R"(rmirror_http_request_seconds_count{method="GET",route="/healthz"} 2)"));
    EXPECT_TRUE(has(
        text,
        R"(rmirror_http_requests_total{method="GET",route="/api/v1/notebooks/:notebook_uuid",status="401"} 1)"));
    EXPECT_TRUE(has(text, R"(rmirror_http_requests_total{method="",route="",status="404"} 2)"));
    EXPECT_EQ(text.find("made-up"), std::string::npos);
    EXPECT_TRUE(has(text, "rmirror_quota_denials_total 0"));
}

TEST_F(MetricsTest, tell_of_the_queue_and_the_pool)
{
    auto const ada = sign_up("ada@example.org");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, run_after) "
            "SELECT $1, 'ocr', 'ocr_page', uuid_v7(), now() - interval '1 hour' "
            "FROM generate_series(1, 3)",
            ada.id);
    });
    auto const text = ask({.path = "/metrics"}).received.body;
    EXPECT_TRUE(has(text, R"(rmirror_queue_items{target="ocr",item_type="ocr_page",status="pending"} 3)"))
        << text;
    EXPECT_NE(text.find("\nrmirror_queue_oldest_seconds 36"), std::string::npos) << text;
    EXPECT_TRUE(has(text, "rmirror_database_up 1"));
    // Eight as set, and three for requests for a whole library.
    EXPECT_TRUE(has(text, "rmirror_database_connections_limit 11"));
    EXPECT_TRUE(has(text, "rmirror_http_body_bytes 0"));
    EXPECT_TRUE(has(text, "rmirror_http_body_bytes_limit 268435456"));
    EXPECT_TRUE(has(text, "rmirror_changes_waiting 0"));
}

TEST_F(MetricsTest, count_who_was_told_that_the_quota_is_spent)
{
    server.app().quota.free_pages = 0;
    auto const ada = sign_up("ada@example.org");
    auto const content = png();
    ASSERT_EQ(
        post("/api/v1/sync/manifest", library({notebook(1, {page(1, 1), page(2, 2)})}), ada.token).status,
        200);
    for (std::size_t const number : {1, 2})
        EXPECT_EQ(ask({.method = "PUT",
                       .path = "/api/v1/notebooks/" + uuid_of(1) + "/pages/" + uuid_of(number) +
                               "/image?x=0&y=0&width=1&height=1&ink_hash=" + ink_of(number),
                       .token = ada.token,
                       .headers = "Content-Type: image/png\r\nContent-Digest: " + digest_of(content) + "\r\n",
                       .body = content})
                      .status,
                  402);
    // An exchange is noted when its answer has left, which another loop may be at still.
    EXPECT_TRUE(eventually(
        [&] { return has(ask({.path = "/metrics"}).received.body, "rmirror_quota_denials_total 2"); }));
}

TEST_F(MetricsTest, tell_of_every_gateway_once_below_one_type)
{
    std::string const claude =
        "# TYPE rmirror_upstream_waiting gauge\nrmirror_upstream_waiting{gateway=\"claude\"} 0\n";
    std::string others = "rmirror_upstream_waiting{gateway=\"notion\"} 0\n";
    for (auto const& service : rmirror::targets::all_services())
        others.append("rmirror_upstream_waiting{gateway=\"").append(service.name).append("\"} 0\n");
    EXPECT_TRUE(has(ask({.path = "/metrics"}).received.body,
                    claude + others + "# TYPE rmirror_upstream_breaker_open gauge"));
    ApiServer const other(
        database, {{"RMIRROR_OCR_PROVIDER", "openai"}, {"RMIRROR_OCR_BASE_URL", "http://127.0.0.1:1"}});
    EXPECT_TRUE(has(test::ask(other, {.path = "/metrics"}).received.body,
                    claude + "rmirror_upstream_waiting{gateway=\"openai\"} 0"));
}

TEST_F(MetricsTest, are_for_this_machine_when_it_asks_for_itself)
{
    for (auto const* const header : {"X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1\r\n"})
        EXPECT_EQ(ask({.path = "/metrics", .headers = header}).status, 401) << header;
    EXPECT_EQ(ask({.path = "/metrics", .token = ""}).status, 200);

    auto const rows = routes::all_rows();
    auto const row = std::find_if(rows.begin(), rows.end(),
                                  [](routes::Row const& each) { return each.path == "/metrics"; });
    http::Request request;
    request.client = "127.0.0.1";
    for (auto const& [peer, is_let_in] : {std::pair("127.0.0.1", true), std::pair("203.0.113.7", false)}) {
        request.peer = peer;
        User user;
        EXPECT_EQ(!routes::refusal_of(server.app(), *row, request, user), is_let_in) << peer;
    }
}

}  // namespace
}  // namespace rmirror::test
