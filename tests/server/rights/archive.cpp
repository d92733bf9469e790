// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/archive.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>

namespace rmirror::test {

namespace {

std::uint64_t number_at(std::string_view bytes, std::size_t offset, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < size && offset + i < bytes.size(); ++i)
        number |= std::uint64_t{static_cast<unsigned char>(bytes[offset + i])} << (8 * i);
    return number;
}

std::string inflated(std::string_view packed, std::size_t bytes)
{
    std::string text(bytes, '\0');
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(stream.total_out, bytes);
    inflateEnd(&stream);
    return text;
}

/// The file whose entry in the directory begins at `entry`.
std::string content_of(std::string_view archive, std::size_t entry, std::string const& name)
{
    auto const local = number_at(archive, entry + 42, 4);
    EXPECT_EQ(number_at(archive, local, 4), 0x04034b50U) << name;
    EXPECT_EQ(archive.substr(local + 30, name.size()), name);
    for (std::size_t i = 0; i < 20; ++i)  // Flags, method, times, checksum and sizes.
        EXPECT_EQ(archive[local + 6 + i], archive[entry + 8 + i]) << name << " at " << i;
    auto const method = number_at(archive, entry + 10, 2);
    auto const checksum = number_at(archive, entry + 16, 4);
    auto const packed = archive.substr(local + 30 + name.size(), number_at(archive, entry + 20, 4));
    auto const bytes = number_at(archive, entry + 24, 4);
    auto content = method == 0 ? std::string(packed) : inflated(packed, bytes);
    EXPECT_EQ(content.size(), bytes) << name;
    EXPECT_EQ(crc32(0, reinterpret_cast<Bytef const*>(content.data()), static_cast<uInt>(content.size())),
              checksum)
        << name;
    return content;
}

}  // namespace

std::map<std::string, std::string> files_in(std::string_view archive)
{
    constexpr std::size_t kEndBytes = 22;
    std::map<std::string, std::string> files;
    if (archive.size() < kEndBytes || number_at(archive, archive.size() - kEndBytes, 4) != 0x06054b50U) {
        ADD_FAILURE() << "no archive";
        return files;
    }
    auto const end = archive.size() - kEndBytes;
    auto const count = number_at(archive, end + 10, 2);
    auto entry = number_at(archive, end + 16, 4);
    EXPECT_EQ(entry + number_at(archive, end + 12, 4), end);
    for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(number_at(archive, entry, 4), 0x02014b50U);
        auto const length = number_at(archive, entry + 28, 2);
        std::string const name(archive.substr(entry + 46, length));
        EXPECT_TRUE(files.emplace(name, content_of(archive, entry, name)).second) << name << " twice";
        entry += 46 + length + number_at(archive, entry + 30, 2);
    }
    EXPECT_EQ(entry, end);
    return files;
}

}  // namespace rmirror::test
