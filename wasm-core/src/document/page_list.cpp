// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/page_list.hpp"

#include "document/names.hpp"
#include "json.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace rmirror {

namespace {

namespace json = boost::json;

/// A page of the source as stored in the maps; -1 means an inserted page.
std::optional<int> source_page(std::optional<std::int64_t> number)
{
    if (!number || *number < 0 || *number > std::numeric_limits<int>::max())
        return std::nullopt;
    return static_cast<int>(*number);
}

std::string where(std::size_t index)
{
    return ".content: entry " + std::to_string(index + 1) + " of the page list";
}

/// An entry is the page's id, or an object with its `id`. The tablet writes ids into `pages` and objects into
/// `cPages`; other programs write either into both (seen in archives of rm-ink-share, 2026).
std::optional<std::string_view> id_of(json::value const& entry, JsonFields const& fields)
{
    if (auto const* id = entry.if_string())
        return std::string_view(id->data(), id->size());
    return fields.text("id");
}

void set_id(std::optional<std::string_view> id, std::size_t index, ListedPage& page, Problems& problems)
{
    if (id && is_uuid(*id))
        page.uuid = *id;
    else if (id)
        page.name = *id;
    if (page.uuid.empty())
        problems.add(where(index) + " has no usable id");
}

bool within_limit(std::size_t count, Problems& problems)
{
    if (count <= kMaxPages)
        return true;
    problems.add(".content: lists " + std::to_string(count) + " pages, more than a document can have");
    return false;
}

/// The entry of redirectionPageMap for the page at `index` of the list.
std::optional<int> mapped_page(json::array const* source_map, std::size_t index, Problems& problems)
{
    if (source_map == nullptr || index >= source_map->size())
        return std::nullopt;
    auto const number = whole_number((*source_map)[index]);
    if (!number)
        problems.add(".content: entry " + std::to_string(index + 1) +
                     " of redirectionPageMap is not a whole number");
    return source_page(number);
}

/// Since formatVersion 2: a page's position, template, source page and deletion are values with timestamps,
/// and deleted pages stay in the list forever. Up to formatVersion 1: ids in order, with `source_map` as a
/// parallel list of source pages (null: there is none).
std::vector<ListedPage> read_entries(json::array const& entries, json::array const* source_map,
                                     PageList& list, Problems& problems)
{
    struct Entry {
        bool has_place;
        std::string place;  // fractional index: "ba", "bb" ..., ordered by bytes
        ListedPage page;
    };
    std::vector<Entry> sorted;
    sorted.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        JsonFields fields(entries[i].if_object(), where(i), problems);
        Entry entry;
        set_id(id_of(entries[i], fields), i, entry.page, problems);
        auto const place = fields.text("idx");
        entry.has_place = place.has_value();
        entry.place = place.value_or("");
        entry.page.deleted = fields.flag("deleted").value_or(false);
        if (auto const name = fields.text("template"))
            entry.page.page_template = beginning_of(*name, kMaxTemplateBytes);
        auto const redirection = fields.integer("redir");
        list.has_source_map = list.has_source_map || redirection.has_value();
        entry.page.source_page =
            redirection ? source_page(redirection) : mapped_page(source_map, i, problems);
        sorted.push_back(std::move(entry));
    }
    // Pages without a position go last; ties keep the file's order.
    std::stable_sort(sorted.begin(), sorted.end(), [](Entry const& a, Entry const& b) {
        return a.has_place != b.has_place ? a.has_place : a.place < b.place;
    });
    std::vector<ListedPage> pages;
    pages.reserve(sorted.size());
    for (auto& entry : sorted)
        pages.push_back(std::move(entry.page));
    return pages;
}

void read_collaborative(JsonFields const& content, PageList& list, Problems& problems)
{
    JsonFields fields(content.object("cPages"), ".content: cPages", problems);
    list.last_opened = fields.text("lastOpened").value_or("");
    list.source_count = source_page(fields.integer("original"));
    auto const* entries = fields.list("pages");
    if (entries != nullptr && within_limit(entries->size(), problems))
        list.pages = read_entries(*entries, nullptr, list, problems);
}

void read_plain(JsonFields const& content, PageList& list, Problems& problems)
{
    auto const* ids = content.list("pages");
    auto const* source_map = content.list("redirectionPageMap");
    list.has_source_map = source_map != nullptr && !source_map->empty();
    if (auto const count = content.integer("originalPageCount"))
        list.source_count = source_page(count);
    if (ids != nullptr && within_limit(ids->size(), problems))
        list.pages = read_entries(*ids, list.has_source_map ? source_map : nullptr, list, problems);
}

}  // namespace

PageList read_page_list(JsonFields const& content, Problems& problems)
{
    PageList list;
    if (content.has("cPages"))
        read_collaborative(content, list, problems);
    if (list.pages.empty())
        read_plain(content, list, problems);
    return list;
}

}  // namespace rmirror
