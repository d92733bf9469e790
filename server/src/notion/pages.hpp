// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of a workspace, as people choose among them.
#pragma once

#include "notion/search.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::notion {

struct Page {
    std::string id;     // A UUID in lower case, with dashes.
    std::string title;  // Empty for one without.
    std::string url;
    std::string last_edited_time;  // Rounded down to the minute.
    std::string icon;              // An emoji; empty for any other icon, and for none.
};

struct PageList {
    std::vector<Page> pages;
    std::optional<std::string> next;  // Where the list goes on.
};

/// Nothing for what is no page.
std::optional<Page> read_page(boost::json::object const& object);

/// Of those that the token can see, those first that were edited last.
Answered<PageList> search_pages(Api const& api, UserId const& user_id, Access const& access,
                                Search const& search);

Answered<Page> show_page(Api const& api, UserId const& user_id, Access const& access, std::string const& id);

}  // namespace rmirror::notion
