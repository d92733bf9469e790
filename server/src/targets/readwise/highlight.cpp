// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/highlight.hpp"

#include "targets/readwise/members.hpp"
#include "targets/readwise/pieces.hpp"

#include <utility>

namespace rmirror::targets::readwise {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxText = 8191;
constexpr std::size_t kMaxTitle = 511;
constexpr std::size_t kMaxAuthor = 1024;

std::string authors_of(json::object const& context)
{
    std::string all;
    auto const* const authors = context.if_contains("authors");
    if (authors && authors->is_array())
        for (auto const& author : authors->as_array())
            if (author.is_string())
                all.append(all.empty() ? "" : ", ").append(author.as_string());
    return all;
}

Book book_in(json::object const& metadata)
{
    Book book{number_at(metadata, "book_id"), text_at(metadata, "title"), text_at(metadata, "author")};
    if (auto category = text_at(metadata, "category"); !category.empty())
        book.category = std::move(category);
    return book;
}

/// The title that the document itself states, or else the name that it has on the tablet.
std::string title_of(json::object const& context)
{
    for (auto const* const name : {"title", "visible_name"})
        if (auto title = shortened(text_at(context, name), kMaxTitle); !title.empty())
            return title;
    return "Untitled notebook";
}

std::string category_of(json::object const& context)
{
    return text_at(context, "document_type") == "pdf" ? "articles" : "books";
}

}  // namespace

std::string url_of_notebook(Link const& link, std::string_view notebook_uuid)
{
    return link("/notebooks/" + std::string(notebook_uuid));
}

std::string url_of(Link const& link, std::string_view notebook_uuid, std::string_view item_key,
                   std::size_t piece)
{
    auto const url = url_of_notebook(link, notebook_uuid) + "#highlight-" + std::string(item_key);
    return piece == 0 ? url : url + "-" + std::to_string(piece + 1);
}

Book book_of(Delivery const& item, Link const& link)
{
    if (item.remote) {
        auto known = known_of(item.remote->metadata);
        bool const is_same_notebook = known.url == url_of(link, item.notebook_uuid, item.item_key, 0);
        if (is_same_notebook && !known.book.title.empty())
            return known.book;
    }
    if (item.sibling && !book_in(*item.sibling).title.empty())
        return book_in(*item.sibling);
    return {0, title_of(item.context), shortened(authors_of(item.context), kMaxAuthor),
            category_of(item.context)};
}

Known known_of(json::object const& metadata)
{
    Known known{text_at(metadata, "url"), {}, book_in(metadata)};
    auto const* const ids = metadata.if_contains("ids");
    if (ids && ids->is_array())
        for (auto const& id : ids->as_array())
            if (id.is_int64())
                known.ids.push_back(id.as_int64());
    return known;
}

Remote remote_of(Known const& known)
{
    json::object metadata{{"url", known.url},
                          {"ids", json::array(known.ids.begin(), known.ids.end())},
                          {"book_id", known.book.id},
                          {"title", known.book.title},
                          {"author", known.book.author},
                          {"category", known.book.category}};
    return {known.ids.empty() ? known.url : std::to_string(known.ids.front()), std::move(metadata)};
}

json::array highlights_of(Delivery const& item, Book const& book, Link const& link)
{
    json::array highlights;
    for (auto& piece : pieces_of(text_at(item.content, "text"), kMaxText)) {
        auto const nth = highlights.size();
        json::object highlight{{"text", std::move(piece)},
                               {"title", book.title},
                               {"source_url", url_of_notebook(link, item.notebook_uuid)},
                               {"source_type", "rmirror"},
                               {"category", book.category},
                               {"highlight_url", url_of(link, item.notebook_uuid, item.item_key, nth)}};
        if (!book.author.empty())
            highlight["author"] = book.author;
        highlight["note"] = nth == 0 ? shortened(text_at(item.content, "note"), kMaxText) : "";
        if (auto const time = text_at(item.context, "highlighted_at"); !time.empty())
            highlight["highlighted_at"] = time;
        if (auto const location = number_at(item.content, "location"); location > 0) {
            highlight["location"] = location;
            highlight["location_type"] = "page";
        }
        highlights.push_back(std::move(highlight));
    }
    return highlights;
}

}  // namespace rmirror::targets::readwise
