// SPDX-License-Identifier: AGPL-3.0-or-later
// Watches the free space on the disk that stores images. A reserve is kept free, because a full disk harms
// other programs that write there, such as PostgreSQL, more than a refused upload harms its user.
#pragma once

#include "base/log.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

namespace rmirror {

class DiskRoom {
public:
    /// `reserve`: bytes. 0: uploads are refused only after a write failed.
    DiskRoom(std::string folder, std::uint64_t reserve, Log& log);

    /// Whether `bytes` fit without using the reserve. Logs when space runs out.
    bool has_room_for(std::size_t bytes);
    /// Call these when a write failed for lack of space, or succeeded. They log the change.
    void note_full();
    void note_stored();

    struct Room {
        std::uint64_t free_bytes = 0;
        std::uint64_t bytes = 0;  // Of the whole disk.
    };
    /// Nullopt if the system doesn't tell.
    std::optional<Room> room() const;
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
