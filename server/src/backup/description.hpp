// SPDX-License-Identifier: AGPL-3.0-or-later
// What a backup consists of: written last, so that a backup without it is incomplete.
#pragma once

#include "backup/repository.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::backup {

/// An object of a backup.
struct Part {
    std::string name;
    std::string sha256;
};

struct Description {
    std::string time;                     // "2026-11-28T03-00-00Z", which is also its name.
    std::vector<std::string> migrations;  // Applied to the database.
    std::vector<std::string> key_ids;     // Of the master keys that encrypt credentials.
    std::vector<Part> database;           // A dump in PostgreSQL's custom format, in pieces.
    std::vector<Part> images;             // Lists: a line for each image, "USER HASH COPY".
    std::vector<Part> secrets;            // Files of the data folder.
    std::size_t image_count = 0;
    std::vector<std::string> unreadable;  // Images that were missing or damaged already.
};

/// Of the complete backups, sorted by time.
std::vector<std::string> times_of_backups(Repository const& repository);

void write_description(Repository& repository, Description const& description);
/// Throws Damaged.
Description read_description(Repository const& repository, std::string const& time);

/// Writes an object of the backup.
Part write_part(Repository& repository, std::string const& time, std::string const& name,
                std::string_view content);
/// Throws Damaged.
std::string read_part(Repository const& repository, Part const& part);

/// An image in a backup's lists.
struct ListedImage {
    UserId user_id;
    std::string sha256;
    std::string copy;
};
std::string line_of(ListedImage const& image);
/// Throws Damaged.
std::vector<ListedImage> read_list(Repository const& repository, Part const& list);

}  // namespace rmirror::backup
