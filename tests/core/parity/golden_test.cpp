// SPDX-License-Identifier: AGPL-3.0-or-later
// Every fixture of our own reads, draws and hashes as it did when its golden line was reviewed.
#include "parity/page_report.hpp"

#include "checkout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace rmirror {

namespace {

namespace fs = std::filesystem;

fs::path const kTests = fs::path(checkout()) / "tests";

std::vector<fs::path> fixtures()
{
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(kTests / "fixtures"))
        if (entry.is_regular_file() && entry.path().extension() != ".json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::uint8_t> bytes_of(fs::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The golden lines of each fixture, by its path below tests/fixtures.
std::map<std::string, std::vector<std::string>> const& goldens()
{
    static auto const read = [] {
        std::map<std::string, std::vector<std::string>> by_file;
        std::ifstream file(kTests / "golden" / "pages.jsonl");
        for (std::string line; std::getline(file, line);) {
            auto const start = line.find(R"("file":")") + 8;
            by_file[line.substr(start, line.find('"', start) - start)].push_back(line);
        }
        return by_file;
    }();
    return read;
}

class Fixture : public testing::TestWithParam<fs::path> {};

TEST_P(Fixture, reads_draws_and_hashes_as_its_golden_line_says)
{
    auto const name = fs::relative(GetParam(), kTests / "fixtures").generic_string();
    auto const golden = goldens().find(name);
    ASSERT_NE(golden, goldens().end())
        << name << " has no golden line: run `make goldens` and review the diff.";
    EXPECT_EQ(page_reports(name, bytes_of(GetParam())), golden->second)
        << "If the change is intended, run `make goldens` and review the diff.";
}

std::string test_name(testing::TestParamInfo<fs::path> const& info)
{
    auto name = info.param.parent_path().filename().string() + "_" + info.param.filename().string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; },
        '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(AllPages, Fixture, testing::ValuesIn(fixtures()), test_name);

TEST(Goldens, name_no_fixture_that_is_gone)
{
    EXPECT_GT(goldens().size(), 50U);
    for (auto const& [name, lines] : goldens())
        EXPECT_TRUE(fs::exists(kTests / "fixtures" / name)) << name;
}

}  // namespace

}  // namespace rmirror
