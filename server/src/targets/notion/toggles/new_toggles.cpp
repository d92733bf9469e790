// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/new_toggles.hpp"

#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/client/appends.hpp"
#include "targets/notion/client/time_slice.hpp"
#include "targets/notion/toggles/page_content.hpp"
#include "targets/notion/toggles/toggle_title.hpp"
#include "targets/notion/toggles/unlinked_toggles.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using queue::Outcome;

constexpr double kStep = 1;
/// Pictures per append. Each takes calls of its own, so smaller appends show the first pages earlier.
constexpr std::size_t kMaxPictures = 25;

}  // namespace

NewToggles::NewToggles(TargetContext& context, Row row)
    : context_(context),
      api_(context),
      pictures_(context),
      row_(std::move(row)),
      order_(context.notebook_state().pages)
{
    for (std::size_t i = 0; i < order_.size(); ++i)
        numbers_.emplace(order_[i], i + 1);
    for (auto const& item : context.notebook_state().items)
        if (item.type == ItemType::page_text)
            if (auto toggle = toggle_of(item.remote);
                toggle && toggle->row.id == row_.id && !toggle->is_removed)
                placed_.emplace(item.page_uuid, std::move(*toggle));
}

std::size_t NewToggles::number_of(std::string_view page_uuid) const
{
    auto const found = numbers_.find(page_uuid);
    return found == numbers_.end() ? order_.size() + 1 : found->second;
}

void NewToggles::forget(std::string_view page_uuid)
{
    if (auto const known = placed_.find(page_uuid); known != placed_.end())
        placed_.erase(known);
}

Answered<Found> NewToggles::look_for(std::vector<Delivery const*> const& items)
{
    auto const children = api_.children_of(row_.id);
    if (children.failure)
        return {.failure = children.failure, .why = children.why};
    std::map<std::string, double> places;  // By the ids of known toggles.
    for (auto const& [page, toggle] : placed_)
        places.emplace(toggle.id, toggle.place);
    // A toggle that isn't known gets a place between its neighbours.
    auto const step = kStep / static_cast<double>(children.value.size() + 1);
    Found found;
    UnlinkedToggles unlinked(api_, placed_,
                             [this](std::string_view page_uuid) { return number_of(page_uuid); });
    double place = 0;
    for (auto const& child : children.value) {
        auto const* const block = child.if_object();
        if (!block)
            continue;
        auto const id = id_of(*block);
        auto const known = places.find(id);
        place = known == places.end() ? place + step : std::max(place, known->second);
        Toggle toggle{.id = id,
                      .row = row_,
                      .place = place,
                      .number = number_shown(*block),
                      .bot = std::string(user_of(*block, "created_by"))};
        auto const item = std::find_if(items.begin(), items.end(), [&](Delivery const* each) {
            auto const of_page = placed_.find(each->page_uuid);
            return is_toggle_of(*block, each->page_uuid) ||
                   (of_page != placed_.end() && of_page->second.id == id);
        });
        if (item != items.end())
            found[(*item)->page_uuid].push_back(std::move(toggle));
        else if (known == places.end())
            unlinked.note(*block, std::move(toggle));
    }
    auto failure = unlinked.match(items, found);
    return {.value = std::move(found), .failure = std::move(failure)};
}

std::optional<DeliveryResult> NewToggles::find(std::span<NewToggle> pages)
{
    std::vector<Delivery const*> items;
    for (auto const& page : pages)
        items.push_back(page.item);
    auto const found = look_for(items);
    if (found.failure)
        return found.failure;
    for (auto& page : pages) {
        auto const there = found.value.find(page.item->page_uuid);
        if (page.toggle || there == found.value.end())
            continue;
        auto const toggle = std::find_if(there->second.begin(), there->second.end(),
                                         [&page](Toggle const& one) { return one.id != page.replaced; });
        if (toggle == there->second.end())
            continue;
        page.toggle = *toggle;
        placed_.insert_or_assign(page.item->page_uuid, *toggle);
    }
    return std::nullopt;
}

