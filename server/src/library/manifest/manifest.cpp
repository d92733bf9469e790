// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/manifest/manifest.hpp"

#include "library/nfc.hpp"
#include "text_fingerprint.hpp"

#include <array>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

namespace rmirror::library {

namespace {

using input::JsonReader;

constexpr std::array<std::string_view, 2> kScopes = {"library", "notebooks"};
constexpr std::array<std::string_view, 4> kDocumentTypes = {"notebook", "pdf", "epub", "folder"};
constexpr std::array<std::string_view, 2> kOrientations = {"portrait", "landscape"};

/// NFC may triple the length of a text, and the column takes 1000 characters.
constexpr input::Length kName{.min = 0, .max = 300};
constexpr input::Length kTitle{.min = 0, .max = 1000};
constexpr input::Length kTag{.min = 1, .max = 200};
constexpr input::Length kHash{.min = 1, .max = 100};
constexpr input::Length kTypedText{.min = 0, .max = 100'000};
constexpr input::Length kHighlight{.min = 0, .max = 10'000};
constexpr input::Length kRepaired{.min = 1, .max = 10'000};
constexpr input::Length kColor{.min = 0, .max = 50};
constexpr std::size_t kMaxTags = 100;
constexpr std::size_t kMaxFolders = 100;      // Nested in each other.
constexpr std::size_t kMaxHighlights = 1000;  // As many highlights, and as many pen marks.
constexpr std::array<std::string_view, 5> kMarks = {"underline", "highlighter", "circle", "margin_bar",
                                                    "arrow"};
constexpr input::Length kHeading{.min = 0, .max = 1000};
constexpr std::size_t kMaxRects = 500;
constexpr std::int64_t kMaxUnreadableParts = 1'000'000;
constexpr double kFarthest = 1e7;  // Page units; the longest page of a tablet has a hundred thousand.

ArrayText array_of(std::vector<std::string> const& texts)
{
    ArrayText array;
    for (auto const& text : texts)
        array.add(nfc(text));
    return array;
}

std::optional<std::string> composed(std::optional<std::string> const& text)
{
    return text ? std::optional(nfc(*text)) : std::nullopt;
}

/// A highlight whose text the tablet has lost is told from others by its place.
std::string highlight_hash(std::string const& text, std::string const& rects)
{
    std::string why;
    bool const is_blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
    auto hash =
        text_fingerprint({{"kind", "highlight"}, {"original_text", is_blank ? text + rects : text}}, why);
    if (!hash)
        throw std::logic_error("a highlight has no fingerprint: " + why);
    return *hash;
}

/// A scheme, a colon and hex digits: "i1:0123abcd".
bool is_fingerprint(std::string_view text)
{
    auto const colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
           text.substr(0, colon).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") ==
               std::string_view::npos &&
           text.substr(colon + 1).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Reading {
public:
    Manifest manifest;

    void all(JsonReader& fields)
    {
        manifest.is_whole_library = fields.one_of("scope", kScopes) == "library";
        fields.each("notebooks", kMaxNotebooks, [&](JsonReader& notebook) { add_notebook(notebook); });
        auto const deleted = fields.uuids_if_any("deleted_notebooks", kMaxNotebooks);
        for (auto const& uuid : deleted) {
            if (notebooks_.contains(uuid))
                fields.refuse("deleted_notebooks", "Names a notebook that is also listed in notebooks.");
            manifest.deleted_notebooks.add(uuid);
        }
        if (manifest.is_whole_library && notebooks_.empty())
            fields.refuse("notebooks",
                          "A library without notebooks would delete everything. To delete notebooks, "
                          "list them in deleted_notebooks.");
        if (auto const* const folder = deepest_beyond(kMaxFolders))
            fields.refuse("notebooks", "\"" + *folder + "\" is in more than " + std::to_string(kMaxFolders) +
                                           " folders, one inside the other. Move it further up.");
    }

private:
    struct Place {
        std::string parent, name;
        std::size_t depth = 0;  // 0 until it is known.
    };

    /// The name of an item that is in more than `max` nested folders of this manifest, or nullptr. A cycle
    /// of folders ends at the first that repeats.
    std::string const* deepest_beyond(std::size_t max)
    {
        std::vector<Place*> chain;
        for (auto& [uuid, place] : places_) {
            chain.clear();
            auto* next = &place;
            while (next && next->depth == 0 && chain.size() <= max + 1) {
                chain.push_back(next);
                next->depth = 1;
                auto const parent = places_.find(next->parent);
                next = parent == places_.end() ? nullptr : &parent->second;
            }
            auto depth = next ? next->depth : 0;
            while (!chain.empty()) {
                chain.back()->depth = ++depth;
                if (depth > max + 1)
                    return &chain.back()->name;
                chain.pop_back();
            }
        }
        return nullptr;
    }

    void add_notebook(JsonReader& fields)
    {
        auto const uuid = fields.uuid("notebook_uuid");
        if (!notebooks_.insert(uuid).second)
            fields.refuse("notebook_uuid", "This notebook is listed twice.");
        auto const type = fields.one_of("document_type", kDocumentTypes);
        auto const parent = fields.uuid_if_any("parent_uuid");
        if (parent == uuid)
            fields.refuse("parent_uuid", "A notebook can't be its own folder.");
        auto& columns = manifest.notebooks;
        columns.notebook_uuid.add(uuid);
        columns.document_type.add(type);
        auto const name = nfc(fields.text("visible_name", kName));
        columns.visible_name.add(name);
        if (type == "folder" || parent)
            places_.emplace(uuid, Place{parent.value_or(""), name});
        columns.parent_uuid.add(parent);
        columns.is_trashed.add(fields.flag_if_any("is_trashed").value_or(false));
        columns.is_pinned.add(fields.flag_if_any("is_pinned").value_or(false));
        columns.orientation.add(fields.one_of_if_any("orientation", kOrientations).value_or("portrait"));
        columns.tags.add(array_of(fields.texts_if_any("tags", kMaxTags, kTag)).str());
        columns.authors.add(array_of(fields.texts_if_any("authors", kMaxTags, kTag)).str());
        columns.title.add(composed(fields.text_if_any("title", kTitle)).value_or(""));
        columns.last_modified.add(fields.time_if_any("last_modified"));
        columns.last_opened.add(fields.time_if_any("last_opened"));
        columns.is_repeat.add(fields.flag_if_any("is_repeat").value_or(false));
        pages_of_notebook_.clear();
        fields.each_if_any("pages", kMaxPages, [&](JsonReader& page) { add_page(page, uuid); });
        if (type == "folder" && !pages_of_notebook_.empty())
            fields.refuse("pages", "A folder can't have pages.");
    }

    void add_page(JsonReader& fields, std::string const& notebook)
    {
        auto const uuid = fields.uuid("page_uuid");
        if (!pages_of_notebook_.insert(uuid).second)
            fields.refuse("page_uuid", "This page is listed twice.");
        if (++page_count_ > kMaxPages)
            fields.refuse("page_uuid",
                          "A manifest can have at most " + std::to_string(kMaxPages) + " pages in all.");
        auto const ink_hash = fields.text_if_any("ink_hash", kHash);
        if (ink_hash && !is_fingerprint(*ink_hash))
            fields.refuse("ink_hash", "Must be a fingerprint such as i1:0123abcd.");
        auto const look_hash = fields.text_if_any("look_hash", kHash);
        if (look_hash && !is_fingerprint(*look_hash))
            fields.refuse("look_hash", "Must be a fingerprint such as l1:0123abcd.");
        auto const has_ink = fields.flag("has_ink");
        if (has_ink && !ink_hash)
            fields.refuse("ink_hash", "Required for a page with ink.");
        auto& columns = manifest.pages;
        columns.notebook_uuid.add(notebook);
        columns.page_uuid.add(uuid);
        columns.page_number.add(pages_of_notebook_.size());
        columns.ink_hash.add(ink_hash);
        columns.look_hash.add(look_hash);
        columns.has_ink.add(has_ink);
        columns.typed_text.add(composed(fields.text_if_any("typed_text", kTypedText)).value_or(""));
        columns.typed_markdown.add(composed(fields.text_if_any("typed_markdown", kTypedText)));
        columns.tags.add(array_of(fields.texts_if_any("tags", kMaxTags, kTag)).str());
        auto const unreadable = fields.integer_if_any("unreadable_parts", 0, kMaxUnreadableParts);
        columns.unreadable_parts.add(static_cast<std::size_t>(unreadable.value_or(0)));
        columns.emphasised.add(read_rects(fields, "emphasised", kMaxHighlights));
        add_highlights(fields, notebook, uuid);
        if (fields.flag_if_any("lacks_print").value_or(false)) {
            manifest.unread_print.notebook_uuid.add(notebook);
            manifest.unread_print.page_uuid.add(uuid);
        }
    }

    /// The highlights of text, and the pen marks.
    void add_highlights(JsonReader& fields, std::string const& notebook, std::string const& page)
    {
        auto& columns = manifest.highlights;
        std::optional<std::string> const none;
        std::size_t ordinal = 0;
        fields.each_if_any("highlights", kMaxHighlights, [&](JsonReader& highlight) {
            add_highlight(highlight, notebook, page, ordinal++);
            columns.mark.add(none);
            columns.sentence.add(none);
            columns.heading.add(none);
            auto const repaired = composed(highlight.text_if_any("repaired_text", kRepaired));
            columns.repaired_text.add(repaired);
            columns.confidence.add(repaired
                                       ? std::optional(std::to_string(highlight.number("confidence", 0, 1)))
                                       : std::nullopt);
        });
        ordinal = kMaxHighlights;
        fields.each_if_any("pen_marks", kMaxHighlights, [&](JsonReader& mark) {
            add_highlight(mark, notebook, page, ordinal++);
            columns.mark.add(mark.one_of("kind", kMarks));
            columns.sentence.add(composed(mark.text_if_any("sentence", kHighlight)).value_or(""));
            columns.heading.add(composed(mark.text_if_any("heading", kHeading)).value_or(""));
            columns.repaired_text.add(none);
            columns.confidence.add(none);
        });
    }

    void add_highlight(JsonReader& fields, std::string const& notebook, std::string const& page,
                       std::size_t ordinal)
    {
        auto const text = nfc(fields.text("original_text", kHighlight));
        auto& columns = manifest.highlights;
        columns.notebook_uuid.add(notebook);
        columns.page_uuid.add(page);
        columns.ordinal.add(ordinal);
        columns.original_text.add(text);
        columns.color.add(fields.text_if_any("color", kColor).value_or(""));
        auto const places = read_rects(fields, "rects", kMaxRects);
        columns.rects.add(places);
        columns.text_hash.add(highlight_hash(text, places));
    }

    /// As JSON.
    static std::string read_rects(JsonReader& fields, std::string_view name, std::size_t max)
    {
        boost::json::array rects;
        fields.each_if_any(name, max, [&](JsonReader& rect) {
            rects.push_back({{"x", rect.number("x", -kFarthest, kFarthest)},
                             {"y", rect.number("y", -kFarthest, kFarthest)},
                             {"width", rect.number("width", 0, kFarthest)},
                             {"height", rect.number("height", 0, kFarthest)}});
        });
        return boost::json::serialize(rects);
    }

    std::unordered_set<std::string> notebooks_;
    std::unordered_set<std::string> pages_of_notebook_;
    std::unordered_map<std::string, Place> places_;  // Of folders, and of items in a folder.
    std::size_t page_count_ = 0;
};

}  // namespace

Manifest read_manifest(input::JsonReader& fields)
{
    Reading reading;
    reading.all(fields);
    return std::move(reading.manifest);
}

}  // namespace rmirror::library
