// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/facts.hpp"

#include "base/utf8.hpp"
#include "display/bounds.hpp"
#include "fingerprint/fingerprint.hpp"
#include "pens/pens.hpp"
#include "typeset/typeset.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rmirror {

namespace {

namespace json = boost::json;

/// Bounding box of finite points, as JSON has no other numbers.
class Box {
public:
    void add(float x, float y)
    {
        if (!std::isfinite(x) || !std::isfinite(y))
            return;
        if (empty_) {
            left_ = right_ = x;
            top_ = bottom_ = y;
            empty_ = false;
            return;
        }
        left_ = x < left_ ? x : left_;
        right_ = x > right_ ? x : right_;
        top_ = y < top_ ? y : top_;
        bottom_ = y > bottom_ ? y : bottom_;
    }

    void add(Stroke const& stroke)
    {
        for (auto const& point : stroke.points)
            add(point.x, point.y);
    }

    [[nodiscard]] json::value to_json() const
    {
        if (empty_)
            return nullptr;
        return json::array{left_, top_, right_, bottom_};
    }

private:
    bool empty_ = true;
    float left_ = 0, top_ = 0, right_ = 0, bottom_ = 0;
};

using Counts = std::map<std::uint32_t, std::uint64_t>;

json::object to_json(Counts const& counts)
{
    json::object object;
    for (auto const& [id, count] : counts)
        object[std::to_string(id)] = count;
    return object;
}

json::object to_json(Rect const& rect)
{
    auto finite = [](double value) { return std::isfinite(value) ? value : 0.0; };
    return {{"x", finite(rect.x)},
            {"y", finite(rect.y)},
            {"width", finite(rect.width)},
            {"height", finite(rect.height)}};
}

void add_strokes(Page const& page, json::object& facts)
{
    std::uint64_t total = 0;
    std::uint64_t visible = 0;
    std::uint64_t points = 0;
    Box box;
    Counts tools;
    Counts colors;
    for (auto const& layer : page.layers) {
        total += layer.strokes.size();
        visible += layer.visible ? layer.strokes.size() : 0;
        for (auto const& stroke : layer.strokes) {
            points += stroke.points.size();
            box.add(stroke);
            ++tools[stroke.tool];
            ++colors[stroke.color.id];
        }
    }
    facts["strokes"] = {{"total", total}, {"visible", visible}, {"points", points}};
    facts["bbox"] = box.to_json();
    facts["tools"] = to_json(tools);
    facts["colors"] = to_json(colors);
}

json::array layers_json(Page const& page)
{
    json::array layers;
    for (auto const& layer : page.layers)
        layers.push_back(
            {{"name", layer.name}, {"visible", layer.visible}, {"strokes", layer.strokes.size()}});
    return layers;
}

char const* name_of(ParagraphKind kind)
{
    switch (kind) {
        case ParagraphKind::title:
            return "title";
        case ParagraphKind::heading:
            return "heading";
        case ParagraphKind::subheading:
            return "subheading";
        case ParagraphKind::bullet:
            return "bullet";
        case ParagraphKind::task:
            return "task";
        case ParagraphKind::numbered:
            return "numbered";
        default:
            return "plain";
    }
}

json::value state_json(Paragraph const& paragraph)
{
    if (kind_of(paragraph) != ParagraphKind::task)
        return nullptr;
    switch (state_of(paragraph)) {
        case TaskState::ticked:
            return "ticked";
        case TaskState::dashed:
            return "dashed";
        default:
            return "open";
    }
}

json::object paragraph_json(Paragraph const& paragraph)
{
    std::string text;
    json::array runs;
    for (auto const& run : paragraph.runs) {
        text += run.text;
        runs.push_back({{"text", run.text}, {"bold", run.bold}, {"italic", run.italic}});
    }
    return {{"style", paragraph.style},       {"kind", name_of(kind_of(paragraph))},
            {"state", state_json(paragraph)}, {"text", text},
            {"depth", list_depth(paragraph)}, {"runs", std::move(runs)}};
}

/// The fonts used by the page's typed text. Includes the regular one, which provides letters that others
/// lack.
json::array fonts_json(Page const& page)
{
    std::set<FontStyle> fonts;
    if (page.text && !page.text->paragraphs.empty())
        fonts.insert(FontStyle::regular);
    for (auto const& paragraph : page.text ? page.text->paragraphs : std::vector<Paragraph>{})
        for (auto const& run : paragraph.runs)
            fonts.insert(font_style(kind_of(paragraph), run.bold, run.italic));
    json::array names;
    for (auto font : fonts)
        names.push_back(json::string(name_of(font)));
    return names;
}

/// Number of typed characters that pictures show as boxes. 0 if no fonts are set.
std::uint64_t count_missing_glyphs(Page const& page)
{
    std::uint64_t missing = 0;
    for (auto const& paragraph : page.text ? page.text->paragraphs : std::vector<Paragraph>{})
        for (auto const& run : paragraph.runs) {
            auto const style = font_style(kind_of(paragraph), run.bold, run.italic);
            auto const* bytes = reinterpret_cast<std::uint8_t const*>(run.text.data());
            for (char32_t const character : decode_utf8(Bytes(bytes, run.text.size()))) {
                auto const* font = font_for(style, character);
                missing += font != nullptr && !font->has(character) ? 1 : 0;
            }
        }
    return missing;
}

json::array text_json(Page const& page)
{
    json::array paragraphs;
    if (page.text)
        for (auto const& paragraph : page.text->paragraphs)
            paragraphs.push_back(paragraph_json(paragraph));
    return paragraphs;
}

json::object highlight_json(Highlight const& highlight)
{
    json::array rects;
    for (auto const& rect : highlight.rects)
        rects.push_back(to_json(rect));
    return {{"text", highlight.text},
            {"color", highlight.color.id},
            {"css_color", to_css(highlight_color(highlight.color))},
            {"rects", std::move(rects)}};
}

json::array highlights_json(Page const& page)
{
    json::array highlights;
    for (auto const& layer : page.layers)
        for (auto const& highlight : layer.highlights)
            highlights.push_back(highlight_json(highlight));
    return highlights;
}

/// Unknown pens and colours are drawn anyway, but each is reported once.
void add_unknown_pens(Page const& page, json::array& parts)
{
    std::set<std::uint32_t> tools;
    std::set<std::uint32_t> colors;
    for (auto const& layer : page.layers)
        for (auto const& stroke : layer.strokes) {
            if (!is_known_tool(stroke.tool))
                tools.insert(stroke.tool);
            if (!is_known_color(stroke.color.id))
                colors.insert(stroke.color.id);
        }
    auto note = [&](char const* what, std::uint32_t id) {
        parts.push_back(
            {{"type", 0}, {"bytes", 0}, {"why", std::string(what) + std::to_string(id) + " is not known"}});
    };
    for (auto id : tools)
        note("pen ", id);
    for (auto id : colors)
        note("colour ", id);
}

/// Bounds the list: a hostile file may have millions of damaged blocks.
constexpr std::size_t kMaxParts = 1000;

void add_unreadable(Page const& page, json::object& facts)
{
    json::array parts;
    for (auto const& part : page.unreadable) {
        if (parts.size() == kMaxParts)
            break;
        parts.push_back({{"type", part.type}, {"bytes", part.bytes}, {"why", part.why}});
    }
    auto const listed = parts.size();
    add_unknown_pens(page, parts);
    facts["unreadable"] = page.unreadable.size() + (parts.size() - listed);
    facts["unreadable_parts"] = std::move(parts);
}

json::object stroke_json(Stroke const& stroke, std::size_t layer)
{
    Box box;
    box.add(stroke);
    return {{"layer", layer},
            {"tool", stroke.tool},
            {"color", stroke.color.id},
            {"n", stroke.points.size()},
            {"bbox", box.to_json()}};
}

}  // namespace

