// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files beside the pages say: `.content`, `.metadata`, `.pagedata` and the per-page JSON.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmirror {

enum class DocumentKind : std::uint8_t {
    notebook,
    pdf,
    epub,
    folder,
    not_a_notebook
};  // the last: templates
enum class Orientation : std::uint8_t { portrait, landscape };

struct DocumentPage {
    std::string uuid;                // the tablet's; empty in the oldest files, which only number their pages
    std::string file;                // stem of its `.rm` ("<uuid>" or "0"); empty: the page has no ink
    std::string page_template;       // "P Dots S", "Blank"; empty when not said
    std::optional<int> source_page;  // 0-based page of the PDF or EPUB below; absent: none (inserted page)
    std::vector<std::string> tags;
};

struct Document {
    DocumentKind kind = DocumentKind::notebook;
    int format_version = 0;  // 0 where the file does not say (firmware up to 2.15)
    Orientation orientation = Orientation::portrait;
    std::string visible_name;  // by `.metadata`, else the title in `.content`; empty when neither says
    std::string parent;        // "" for the root, "trash", or a folder's uuid
    bool deleted = false;
    bool pinned = false;
    std::int64_t last_modified = 0;  // milliseconds since 1970, 0 when not said
    std::int64_t last_opened = 0;
    std::int64_t created = 0;
    int last_opened_page = 0;  // 0-based
    bool cover_first = false;  // the cover shows the first page, not the last one read
    std::vector<std::string> tags;
    std::vector<std::string> authors;
    std::vector<DocumentPage> pages;         // live ones, in the tablet's order
    std::vector<std::string> deleted_pages;  // uuids
    std::vector<std::string> orphans;        // stems of page files that no list names
    std::vector<std::string> problems;       // sentences: what could not be read
};

/// The files that describe one document. Absent ones are empty optionals.
struct DocumentParts {
    std::optional<Bytes> content;
    std::optional<Bytes> metadata;
    std::optional<Bytes> pagedata;
    std::vector<std::string> page_files;  // stems of the `.rm` files that are there
};

/// Never fails: what cannot be read is said in Document::problems, and the rest still stands.
/// Without a readable page list, the page files themselves are the pages, numbers in number order.
Document read_document(DocumentParts const& parts);

/// Names the layers of a v3 or v5 page by its `<page>-metadata.json`.
void apply_layer_names(Page& page, Bytes layer_metadata);

/// Adds the text highlights that firmware 2.7 to 2.15 kept in `<doc>.highlights/<page>.json`.
void apply_highlights(Page& page, Bytes highlights);

/// A page that is listed but has no file: paper. With highlights it is one of that firmware, which wrote no
/// page file where only text was marked (rschroll/rmfuse#25): its frame begins at the top left corner, and a
/// source is fitted into it. Empty highlights stand for an absent file.
Page page_without_file(Bytes highlights);

}  // namespace rmirror
