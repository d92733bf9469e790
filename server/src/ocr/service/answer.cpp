// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/answer.hpp"

#include "input/bounded_json.hpp"
#include "json.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace rmirror::ocr {

namespace {

namespace json = boost::json;

/// Far more than fits on a handwritten page.
constexpr std::size_t kMaxTextBytes = 400'000;
constexpr std::size_t kMaxLines = 5000;
constexpr std::size_t kMaxLineBytes = 10'000;
constexpr std::size_t kMaxLanguageLetters = 35;
constexpr std::size_t kMaxDrawings = 20;
constexpr std::size_t kMaxCaptionBytes = 300;

/// Reads members and records the first error. An invalid member reads as empty; the caller checks fault()
/// once, at the end.
class Reader {
public:
    std::string const& fault() const { return fault_; }

    void refuse(json::string_view name, std::string_view what)
    {
        if (fault_.empty())
            fault_ = std::string(name) + " " + std::string(what);
    }

    /// Removes control characters, which could steer a terminal or which PostgreSQL can't store.
    std::string text(json::object const& object, json::string_view name, std::size_t max_bytes)
    {
        auto const* const value = object.if_contains(name);
        auto const* const given = value ? value->if_string() : nullptr;
        if (!given || given->size() > max_bytes) {
            refuse(name, given ? "is far too long" : "isn't a string");
            return "";
        }
        return without_controls(*given);
    }

    static std::string without_controls(std::string_view given)
    {
        std::string clean(given);
        std::erase_if(clean, [](unsigned char letter) {
            return (letter < ' ' && letter != '\n' && letter != '\t') || letter == 0x7f;
        });
        return clean;
    }

    double number(json::object const& object, json::string_view name)
    {
        auto const* const value = object.if_contains(name);
        if (value && value->is_number())
            return value->to_number<double>();
        refuse(name, "isn't a number");
        return 0;
    }

    double fraction(json::object const& object, json::string_view name)
    {
        return std::clamp(number(object, name), 0.0, 1.0);
    }

