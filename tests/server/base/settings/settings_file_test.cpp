// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings/settings_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace rmirror {
namespace {

class SettingsFile : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove(path_); }

    Result<Settings::Environment> read(std::string const& content)
    {
        std::ofstream(path_) << content;
        return read_settings_file(path_);
    }

    std::string refusal_of(std::string const& content)
    {
        auto const settings = read(content);
        return settings.ok() ? "" : settings.error().sentence;
    }

    std::string const path_ = testing::TempDir() + "rmirror-server.env";
};

TEST_F(SettingsFile, has_a_setting_per_line)
{
    auto const settings = read(
        "# Where people find it\n"
        "RMIRROR_PUBLIC_URL=https://notes.example.org\n"
        "\n"
        "  RMIRROR_PRICES = \"my-model=0.15/0.60\"\r\n"
        "RMIRROR_JWT_SECRET='has \\ # and \"'\n"
        "RMIRROR_SPEND_LIMIT=");
    ASSERT_TRUE(settings.ok()) << settings.error().sentence;
    EXPECT_EQ(settings.value(), (Settings::Environment{{"RMIRROR_JWT_SECRET", "has \\ # and \""},
                                                       {"RMIRROR_PRICES", "my-model=0.15/0.60"},
                                                       {"RMIRROR_PUBLIC_URL", "https://notes.example.org"},
                                                       {"RMIRROR_SPEND_LIMIT", ""}}));
}

TEST_F(SettingsFile, names_the_line_that_is_wrong)
{
    EXPECT_EQ(refusal_of("\nRMIRROR_LISTEN\n"), path_ + ", line 2: a setting looks like RMIRROR_NAME=value.");
    EXPECT_EQ(refusal_of("export RMIRROR_PAGES=1\n"),
              path_ + ", line 1: \"export RMIRROR_PAGES\" isn't a setting: their names begin with RMIRROR_.");
    EXPECT_EQ(refusal_of("RMIRROR_PAGES=1\n#\nRMIRROR_PAGES=2\n"),
              path_ + ", line 3: RMIRROR_PAGES is set in an earlier line, too. Remove one of them.");
}

TEST_F(SettingsFile, refuses_quotes_that_do_not_match)
{
    for (auto const* const value : {"\"", "\"a", "\"a'", "'a'b", "\"a\" # b", "\"a\"b\""})
        EXPECT_EQ(refusal_of(std::string("RMIRROR_PRICES=") + value),
                  path_ +
                      ", line 1: a value that begins with a quote must end with the same quote, and have "
                      "no other.")
            << value;
}

TEST_F(SettingsFile, says_why_it_cannot_be_read)
{
    EXPECT_EQ(read_settings_file("/nowhere/server.env").error().sentence,
              "/nowhere/server.env can't be read: No such file or directory.");
    EXPECT_EQ(read_settings_file(testing::TempDir()).error().sentence,
              testing::TempDir() + " can't be read: Is a directory.");
}

}  // namespace
}  // namespace rmirror
