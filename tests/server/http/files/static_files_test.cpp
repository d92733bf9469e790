// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/static_files.hpp"

#include "checkout.hpp"
#include "wire/test_server.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace rmirror::http {
namespace {

using namespace wire::test;

namespace fs = std::filesystem;

class Dashboard : public testing::Test {
protected:
    Dashboard()
    {
        fs::create_directories(folder_ / "assets");
        write("index.html", "<!doctype html>");
        write("assets/core-1a2b.wasm", std::string(1000, 'w'));
        write("assets/core-1a2b.wasm.br", "brotli");
        write("assets/core-1a2b.wasm.gz", "gzip");
        write("worker.js", "postMessage(1)");
        write("sample.rmdoc", "PK");
        write("plugin.zip", "PK");
        files_ = StaticFiles::load(folder_.string()).value();
    }
    ~Dashboard() override { fs::remove_all(folder_); }

    void write(std::string const& name, std::string const& content) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << content;
    }

    FrontOptions front() const
    {
        FrontOptions front;
        front.fallback = [this](Request const& request) { return files_->serve(request); };
        return front;
    }

    fs::path folder_ =
        fs::temp_directory_path() / ("rmirror-dashboard-" + std::to_string(::getpid()) +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    std::optional<StaticFiles> files_;
};

TEST_F(Dashboard, is_sent_with_its_types)
{
    TestServer server({}, front());
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/")).header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(client.ask(get("/worker.js")).header("content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(client.ask(get("/assets/core-1a2b.wasm")).header("content-type"), "application/wasm");
    EXPECT_EQ(client.ask(get("/sample.rmdoc")).header("content-type"), "application/zip");
    EXPECT_EQ(client.ask(get("/plugin.zip")).header("content-type"), "application/zip");
}

TEST_F(Dashboard, has_large_files_too_until_they_are_gone)
{
    std::string const large(3'000'000, 'm');
    write("assets/large-1a2b.wasm", large);
    files_ = StaticFiles::load(folder_.string()).value();
    TestServer server({}, front());
    Client client(server.port());
    auto const first = client.ask(get("/assets/large-1a2b.wasm"));
    EXPECT_EQ(first.body, large);
    EXPECT_EQ(client.ask(get("/assets/large-1a2b.wasm")).body, large);
    fs::remove(folder_ / "assets/large-1a2b.wasm");
    EXPECT_EQ(client.ask(get("/assets/large-1a2b.wasm")).status, 404);
}

TEST_F(Dashboard, holds_the_browser_to_strict_rules)
{
    TestServer server({}, front());
    auto const page = Client(server.port()).ask(get("/"));
    auto const policy = page.header("content-security-policy");
    EXPECT_NE(policy.find("'wasm-unsafe-eval'"), std::string::npos);
    EXPECT_EQ(policy.find("'unsafe-eval'"), std::string::npos);
    EXPECT_EQ(policy.find("'unsafe-inline'"), std::string::npos);
    EXPECT_EQ(page.header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(page.header("referrer-policy"), "no-referrer");
}

TEST_F(Dashboard, is_sent_with_the_headers_that_stand_in_the_file_for_all_who_serve_it)
{
    TestServer server({}, front());
    auto const page = Client(server.port()).ask(get("/"));
    std::ifstream file(checkout() + "/shared/dashboard-headers.json");
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    auto const headers = boost::json::parse(text).as_object();
    EXPECT_TRUE(headers.contains("Content-Security-Policy"));
    for (auto const& [name, value] : headers) {
        std::string lower(name);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        EXPECT_EQ(page.header(lower), value.as_string()) << name;
    }
}

TEST_F(Dashboard, keeps_what_is_shared_by_link_out_of_search_engines)
{
    TestServer server({}, front());
    Client client(server.port());
    auto const robots_of = [&](std::string const& path) {
        return client.ask(get(path, "Accept: text/html\r\n")).header("x-robots-tag");
    };
    EXPECT_EQ(robots_of("/shared"), "noindex, nofollow");
    EXPECT_EQ(robots_of("/about"), "");
}

TEST_F(Dashboard, may_ask_other_origins_by_one_worker_only)
{
    write("assets/ai-worker-1a2b.js", "postMessage(1)");
    write("assets/worker-1a2b.js", "postMessage(1)");
    files_ = StaticFiles::load(folder_.string()).value();
    TestServer server({}, front());
    Client client(server.port());
    auto const policy_of = [&](std::string const& path) {
        return client.ask(get(path)).header("content-security-policy");
    };
    EXPECT_EQ(policy_of("/assets/ai-worker-1a2b.js"), "default-src 'none'; connect-src https: http:");
    EXPECT_EQ(client.ask(get("/assets/ai-worker-1a2b.js")).header("referrer-policy"), "no-referrer");
    for (auto const* const path : {"/", "/worker.js", "/assets/worker-1a2b.js"})
        EXPECT_NE(policy_of(path).find("connect-src 'self';"), std::string::npos) << path;
    auto const missing = client.ask(get("/assets/ai-worker-none", "Accept: text/html\r\n"));
    EXPECT_NE(missing.header("content-security-policy").find("connect-src 'self';"), std::string::npos);
}

TEST_F(Dashboard, sets_inline_styles_in_the_frame_for_diagrams_only_which_loads_and_sends_nothing)
{
    write("diagrams.html", "<p>");
    files_ = StaticFiles::load(folder_.string()).value();
    TestServer server({}, front());
    Client client(server.port());
    auto const policy = client.ask(get("/diagrams.html")).header("content-security-policy");
    EXPECT_EQ(policy.find("default-src 'none'; script-src 'self'; style-src 'unsafe-inline';"), 0U);
    EXPECT_NE(policy.find("frame-ancestors 'self'"), std::string::npos);
    EXPECT_EQ(policy.find("connect-src"), std::string::npos);
    EXPECT_EQ(client.ask(get("/")).header("content-security-policy").find("'unsafe-inline'"),
              std::string::npos);
}

TEST_F(Dashboard, is_sent_compressed_to_those_who_take_it)
{
    TestServer server({}, front());
    Client client(server.port());
    auto const wasm = [&](std::string const& accepted) {
        return client.ask(get("/assets/core-1a2b.wasm", "Accept-Encoding: " + accepted + "\r\n"));
    };
    EXPECT_EQ(wasm("gzip, deflate, br").body, "brotli");
    EXPECT_EQ(wasm("gzip").header("content-encoding"), "gzip");
    EXPECT_EQ(wasm("br;q=0, gzip;q=0.5").body, "gzip");
    EXPECT_EQ(wasm("br;q=0.0").body.size(), 1000U);
    EXPECT_EQ(wasm("identity").header("vary"), "Accept-Encoding");
    EXPECT_EQ(client.ask(get("/assets/core-1a2b.wasm.br")).status, 404);
}

TEST_F(Dashboard, is_kept_by_browsers_as_long_as_it_is_the_same)
{
    TestServer server({}, front());
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/assets/core-1a2b.wasm")).header("cache-control"),
              "public, max-age=31536000, immutable");
    auto const page = client.ask(get("/"));
    EXPECT_EQ(page.header("cache-control"), "no-cache");
    auto const etag = page.header("etag");
    auto const again = client.ask(get("/", "If-None-Match: \"other\", W/" + etag + "\r\n"));
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.header("etag"), etag);
    EXPECT_EQ(again.headers.contains("content-length"), false);
    EXPECT_EQ(client.ask(get("/", "If-None-Match: \"other\"\r\n")).status, 200);
}

