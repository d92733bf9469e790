// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings.hpp"
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
    std::string why;
    EXPECT_FALSE(Settings::read(environment, why));
    return why;
}

TEST(Settings, have_fallbacks)
{
    std::string why;
    auto const settings = Settings::read({{"PATH", "/bin"}}, why);
    ASSERT_TRUE(settings) << why;
    EXPECT_EQ(settings->text("RMIRROR_LISTEN"), "127.0.0.1:8080");
    EXPECT_EQ(settings->count("RMIRROR_DB_CONNECTIONS"), 0U);
    EXPECT_THROW(settings->text("RMIRROR_NOTHING"), std::logic_error);
}

TEST(Settings, have_connections_for_the_processors_unless_chosen)
{
    std::string why;
    auto const none = Settings::read({}, why);
    EXPECT_EQ(database_connections(*none, 0), 4U) << "the system does not say";
    EXPECT_EQ(database_connections(*none, 2), 4U);
    EXPECT_EQ(database_connections(*none, 4), 8U);
    EXPECT_EQ(database_connections(*none, 128), 16U);
    auto const chosen = Settings::read({{"RMIRROR_DB_CONNECTIONS", "1"}}, why);
    EXPECT_EQ(database_connections(*chosen, 128), 1U);
}

TEST(Settings, refuse_unknown_names_and_suggest_known_ones)
{
    EXPECT_NE(refusal_of({{"RMIRROR_LISTN", "x"}}).find("Did you mean RMIRROR_LISTEN?"), std::string::npos);
    EXPECT_NE(refusal_of({{"RMIRROR_SOMETHING_ELSE_ENTIRELY", "x"}}).find("--help"), std::string::npos);
    EXPECT_NE(refusal_of({{"RMIRROR_LISTN_FILE", "x"}}).find("RMIRROR_LISTN_FILE"), std::string::npos);
}

TEST(Settings, leave_those_of_the_command_line_alone)
{
    std::string why;
    EXPECT_TRUE(
        Settings::read({{"RMIRROR_SERVER", "http://127.0.0.1:8080"}, {"RMIRROR_TOKEN", "a.b.c"}}, why))
        << why;
}

TEST(Settings, refuse_counts_that_are_none)
{
    for (auto const* const bad : {"", "many", "8x", "-1", "1000", "99999999999999999999"})
        EXPECT_NE(refusal_of({{"RMIRROR_DB_CONNECTIONS", bad}}).find("from 0 to 256"), std::string::npos)
            << bad;
}

TEST(Settings, come_from_files_too)
{
    auto const path = testing::TempDir() + "rmirror-listen";
    std::ofstream(path) << "127.0.0.1:9\r\n";
    std::string why;
    auto const settings = Settings::read({{"RMIRROR_LISTEN_FILE", path}}, why);
    ASSERT_TRUE(settings) << why;
    EXPECT_EQ(settings->text("RMIRROR_LISTEN"), "127.0.0.1:9");
    EXPECT_NE(refusal_of({{"RMIRROR_LISTEN_FILE", path}, {"RMIRROR_LISTEN", "x"}}).find("Both"),
              std::string::npos);
    std::remove(path.c_str());
    EXPECT_NE(refusal_of({{"RMIRROR_LISTEN_FILE", path}}).find("cannot be read"), std::string::npos);
}

TEST(Settings, are_all_documented)
{
    std::ifstream file(checkout() + "/docs/configuration.md");
    std::string const page(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(page, configuration_markdown())
        << "Write it again: rmirror-server --configuration > docs/configuration.md";
    for (auto const& option : options())
        EXPECT_NE(help_text().find(option.name), std::string::npos);
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
