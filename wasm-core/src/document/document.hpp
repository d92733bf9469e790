// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses the files beside the pages: `.content`, `.metadata`, `.pagedata` and the per-page JSON.
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
};  // not_a_notebook: templates
enum class Orientation : std::uint8_t { portrait, landscape };

struct DocumentPage {
    std::string uuid;           // the tablet's id; empty in the oldest files, which only number their pages
    std::string file;           // stem of its `.rm` file ("<uuid>" or "0"); empty: the page has no ink
    std::string page_template;  // "P Dots S", "Blank"; empty if not given
    std::optional<int> source_page;  // 0-based page of the PDF or EPUB below; absent for an inserted page
    std::vector<std::string> tags;
};

struct Document {
    DocumentKind kind = DocumentKind::notebook;
    int format_version = 0;  // 0 if the file has none (firmware up to 2.15)
    Orientation orientation = Orientation::portrait;
    std::string visible_name;  // from `.metadata`, else the title in `.content`; empty if neither has it
    std::string title;         // that of the book or article itself; empty if `.content` doesn't state it
    std::string parent;        // "" for the root, "trash", or a folder's uuid
    bool deleted = false;
    bool pinned = false;
    std::int64_t last_modified = 0;  // milliseconds since 1970; 0 if unknown
    std::int64_t last_opened = 0;
    std::int64_t created = 0;
    int last_opened_page = 0;  // 0-based
    bool cover_first = false;  // the cover shows the first page, not the last one read
    std::vector<std::string> tags;
    std::vector<std::string> authors;
    std::vector<DocumentPage> pages;         // not deleted, in the tablet's order
    std::vector<std::string> deleted_pages;  // uuids
    std::vector<std::string> orphans;        // stems of page files that belong to no listed page
    std::vector<std::string> problems;       // sentences about what could not be read
};

/// The files that describe one document; nullopt for absent ones.
struct DocumentParts {
    std::optional<Bytes> content;
    std::optional<Bytes> metadata;
    std::optional<Bytes> pagedata;
    std::vector<std::string> page_files;  // stems of the existing `.rm` files
};

/// Never fails: errors are reported in Document::problems, and everything else is still read. Without a
/// readable page list, the page files themselves are the pages, numbered ones in numerical order.
Document read_document(DocumentParts const& parts);

/// Names the layers of a v3 or v5 page from its `<page>-metadata.json`.
void apply_layer_names(Page& page, Bytes layer_metadata);

/// Adds the text highlights that firmware 2.7 to 2.15 stored in `<doc>.highlights/<page>.json`.
void apply_highlights(Page& page, Bytes highlights);

/// The page for a list entry without a page file: empty paper. If it has highlights, it was written by
/// firmware 2.7 to 2.15, which created no page file if only text was marked (rschroll/rmfuse#25): its frame
/// then starts at the top left corner, and a source is fitted into it. Empty `highlights` means that the file
/// doesn't exist.
Page page_without_file(Bytes highlights);

}  // namespace rmirror
