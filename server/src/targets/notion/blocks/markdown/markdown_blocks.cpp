// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/blocks/markdown/dialect.hpp"
#include "targets/notion/blocks/markdown/languages.hpp"
#include "targets/notion/blocks/markdown/lines.hpp"
#include "targets/notion/blocks/utf16.hpp"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::targets::notion {

namespace {

/// Removes the line signs of the dialect and the blanks after them.
std::string without_line_signs(std::string_view text)
{
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != kLineMarker)
            plain += text[at];
        else if (at + 1 < text.size() && text[at + 1] == ' ')
            ++at;
    }
    return plain;
}

/// Cuts the mark off an item's text and returns it.
std::string take_mark(Spans& text)
{
    if (text.empty() || !text[0].text.starts_with(kItemMarker))
        return {};
    auto& first = text[0].text;
    auto const end = first.find(kItemMarker, 1);
    auto mark = first.substr(1, end - 1);
    first.erase(0, end + 1);
    if (first.starts_with(' '))
        first.erase(0, 1);
    return mark;
}

/// A block that is being parsed.
struct Frame {
    Block block;
    bool is_item = false;
    /// Numbered items in a row directly before the next child.
    std::size_t numbered = 0;
};

class Builder {
public:
    std::vector<Block> take() { return std::move(frames_.front().block.children); }

    void enter(MD_BLOCKTYPE type, void* detail)
    {
        switch (type) {
            case MD_BLOCK_P:
                return open({});
            case MD_BLOCK_QUOTE:
                return open({.kind = BlockKind::quote});
            case MD_BLOCK_LI:
                return open({.kind = BlockKind::bulleted}, true);
            case MD_BLOCK_HR:
                return open({.kind = BlockKind::divider});
            case MD_BLOCK_H:
                return open({.kind = heading(static_cast<MD_BLOCK_H_DETAIL const*>(detail)->level)});
            case MD_BLOCK_CODE:
                return open(code(*static_cast<MD_BLOCK_CODE_DETAIL const*>(detail)));
            case MD_BLOCK_TABLE:
                return open({.kind = BlockKind::table, .has_header = true});
            case MD_BLOCK_TR:
                return open({.kind = BlockKind::table_row});
            case MD_BLOCK_TH:
            case MD_BLOCK_TD:
                return open({});
            default:
                return;
        }
    }

    void leave(MD_BLOCKTYPE type)
    {
        switch (type) {
            case MD_BLOCK_DOC:
            case MD_BLOCK_UL:
            case MD_BLOCK_OL:
            case MD_BLOCK_THEAD:
            case MD_BLOCK_TBODY:
                return;
            case MD_BLOCK_TH:
            case MD_BLOCK_TD: {
                auto text = close().text;
                frames_.back().block.cells.push_back(std::move(text));
                return;
            }
            case MD_BLOCK_LI:
                return add_item(close());
            case MD_BLOCK_P:
                return add_paragraph(close());
            case MD_BLOCK_CODE:
                return add(finished_code(close()));
            default:
                return add(close());
        }
    }

    void enter_span(MD_SPANTYPE type, void* detail)
    {
        if (auto* const depth = depth_of(type))
            ++*depth;
        if (type == MD_SPAN_A)
            links_.push_back(address_of(static_cast<MD_SPAN_A_DETAIL const*>(detail)->href));
        if (type == MD_SPAN_IMG)
            links_.push_back(address_of(static_cast<MD_SPAN_IMG_DETAIL const*>(detail)->src));
    }

    void leave_span(MD_SPANTYPE type)
    {
        if (auto* const depth = depth_of(type))
            --*depth;
        if (type == MD_SPAN_A || type == MD_SPAN_IMG)
            links_.pop_back();
        auto& spans = frames_.back().block.text;
        if ((type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) && in_formula_)
            spans.back().text = trimmed(spans.back().text);
        // Removes trailing blanks, which come from a line break before the closing mark.
        while (type == MD_SPAN_CODE && !spans.empty() && spans.back().code) {
            spans.back().text.erase(spans.back().text.find_last_not_of(' ') + 1);
            if (!spans.back().text.empty())
                break;
            spans.pop_back();
        }
    }

    void add_text(MD_TEXTTYPE type, std::string_view text)
    {
        if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
            text = formulas_ > 0 || code_ > 0 ? " " : "\n";
        auto& spans = frames_.back().block.text;
        // Trailing blanks of a line are invisible, and Markdown doesn't keep them.
        if (text == "\n" && type != MD_TEXT_CODE && !spans.empty())
            spans.back().text.erase(spans.back().text.find_last_not_of(' ') + 1);
        Span span{.text = without_line_signs(text),
                  .bold = bold_ > 0,
                  .italic = italic_ > 0,
                  .struck = struck_ > 0,
                  .code = code_ > 0,
                  .is_formula = formulas_ > 0,
                  .link = links_.empty() ? std::string() : links_.back()};
        // A formula of several lines arrives in several texts.
        if (span.is_formula && in_formula_)
            spans.back().text += span.text;
        else
            spans.push_back(std::move(span));
        in_formula_ = formulas_ > 0;
    }

private:
    static BlockKind heading(unsigned level)
    {
        constexpr std::array kKinds = {BlockKind::heading_1, BlockKind::heading_2, BlockKind::heading_3};
        return kKinds.at(std::min<std::size_t>(level, kKinds.size()) - 1);
    }

