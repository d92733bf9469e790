// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user excludes from sync. Devices apply it before they send anything; what older devices send
// nevertheless is ignored.
#pragma once

#include "input/json_reader.hpp"
#include "library/manifest/manifest.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

constexpr std::size_t kSelectionBytes = 1U << 20U;

/// What is stored of the pages as they look.
struct DisplayChange {
    /// The documents whose display images are stored: "none", "notebooks" or "all"; empty: as chosen before.
    std::string images = {};
    /// Targets get display images immediately instead of with the next change of each page's text.
    bool replaces_target_images = false;
};

/// Whether pen marks become highlights.
struct PenMarksChange {
    std::optional<bool> all;  // For notebooks without a choice of their own; nullopt: as chosen before.
    struct Notebook {
        std::string uuid;
        std::optional<bool> shown;  // nullopt: as for all.
    };
    std::vector<Notebook> notebooks = {};
};

struct SelectionChange {
    DisplayChange display = {};
    PenMarksChange pen_marks = {};
};

struct Selection {
    std::vector<std::string> excluded_notebooks = {}, excluded_folders = {}, excluded_tags = {};
    /// Only the images of each notebook's last pages, this many, are requested; nullopt: those of all pages.
    std::optional<std::int64_t> newest_pages = {};
    DisplayChange display = {};
    /// Deletes what is excluded and already here, as a device would.
    bool deletes_existing = false;
};

/// Parses a `SyncSelectionChange` of shared/openapi.yaml.
SelectionChange read_selection_change(input::JsonReader& fields);

/// Parses a `NewSyncSelection` of shared/openapi.yaml.
Selection read_selection(input::JsonReader& fields);

/// `SyncSelection` of shared/openapi.yaml as JSON.
std::string show_selection(pqxx::work& work, UserId const& user_id);

/// Replaces the previous selection. Its effects on the library are left to apply_batch().
void choose(LibraryWork& work, Selection const& selection);

/// As choose(), for the display images and the pen marks alone.
void change_selection(LibraryWork& work, SelectionChange const& change);

/// Applies a piece of the selection's effects, if they were chosen: deletes some of what is excluded, has
/// targets shown some pages as they look, and hides or shows some pen marks. True if there is more.
bool apply_batch(LibraryWork& work, quota::Rules const& rules);

/// Applies a few pieces for each user, for what requests left over. Returns for how many users.
std::size_t apply_selections(db::Pool& pool, quota::Rules const& rules);

/// What is excluded of a manifest's notebooks and of those in the library.
struct Excluded {
    /// PostgreSQL array of notebooks and folders, including what is in excluded folders.
    std::string uuids = "{}";
    std::optional<int> newest_pages;
    std::string display_images = "notebooks";
};

/// What the manifest says of a notebook takes precedence over the library.
Excluded excluded_of(LibraryWork& work, NotebookColumns const& notebooks);

}  // namespace rmirror::library
