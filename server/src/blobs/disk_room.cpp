// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blobs/disk_room.hpp"

#include <sys/statvfs.h>

#include <utility>

namespace rmirror {

DiskRoom::DiskRoom(std::string folder, std::uint64_t reserve, Log& log)
    : folder_(std::move(folder)), reserve_(reserve), log_(log)
{}

bool DiskRoom::has_room_for(std::size_t bytes)
{
    bool const has_room = has_room_above_reserve(bytes);
    if (!has_room)
        note_full();
    return has_room;
}

void DiskRoom::note_full()
{
    if (!is_full_.exchange(true))
        log_.write(Level::error, "disk nearly full, uploads are refused",
                   {{"folder", std::string_view(folder_)},
                    {"free_bytes", static_cast<std::int64_t>(room().value_or(Room{}).free_bytes)},
                    {"reserve_bytes", static_cast<std::int64_t>(reserve_)}});
}

void DiskRoom::note_stored()
{
    if (is_full_.exchange(false))
        log_.write(Level::info, "disk has room again", {{"folder", std::string_view(folder_)}});
}

bool DiskRoom::is_full() const
{
    return is_full_.load() || !has_room_above_reserve(0);
}

bool DiskRoom::has_room_above_reserve(std::size_t bytes) const
{
    auto const left = reserve_ > 0 ? room() : std::nullopt;
    return !left || left->free_bytes >= reserve_ + bytes;
}

std::optional<DiskRoom::Room> DiskRoom::room() const
{
    struct statvfs disk {};
    if (::statvfs(folder_.c_str(), &disk) != 0)
        return std::nullopt;
    return Room{.free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize,
                .bytes = std::uint64_t{disk.f_blocks} * disk.f_frsize};
}

}  // namespace rmirror
