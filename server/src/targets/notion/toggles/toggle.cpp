// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/toggle.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/blocks/edits/identify.hpp"
#include "targets/notion/client/appends.hpp"
#include "targets/notion/client/page_reader.hpp"
#include "targets/notion/toggles/page_content.hpp"
#include "targets/notion/toggles/toggle_title.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;

/// A toggle that needs more calls than this is replaced.
constexpr std::size_t kMaxCalls = 10;

json::array json_of(KnownBlock const& block)
{
    json::array kept{block.id, block.hash};
    if (block.is_removed)
        kept.emplace_back(true);
    return kept;
}

/// nullopt if the JSON isn't a known block.
std::optional<KnownBlock> known_block_of(json::value const& kept)
{
    auto const* const parts = kept.if_array();
    if (!parts || parts->size() < 2 || !parts->front().is_string() || !(*parts)[1].is_string())
        return std::nullopt;
    return KnownBlock{.id = std::string(parts->front().get_string()),
                      .hash = std::string((*parts)[1].get_string()),
                      .is_removed = parts->size() > 2};
}

std::optional<std::vector<KnownBlock>> known_blocks_of(json::array const& kept)
{
    std::vector<KnownBlock> known;
    for (auto const& one : kept) {
        auto block = known_block_of(one);
        if (!block)
            return std::nullopt;
        known.push_back(std::move(*block));
    }
    return known;
}

/// A block that is read doesn't say which picture it shows. So only images that change have an upload, or all
/// of them if their number changes.
std::vector<Block> changed_images(SentPictures const& existing, SentPictures const& wanted)
{
    auto images = images_of(wanted);
    for (std::size_t i = 0; existing.size() == wanted.size() && i < images.size(); ++i)
        if (existing[i] == wanted[i])
            images[i].upload_id.clear();
    return images;
}

std::size_t number_member(json::object const& object, json::string_view name)
{
    auto const* const number = object.if_contains(name);
    return number ? number->to_number<std::size_t>() : 0;
}

}  // namespace

std::optional<Toggle> toggle_of(Remote const& remote)
{
    auto const row = row_of(remote);
    if (!row)
        return std::nullopt;
    auto const& metadata = remote.metadata;
    Toggle toggle{.id = remote.id, .row = *row};
    if (auto const* const place = metadata.if_contains("place"))
        toggle.place = place->to_number<double>();
    toggle.number = number_member(metadata, "number");
    toggle.kept = number_member(metadata, "kept");
    toggle.bot = text_member(metadata, "bot");
    toggle.pictures = sent_pictures_of(metadata);
    toggle.was_recreated = metadata.contains("second");
    toggle.is_misplaced = metadata.contains("misplaced");
    toggle.is_removed = metadata.contains("removed");
    if (auto const* const kept = crypto::array_member(metadata, "own"))
        toggle.known = known_blocks_of(*kept);
    return toggle;
}

Remote remote_without_blocks(Toggle const& toggle)
{
    auto metadata = metadata_of(toggle.row);
    metadata["place"] = toggle.place;
    metadata["number"] = toggle.number;
    if (!toggle.bot.empty())
        metadata["bot"] = toggle.bot;
    if (!toggle.pictures.empty())
        metadata["pictures"] = json_of(toggle.pictures);
    if (toggle.kept > 0)
        metadata["kept"] = toggle.kept;
    if (toggle.was_recreated)
        metadata["second"] = true;
    if (toggle.is_misplaced)
        metadata["misplaced"] = true;
    if (toggle.is_removed)
        metadata["removed"] = true;
    return {toggle.id, std::move(metadata)};
}

Remote remote_of(Toggle const& toggle)
{
    auto remote = remote_without_blocks(toggle);
    if (!toggle.known)
        return remote;
    json::array own;
    for (auto const& block : *toggle.known)
        own.emplace_back(json_of(block));
    remote.metadata["own"] = std::move(own);
    return remote;
}

Remote reusable_remote_of(Remote const& remote)
{
    json::object metadata{{"row_number", row_number_of(remote).value_or(1)}};
    if (auto const pictures = sent_pictures_of(remote.metadata); !pictures.empty())
        metadata["pictures"] = json_of(pictures);
    return {remote.id, std::move(metadata)};
}

DeliveryResult result_of_toggle(Toggle const& toggle, std::optional<DeliveryResult> picture_failure,
                                std::optional<std::chrono::seconds> redeliver_after)
{
    auto result =
        picture_failure ? std::move(*picture_failure) : DeliveryResult{queue::Outcome::done(), std::nullopt};
    result.remote = remote_of(toggle);
    result.redeliver_after = redeliver_after;
    return result;
}

DeliveryResult result_of_removed_toggle(DeliveryResult why, Delivery const& item, Toggle toggle)
{
    toggle.is_removed = true;
    why.others.push_back({.type = item.type,
                          .item_key = item.item_key,
                          .page_uuid = item.page_uuid,
                          .remote = remote_without_blocks(toggle)});
    return why;
}

