// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of a workspace, for the page picker.
#pragma once

#include "notion/workspace/search.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::notion {

struct Page {
    std::string id;     // A lower-case UUID with dashes.
    std::string title;  // Empty if untitled.
    std::string url;
    std::string last_edited_time;  // Rounded down to the minute.
    std::string icon;              // An emoji; empty for any other kind of icon or none.
};

struct PageList {
    std::vector<Page> pages;
    std::optional<std::string> next;  // Cursor of the next page of results.
};

/// Returns nullopt if the object isn't a page.
std::optional<Page> read_page(boost::json::object const& object);

/// Pages visible to the token, most recently edited first.
Answered<PageList> search_pages(Api const& api, UserId const& user_id, Access const& access,
                                Search const& search);

Answered<Page> show_page(Api const& api, UserId const& user_id, Access const& access, std::string const& id);

}  // namespace rmirror::notion