NewToggles::InsertPosition NewToggles::spot_of(std::string_view page_uuid) const
{
    Toggle const* before = nullptr;
    for (auto const& page : order_) {
        if (page == page_uuid)
            break;
        if (auto const found = placed_.find(page); found != placed_.end())
            before = &found->second;
    }
    InsertPosition spot{.after = before ? before->id : "", .min = before ? before->place : 0};
    spot.max = spot.min + 2 * kStep;
    bool is_last = true;
    for (auto const& [page, toggle] : placed_)
        if (!before || toggle.place > before->place) {
            spot.max = is_last ? toggle.place : std::min(spot.max, toggle.place);
            is_last = false;
        }
    if (is_last)
        spot.max = spot.min + kStep * static_cast<double>(kMaxChildren + 1);
    else if (!before)
        spot.min = spot.max - kStep;
    return spot;
}

Place NewToggles::place_of(InsertPosition const& spot) const
{
    if (!spot.after.empty())
        return {.parent = {.id = row_.id}, .where = Place::Where::after, .after = {.id = spot.after}};
    return {.parent = {.id = row_.id}, .where = placed_.empty() ? Place::Where::end : Place::Where::start};
}

void NewToggles::make(std::span<NewToggle> pages)
{
    std::vector<NewToggle*> left;
    for (auto& page : pages)
        if (!page.toggle && !page.result) {
            auto const& item = *page.item;
            page.block = {
                .kind = BlockKind::toggle,
                .text = title_of(context_, item.notebook_uuid, item.page_uuid, number_of(item.page_uuid)),
                .children = std::vector<Block>(pictures_of(item).size(), Block{.kind = BlockKind::image})};
            for (auto& block : blocks_of_page(item.content))
                page.block.children.push_back(std::move(block));
            left.push_back(&page);
        }
    std::sort(left.begin(), left.end(), [this](NewToggle const* one, NewToggle const* other) {
        return number_of(one->item->page_uuid) < number_of(other->item->page_uuid);
    });
    TimeSlice const time_slice(context_);
    for (std::size_t at = 0; at < left.size();) {
        if (time_slice.is_over())
            return end(std::span(left).subspan(at), TimeSlice::next());
        auto const together = next_group(std::span(left).subspan(at));
        at += together.size();
        bring(together);
        auto const& result = together.back()->result;
        // A rejected page doesn't hold back the others; any other failure does.
        if (!result || result->outcome.kind == Outcome::Kind::rejected)
            continue;
        return end(std::span(left).subspan(at), result_of_untried(*result));
    }
}

void NewToggles::end(std::span<NewToggle*> pages, DeliveryResult const& result)
{
    for (auto* page : pages)
        page->result = result;
}

/// The first pages that are adjacent in the row and fit into one append.
NewToggles::Group NewToggles::next_group(std::span<NewToggle*> left) const
{
    auto const spot = spot_of(left.front()->item->page_uuid);
    Group group;
    std::vector<Block> blocks;
    std::size_t pictures = 0;
    for (auto* page : left.first(std::min(left.size(), kMaxChildren))) {
        pictures += pictures_of(*page->item).size();
        if (!group.empty() && (pictures > kMaxPictures || spot_of(page->item->page_uuid).after != spot.after))
            break;
        group.push_back(page);
        blocks.push_back(page->block);
    }
    group.resize(portions({}, blocks).front().children.size());
    return group;
}

void NewToggles::bring(Group const& group)
{
    if (!add_pictures(group))
        return;
    Group together;
    for (auto* page : group)
        if (!page->result)
            together.push_back(page);
    if (!together.empty())
        append(together);
}

