// SPDX-License-Identifier: AGPL-3.0-or-later
#include "error_reports/reporter.hpp"

#include "collected_log.hpp"
#include "eventually.hpp"
#include "wire/test_server.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace rmirror::error_reports {
namespace {

using std::chrono::seconds;

/// A service that answers all reports with one status.
class ReporterTest : public testing::Test {
protected:
    http::FrontOptions service()
    {
        auto const take = [this](http::Request const& request) {
            bodies_.put(request.body);
            auto reply = http::ok_text("{}");
            reply.status = static_cast<http::Code>(status_.load());
            return std::move(reply).with("Retry-After", "60");
        };
        http::FrontOptions front;
        front.routes = {{http::Method::post, "/api/1/envelope/", http::replying(take), http::Runs::on_loop}};
        return front;
    }

    std::unique_ptr<Reporter> reporter()
    {
        return std::make_unique<Reporter>(
            Dsn{"http://127.0.0.1:" + std::to_string(server_.port()) + "/api/1/envelope/", "abc"},
            Origin{"rmirror-server@1", "production", "host"}, log_.log(),
            ReporterOptions{.patience = test::kHangLimit, .now = [this] { return now_; }});
    }

    std::chrono::steady_clock::time_point now_ = std::chrono::steady_clock::now();
    std::atomic<int> status_ = 200;
    http::test::Inbox<std::string> bodies_;
    http::test::TestServer server_{{}, service()};
    test::CollectedLog log_{Level::info};
};

TEST_F(ReporterTest, reports_errors_and_nothing_else)
{
    auto const reports = reporter();
    log_.log().write(Level::info, "item ended");
    log_.log().write(Level::error, "request", {{"status", std::int64_t{500}}});
    log_.log().write(Level::error, "job failed",
                     {{"queue_id", std::string_view("7")}, {"what", std::string_view("secret text")}});
    auto const body = bodies_.take();
    EXPECT_NE(body.find(R"("formatted":"job failed")"), std::string::npos) << body;
    EXPECT_NE(body.find(R"("queue_id":"7")"), std::string::npos);
    EXPECT_EQ(body.find("secret"), std::string::npos);
}

TEST_F(ReporterTest, counts_what_it_did_not_report)
{
    auto const reports = reporter();
    for (int i = 0; i < 3; ++i)
        log_.log().write(Level::error, "job failed");
    EXPECT_EQ(bodies_.take().find("repeated"), std::string::npos);
    now_ += seconds(60);
    log_.log().write(Level::error, "job failed");
    EXPECT_NE(bodies_.take().find(R"("repeated":"2")"), std::string::npos);
}

TEST_F(ReporterTest, waits_as_long_as_the_service_asks)
{
    status_ = 429;
    {
        auto const reports = reporter();
        log_.log().write(Level::error, "job failed");
        ASSERT_TRUE(
            test::eventually([&] { return log_.text().find("error not reported") != std::string::npos; }));
        now_ += seconds(59);
        log_.log().write(Level::error, "another job failed");
    }
    EXPECT_FALSE(bodies_.take().empty());
    EXPECT_FALSE(bodies_.take_if_any());
}

TEST_F(ReporterTest, waits_for_reports_in_progress_and_then_listens_no_more)
{
    {
        auto const reports = reporter();
        log_.log().write(Level::error, "job failed");
    }
    log_.log().write(Level::error, "another job failed");
    EXPECT_NE(bodies_.take_if_any().value_or("").find("job failed"), std::string::npos);
    EXPECT_FALSE(bodies_.take_if_any());
}

}  // namespace
}  // namespace rmirror::error_reports
