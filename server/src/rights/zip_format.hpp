// SPDX-License-Identifier: AGPL-3.0-or-later
// The bytes of a ZIP archive around its files (APPNOTE 6.3.10), with 64-bit offsets where it needs them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::rights {

enum class Packing : std::uint16_t { stored = 0, deflated = 8 };

/// One file of the archive. A single file has less than 4 GB.
struct ZipEntry {
    std::string name;  // UTF-8, with slashes.
    Packing packing = Packing::stored;
    std::uint32_t crc = 0;
    std::uint32_t packed_bytes = 0;
    std::uint32_t bytes = 0;
};

/// Comes before the file's bytes.
std::string local_header(ZipEntry const& entry);
std::uint64_t local_header_bytes(std::string_view name);

/// The entry in the directory at the end. `offset`: of its local header.
std::string directory_entry(ZipEntry const& entry, std::uint64_t offset);
std::uint64_t directory_entry_bytes(std::string_view name, std::uint64_t offset);

/// What the archive ends with.
std::string end_of_archive(std::uint64_t entries, std::uint64_t directory_offset,
                           std::uint64_t directory_bytes);

}  // namespace rmirror::rights