    static Block code(MD_BLOCK_CODE_DETAIL const& detail)
    {
        std::string_view const name(detail.lang.text, detail.lang.size);
        if (name == kFormulaFence)
            return {.kind = BlockKind::formula};
        return {.kind = BlockKind::code, .language = std::string(language_of(name))};
    }

    /// Drops the line break after the last line.
    static Block finished_code(Block block)
    {
        auto text = plain_text(block.text);
        if (text.ends_with('\n'))
            text.pop_back();
        block.text = {{.text = std::move(text), .is_formula = block.kind == BlockKind::formula}};
        return block;
    }

    static std::string address_of(MD_ATTRIBUTE const& attribute)
    {
        return without_line_signs({attribute.text, attribute.size});
    }

    int* depth_of(MD_SPANTYPE type)
    {
        switch (type) {
            case MD_SPAN_STRONG:
                return &bold_;
            case MD_SPAN_EM:
                return &italic_;
            case MD_SPAN_DEL:
                return &struck_;
            case MD_SPAN_CODE:
                return &code_;
            case MD_SPAN_LATEXMATH:
            case MD_SPAN_LATEXMATH_DISPLAY:
                in_formula_ = false;
                return &formulas_;
            default:
                return nullptr;
        }
    }

    void open(Block block, bool is_item = false) { frames_.push_back({std::move(block), is_item}); }

    Block close()
    {
        auto block = std::move(frames_.back().block);
        frames_.pop_back();
        block.text = joined(block.text);
        return block;
    }

    void add(Block block)
    {
        frames_.back().numbered = 0;
        frames_.back().block.children.push_back(std::move(block));
    }

    void add_paragraph(Block paragraph)
    {
        auto& within = frames_.back();
        bool const is_first = within.block.children.empty() && within.block.text.empty();
        bool const is_text_of_item =
            within.is_item && !paragraph.text.empty() && paragraph.text[0].text.starts_with(kItemMarker);
        if (is_text_of_item || (is_first && within.block.kind == BlockKind::quote))
            within.block.text = std::move(paragraph.text);
        else if (!paragraph.text.empty())
            add(std::move(paragraph));
    }

    void add_item(Block item)
    {
        auto mark = take_mark(item.text);
        if (mark.ends_with('x') || mark.ends_with('o')) {
            item.kind = BlockKind::to_do;
            item.is_checked = mark.ends_with('x');
            mark.pop_back();
        }
        auto const next = frames_.back().numbered + 1;
        bool const is_counted = item.kind != BlockKind::to_do && mark == std::to_string(next) + ".";
        if (is_counted) {
            item.kind = BlockKind::numbered;
        } else if (mark.size() > 1) {
            // Notion would show another number.
            if (item.kind != BlockKind::to_do)
                item.kind = BlockKind::paragraph;
            item.text.insert(item.text.begin(), {.text = mark + (item.text.empty() ? "" : " ")});
        }
        item.text = joined(item.text);
        add(std::move(item));
        if (is_counted)
            frames_.back().numbered = next;
    }

    std::vector<Frame> frames_ = std::vector<Frame>(1);
    int bold_ = 0;
    int italic_ = 0;
    int struck_ = 0;
    int code_ = 0;
    int formulas_ = 0;
    bool in_formula_ = false;
    std::vector<std::string> links_;
};

Builder& builder(void* userdata)
{
    return *static_cast<Builder*>(userdata);
}

MD_PARSER parser()
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                   MD_FLAG_LATEXMATHSPANS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* userdata) {
        builder(userdata).enter(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* /*detail*/, void* userdata) {
        builder(userdata).leave(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* userdata) {
        builder(userdata).enter_span(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void* /*detail*/, void* userdata) {
        builder(userdata).leave_span(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, MD_CHAR const* text, MD_SIZE size, void* userdata) {
        builder(userdata).add_text(type, {text, size});
        return 0;
    };
    return parser;
}

}  // namespace

std::vector<Block> blocks_of_markdown(std::string_view markdown)
{
    auto const text = normalize_markdown(clean_text(markdown));
    Builder builder;
    auto const reader = parser();
    ::md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &reader, &builder);
    return within_limits(builder.take());
}

}  // namespace rmirror::targets::notion
