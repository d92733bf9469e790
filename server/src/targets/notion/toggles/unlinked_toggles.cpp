// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/unlinked_toggles.hpp"

#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/toggles/page_content.hpp"
#include "targets/notion/toggles/toggle_title.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

std::vector<std::string> content_of(std::vector<Block> const& blocks)
{
    std::vector<std::string> hashes;
    for (auto const& block : blocks)
        if (block.kind != BlockKind::image)
            hashes.push_back(hash_of(block));
    return hashes;
}

/// As far as the server's own bot user is known.
bool may_be_ours(Toggle const& toggle, Placed const& known)
{
    return known.empty() || std::any_of(known.begin(), known.end(), [&toggle](auto const& of_page) {
               return of_page.second.bot == toggle.bot;
           });
}

}  // namespace

void UnlinkedToggles::note(boost::json::object const& read, Toggle toggle)
{
    toggle.number = number_in_title(read);
    if (toggle.number > 0)
        unlinked_.push_back({std::move(toggle)});
}

std::optional<DeliveryResult> UnlinkedToggles::read_contents()
{
    for (auto& [toggle, content] : unlinked_) {
        auto const children = api_.children_of(toggle.id);
        if (children.failure && !children.is_gone())
            return children.failure;
        std::vector<Block> blocks;
        for (auto const& child : children.value)
            if (auto const* const block = child.if_object())
                blocks.push_back(block_of(*block));
        content = content_of(blocks);
    }
    return std::nullopt;
}

std::optional<DeliveryResult> UnlinkedToggles::match(std::vector<Delivery const*> const& items, Found& found)
{
    if (auto failure = read_contents())
        return failure;
    auto const take = [&](auto const& is_of) {
        for (auto const* item : items)
            std::erase_if(unlinked_, [&](Unlinked const& one) {
                bool const is_theirs = is_of(one, *item);
                if (is_theirs)
                    found[item->page_uuid].push_back(one.toggle);
                return is_theirs;
            });
    };
    auto const has_its_number = [this](Unlinked const& one, Delivery const& item) {
        return one.toggle.number == number_of_(item.page_uuid);
    };
    auto const has_its_content = [](Unlinked const& one, Delivery const& item) {
        return one.content == content_of(blocks_of_page(item.content));
    };
    take([&](Unlinked const& one, Delivery const& item) {
        return has_its_number(one, item) && has_its_content(one, item);
    });
    // Its number changed, because pages before it were added or removed.
    take([&](Unlinked const& one, Delivery const& item) {
        return !found.contains(item.page_uuid) && has_its_content(one, item);
    });
    // Its content changed.
    take([&](Unlinked const& one, Delivery const& item) {
        return !found.contains(item.page_uuid) && has_its_number(one, item);
    });
    // Both changed: the remaining toggles come from one of these pages.
    take([&](Unlinked const& one, Delivery const& item) {
        return !found.contains(item.page_uuid) && (item.may_have_arrived || item.has_unfinished_attempt) &&
               may_be_ours(one.toggle, known_);
    });
    // Recorded pages: the unfinished attempt made another toggle to replace theirs. If it was that of a page
    // that isn't among the items, that page's own delivery makes it again.
    take([&](Unlinked const& one, Delivery const& item) {
        return item.has_unfinished_attempt && may_be_ours(one.toggle, known_);
    });
    return std::nullopt;
}

}  // namespace rmirror::targets::notion
