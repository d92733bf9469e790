// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages that a `.content` lists, each version in its own way.
#pragma once

#include "document/json_fields.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rmirror {

/// Most pages in one document. The longest books have some thousands.
constexpr std::size_t kMaxPages = 100'000;

struct ListedPage {
    std::string uuid;  // empty when what stands in the list is no uuid
    std::string
        name;  // what stands in the list instead: only ever compared with names of files that are there
    std::optional<std::string> page_template;
    std::optional<int> source_page;
    bool deleted = false;
};

struct PageList {
    std::vector<ListedPage> pages;    // in the tablet's order, deleted ones among them
    bool has_source_map = false;      // else page i shows page i of the source
    std::string last_opened;          // uuid; empty when not said
    std::optional<int> source_count;  // pages of the PDF or EPUB; absent when not said
};

/// Its pages are empty when there is no list, or none that can be read.
PageList read_page_list(JsonFields const& content, Problems& problems);

}  // namespace rmirror
