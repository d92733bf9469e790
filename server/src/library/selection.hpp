// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person keeps out of sync. Devices obey before anything leaves them; what older ones send all the
// same is left alone.
#pragma once

#include "input/json_reader.hpp"
#include "library/manifest.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

constexpr std::size_t kSelectionBytes = 1U << 20U;

struct Selection {
    std::vector<std::string> excluded_notebooks = {}, excluded_folders = {}, excluded_tags = {};
    /// The last of each notebook, whose images are wanted; nothing: those of all.
    std::optional<std::int64_t> newest_pages = {};
    /// Of which notebooks pages are stored as they look: "none", "notebooks" or "all"; empty: as chosen
    /// before.
    std::string display_images = {};
    /// Deletes what is excluded and here, as a device would.
    bool deletes_existing = false;
    /// Targets are given images for display at once, and not with the next change of each page's text.
    bool replaces_target_images = false;
};

/// `fields`: a `NewSyncSelection` of the contract.
Selection read_selection(input::JsonReader& fields);

/// `SyncSelection` of the contract, as JSON.
std::string show_selection(pqxx::work& work, UserId const& user_id);

/// Replaces what was chosen before. What that does with the library is left to apply_piece().
void choose(LibraryWork& work, Selection const& selection);

/// Deletes some of what is excluded, and has targets shown some pages as they look, if that was chosen. True
/// when there is more.
bool apply_piece(LibraryWork& work, quota::Rules const& rules);

/// A few pieces of that for everybody, for what requests left over. Answers for how many users.
std::size_t apply_selections(db::Pool& pool, quota::Rules const& rules);

/// Of a manifest's notebooks and of those that are here.
struct Excluded {
    /// An array of PostgreSQL's: notebooks and folders, what is in excluded folders too.
    std::string uuids = "{}";
    std::optional<int> newest_pages;
    std::string display_images = "notebooks";
};

/// Where the manifest says something of a notebook, that counts.
Excluded excluded_of(LibraryWork& work, NotebookColumns const& notebooks);

}  // namespace rmirror::library