/// All but a longest non-decreasing subsequence.
std::vector<bool> misplaced(std::vector<double> const& places)
{
    std::vector<std::size_t> length(places.size(), 1);
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (places[j] <= places[i])
                length[i] = std::max(length[i], length[j] + 1);
    std::vector<bool> misplaced(places.size(), true);
    auto left = places.empty() ? 0 : *std::max_element(length.begin(), length.end());
    double last = std::numeric_limits<double>::infinity();
    for (auto i = places.size(); i-- > 0 && left > 0;)
        if (length[i] == left && places[i] <= last) {
            misplaced[i] = false;
            last = places[i];
            --left;
        }
    return misplaced;
}

Answered<Edits> Toggles::edits(Toggle const& toggle, std::vector<Block> const& wanted, bool is_in_doubt,
                               Prefer prefer)
{
    auto const page = PageReader(api_).read(toggle.id);
    if (page.failure)
        return {.failure = page.failure, .why = page.why};
    Written const written{.known = toggle.known.value_or(std::vector<KnownBlock>()),
                          .bot = toggle.bot,
                          .is_in_doubt = is_in_doubt || !toggle.known};
    return {.value = edits_between(toggle.id, identified(written, page.value), page.value, wanted, prefer)};
}

Answered<bool> Toggles::is_ours(Toggle const& toggle, bool is_in_doubt)
{
    auto const edits = this->edits(toggle, {}, is_in_doubt);
    return {.value = !edits.value.is_users(), .failure = edits.failure, .why = edits.why};
}

std::optional<DeliveryResult> Toggles::retitle(Toggle const& toggle, std::string_view notebook_uuid,
                                               std::string_view page_uuid, std::size_t number)
{
    Block const title{.kind = BlockKind::toggle,
                      .text = title_of(context_, notebook_uuid, page_uuid, number)};
    auto answer = api_.ask("PATCH", "/blocks/" + toggle.id, patch_of(title));
    return answer.is_gone() && !answer.is_gone_above() ? std::nullopt : std::move(answer.failure);
}

Update Toggles::carry_out(Edits const& edits)
{
    for (auto const& patch : edits.patches) {
        auto answer = api_.ask("PATCH", "/blocks/" + patch.id, patch.body);
        // If only the block itself is gone, the user removed it; the toggle is still there.
        if (answer.failure)
            return {.failure = std::move(answer.failure), .is_gone = answer.is_gone_above()};
    }
    Appends appends(api_);
    for (std::size_t i = 0; i < edits.appends.size(); ++i) {
        auto made = appends.send(i, edits.appends[i]);
        if (made.failure)
            return {.failure = std::move(made.failure), .is_gone = made.is_gone()};
    }
    for (auto const& id : edits.deletions)
        if (auto failure = api_.trash_block(id))
            return {.failure = std::move(failure)};
    return {};
}

Update Toggles::update(Toggle& toggle, Delivery const& item, std::size_t number)
{
    auto update = update_once(toggle, item, number);
    bool const is_refused = update.failure && update.failure->outcome.kind == queue::Outcome::Kind::rejected;
    if (!is_refused || toggle.pictures.empty())
        return update;
    // An upload may have expired, or belong to another connection.
    pictures_.forget(toggle.pictures);
    toggle.pictures.clear();
    return update_once(toggle, item, number);
}

Update Toggles::update_once(Toggle& toggle, Delivery const& item, std::size_t number)
{
    auto const waits = waits_for_pictures(context_, item, toggle.pictures);
    auto pictured = waits ? Pictured{.pictures = toggle.pictures} : pictures_.send(item, toggle.pictures);
    if (!pictured.goes_on())
        return {.failure = std::move(pictured.failure)};
    // An override also restores images that the user removed, which needs their uploads.
    auto wanted =
        item.overrides ? images_of(pictured.pictures) : changed_images(toggle.pictures, pictured.pictures);
    for (auto& block : blocks_of_page(item.content))
        wanted.push_back(std::move(block));
    auto edits = this->edits(toggle, wanted, item.has_unfinished_attempt,
                             item.overrides ? Prefer::ours : Prefer::users);
    if (edits.failure)
        return {.failure = edits.failure, .is_gone = edits.is_gone()};
    if (edits.value.calls() > kMaxCalls && !edits.value.is_users())
        return {.should_replace = true};
    if (auto update = carry_out(edits.value); update.failure)
        return update;
    if (toggle.number != number)
        if (auto failure = retitle(toggle, item.notebook_uuid, item.page_uuid, number))
            return {.failure = std::move(failure)};
    toggle.number = number;
    toggle.is_removed = false;
    toggle.known = edits.value.known;
    toggle.kept = edits.value.kept();
    toggle.pictures = std::move(pictured.pictures);
    return {.picture_failure = std::move(pictured.failure), .redeliver_after = waits};
}

std::optional<DeliveryResult> Toggles::remove(Toggle const& toggle, bool is_in_doubt)
{
    auto const edits = this->edits(toggle, {}, is_in_doubt);
    if (edits.failure)
        return edits.is_gone() ? std::nullopt : edits.failure;
    if (!edits.value.is_users())
        return api_.trash_block(toggle.id);
    for (auto const& id : edits.value.deletions)
        if (auto failure = api_.trash_block(id))
            return failure;
    return std::nullopt;
}

}  // namespace rmirror::targets::notion
