// SPDX-License-Identifier: AGPL-3.0-or-later
// How much room is left on the disk where pictures lie. Some of it is kept free, because whatever else writes
// there, such as PostgreSQL, fares worse than an upload that is refused.
#pragma once

#include "base/log.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

namespace rmirror {

class DiskRoom {
public:
    /// `reserve`: bytes. 0: uploads are refused only when writing one failed.
    DiskRoom(std::string folder, std::uint64_t reserve, Log& log);

    /// Whether so many bytes fit in before the reserve. Logged when it ends, and when there is room again.
    bool has_room_for(std::size_t bytes);
    /// Writing failed for want of room, or succeeded.
    void note_full();
    void note_stored();

    /// Nothing when the system does not say.
    std::optional<std::uint64_t> free_bytes() const;
    std::uint64_t reserve() const { return reserve_; }
    /// Whether uploads are refused, or the last one failed.
    bool is_full() const;

private:
    bool has_room_above_reserve(std::size_t bytes) const;

    std::string const folder_;
    std::uint64_t const reserve_;
    Log& log_;
    std::atomic<bool> is_full_ = false;
};

}  // namespace rmirror
