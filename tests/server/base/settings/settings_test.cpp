// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings/settings.hpp"
#include "base/log.hpp"
#include "checkout.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

namespace rmirror {
namespace {

std::string refusal_of(Settings::Environment const& environment)
{
    auto const settings = Settings::read(environment);
    return settings.ok() ? "" : settings.error().sentence;
}

TEST(Settings, have_fallbacks)
{
    auto const settings = Settings::read({{"PATH", "/bin"}});
    ASSERT_TRUE(settings.ok());
    EXPECT_EQ(settings.value().text("RMIRROR_LISTEN"), "127.0.0.1:8080");
    EXPECT_EQ(settings.value().count("RMIRROR_DB_CONNECTIONS"), 0U);
    EXPECT_THROW(settings.value().text("RMIRROR_NOTHING"), std::logic_error);
}

TEST(Settings, have_connections_for_the_processors_unless_chosen)
{
    auto const none = Settings::read({});
    EXPECT_EQ(database_connections(none.value(), 0), 5U) << "the system does not say";
    EXPECT_EQ(database_connections(none.value(), 2), 5U);
    EXPECT_EQ(database_connections(none.value(), 4), 9U);
    EXPECT_EQ(database_connections(none.value(), 128), 17U);
    auto const chosen = Settings::read({{"RMIRROR_DB_CONNECTIONS", "1"}});
    EXPECT_EQ(database_connections(chosen.value(), 128), 1U);
}

TEST(Settings, refuse_unknown_names_and_suggest_known_ones)
{
    EXPECT_NE(refusal_of({{"RMIRROR_LISTN", "x"}}).find("Did you mean RMIRROR_LISTEN?"), std::string::npos);
    EXPECT_NE(refusal_of({{"RMIRROR_SOMETHING_ELSE_ENTIRELY", "x"}}).find("--help"), std::string::npos);
    EXPECT_NE(refusal_of({{"RMIRROR_LISTN_FILE", "x"}}).find("RMIRROR_LISTN_FILE"), std::string::npos);
}

TEST(Settings, suggest_those_of_tests_only_to_tests)
{
    EXPECT_EQ(
        refusal_of({{"RMIRROR_TEST_BODY_SECOND", "1"}}),
        "RMIRROR_TEST_BODY_SECOND isn't a setting of this server. Did you mean RMIRROR_TEST_BODY_SECONDS?");
    auto const refusal = refusal_of({{"RMIRROR_BODY_SECONDS", "1"}});
    EXPECT_NE(refusal.find("isn't a setting"), std::string::npos);
    EXPECT_EQ(refusal.find("RMIRROR_TEST_"), std::string::npos) << refusal;
}

TEST(Settings, know_which_of_those_of_tests_are_in_use)
{
    auto const path = testing::TempDir() + "rmirror-drain";
    std::ofstream(path) << "7\n";
    auto const settings = Settings::read({{"RMIRROR_PAGES", "5"},
                                          {"RMIRROR_TEST_BODY_SECONDS", "60"},
                                          {"RMIRROR_TEST_DRAIN_SECONDS_FILE", path}});
    std::remove(path.c_str());
    ASSERT_TRUE(settings.ok()) << settings.error().sentence;
    EXPECT_EQ(settings.value().test_settings_in_use(),
              (std::vector<std::string>{"RMIRROR_TEST_BODY_SECONDS", "RMIRROR_TEST_DRAIN_SECONDS"}));
    EXPECT_TRUE(Settings::read({}).value().test_settings_in_use().empty());
}

TEST(Settings, leave_those_of_the_command_line_alone)
{
    EXPECT_TRUE(
        Settings::read({{"RMIRROR_SERVER", "http://127.0.0.1:8080"}, {"RMIRROR_TOKEN", "a.b.c"}}).ok());
    EXPECT_TRUE(Settings::read({{"RMIRROR_AGENT_KEYCHAIN", "off"}}).ok());
}

TEST(Settings, refuse_counts_that_are_none)
{
    for (auto const* const bad : {"", "many", "8x", "-1", "1000", "99999999999999999999"})
        EXPECT_NE(refusal_of({{"RMIRROR_DB_CONNECTIONS", bad}}).find("from 0 to 256"), std::string::npos)
            << bad;
}

TEST(Settings, are_read_as_what_their_row_says_they_are)
{
    auto const read =
        Settings::read({{"RMIRROR_TEST_RATE_LIMITS", "off"},
                        {"RMIRROR_TEST_DRAIN_SECONDS", "7"},
                        {"RMIRROR_LOG_LEVEL", "debug"},
                        {"RMIRROR_ALLOWED_ORIGINS", " https://a.example ,, https://b.example"}});
    ASSERT_TRUE(read.ok()) << read.error().sentence;
    auto const& settings = read.value();
    EXPECT_FALSE(settings.flag("RMIRROR_TEST_RATE_LIMITS"));
    EXPECT_EQ(settings.seconds("RMIRROR_TEST_DRAIN_SECONDS"), std::chrono::seconds(7));
    EXPECT_EQ(settings.text("RMIRROR_LOG_LEVEL"), "debug");
    EXPECT_EQ(settings.list("RMIRROR_ALLOWED_ORIGINS"),
              (std::vector<std::string>{"https://a.example", "https://b.example"}));
    EXPECT_TRUE(settings.list("RMIRROR_TRUSTED_PROXIES").empty());
    EXPECT_EQ(settings.text("RMIRROR_S3_ENDPOINT"), "") << "an address may be none where none is usual";
}

TEST(Settings, refuse_what_is_not_of_their_kind)
{
    EXPECT_EQ(refusal_of({{"RMIRROR_TEST_RATE_LIMITS", "some"}}),
              "RMIRROR_TEST_RATE_LIMITS must be on or off.");
    EXPECT_EQ(refusal_of({{"RMIRROR_LOG_LEVEL", "loud"}}), "RMIRROR_LOG_LEVEL must be error, info or debug.");
    EXPECT_NE(refusal_of({{"RMIRROR_TEST_DRAIN_SECONDS", "601"}}).find("from 0 to 600"), std::string::npos);
    for (auto const* const address : {"s3.example", "ftp://s3.example", "https://s3.example/"})
        EXPECT_EQ(refusal_of({{"RMIRROR_S3_ENDPOINT", address}}),
                  "RMIRROR_S3_ENDPOINT must look like https://host.example, without a trailing slash.")
            << address;
    auto const secret = refusal_of({{"RMIRROR_METRICS_TOKEN", "two\nlines"}});
    EXPECT_EQ(secret, "RMIRROR_METRICS_TOKEN must be one line.");
}

TEST(Settings, are_one_figure_for_all_tiers_or_one_for_each)
{
    auto const tiers_of = [](std::string const& text) {
        auto const settings = Settings::read({{"RMIRROR_PAGES", text}});
        return settings.ok() ? settings.value().tiers("RMIRROR_PAGES") : Tiers{};
    };
    EXPECT_EQ(tiers_of("5"), (Tiers{5, 5, 5, 5}));
    EXPECT_EQ(tiers_of("0"), (Tiers{0, 0, 0, 0}));
    EXPECT_EQ(tiers_of("free:5, enterprise:0"), (Tiers{5, 200'000, 200'000, 0}));
    for (auto const* const bad :
         {"", "many", "-1", "gold:5", "free:", "free:x", ":5", "free:5,free:6", "5,pro:6", "free:5,7"})
        EXPECT_NE(refusal_of({{"RMIRROR_PAGES", bad}}).find("RMIRROR_PAGES must be a number"),
                  std::string::npos)
            << bad;
}

TEST(Settings, come_from_files_too)
{
    auto const path = testing::TempDir() + "rmirror-listen";
    std::ofstream(path) << "127.0.0.1:9\r\n";
    auto const settings = Settings::read({{"RMIRROR_LISTEN_FILE", path}});
    ASSERT_TRUE(settings.ok());
    EXPECT_EQ(settings.value().text("RMIRROR_LISTEN"), "127.0.0.1:9");
    EXPECT_NE(refusal_of({{"RMIRROR_LISTEN_FILE", path}, {"RMIRROR_LISTEN", "x"}}).find("Both"),
              std::string::npos);
    std::remove(path.c_str());
    EXPECT_NE(refusal_of({{"RMIRROR_LISTEN_FILE", path}}).find("can't be read"), std::string::npos);
}

TEST(Settings, are_all_documented)
{
    std::ifstream file(checkout() + "/docs/configuration.md");
    std::string const page(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(page, configuration_markdown())
        << "Write it again: rmirror-server --configuration > docs/configuration.md";
    for (auto const& group : option_groups())
        for (auto const& option : group.options) {
            EXPECT_NE(help_text().find(option.name), std::string::npos) << option.name;
            EXPECT_FALSE(option.name.starts_with(kTestPrefix)) << option.name;
        }
    for (auto const& option : test_options()) {
        EXPECT_TRUE(option.name.starts_with(kTestPrefix)) << option.name;
        EXPECT_EQ(help_text().find(option.name), std::string::npos) << option.name;
    }
}

TEST(Log, writes_one_json_object_a_line)
{
    std::string lines;
    Log log(Level::info, [&](std::string const& line) { lines += line; });
    Secret const secret("hunter2");
    log.write(Level::info, "item \"rejected\"",
              {{"text", std::string_view("two\nlines")}, {"count", std::int64_t{7}}, {"key", &secret}});
    log.write(Level::debug, "unseen");
    ASSERT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
    auto const line = boost::json::parse(lines).as_object();
    EXPECT_EQ(line.at("level"), "info");
    EXPECT_EQ(line.at("event"), "item \"rejected\"");
    EXPECT_EQ(line.at("text"), "two\nlines");
    EXPECT_EQ(line.at("count"), 7);
    EXPECT_EQ(line.at("key"), "***");
    EXPECT_EQ(lines.find("hunter2"), std::string::npos);
}

TEST(Secret, prints_as_stars)
{
    std::ostringstream out;
    out << Secret("hunter2");
    EXPECT_EQ(out.str(), "***");
    EXPECT_EQ(Secret("hunter2").reveal(), "hunter2");
}

}  // namespace
}  // namespace rmirror
