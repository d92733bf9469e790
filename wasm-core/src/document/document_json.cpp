// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/document_json.hpp"

#include <boost/json.hpp>

namespace rmirror {

namespace {

namespace json = boost::json;

json::string_view name_of(DocumentKind kind)
{
    switch (kind) {
        case DocumentKind::notebook:
            return "notebook";
        case DocumentKind::pdf:
            return "pdf";
        case DocumentKind::epub:
            return "epub";
        case DocumentKind::folder:
            return "folder";
        case DocumentKind::not_a_notebook:
            return "not_a_notebook";
    }
    return "not_a_notebook";
}

json::array facts(std::vector<std::string> const& texts)
{
    return json::array(texts.begin(), texts.end());
}

json::object facts(DocumentPage const& page)
{
    json::object object;
    object["uuid"] = page.uuid;
    object["file"] = page.file;
    object["template"] = page.page_template;
    object["source_page"] = page.source_page ? json::value(*page.source_page) : json::value(nullptr);
    object["tags"] = facts(page.tags);
    return object;
}

json::array facts(std::vector<DocumentPage> const& pages)
{
    json::array list;
    list.reserve(pages.size());
    for (auto const& page : pages)
        list.push_back(facts(page));
    return list;
}

}  // namespace

std::string to_json(Document const& document)
{
    json::object object;
    object["kind"] = name_of(document.kind);
    object["format_version"] = document.format_version;
    object["orientation"] = document.orientation == Orientation::landscape ? "landscape" : "portrait";
    object["visible_name"] = document.visible_name;
    object["title"] = document.title;
    object["parent"] = document.parent;
    object["deleted"] = document.deleted;
    object["pinned"] = document.pinned;
    object["last_modified"] = document.last_modified;
    object["last_opened"] = document.last_opened;
    object["created"] = document.created;
    object["last_opened_page"] = document.last_opened_page;
    object["cover_first"] = document.cover_first;
    object["tags"] = facts(document.tags);
    object["authors"] = facts(document.authors);
    object["pages"] = facts(document.pages);
    object["deleted_pages"] = facts(document.deleted_pages);
    object["orphans"] = facts(document.orphans);
    object["problems"] = facts(document.problems);
    return json::serialize(object);
}

}  // namespace rmirror
