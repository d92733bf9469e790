// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings the notes of a notebook in a vault up to date: asks the vault's writer what to look at and what to
// do, and has it done (docs/decisions/0089-one-writer-in-the-server.md).
#pragma once

#include "targets/vault/files.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::vault {

// Keys of the settings that every vault has.
constexpr std::string_view kWithPictures = "pictures";
constexpr std::string_view kDeleteRemoved = "delete_removed";
/// Only rules set it (Target::ruled_place): a folder below that of the vault, for a notebook's notes instead
/// of those of the tablet. A note is moved there as one whose notebook was moved on the tablet.
constexpr std::string_view kSubfolder = "subfolder";

/// What templates can change of every vault.
constexpr std::array<std::string_view, 5> kTemplates = {"note", "page", "todo", "highlight", "file_name"};

/// Delivers a notebook, or what is to be said in its notes once it is gone.
DeliveryResult deliver(Files& files, TargetContext& context, Delivery const& item);

/// The same for a notebook that is gone, of which nothing is left at the service.
DeliveryResult deliver_removal(Files& files, TargetContext& context, Delivery const& item);

/// Calls `deliver`, which is one of these two, for each item, with the files that `open` makes of it.
template <typename Open, typename Deliver>
std::vector<DeliveryResult> deliver_each(TargetContext& context, std::span<Delivery const> items, Open open,
                                         Deliver deliver)
{
    std::vector<DeliveryResult> results;
    for (auto const& item : items) {
        auto files = open(item);
        results.push_back(deliver(files, context, item));
    }
    return results;
}

/// The picture or attachment of a plan's step. nullopt if it isn't stored any more; the notebook has changed
/// then, and is delivered again.
Or<std::optional<std::string>> stored_asset(TargetContext& context, boost::json::value const& step);

/// `path` and `text` of the first note as it would be in an empty vault. Empty if there is none.
Or<boost::json::object> preview_file(Delivery const& item);
/// Its text; empty as well if it can't be made.
std::string preview_note(Delivery const& item);

}  // namespace rmirror::targets::vault
