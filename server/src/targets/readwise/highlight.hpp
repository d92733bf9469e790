// SPDX-License-Identifier: AGPL-3.0-or-later
// A highlight as Readwise is told of it, and what is remembered of it afterwards.
#pragma once

#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::readwise {

using Link = std::function<std::string(std::string_view path)>;

/// Our link to the highlight: its marker at Readwise, where nothing else has it. The pieces of a long text
/// are numbered from 0; the link of the first is what those of the others begin with. Its page may move
/// within the notebook, so that no page stands in it.
std::string url_of(Link const& link, std::string_view notebook_uuid, std::string_view item_key,
                   std::size_t piece);
std::string url_of_notebook(Link const& link, std::string_view notebook_uuid);

/// The book it lies in. Readwise renames none, so that the first title and authors of a notebook stay.
struct Book {
    std::int64_t id = 0;  // 0: not known.
    std::string title;
    std::string author;
};
Book book_of(Delivery const& item, Link const& link);

/// What sync_records.metadata has of it.
struct Known {
    std::string url;  // Of the first piece, when it was sent.
    std::vector<std::int64_t> ids;
    Book book;
};
Known known_of(boost::json::object const& metadata);
Remote remote_of(Known const& known);

/// One object for each piece of its text; none without a text.
boost::json::array highlights_of(Delivery const& item, Book const& book, Link const& link);

}  // namespace rmirror::targets::readwise
