// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/page_reader.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/block_json.hpp"

#include <utility>

namespace rmirror::targets::notion {

namespace {

using queue::ErrorClass;
using queue::Outcome;

/// Limits for one page, because users may put anything into a toggle.
constexpr std::size_t kMaxLists = 300;
constexpr std::size_t kMaxLevels = 30;

DeliveryResult too_much()
{
    return {.outcome = Outcome::rejected(ErrorClass::invalid_data,
                                         "This page's toggle holds too many nested blocks in Notion to be "
                                         "compared. Move some of them elsewhere."),
            .remote = std::nullopt};
}

}  // namespace

Page PageReader::read(std::string const& toggle)
{
    lists_ = 0;
    return below(toggle, 0);
}

Page PageReader::below(std::string const& parent, std::size_t level)
{
    if (++lists_ > kMaxLists || level > kMaxLevels)
        return {.failure = too_much()};
    auto const children = api_.children_of(parent);
    if (children.failure)
        return {.failure = children.failure, .why = children.why};
    Page page;
    for (auto const& child : children.value) {
        auto const* const object = child.if_object();
        if (!object)
            continue;
        ReadBlock one{.id = id_of(*object),
                      .block = block_of(*object),
                      .created_by = std::string(user_of(*object, "created_by")),
                      .edited_by = std::string(user_of(*object, "last_edited_by"))};
        if (crypto::flag_member(*object, "has_children") && one.block.kind != BlockKind::other) {
            auto within = below(one.id, level + 1);
            if (within.is_gone())
                continue;  // The user has just removed it.
            if (within.failure)
                return within;
            one.children = std::move(within.value);
        }
        page.value.push_back(std::move(one));
    }
    return page;
}

}  // namespace rmirror::targets::notion
