// SPDX-License-Identifier: AGPL-3.0-or-later
// The sections of a Notion page: each heading with the last block below it. A caller that appends to a
// section knows from this, in one call, after which block to insert.
#pragma once

#include "notion/api.hpp"
#include "notion/workspace/pages.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::notion {

struct Section {
    std::string heading_id;  // Block id of the heading.
    int level = 1;           // 1 to 4.
    std::string title;
    bool is_toggle = false;  // The section's content is nested in the heading's block.
    /// The last block before the next heading of the same or a higher level; the heading itself if the
    /// section is empty.
    std::string end_id;
};

struct Toc {
    std::vector<Section> sections;
    std::string end_id;    // Last block of the page; empty for an empty page.
    bool is_whole = true;  // False: the page has more blocks than read_toc() reads.
};

/// In-memory LRU cache of Tocs, at most kMaxBytes. Thread-safe.
class Tocs {
public:
    using Time = std::chrono::system_clock::time_point;

    /// Returns the cached Toc if the page hasn't been edited since. `key` identifies the connection and the
    /// page.
    std::optional<Toc> find(std::string const& key, std::string const& last_edited_time);
    /// Does not cache a page that may have been edited in the minute in which it was read: Notion's edit
    /// times have minute precision, so another edit in that minute would go unnoticed.
    void keep(std::string const& key, std::string const& last_edited_time, Toc const& toc, Time read_at);

private:
    static constexpr std::size_t kMaxBytes = 16U << 20U;

    struct Entry {
        std::string last_edited_time;
        Toc toc;
        std::size_t bytes = 0;
        std::uint64_t used = 0;  // Sequence number of the last use; the lowest is evicted first.
    };

    void forget(std::map<std::string, Entry>::iterator entry);

    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::size_t bytes_ = 0;
    std::uint64_t uses_ = 0;
};

/// Reads the page's top-level blocks, 100 per call and at most 2,000; beyond that `is_whole` is false.
Answered<Toc> read_toc(Api const& api, UserId const& user_id, Access const& access,
                       std::string const& page_id);

}  // namespace rmirror::notion
