// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of a person that are nearest to a vector.
#pragma once

#include "base/ids.hpp"
#include "meaning/spaces.hpp"
#include "meaning/vector8.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::meaning {

/// Where to look. Ids of notebooks are PostgreSQL arrays.
struct Where {
    std::optional<std::string> only_in = {};  // Notebooks; nullopt: all.
    std::string not_in = "{}";                // Notebooks.
    std::string tags = "{}";                  // All must be on the page or its notebook.
    std::optional<PageId> other_than = {};
};

struct NearPage {
    PageId page_id;
    int ordinal = 0;  // Of its nearest passage.
    double similarity = 0;
};

/// Nearest first, each page once, at most `max`. Compares the signs of all of the person's passages, then the
/// vectors of the kCompared nearest of these: for most people all they have.
std::vector<NearPage> near_pages(pqxx::work& work, UserId const& user_id, Space const& space,
                                 Vector8 const& vector, Where const& where, std::size_t max);
constexpr int kCompared = 1'000;

/// The middle of the vectors of a page; nullopt if it has none.
std::optional<Vector8> vector_of_page(pqxx::work& work, UserId const& user_id, Space const& space,
                                      PageId const& page_id);

/// A page as results show it.
struct ShownPage {
    boost::json::object notebook;
    boost::json::object page;     // id, page_uuid and page_number.
    boost::json::object passage;  // A snippet of the nearest passage.
    double similarity = 0;
};

/// In their order. Pages that aren't there any more, or whose notebook is in the trash, are left out.
std::vector<ShownPage> show(pqxx::work& work, UserId const& user_id, std::vector<NearPage> const& pages);

}  // namespace rmirror::meaning