json::array image_files_json(Page const& page)
{
    json::array files;
    for (auto const& layer : page.layers)
        for (auto const& image : layer.images)
            files.push_back({{"uuid", image.uuid}, {"file", image.file_name}, {"visible", layer.visible}});
    return files;
}

std::uint64_t count_lost_strokes(Page const& page)
{
    auto const has_place = [](Point const& point) {
        return std::isfinite(point.x) && std::isfinite(point.y);
    };
    std::uint64_t lost = 0;
    for (auto const& layer : page.layers)
        for (auto const& stroke : layer.strokes)
            if (layer.visible && !stroke.points.empty() &&
                std::none_of(stroke.points.begin(), stroke.points.end(), has_place))
                ++lost;
    return lost;
}

std::uint64_t count_lost_parts(Page const& page)
{
    // Mere inconsistencies, such as a contradictory order, skip no bytes.
    return static_cast<std::uint64_t>(
        std::count_if(page.unreadable.begin(), page.unreadable.end(),
                      [](UnreadablePart const& part) { return part.bytes > 0; }));
}

std::string page_facts(PreparedPage const& prepared)
{
    auto const& page = prepared.page();
    json::object facts;
    facts["version"] = page.version;
    facts["paper"] = {{"width", page.paper.width}, {"height", page.paper.height}};
    facts["layers"] = layers_json(page);
    add_strokes(page, facts);
    facts["lost_strokes"] = count_lost_strokes(page);
    facts["lost_parts"] = count_lost_parts(page);
    facts["text"] = text_json(page);
    facts["fonts"] = fonts_json(page);
    facts["missing_glyphs"] = count_missing_glyphs(page);
    facts["highlights"] = highlights_json(page);
    auto files = image_files_json(page);
    facts["images"] = files.size();
    facts["image_files"] = std::move(files);
    add_unreadable(page, facts);
    facts["blank"] = is_blank(prepared);
    facts["area"] = to_json(visible_area(prepared, Orientation::portrait));
    facts["ink_hash"] = ink_hash(page);
    return json::serialize(facts);
}

std::string stroke_facts(Page const& page)
{
    json::array strokes;
    for (std::size_t layer = 0; layer < page.layers.size(); ++layer)
        for (auto const& stroke : page.layers[layer].strokes)
            strokes.push_back(stroke_json(stroke, layer));
    return json::serialize(strokes);
}

}  // namespace rmirror