/// Uploads the pictures of a group. Returns false if nothing can be sent at the moment.
bool NewToggles::add_pictures(Group const& group)
{
    for (auto* page : group) {
        auto pictured = pictures_.send(*page->item, page->pictures);
        if (pictured.goes_on()) {
            show_pictures(*page, std::move(pictured));
            continue;
        }
        page->result = pictured.failure;
        if (page->result->outcome.kind != Outcome::Kind::later && !page->result->stops)
            continue;
        for (auto* other : group)
            if (!other->result)
                other->result = result_of_untried(*page->result);
        return false;
    }
    return true;
}

/// Replaces the placeholder images at the head of the page's block.
void NewToggles::show_pictures(NewToggle& page, Pictured pictured)
{
    auto& blocks = page.block.children;
    auto const text = std::find_if(blocks.begin(), blocks.end(),
                                   [](Block const& block) { return block.kind != BlockKind::image; });
    auto shown = images_of(pictured.pictures);
    shown.insert(shown.end(), std::make_move_iterator(text), std::make_move_iterator(blocks.end()));
    blocks = std::move(shown);
    page.pictures = std::move(pictured.pictures);
    page.picture_failure = std::move(pictured.failure);
}

/// Uploads the page's pictures once more and appends it: an upload may have expired, or belong to another
/// connection. Returns false if that was tried before or the page shows no pictures.
bool NewToggles::append_anew(NewToggle& page)
{
    if (std::exchange(page.is_sent_anew, true) || page.pictures.empty())
        return false;
    pictures_.forget(page.pictures);
    page.pictures.clear();
    bring({&page});
    return true;
}

/// Forgets a toggle that the user removed, because nothing can be inserted after it. Returns whether it was
/// removed.
bool NewToggles::forget_if_removed(std::string const& toggle)
{
    if (toggle.empty())
        return false;
    auto const block = api_.ask("GET", "/blocks/" + toggle);
    if (!block.is_gone() && !is_in_trash(block.value))
        return false;
    return std::erase_if(placed_, [&toggle](auto const& one) { return one.second.id == toggle; }) > 0;
}

void NewToggles::append(Group const& together)
{
    std::vector<Block> blocks;
    for (auto const* page : together)
        blocks.push_back(page->block);
    auto const spot = spot_of(together.front()->item->page_uuid);
    auto const all = portions(place_of(spot), blocks);
    Appends appends(api_);
    auto const made = appends.send(0, all.front());
    if (made.is_refused() && forget_if_removed(spot.after))
        return append(together);
    if (made.is_refused() && together.size() > 1) {
        for (auto* page : together)
            append({page});
        return;
    }
    if (made.is_refused() && append_anew(*together.front()))
        return;
    if (made.failure) {
        for (auto* page : together)
            page->result = made.failure;
        return;
    }
    note(together, made.value, spot);
    // Children that didn't fit into the first append are added to the page's toggle, or to a block of an
    // earlier portion.
    std::vector<NewToggle*> page_of(all.size());
    for (std::size_t i = 1; i < all.size(); ++i) {
        auto const& parent = all[i].place.parent;
        auto* const page = parent.portion == 0 ? together.at(parent.index) : page_of.at(parent.portion);
        page_of[i] = page;
        auto const more = page->result ? Blocks{.failure = page->result} : appends.send(i, all[i]);
        if (more.failure)
            page->result = more.failure;
    }
}

void NewToggles::note(Group const& together, json::array const& made, InsertPosition const& spot)
{
    auto const step = (spot.max - spot.min) / static_cast<double>(together.size() + 1);
    auto place = spot.min;
    for (std::size_t i = 0; i < together.size(); ++i) {
        auto& page = *together[i];
        auto const& block = made[i].as_object();
        place += step;
        page.toggle = Toggle{.id = id_of(block),
                             .row = row_,
                             .place = place,
                             .number = number_of(page.item->page_uuid),
                             .bot = std::string(user_of(block, "created_by")),
                             .known = known_of(page.block.children),
                             .pictures = page.pictures,
                             .was_recreated = page.was_recreated};
        placed_.insert_or_assign(page.item->page_uuid, *page.toggle);
    }
}

}  // namespace rmirror::targets::notion
