// SPDX-License-Identifier: AGPL-3.0-or-later
#include "legal/terms.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace rmirror::legal {
namespace {

class LegalFolder : public testing::Test {
protected:
    LegalFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "rmirror-legal-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        write("version", "2026-11\n");
        write("terms.en.md", "# Terms");
        write("privacy.en.md", "# Privacy");
    }
    ~LegalFolder() override { std::filesystem::remove_all(folder); }

    void write(std::string const& name, std::string const& text) const
    {
        std::ofstream(folder / name) << text;
    }

    std::string refusal() const
    {
        auto const texts = Texts::read(folder.string());
        return texts.ok() ? "" : texts.error().sentence;
    }

    std::filesystem::path folder;
};

TEST_F(LegalFolder, has_a_version_and_texts_in_one_or_two_languages)
{
    auto const english = Texts::read(folder.string()).value().value();
    EXPECT_EQ(english.version, "2026-11");
    EXPECT_EQ(english.terms.at("en"), "# Terms");
    EXPECT_FALSE(english.privacy.contains("de"));
    write("privacy.de.md", "# Datenschutz");
    EXPECT_EQ(Texts::read(folder.string()).value().value().privacy.at("de"), "# Datenschutz");
}

TEST_F(LegalFolder, is_not_needed)
{
    EXPECT_FALSE(Texts::read("").value().has_value());
}

TEST_F(LegalFolder, without_one_of_its_files_is_refused_by_name)
{
    std::filesystem::remove(folder / "privacy.en.md");
    EXPECT_NE(refusal().find("privacy.en.md is missing"), std::string::npos) << refusal();
    write("version", " \n");
    EXPECT_NE(refusal().find("version must contain a version"), std::string::npos) << refusal();
}

}  // namespace
}  // namespace rmirror::legal
