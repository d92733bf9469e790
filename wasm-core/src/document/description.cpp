// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/description.hpp"

#include "document/names.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>
#include <utility>

namespace rmirror {

namespace {

/// Milliseconds since 1970; 0 if absent.
std::int64_t time_of(JsonFields const& fields, std::string_view key)
{
    // The range of JavaScript dates; values beyond it are invalid.
    constexpr std::int64_t kLastTime = 8'640'000'000'000'000;
    auto const time = fields.integer(key).value_or(0);
    return time >= 0 && time <= kLastTime ? time : 0;
}

int clamped(std::int64_t number)
{
    return static_cast<int>(std::clamp<std::int64_t>(number, 0, std::numeric_limits<int>::max()));
}

void read_type(JsonFields const& metadata, Document& document)
{
    auto const type = metadata.text("type");
    if (!type || *type == "DocumentType")
        return;
    if (*type == "CollectionType")
        document.kind = DocumentKind::folder;
    else if (*type == "TemplateType")
        document.kind = DocumentKind::not_a_notebook;
    else
        metadata.report("type", "is unknown; it is read as a notebook");
}

void read_file_type(JsonFields const& content, Document& document)
{
    // Empty in the oldest files.
    constexpr std::array<std::pair<std::string_view, DocumentKind>, 4> kFileTypes = {
        {{"", DocumentKind::notebook},
         {"notebook", DocumentKind::notebook},
         {"pdf", DocumentKind::pdf},
         {"epub", DocumentKind::epub}}};
    auto const type = content.text("fileType");
    if (!type || document.kind != DocumentKind::notebook)
        return;
    for (auto const& [name, kind] : kFileTypes) {
        if (*type == name) {
            document.kind = kind;
            return;
        }
    }
    content.report("fileType", "is unknown; it is read as a notebook");
}

void read_orientation(JsonFields const& content, Document& document)
{
    auto const orientation = content.text("orientation");
    if (!orientation || orientation->empty() || *orientation == "portrait")
        return;
    if (*orientation == "landscape")
        document.orientation = Orientation::landscape;
    else
        content.report("orientation", "is unknown; it is read as portrait");
}

void add_missing(std::vector<std::string> names, std::vector<std::string>& to)
{
    std::unordered_set<std::string> const there(to.begin(), to.end());
    for (auto& name : names)
        if (!there.contains(name))
            to.push_back(std::move(name));
}

}  // namespace

void read_metadata(JsonFields const& metadata, Document& document)
{
    read_type(metadata, document);
    document.visible_name = metadata.text("visibleName").value_or("");
    auto const parent = metadata.text("parent").value_or("");
    if (parent.empty() || parent == "trash" || is_uuid(parent))
        document.parent = parent;
    else
        metadata.report("parent", "is not a folder's id; the document is shown at the root");
    document.deleted = metadata.flag("deleted").value_or(false);
    document.pinned = metadata.flag("pinned").value_or(false);
    document.last_modified = time_of(metadata, "lastModified");
    document.last_opened = time_of(metadata, "lastOpened");
    document.created = time_of(metadata, "createdTime");
    document.tags = metadata.names("tags");
}

void read_description(JsonFields const& content, Document& document)
{
    read_file_type(content, document);
    read_orientation(content, document);
    document.format_version = clamped(content.integer("formatVersion").value_or(0));
    document.cover_first = content.integer("coverPageNumber").value_or(-1) == 0;
    // The tablet stores tags here, some other programs in `.metadata`.
    auto others = std::exchange(document.tags, content.names("tags"));
    add_missing(std::move(others), document.tags);
}

}  // namespace rmirror