TEST_F(Dashboard, draws_its_own_screens_and_says_which_files_it_does_not_have)
{
    TestServer server({}, front());
    Client client(server.port());
    std::string const browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    auto const screen = client.ask(get("/notebooks/7", browser));
    EXPECT_EQ(screen.body, "<!doctype html>");
    EXPECT_EQ(screen.header("vary"), "Accept");
    for (auto const* const accept : {"", "Accept: */*\r\n", "Accept: application/json\r\n",
                                     "Accept: text/html;q=0, application/json\r\n"}) {
        auto const nothing = client.ask(get("/v1/models", accept));
        EXPECT_EQ(nothing.status, 404) << accept;
        EXPECT_EQ(nothing.header("vary"), "Accept");
    }
    EXPECT_EQ(client.ask(get("/missing.js", browser)).status, 404);
    for (auto const* const path :
         {"/../../etc/passwd.txt", "/..%2f..%2fetc%2fpasswd.txt", "/assets/../../x.html", "//etc/host.conf"})
        EXPECT_EQ(client.ask(get(path, browser)).status, 404) << path;
}

TEST_F(Dashboard, needs_a_page_to_begin_with)
{
    auto const empty = StaticFiles::load((folder_ / "assets").string());
    ASSERT_FALSE(empty.ok());
    EXPECT_NE(empty.error().sentence.find("index.html"), std::string::npos);
    EXPECT_FALSE(StaticFiles::load((folder_ / "nowhere").string()).ok());
}

}  // namespace
}  // namespace rmirror::http
