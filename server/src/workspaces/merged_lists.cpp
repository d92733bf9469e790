// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/merged_lists.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace rmirror::workspaces {

namespace json = boost::json;

namespace {

std::string_view id_of(json::value const& item)
{
    return item.at("id").as_string();
}

}  // namespace

std::string merged_lists(std::vector<std::string> const& lists, std::int64_t limit)
{
    std::vector<json::value> all;
    bool has_more = false;
    for (auto const& text : lists) {
        auto list = json::parse(text);
        auto& items = list.at("items").as_array();
        std::move(items.begin(), items.end(), std::back_inserter(all));
        has_more = has_more || !list.at("next").is_null();
    }
    std::sort(all.begin(), all.end(),
              [](json::value const& left, json::value const& right) { return id_of(left) > id_of(right); });
    auto const shown = std::min(all.size(), static_cast<std::size_t>(limit));
    has_more = has_more || all.size() > shown;
    json::value const next = has_more && shown > 0 ? json::value(id_of(all[shown - 1])) : json::value();
    json::array items(std::make_move_iterator(all.begin()),
                      std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(shown)));
    return json::serialize(json::object{{"items", std::move(items)}, {"next", next}});
}

}  // namespace rmirror::workspaces
