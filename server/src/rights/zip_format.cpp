// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/zip_format.hpp"

#include <algorithm>

namespace rmirror::rights {

namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kDirectoryEntry = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50;
constexpr std::uint32_t kEnd64Locator = 0x07064b50;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kVersion64 = 45;
constexpr std::uint16_t kMadeOnUnix = 3U << 8U;
constexpr std::uint16_t kNameIsUtf8 = 1U << 11U;
constexpr std::uint16_t kExtra64 = 1;
constexpr std::uint16_t kNoTime = 0;
// 1 January 1980, the first day of the format: the same library always gives the same bytes.
constexpr std::uint16_t kNoDate = 1U << 5U | 1U;
constexpr std::uint32_t kReadableFile = 0100644U << 16U;  // The mode of a regular file.
constexpr std::uint32_t kSee64 = 0xFFFFFFFF;
constexpr std::uint16_t kSee64Short = 0xFFFF;

class Bytes {
public:
    template <typename Number>
    Bytes& add(Number number)
    {
        for (std::size_t i = 0; i < sizeof(Number); ++i)
            text_ += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFFU);
        return *this;
    }
    Bytes& add_text(std::string_view text)
    {
        text_ += text;
        return *this;
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

/// The fields that a local header and a directory entry share.
void add_facts(Bytes& bytes, ZipEntry const& entry)
{
    bytes.add(kNameIsUtf8)
        .add(static_cast<std::uint16_t>(entry.packing))
        .add(kNoTime)
        .add(kNoDate)
        .add(entry.crc)
        .add(entry.packed_bytes)
        .add(entry.bytes)
        .add(static_cast<std::uint16_t>(entry.name.size()));
}

bool needs_64(std::uint64_t offset)
{
    return offset >= kSee64;
}

}  // namespace

std::string local_header(ZipEntry const& entry)
{
    Bytes bytes;
    bytes.add(kLocalHeader).add(kVersion);
    add_facts(bytes, entry);
    return bytes.add(std::uint16_t{0}).add_text(entry.name).take();
}

std::uint64_t local_header_bytes(std::string_view name)
{
    constexpr std::uint64_t kFixed = 30;
    return kFixed + name.size();
}

std::string directory_entry(ZipEntry const& entry, std::uint64_t offset)
{
    bool const is_far = needs_64(offset);
    Bytes bytes;
    bytes.add(kDirectoryEntry)
        .add(static_cast<std::uint16_t>(kMadeOnUnix | (is_far ? kVersion64 : kVersion)))
        .add(is_far ? kVersion64 : kVersion);
    add_facts(bytes, entry);
    bytes
        .add(static_cast<std::uint16_t>(is_far ? 12 : 0))  // Bytes of extra fields.
        .add(std::uint16_t{0})                             // Of a comment.
        .add(std::uint16_t{0})                             // The number of the disk.
        .add(std::uint16_t{0})                             // Not known to be text.
        .add(kReadableFile)
        .add(is_far ? kSee64 : static_cast<std::uint32_t>(offset))
        .add_text(entry.name);
    if (is_far)
        bytes.add(kExtra64).add(std::uint16_t{8}).add(offset);
    return bytes.take();
}

std::uint64_t directory_entry_bytes(std::string_view name, std::uint64_t offset)
{
    constexpr std::uint64_t kFixed = 46;
    constexpr std::uint64_t kExtra = 12;
    return kFixed + name.size() + (needs_64(offset) ? kExtra : 0);
}

std::string end_of_archive(std::uint64_t entries, std::uint64_t directory_offset,
                           std::uint64_t directory_bytes)
{
    constexpr std::uint64_t kEnd64Bytes = 44;  // Without its first 12.
    bool const is_large = entries >= kSee64Short || needs_64(directory_offset) || needs_64(directory_bytes);
    Bytes bytes;
    if (is_large) {
        bytes.add(kEnd64)
            .add(kEnd64Bytes)
            .add(static_cast<std::uint16_t>(kMadeOnUnix | kVersion64))
            .add(kVersion64)
            .add(std::uint32_t{0})  // The number of this disk,
            .add(std::uint32_t{0})  // and of that with the directory.
            .add(entries)
            .add(entries)
            .add(directory_bytes)
            .add(directory_offset);
        bytes.add(kEnd64Locator)
            .add(std::uint32_t{0})
            .add(directory_offset + directory_bytes)
            .add(std::uint32_t{1});  // The number of disks.
    }
    auto const count = static_cast<std::uint16_t>(std::min<std::uint64_t>(entries, kSee64Short));
    bytes.add(kEnd)
        .add(std::uint16_t{0})
        .add(std::uint16_t{0})
        .add(count)
        .add(count)
        .add(static_cast<std::uint32_t>(std::min<std::uint64_t>(directory_bytes, kSee64)))
        .add(static_cast<std::uint32_t>(std::min<std::uint64_t>(directory_offset, kSee64)))
        .add(std::uint16_t{0});
    return bytes.take();
}

}  // namespace rmirror::rights
