// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the page list of a `.content` file of any version.
#pragma once

#include "document/json_fields.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rmirror {

/// Maximum number of pages in a document. The longest books have a few thousand.
constexpr std::size_t kMaxPages = 100'000;

struct ListedPage {
    std::string uuid;  // empty if the list entry isn't a uuid
    std::string name;  // the entry otherwise; only compared with names of existing files
    std::optional<std::string> page_template;
    std::optional<int> source_page;
    bool deleted = false;
};

struct PageList {
    std::vector<ListedPage> pages;    // in the tablet's order, including deleted ones
    bool has_source_map = false;      // otherwise page i shows page i of the source
    std::string last_opened;          // uuid; empty if absent
    std::optional<int> source_count;  // pages of the PDF or EPUB; absent if not given
};

/// `pages` is empty if there is no list or it can't be read.
PageList read_page_list(JsonFields const& content, Problems& problems);

}  // namespace rmirror
