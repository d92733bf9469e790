// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks/marks_json.hpp"

#include "json.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rmirror {
namespace {

namespace json = boost::json;

constexpr double kMaxUnits = 1e6;

Error refused_word(std::size_t index, std::string_view why)
{
    return {ErrorCode::bad_request, "word " + std::to_string(index) + " " + std::string(why)};
}

Result<Word> word_of(json::value const& value, std::size_t index)
{
    constexpr std::size_t kMembers = 10;
    auto const* members = value.if_array();
    if (members == nullptr || members->size() != kMembers || !(*members)[0].is_string())
        return refused_word(index, "must be an array of a text and nine numbers");
    double numbers[kMembers] = {};
    for (std::size_t i = 1; i < kMembers; ++i) {
        if (!(*members)[i].is_number())
            return refused_word(index, "must be an array of a text and nine numbers");
        numbers[i] = (*members)[i].to_number<double>();
        if (!(std::abs(numbers[i]) <= kMaxUnits))
            return refused_word(index, "is too far away or too large");
    }
    auto const counted = [&](std::size_t member) {
        return static_cast<std::uint32_t>(std::max(0.0, numbers[member]));
    };
    auto const& text = (*members)[0].get_string();
    Word word;
    word.text.assign(text.data(), text.size());
    word.rect = {numbers[1], numbers[2], std::max(0.0, numbers[3]), std::max(0.0, numbers[4])};
    word.block = counted(5);
    word.line = counted(6);
    word.size = numbers[7];
    word.turn = counted(8) % 4;
    word.bold = numbers[9] != 0;
    return word;
}

json::object rect_json(Rect const& rect)
{
    // A tenth of a unit is 11 micrometres: the same places on every machine.
    auto const rounded = [](double value) { return std::round(value * 10) / 10; };
    return {{"x", rounded(rect.x)},
            {"y", rounded(rect.y)},
            {"width", rounded(rect.width)},
            {"height", rounded(rect.height)}};
}

json::array rects_json(std::vector<Rect> const& rects)
{
    json::array list;
    for (auto const& rect : rects)
        list.push_back(rect_json(rect));
    return list;
}

}  // namespace

Result<std::vector<Word>> read_words(std::string_view text)
{
    std::string why;
    auto const value = parse_json({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()}, why);
    if (!value)
        return Error{ErrorCode::bad_request, "the words cannot be read: " + why};
    auto const* given = value->if_array();
    if (given == nullptr)
        return Error{ErrorCode::bad_request, "the words must be a JSON array"};
    std::vector<Word> words;
    words.reserve(std::min(given->size(), kMaxWords));
    for (std::size_t i = 0; i < given->size() && words.size() < kMaxWords; ++i) {
        auto word = TRY(word_of((*given)[i], i));
        if (!word.text.empty())
            words.push_back(std::move(word));
    }
    return words;
}

std::string marks_json(FoundMarks const& found)
{
    json::array marks;
    for (auto const& mark : found.marks)
        marks.push_back({{"kind", name_of(mark.kind)},
                         {"text", mark.text},
                         {"sentence", mark.sentence},
                         {"heading", mark.heading},
                         {"css_color", mark.color},
                         {"rects", rects_json(mark.rects)}});
    return json::serialize(json::object{{"marks", std::move(marks)},
                                        {"emphasised", rects_json(found.emphasised)},
                                        {"beyond_limit", found.beyond_limit},
                                        {"shapes_over_nothing", found.shapes_over_nothing}});
}

std::string last_heading(std::vector<Word> words)
{
    find_headings(words);
    return words.empty() ? "" : heading_before(words, words.size() - 1);
}

}  // namespace rmirror
