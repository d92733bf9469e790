// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/room_check.hpp"

#include "library/images/display_image.hpp"
#include "library/library_full.hpp"

namespace rmirror::library {

namespace {

void expect_room_in(quota::Allowance const& before, quota::Allowance const& now, Full of)
{
    if (now.used > before.used && !now.has_room_for(0))
        throw LibraryFull(of, *now.limit);
}

}  // namespace

RoomCheck::RoomCheck(LibraryWork& work, quota::Rules const& rules)
    : work_(work), rules_(rules), before_(quota::library_usage(*work, rules, work.user_id()))
{}

quota::LibraryUsage RoomCheck::expect_room() const
{
    auto const now = make_room_for(work_, rules_, 0);
    expect_room_in(before_.notebooks, now.notebooks, Full::notebooks);
    expect_room_in(before_.pages, now.pages, Full::pages);
    expect_room_in(before_.storage, now.storage, Full::storage);
    return now;
}

}  // namespace rmirror::library
