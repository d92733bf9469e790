// SPDX-License-Identifier: AGPL-3.0-or-later
// A highlight as it is sent to Readwise, and what is stored of it in sync_records.
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

/// This server's link to the highlight, which identifies it at Readwise. The pieces of a long text are
/// numbered from 0; the links of all others begin with that of the first. Doesn't contain the page, because
/// highlights can move to another page of the notebook.
std::string url_of(Link const& link, std::string_view notebook_uuid, std::string_view item_key,
                   std::size_t piece);
std::string url_of_notebook(Link const& link, std::string_view notebook_uuid);

/// The Readwise book of a notebook. Readwise doesn't rename books, so a notebook keeps its first title,
/// authors and category.
struct Book {
    std::int64_t id = 0;  // 0: unknown.
    std::string title;
    std::string author;
    std::string category = "books";  // PDFs are "articles".
};
Book book_of(Delivery const& item, Link const& link);

/// The contents of sync_records.metadata.
struct Known {
    std::string url;  // The first piece's, when it was sent.
    std::vector<std::int64_t> ids;
    Book book;
};
Known known_of(boost::json::object const& metadata);
Remote remote_of(Known const& known);

/// One object for each piece of the text; empty if the item has no text.
boost::json::array highlights_of(Delivery const& item, Book const& book, Link const& link);

}  // namespace rmirror::targets::readwise
