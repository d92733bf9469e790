// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the JSON files beside a page: `<page>-metadata.json` and `<doc>.highlights/<page>.json`.
#include "document/document.hpp"
#include "document/json_fields.hpp"
#include "json.hpp"

#include <algorithm>
#include <limits>

namespace rmirror {

namespace {

namespace json = boost::json;

constexpr int kFirstVersionWithEverything = 6;  // its files contain layer names and highlights
constexpr int kLastVersionWithSidecars = 5;

// The tablet's only colour before it stored one.
constexpr std::uint32_t kYellow = 3;

/// An empty file counts as absent; anything else that isn't an object is reported in Page::unreadable.
json::value parse_sidecar(Bytes file, std::string_view name, Page& page)
{
    if (file.empty())
        return json::object();
    std::string why;
    auto value = parse_json(file, why);
    if (value && value->is_object())
        return std::move(*value);
    page.unreadable.push_back(
        {.type = 0,
         .bytes = static_cast<std::uint32_t>(
             std::min<std::size_t>(file.size(), std::numeric_limits<std::uint32_t>::max())),
         .why = std::string(name) + " cannot be read: " + (value ? "it is not a JSON object" : why)});
    return json::object();
}

void report(Problems problems, std::string_view name, Page& page)
{
    for (auto& sentence : problems.take())
        page.unreadable.push_back(
            {.type = 0, .bytes = 0, .why = std::string(name) + ": " + std::move(sentence)});
}

std::optional<std::uint32_t> unsigned_number(JsonFields const& fields, std::string_view key)
{
    auto const number = fields.integer(key);
    if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

/// `left_edge` is the x coordinate of the page's left edge in its frame.
std::optional<Rect> read_rect(json::value const& value, double left_edge, Problems& problems)
{
    JsonFields const fields(value.if_object(), "a rectangle", problems);
    auto const x = fields.number("x");
    auto const y = fields.number("y");
    auto const width = fields.number("width");
    auto const height = fields.number("height");
    if (!x || !y || !width || !height) {
        problems.add("a rectangle lacks a side");
        return std::nullopt;
    }
    return Rect{*x + left_edge, *y, *width, *height};
}

std::optional<Highlight> read_highlight(json::value const& value, double left_edge, Problems& problems)
{
    JsonFields const fields(value.if_object(), "a highlight", problems);
    Highlight highlight;
    highlight.text = fields.text("text").value_or("");
    highlight.color.id = unsigned_number(fields, "color").value_or(kYellow);
    highlight.start = unsigned_number(fields, "start");
    highlight.length = unsigned_number(fields, "length");
    if (auto const* rects = fields.list("rects"))
        for (auto const& item : *rects)
            if (auto rect = read_rect(item, left_edge, problems))
                highlight.rects.push_back(*rect);
    if (!highlight.text.empty() || !highlight.rects.empty())
        return highlight;
    problems.add("a highlight has neither text nor place");
    return std::nullopt;
}

/// Sorts into reading order; the files have the order in which the highlights were made.
void sort_by_start(std::vector<Highlight>& highlights, std::size_t first)
{
    auto const place = [](Highlight const& highlight) {
        return highlight.start.value_or(std::numeric_limits<std::uint32_t>::max());
    };
    std::stable_sort(highlights.begin() + static_cast<std::ptrdiff_t>(first), highlights.end(),
                     [&place](Highlight const& a, Highlight const& b) { return place(a) < place(b); });
}

bool holds_highlights(Page const& page)
{
    return std::any_of(page.layers.begin(), page.layers.end(),
                       [](Layer const& layer) { return !layer.highlights.empty(); });
}

class HighlightsReader {
public:
    HighlightsReader(Page& page, Problems& problems)
        : page_(page),
          problems_(problems),
          left_edge_(page.frame == Frame::top_center ? -page.paper.width / 2 : 0)
    {}

    /// Either a list of highlights per layer, or a plain list of highlights for the first layer.
    void read(json::array const& layers)
    {
        if (!layers.empty() && layers.front().is_object())
            return read_layer(layers, 0);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (auto const* highlights = layers[i].if_array())
                read_layer(*highlights, i);
            else
                problems_.add("a layer is not a list");
        }
    }

private:
    void read_layer(json::array const& highlights, std::size_t index)
    {
        if (highlights.empty())
            return;
        if (page_.layers.empty())
            page_.layers.emplace_back();
        auto& into = page_.layers[std::min(index, page_.layers.size() - 1)].highlights;
        auto const first = into.size();
        for (auto const& item : highlights)
            if (auto highlight = read_highlight(item, left_edge_, problems_))
                into.push_back(std::move(*highlight));
        sort_by_start(into, first);
    }

    Page& page_;
    Problems& problems_;
    double left_edge_;
};

}  // namespace

void apply_layer_names(Page& page, Bytes layer_metadata)
{
    if (page.version >= kFirstVersionWithEverything)
        return;
    constexpr std::string_view kName = "the file with the layer names";
    auto const file = parse_sidecar(layer_metadata, kName, page);
    Problems problems;
    JsonFields const fields(&file.get_object(), "", problems);
    if (auto const* layers = fields.list("layers"))
        for (std::size_t i = 0; i < layers->size() && i < page.layers.size(); ++i)
            if (auto const name = name_of((*layers)[i]); name && !name->empty())
                page.layers[i].name = *name;
    report(std::move(problems), kName, page);
}

void apply_highlights(Page& page, Bytes highlights)
{
    // A page migrated to v6 contains its highlights itself, and the old file may still exist.
    if (page.version >= kFirstVersionWithEverything && holds_highlights(page))
        return;
    constexpr std::string_view kName = "the file with the highlights";
    auto const file = parse_sidecar(highlights, kName, page);
    Problems problems;
    JsonFields const fields(&file.get_object(), "", problems);
    if (auto const* layers = fields.list("highlights"))
        HighlightsReader(page, problems).read(*layers);
    report(std::move(problems), kName, page);
}

Page page_without_file(Bytes highlights)
{
    Page page;
    page.version = kFirstVersionWithEverything;
    if (!highlights.empty()) {
        page.version = kLastVersionWithSidecars;
        page.frame = Frame::top_left;
    }
    apply_highlights(page, highlights);
    return page;
}

}  // namespace rmirror
