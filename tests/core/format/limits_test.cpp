// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that ask for more memory than a page may have are refused before they get it.
#include "format/formats.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

namespace {

/// Writes the header and then whatever a test appends, little-endian.
class PageFile {
public:
    explicit PageFile(std::string_view header)
    {
        bytes_.assign(header.begin(), header.end());
        bytes_.resize(43, ' ');
    }

    PageFile& u8(std::uint8_t value)
    {
        bytes_.push_back(value);
        return *this;
    }
    PageFile& u32(std::uint32_t value)
    {
        for (auto shift : {0U, 8U, 16U, 24U})
            u8(static_cast<std::uint8_t>(value >> shift));
        return *this;
    }
    PageFile& zeros(std::size_t count)
    {
        bytes_.resize(bytes_.size() + count);
        return *this;
    }
    PageFile& block(std::uint8_t type, std::vector<std::uint8_t> const& payload)
    {
        u32(static_cast<std::uint32_t>(payload.size())).u8(0).u8(1).u8(1).u8(type);
        bytes_.insert(bytes_.end(), payload.begin(), payload.end());
        return *this;
    }

    [[nodiscard]] Result<std::vector<Page>> parse() const { return parse_pages(bytes_); }

private:
    std::vector<std::uint8_t> bytes_;
};

constexpr std::string_view kV3 = "reMarkable .lines file, version=3";
constexpr std::string_view kV5 = "reMarkable .lines file, version=5";
constexpr std::string_view kV6 = "reMarkable .lines file, version=6";

TEST(Limits, an_empty_page_of_51_bytes_is_a_page)
{
    auto const pages = PageFile(kV5).u32(1).u32(0).parse();
    ASSERT_TRUE(pages.ok()) << pages.error().message;
    EXPECT_EQ(pages.value().front().layers.size(), 1U);
    EXPECT_TRUE(pages.value().front().unreadable.empty());
}

TEST(Limits, a_page_of_ten_million_empty_layers_is_too_large)
{
    auto const pages = PageFile(kV3).u32(10'000'000).zeros(40'000'000).parse();
    ASSERT_FALSE(pages.ok());
    EXPECT_EQ(pages.error().code, ErrorCode::too_large);
}

TEST(Limits, a_line_of_two_billion_points_keeps_the_lines_before_it)
{
    auto const pages =
        PageFile(kV3).u32(1).u32(2).zeros(16).u32(0).zeros(16).u32(2'000'000'000).zeros(48).parse();
    ASSERT_TRUE(pages.ok()) << pages.error().message;
    EXPECT_EQ(pages.value().front().layers.front().strokes.size(), 1U);
    ASSERT_EQ(pages.value().front().unreadable.size(), 1U);
    EXPECT_NE(pages.value().front().unreadable.front().why.find("2000000000 points"), std::string::npos);
}

TEST(Limits, a_page_that_breaks_off_before_its_first_line_is_an_error)
{
    auto const pages = PageFile(kV3).u32(1).u32(2'000'000'000).parse();
    ASSERT_FALSE(pages.ok());
    EXPECT_EQ(pages.error().code, ErrorCode::truncated);
}

TEST(Limits, a_file_of_more_than_256_megabytes_is_too_large)
{
    auto const pages = PageFile(kV6).zeros(kMaxPageBytes / 2).parse();
    ASSERT_FALSE(pages.ok());
    EXPECT_EQ(pages.error().code, ErrorCode::too_large);
    EXPECT_NE(pages.error().message.find("512 MB"), std::string::npos);
}

TEST(Limits, twenty_million_unknown_blocks_are_too_large)
{
    PageFile file(kV6);
    for (int i = 0; i < 20'000'000; ++i)
        file.u32(0).u8(0).u8(1).u8(1).u8(200);
    auto const pages = file.parse();
    ASSERT_FALSE(pages.ok());
    EXPECT_EQ(pages.error().code, ErrorCode::too_large);
}

TEST(Limits, an_unknown_block_is_skipped_and_counted)
{
    auto const pages = PageFile(kV6).block(200, {1, 2, 3}).parse();
    ASSERT_TRUE(pages.ok());
    ASSERT_EQ(pages.value().front().unreadable.size(), 1U);
    EXPECT_EQ(pages.value().front().unreadable.front().type, 200U);
    EXPECT_EQ(pages.value().front().unreadable.front().bytes, 3U);
}

TEST(Limits, a_deletion_of_four_billion_items_spoils_only_its_block)
{
    std::vector<std::uint8_t> const tombstone{0x1f, 0, 1, 0x2f, 1,    9,    0x3f, 0,   0,
                                              0x4f, 0, 0, 0x54, 0xff, 0xff, 0xff, 0xff};
    auto const pages = PageFile(kV6).block(8, tombstone).parse();
    ASSERT_TRUE(pages.ok());
    EXPECT_EQ(pages.value().front().unreadable.size(), 1U);
}

TEST(Limits, a_deep_chain_of_groups_ends_without_a_fault)
{
    // Group n lies in group n - 1, for 100,000 of them: deeper than any stack.
    PageFile file(kV6);
    auto id = [](std::uint32_t n) {
        std::vector<std::uint8_t> bytes{1};
        for (; n >= 0x80; n >>= 7U)
            bytes.push_back(static_cast<std::uint8_t>(n | 0x80U));
        bytes.push_back(static_cast<std::uint8_t>(n));
        return bytes;
    };
    auto append = [](std::vector<std::uint8_t>& to, std::vector<std::uint8_t> const& more) {
        to.insert(to.end(), more.begin(), more.end());
    };
    for (std::uint32_t n = 1; n < 100'000; ++n) {
        std::vector<std::uint8_t> node{0x1f};
        append(node, id(n));
        file.block(2, node);
        std::vector<std::uint8_t> value{2, 0x2f};
        append(value, id(n));
        std::vector<std::uint8_t> item{0x1f};
        append(item, n == 1 ? std::vector<std::uint8_t>{0, 1} : id(n - 1));
        item.push_back(0x2f);
        append(item, id(200'000 + n));
        append(item, {0x3f, 0, 0, 0x4f, 0, 0, 0x54, 0, 0, 0, 0, 0x6c, static_cast<std::uint8_t>(value.size()),
                      0, 0, 0});
        append(item, value);
        file.block(4, item);
    }
    auto const pages = file.parse();
    ASSERT_TRUE(pages.ok()) << pages.error().message;
    EXPECT_EQ(pages.value().front().layers.size(), 1U);
    EXPECT_GT(pages.value().front().unreadable.size(), 0U);
}

TEST(Limits, says_which_version_it_does_not_know)
{
    auto const pages = PageFile("reMarkable .lines file, version=4").u32(1).u32(0).parse();
    ASSERT_FALSE(pages.ok());
    EXPECT_EQ(pages.error().code, ErrorCode::unsupported_version);
    EXPECT_NE(pages.error().message.find("version 4"), std::string::npos);
}

}  // namespace

}  // namespace rmirror
