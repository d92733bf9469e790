// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/issuer_keys.hpp"

#include "crypto/token_vectors.hpp"
#include "eventually.hpp"
#include "wire/acceptor.hpp"
#include "wire/test_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace rmirror::auth {
namespace {

namespace json = boost::json;

using rmirror::test::eventually;
using std::chrono::hours;
using std::chrono::milliseconds;
using Search = IssuerKeys::Search;

constexpr IssuerKeys::Ages kLong{hours(1), milliseconds(0)};

/// A sign-in service of which only the two documents are there.
class Service {
public:
    Service() : server_({}, front()) { configure(issuer(), issuer() + "/keys"); }

    std::string issuer() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
    int fetches() const { return fetches_; }
    int failures() const { return failures_; }
    std::string log() const
    {
        std::lock_guard const lock(mutex_);
        return log_text_;
    }
    Log& log_for_keys() { return log_; }

    void configure(std::string const& issuer, std::string const& keys_url)
    {
        std::lock_guard const lock(mutex_);
        configuration_ = json::serialize(json::object{{"issuer", issuer}, {"jwks_uri", keys_url}});
    }

    /// Of the vectors' keys, those with these names.
    void show_keys(std::vector<std::string> const& names)
    {
        json::array shown;
        for (auto const& key : test::token_vectors().at("jwks").at("keys").as_array())
            if (std::find(names.begin(), names.end(), test::vector_text(key.as_object(), "kid")) !=
                names.end())
                shown.push_back(key);
        show(json::serialize(json::object{{"keys", shown}}));
    }

    void show(std::string keys)
    {
        std::lock_guard const lock(mutex_);
        keys_ = std::move(keys);
    }

    void fail(bool fails) { fails_ = fails; }

private:
    http::Reply answer(std::string const& text)
    {
        if (fails_) {
            ++failures_;
            return http::empty_reply(http::Code::Internal_Server_Error);
        }
        std::lock_guard const lock(mutex_);
        return http::ok_json(text);
    }

    http::FrontOptions front()
    {
        http::FrontOptions options;
        auto const configuration = [this](http::Request const&) { return answer(configuration_); };
        auto const keys = [this](http::Request const&) {
            ++fetches_;
            return answer(keys_);
        };
        options.routes = {
            {http::Method::get, "/.well-known/openid-configuration", http::replying(configuration)},
            {http::Method::get, "/keys", http::replying(keys)},
        };
        return options;
    }

    mutable std::mutex mutex_;
    std::string configuration_;
    std::string keys_ = R"({"keys":[]})";
    std::atomic<int> fetches_ = 0;
    std::atomic<int> failures_ = 0;
    std::atomic<bool> fails_ = false;
    std::string log_text_;
    Log log_{Level::info, [this](std::string const& line) {
                 std::lock_guard const lock(mutex_);
                 log_text_ += line;
             }};
    http::test::TestServer server_;
};

class IssuerKeysTest : public testing::Test {
protected:
    static bool finds(IssuerKeys& keys, std::string_view key_id)
    {
        return eventually([&] { return keys.find(key_id).search == Search::found; });
    }

    Service service_;
    upstream::Client client_;
    upstream::Gateway gateway_{client_, {.name = "sign_in"}};
};

TEST_F(IssuerKeysTest, are_fetched_at_the_start_and_kept)
{
    service_.show_keys({"RS256", "ES256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), kLong);
    EXPECT_TRUE(eventually([&] { return service_.fetches() == 1; })) << "before anybody asked for one";
    EXPECT_TRUE(finds(keys, "RS256"));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(keys.find("RS256").search, Search::found);
    EXPECT_EQ(keys.find("ES256").key->algorithm(), "ES256");
    EXPECT_EQ(service_.fetches(), 1);
}

TEST_F(IssuerKeysTest, are_fetched_again_before_they_are_old)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {milliseconds(50), hours(1)});
    EXPECT_TRUE(finds(keys, "RS256"));
    service_.show_keys({"ES256"});
    auto const fetches = service_.fetches();
    EXPECT_TRUE(eventually([&] { return service_.fetches() > fetches + 1; }))
        << "without a request for a key";
    EXPECT_EQ(keys.find("ES256").search, Search::found);
    EXPECT_NE(keys.find("RS256").search, Search::found) << "what the service took away opens nothing";
}

TEST_F(IssuerKeysTest, are_fetched_again_when_a_token_names_an_unknown_one)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), kLong);
    EXPECT_TRUE(finds(keys, "RS256"));
    service_.show_keys({"ES256"});
    EXPECT_EQ(keys.find("ES256").search, Search::fetching) << "neither good nor bad, and without waiting";
    EXPECT_TRUE(finds(keys, "ES256"));
    EXPECT_NE(keys.find("RS256").search, Search::found) << "what the service took away opens nothing";
}

TEST_F(IssuerKeysTest, are_no_verdict_on_a_key_that_was_named_after_they_were_fetched)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {hours(1), milliseconds(300)});
    EXPECT_TRUE(finds(keys, "RS256"));
    service_.show_keys({"RS256", "ES256"});
    // The service has the one and not the other, which is known when it was asked again.
    EXPECT_EQ(keys.find("ES256").search, Search::fetching);
    EXPECT_EQ(keys.find("invented").search, Search::fetching);
    EXPECT_GT(keys.find("invented").retry_after.count(), 0);
    EXPECT_TRUE(eventually([&] { return keys.find("ES256").search != Search::fetching; }));
    EXPECT_EQ(keys.find("ES256").search, Search::found);
    EXPECT_EQ(keys.find("invented").search, Search::unknown);
    EXPECT_EQ(service_.fetches(), 2);
}

