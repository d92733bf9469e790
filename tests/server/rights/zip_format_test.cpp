// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/zip_format.hpp"

#include <gtest/gtest.h>

namespace rmirror::rights {
namespace {

constexpr std::uint64_t kFar = 0xFFFFFFFF;

TEST(ZipFormat, sizes_are_known_before_the_bytes)
{
    ZipEntry const entry{.name = "notebooks/Tagebücher/1.png", .crc = 1, .packed_bytes = 2, .bytes = 2};
    EXPECT_EQ(local_header(entry).size(), local_header_bytes(entry.name));
    for (std::uint64_t const offset : {std::uint64_t{0}, kFar - 1, kFar, kFar * 100})
        EXPECT_EQ(directory_entry(entry, offset).size(), directory_entry_bytes(entry.name, offset)) << offset;
}

TEST(ZipFormat, an_entry_beyond_four_gigabytes_states_its_place_in_an_extra_field)
{
    auto const entry = directory_entry({.name = "a"}, kFar + 1);
    EXPECT_EQ(entry.substr(42, 4), std::string(4, '\xFF'));
    EXPECT_EQ(entry.substr(47), std::string("\x01\x00\x08\x00\x00\x00\x00\x00\x01\x00\x00\x00", 12));
}

TEST(ZipFormat, a_large_archive_has_a_second_end)
{
    constexpr std::size_t kSmallEnd = 22;
    constexpr std::size_t kLargeEnd = 22 + 56 + 20;
    EXPECT_EQ(end_of_archive(65534, 10, 10).size(), kSmallEnd);
    EXPECT_EQ(end_of_archive(65535, 10, 10).size(), kLargeEnd);
    EXPECT_EQ(end_of_archive(1, kFar, 10).size(), kLargeEnd);
    auto const end = end_of_archive(65536, kFar + 1, 10);
    EXPECT_EQ(end.substr(0, 4), "PK\x06\x06");
    EXPECT_EQ(end.substr(56, 4), "PK\x06\x07");
    // The second end begins after the directory.
    EXPECT_EQ(end.substr(64, 8), std::string("\x0A\x00\x00\x00\x01\x00\x00\x00", 8));
    EXPECT_EQ(end.substr(76, 4), "PK\x05\x06");
    EXPECT_EQ(end.substr(84, 4), std::string(4, '\xFF'));
}

}  // namespace
}  // namespace rmirror::rights
