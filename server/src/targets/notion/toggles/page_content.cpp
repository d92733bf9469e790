// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/page_content.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/blocks/markdown/inline_markdown.hpp"
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;

struct Rgb {
    int red = 0;
    int green = 0;
    int blue = 0;
};

/// Notion's colour names for highlighter colours.
constexpr std::array<std::pair<Rgb, std::string_view>, 8> kColors = {{
    {{255, 240, 90}, "yellow_background"},
    {{140, 230, 110}, "green_background"},
    {{255, 130, 200}, "pink_background"},
    {{110, 170, 255}, "blue_background"},
    {{255, 170, 60}, "orange_background"},
    {{235, 60, 60}, "red_background"},
    {{160, 80, 210}, "purple_background"},
    {{150, 150, 150}, "gray_background"},
}};

/// Parses "#rrggbb", ignoring further digits; nullopt for anything else.
std::optional<Rgb> rgb_of(std::string_view css)
{
    constexpr std::size_t kDigits = 7;
    constexpr int kBase = 16;
    unsigned value = 0;
    if (css.size() < kDigits || css.front() != '#')
        return std::nullopt;
    auto const [end, error] = std::from_chars(css.data() + 1, css.data() + kDigits, value, kBase);
    if (error != std::errc() || end != css.data() + kDigits)
        return std::nullopt;
    return Rgb{static_cast<int>(value >> 16U & 0xffU), static_cast<int>(value >> 8U & 0xffU),
               static_cast<int>(value & 0xffU)};
}

/// The nearest colour; yellow if none is given.
std::string_view color_of(std::string_view css)
{
    auto const rgb = rgb_of(css);
    if (!rgb)
        return kColors.front().second;
    auto const distance = [&rgb](auto const& color) {
        auto const square = [](int length) { return length * length; };
        return square(color.first.red - rgb->red) + square(color.first.green - rgb->green) +
               square(color.first.blue - rgb->blue);
    };
    return std::min_element(
               kColors.begin(), kColors.end(),
               [&distance](auto const& one, auto const& other) { return distance(one) < distance(other); })
        ->second;
}

Block callout_of(json::object const& highlight)
{
    Block callout{.kind = BlockKind::callout,
                  .text = {{.text = std::string(text_member(highlight, "text"))}},
                  .color = std::string(color_of(text_member(highlight, "color")))};
    if (auto const note = text_member(highlight, "note"); !note.empty())
        callout.text.push_back({.text = "\n" + std::string(note), .italic = true});
    return callout;
}

std::vector<json::object> objects_in(json::object const& content, std::string_view name)
{
    std::vector<json::object> objects;
    auto const* const array = crypto::array_member(content, name);
    for (std::size_t i = 0; array && i < array->size(); ++i)
        if (auto const* const object = (*array)[i].if_object())
            objects.push_back(*object);
    return objects;
}

/// Ticks the boxes of completed todos. Todos with the same text are matched in their order.
class Ticks {
public:
    explicit Ticks(std::vector<json::object> todos) : left_(std::move(todos)) {}

    void put_into(std::vector<Block>& blocks)
    {
        for (auto& block : blocks) {
            if (block.kind == BlockKind::to_do)
                put_into(block);
            put_into(block.children);
        }
    }

private:
    void put_into(Block& block)
    {
        auto const words = plain_text(block.text);
        auto const markdown = inline_markdown(block.text);
        auto const todo = std::find_if(left_.begin(), left_.end(), [&](json::object const& one) {
            auto const text = text_member(one, "text");
            return text == words || text == markdown;
        });
        if (todo == left_.end())
            return;
        block.is_checked = crypto::flag_member(*todo, "is_completed");
        left_.erase(todo);
    }

    std::vector<json::object> left_;
};

}  // namespace

std::vector<Block> blocks_of_page(json::object const& content)
{
    auto blocks = blocks_of_markdown(text_member(content, "text"));
    Ticks(objects_in(content, "todos")).put_into(blocks);
    std::vector<Block> callouts;
    for (auto const& highlight : objects_in(content, "highlights"))
        callouts.push_back(callout_of(highlight));
    callouts = within_limits(std::move(callouts));
    std::move(callouts.begin(), callouts.end(), std::back_inserter(blocks));
    return blocks;
}

}  // namespace rmirror::targets::notion