    /// The array's objects; an entry of another type is an error.
    std::vector<json::object const*> objects(json::object const& object, json::string_view name)
    {
        auto const* const value = object.if_contains(name);
        auto const* const array = value ? value->if_array() : nullptr;
        std::vector<json::object const*> found;
        if (!array || array->size() > kMaxLines) {
            refuse(name, array ? "has far too many entries" : "isn't a list");
            return found;
        }
        for (auto const& entry : *array) {
            if (auto const* const one = entry.if_object())
                found.push_back(one);
            else
                refuse(name, "has an entry that isn't an object");
        }
        return found;
    }

private:
    std::string fault_;
};

/// Accepts what has the characters of a BCP 47 tag, such as "en" or "zh-Hant". Anything else, and "und",
/// means unknown.
std::string language_of(Reader& reader, json::object const& entry)
{
    auto language = reader.text(entry, "language", kMaxTextBytes);
    auto const is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    bool const is_tag = language.size() >= 2 && language.size() <= kMaxLanguageLetters &&
                        std::all_of(language.begin(), language.end(), is_letter);
    return is_tag && language != "und" ? language : "";
}

/// `first` is the 1-based number of the page's first picture within the call.
Line line_of(Reader& reader, json::object const& object, Page const& page, std::size_t first)
{
    Line line;
    line.text = reader.text(object, "text", kMaxLineBytes);
    std::replace(line.text.begin(), line.text.end(), '\n', ' ');
    line.confidence = reader.fraction(object, "confidence");
    auto const last = static_cast<double>(page.pictures.size() - 1);
    auto const nth = std::clamp(reader.number(object, "image") - static_cast<double>(first), 0.0, last);
    auto const& picture = page.pictures[static_cast<std::size_t>(nth)];
    auto const [top, bottom] =
        std::minmax({reader.fraction(object, "top"), reader.fraction(object, "bottom")});
    line.top = picture.top + top * picture.height;
    line.bottom = picture.top + bottom * picture.height;
    return line;
}

std::optional<double> finite_number(json::object const& object, json::string_view name)
{
    auto const* const value = object.if_contains(name);
    if (!value || !value->is_number())
        return std::nullopt;
    auto const number = value->to_number<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

/// One line, cut between characters.
std::string caption_of(json::object const& object)
{
    auto const* const value = object.if_contains("caption");
    auto const* const given = value ? value->if_string() : nullptr;
    auto caption = given ? Reader::without_controls(*given) : "";
    std::replace(caption.begin(), caption.end(), '\n', ' ');
    if (caption.size() > kMaxCaptionBytes) {
        auto end = kMaxCaptionBytes;
        while (end > 0 && (static_cast<unsigned char>(caption[end]) & 0xc0U) == 0x80U)
            --end;
        caption.resize(end);
    }
    return caption;
}

/// The two fractions in their order, as far as they are on the picture; nullopt if nothing of them is.
std::optional<std::pair<double, double>> side_of(json::object const& object, json::string_view from,
                                                 json::string_view to)
{
    auto const one = finite_number(object, from);
    auto const other = finite_number(object, to);
    if (!one || !other)
        return std::nullopt;
    auto const low = std::clamp(std::min(*one, *other), 0.0, 1.0);
    auto const high = std::clamp(std::max(*one, *other), 0.0, 1.0);
    return low < high ? std::optional(std::pair(low, high)) : std::nullopt;
}

/// nullopt if it is nowhere on the page. Never an error: without its drawings, a page is still read.
std::optional<Drawing> drawing_of(json::value const& value, Page const& page, std::size_t first)
{
    auto const* const object = value.if_object();
    if (!object)
        return std::nullopt;
    auto const image = finite_number(*object, "image");
    auto const across = side_of(*object, "left", "right");
    auto const down = side_of(*object, "top", "bottom");
    if (!image || !across || !down)
        return std::nullopt;
    auto const nth = std::floor(*image) - static_cast<double>(first);
    if (nth < 0 || nth >= static_cast<double>(page.pictures.size()))
        return std::nullopt;
    return Drawing{caption_of(*object), static_cast<std::size_t>(nth),
                   across->first,       down->first,
                   across->second,      down->second};
}

/// Those beyond kMaxDrawings are left out.
void take_drawings(PageText& read, json::object const& entry, Page const& page, std::size_t first)
{
    auto const* const value = entry.if_contains("drawings");
    auto const* const list = value ? value->if_array() : nullptr;
    if (!list)
        return;
    auto const count = std::min(list->size(), kMaxDrawings);
    for (std::size_t i = 0; i < count; ++i)
        read.drawings.push_back(drawing_of((*list)[i], page, first));
    read.drawings_left_out = list->size() - count;
}

PageText page_text_of(Reader& reader, json::object const& entry, Page const& page, std::size_t first)
{
    PageText read;
    read.markdown = reader.text(entry, "markdown", kMaxTextBytes);
    read.language = language_of(reader, entry);
    for (auto const* const object : reader.objects(entry, "lines")) {
        auto line = line_of(reader, *object, page, first);
        if (line.text.find_first_not_of(" \t") != std::string::npos)
            read.lines.push_back(std::move(line));
    }
    take_drawings(read, entry, page, first);
    return read;
}

/// The single entry for page `number`.
json::object const* entry_of(Reader& reader, json::object const& whole, std::size_t number)
{
    json::object const* found = nullptr;
    for (auto const* const entry : reader.objects(whole, "pages")) {
        auto const* const page = entry->if_contains("page");
        if (!page || !page->is_number() || page->to_number<double>() != static_cast<double>(number))
            continue;
        if (found)
            reader.refuse("pages", "lists the page twice");
        found = entry;
    }
    if (!found)
        reader.refuse("pages", "doesn't list the page");
    return found;
}

}  // namespace

std::vector<Answer> read_answer(Service const& service, std::vector<Page> const& pages, std::string_view text)
{
    std::string why;
    auto const value = input::parse_answer(text, why);
    auto const* const whole = value ? value->if_object() : nullptr;
    if (!whole)
        return {pages.size(), bad_answer(service, value ? "it isn't a JSON object" : why)};
    std::vector<Answer> answers;
    std::size_t first = 1;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        Reader reader;
        PageText read;
        if (auto const* const entry = entry_of(reader, *whole, i + 1))
            read = page_text_of(reader, *entry, pages[i], first);
        if (reader.fault().empty())
            answers.emplace_back(std::move(read));
        else
            answers.emplace_back(bad_answer(service, reader.fault()));
        first += pages[i].pictures.size();
    }
    return answers;
}

}  // namespace rmirror::ocr