TEST_F(IssuerKeysTest, are_remembered_as_missing_within_bounds)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {hours(1), milliseconds(300)});
    EXPECT_TRUE(finds(keys, "RS256"));
    for (int i = 0; i < 10'000; ++i)
        EXPECT_EQ(keys.find("invented " + std::to_string(i)).search, Search::fetching);
    auto const endless = std::string(100'000, 'x');
    EXPECT_TRUE(eventually([&] { return keys.find("invented 0").search == Search::unknown; }));
    EXPECT_EQ(keys.find(endless).search, Search::fetching);
    EXPECT_EQ(keys.find("invented 9999").search, Search::fetching) << "too many to be remembered";
    EXPECT_EQ(keys.find("RS256").search, Search::found);
    EXPECT_EQ(service_.fetches(), 2);
}

TEST_F(IssuerKeysTest, are_not_fetched_again_for_each_invented_one)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {hours(1), hours(1)});
    EXPECT_TRUE(finds(keys, "RS256"));
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(keys.find("invented " + std::to_string(i)).search, Search::fetching);
    EXPECT_EQ(service_.fetches(), 1);
}

TEST_F(IssuerKeysTest, are_fetched_once_for_all_who_need_them_at_the_same_time)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {hours(1), hours(1)});
    std::atomic<int> found = 0;
    std::vector<std::thread> crowd;
    crowd.reserve(8);
    for (int i = 0; i < 8; ++i)
        crowd.emplace_back([&] { found += finds(keys, "RS256") ? 1 : 0; });
    for (auto& each : crowd)
        each.join();
    EXPECT_EQ(found, 8);
    EXPECT_EQ(service_.fetches(), 1);
}

TEST_F(IssuerKeysTest, keep_nobody_waiting_for_a_service_that_hangs)
{
    // It accepts connections, and never reads from them.
    wire::Acceptor const hanging("127.0.0.1:0");
    auto const issuer = "http://127.0.0.1:" + std::to_string(hanging.port());
    // All is over while keys that began to wait earlier still do, which they say in the log when they give
    // up.
    auto const ends_first = [&] {
        auto const said = service_.log().size();
        IssuerKeys const earlier(issuer, gateway_, service_.log_for_keys(), kLong);
        int waiting = 0;
        {
            IssuerKeys keys(issuer, gateway_, service_.log_for_keys(), kLong);
            for (int i = 0; i < 50; ++i)
                waiting += keys.find("RS256").search == Search::fetching ? 1 : 0;
        }
        return waiting == 50 && service_.log().size() == said;
    };
    bool is_first = false;
    // A machine may stand still for as long as they wait, but not every time.
    for (int attempt = 0; attempt < 10 && !is_first; ++attempt)
        is_first = ends_first();
    EXPECT_TRUE(is_first);
}

TEST_F(IssuerKeysTest, stay_good_while_the_service_is_away)
{
    service_.show_keys({"RS256"});
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {milliseconds(1), milliseconds(0)});
    EXPECT_TRUE(finds(keys, "RS256"));
    service_.fail(true);
    EXPECT_TRUE(eventually([&] { return !service_.log().empty(); }));
    auto const fetches = service_.fetches();
    EXPECT_TRUE(eventually([&] { return service_.failures() > 2; }));
    EXPECT_EQ(service_.fetches(), fetches);
    EXPECT_EQ(keys.find("RS256").search, Search::found);
    auto const log = service_.log();
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << "said once: " << log;
}

TEST_F(IssuerKeysTest, that_never_came_are_no_verdict_on_a_token)
{
    service_.fail(true);
    IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {hours(1), hours(1)});
    EXPECT_TRUE(eventually([&] { return keys.find("RS256").search == Search::unavailable; }));
}

TEST_F(IssuerKeysTest, are_taken_from_the_service_itself_only)
{
    service_.show_keys({"RS256"});
    auto const come = [&] {
        IssuerKeys keys(service_.issuer(), gateway_, service_.log_for_keys(), {hours(1), hours(1)});
        EXPECT_TRUE(eventually([&] { return keys.find("RS256").search != Search::fetching; }));
        return keys.find("RS256").search == Search::found;
    };
    for (auto const& [issuer, url] : std::vector<std::pair<std::string, std::string>>{
             {"https://other.example", service_.issuer() + "/keys"},
             {service_.issuer() + "/", service_.issuer() + "/keys"},
             {service_.issuer(), "file:///etc/passwd"},
             {service_.issuer(), ""}}) {
        service_.configure(issuer, url);
        EXPECT_FALSE(come()) << issuer << " " << url;
    }
    service_.configure(service_.issuer(), service_.issuer() + "/keys");
    for (auto const* const text : {"", "<html>", "[]", R"({"keys":7})"}) {
        service_.show(text);
        EXPECT_FALSE(come()) << text;
    }
    service_.show("{\"keys\":[], \"padding\":\"" + std::string(300'000, 'x') + "\"}");
    EXPECT_FALSE(come()) << "more than anybody needs";
    service_.show_keys({"RS256"});
    EXPECT_TRUE(come());
}

}  // namespace
}  // namespace rmirror::auth
