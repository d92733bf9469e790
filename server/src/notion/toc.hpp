// SPDX-License-Identifier: AGPL-3.0-or-later
// The sections of a page: for each its heading and its last block, so that whoever appends to a section knows
// in one call behind which block.
#pragma once

#include "notion/api.hpp"
#include "notion/pages.hpp"

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
    std::string heading_id;  // Of the heading's block.
    int level = 1;           // 1 to 4.
    std::string title;
    bool is_toggle = false;  // What belongs to it lies in the heading's block.
    /// The last block before the next heading of this or a higher level; the heading itself where there is
    /// none.
    std::string end_id;
};

struct Toc {
    std::vector<Section> sections;
    std::string end_id;    // The page's last block; empty for an empty page.
    bool is_whole = true;  // False: the page is longer than is read.
};

/// What is known of pages, by who asks: bounded, and forgotten with the process.
class Tocs {
public:
    using Time = std::chrono::system_clock::time_point;

    /// What was kept of the page as it was last edited; `key` names the connection and the page.
    std::optional<Toc> find(std::string const& key, std::string const& last_edited_time);
    /// Nothing of a page that may have been edited in the minute in which it was read: its time would not
    /// move with the next edit.
    void keep(std::string const& key, std::string const& last_edited_time, Toc const& toc, Time read_at);

private:
    static constexpr std::size_t kMostBytes = 16U << 20U;

    struct Entry {
        std::string last_edited_time;
        Toc toc;
        std::size_t bytes = 0;
        std::uint64_t used = 0;  // Higher: later.
    };

    void forget(std::map<std::string, Entry>::iterator entry);

    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::size_t bytes_ = 0;
    std::uint64_t uses_ = 0;
};

/// Reads all blocks of the page, a hundred a call.
Answered<Toc> read_toc(Api const& api, UserId const& user_id, Access const& access,
                       std::string const& page_id);

}  // namespace rmirror::notion
