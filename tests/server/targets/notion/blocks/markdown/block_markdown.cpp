// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/block_markdown.hpp"

#include "targets/notion/blocks/markdown/inline_markdown.hpp"
#include "targets/notion/blocks/markdown/lines.hpp"

#include <algorithm>
#include <string_view>

namespace rmirror::targets::notion {

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(std::string_view text)
{
    Lines lines;
    while (true) {
        auto const end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

/// The index at which the line needs a backslash to be read as a paragraph; the line's length if it needs
/// none.
std::size_t block_mark(std::string_view line, bool is_first)
{
    auto const found = list_mark(line);
    if (found.is_number())
        return is_first || found.mark == "1." || found.mark == "1)" ? found.mark.size() - 1 : line.size();
    bool const is_block = !found.mark.empty() || heading_level(line) > 0 || is_divider(line) ||
                          line.starts_with('>') || !fence_of(line).empty() || is_delimiter_row(line) ||
                          line == "$$";
    return is_block ? 0 : line.size();
}

Lines text_lines(Spans const& text)
{
    auto lines = lines_of(inline_markdown(text));
    for (auto& line : lines) {
        bool const is_last = &line == &lines.back();
        // An empty line would end the paragraph. A backslash before a line break would be read as a hard
        // break.
        if (line.empty() && !is_last)
            line = "\\";
        else if (line.ends_with('\\') && !line.ends_with("\\\\") && !is_last)
            line += '\\';
        if (auto const at = block_mark(line, &line == &lines.front()); at < line.size())
            line.insert(at, "\\");
    }
    return lines;
}

std::string in_one_line(Spans const& text)
{
    auto line = inline_markdown(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

/// The mark of text like "4. ", which isn't a numbered block because Notion would show another number.
std::string_view number_in(std::string_view text)
{
    auto const found = list_mark(text);
    return found.is_number() ? found.mark : std::string_view();
}

bool is_numbered_text(Block const& block, std::size_t next)
{
    auto const text = plain_text(block.text);
    auto const mark = number_in(text);
    return block.kind == BlockKind::paragraph && !mark.empty() && mark != std::to_string(next) + ".";
}

class Writer {
public:
    explicit Writer(std::size_t depth = 0) : depth_(depth) {}

    void write(std::vector<Block> const& blocks, bool follows_item = false)
    {
        std::size_t numbered = 0;
        bool was_item = follows_item;
        bool is_first = !follows_item && out_.empty();
        for (auto const& block : blocks) {
            bool const is_text = is_numbered_text(block, numbered + 1);
            numbered = block.kind == BlockKind::numbered ? numbered + 1 : 0;
            bool const is_item = is_text || block.kind == BlockKind::bulleted ||
                                 block.kind == BlockKind::numbered || block.kind == BlockKind::to_do;
            if (!is_first && !(is_item && was_item))
                out_.emplace_back();
            is_first = false;
            was_item = is_item;
            if (is_item)
                put_item(block, parse_row_key(block, is_text, numbered));
            else
                put_block(block);
        }
    }

    Lines take() { return std::move(out_); }

private:
    static std::string parse_row_key(Block const& block, bool is_text, std::size_t number)
    {
        if (is_text)
            return {};
        if (block.kind == BlockKind::to_do)
            return block.is_checked ? "- [x] " : "- [ ] ";
        return block.kind == BlockKind::numbered ? std::to_string(number) + ". " : "- ";
    }

    void put(std::string const& line)
    {
        out_.push_back(line.empty() ? line : std::string(2 * depth_, ' ') + line);
    }

    void put_item(Block const& item, std::string const& mark)
    {
        auto lines = text_lines(item.text);
        // The text after an item's mark needs no backslash, because a line has only one mark.
        lines.front() = lines_of(inline_markdown(item.text)).front();
        put(mark + lines.front());
        ++depth_;
        std::for_each(lines.begin() + 1, lines.end(), [&](auto const& line) { put(line); });
        write(item.children, true);
        --depth_;
    }

    void put_block(Block const& block)
    {
        switch (block.kind) {
            case BlockKind::heading_1:
            case BlockKind::heading_2:
            case BlockKind::heading_3:
                put(std::string(level_of(block.kind), '#') + " " + in_one_line(block.text));
                break;
            case BlockKind::divider:
                put("---");
                break;
            case BlockKind::formula:
                put("$$" + plain_text(block.text) + "$$");
                break;
            case BlockKind::code:
                return put_code(block);
            case BlockKind::table:
                return put_table(block);
            case BlockKind::quote:
            case BlockKind::callout:
                return put_quote(block);
            default:
                for (auto const& line : text_lines(block.text))
                    put(line);
        }
        write(block.children);
    }

    static std::size_t level_of(BlockKind kind)
    {
        return kind == BlockKind::heading_1 ? 1 : kind == BlockKind::heading_2 ? 2 : 3;
    }

    void put_code(Block const& block)
    {
        auto const code = plain_text(block.text);
        std::string fence = "```";
        while (code.find(fence) != std::string::npos)
            fence += '`';
        put(fence + block.language);
        for (auto const& line : lines_of(code))
            put(line);
        put(fence);
    }

    void put_quote(Block const& block)
    {
        Writer within;
        if (!block.text.empty() || block.children.empty())
            within.out_ = text_lines(block.text);
        within.write(block.children);
        for (auto const& line : within.take())
            put(line.empty() ? ">" : "> " + line);
    }

    void put_table(Block const& table)
    {
        std::size_t width = table.width;
        for (auto const& row : table.children)
            width = std::max(width, row.cells.size());
        if (!table.has_header) {
            put_row(std::vector<Spans>(width));
            put_rule(width);
        }
        for (auto const& row : table.children) {
            put_row(row.cells);
            if (table.has_header && &row == &table.children.front())
                put_rule(width);
        }
    }

    void put_rule(std::size_t width)
    {
        std::string rule = "|";
        for (std::size_t i = 0; i < width; ++i)
            rule += " --- |";
        put(rule);
    }

    void put_row(std::vector<Spans> const& cells)
    {
        std::string row = "|";
        for (auto const& cell : cells) {
            std::string text;
            for (char const c : in_one_line(cell))
                text += c == '|' ? "\\|" : std::string(1, c);
            row += text.empty() ? "  |" : " " + text + " |";
        }
        put(row);
    }

    std::size_t depth_;
    Lines out_;
};

}  // namespace

std::string markdown_of(std::vector<Block> const& blocks)
{
    Writer writer;
    writer.write(blocks);
    std::string markdown;
    for (auto const& line : writer.take())
        markdown += (markdown.empty() ? "" : "\n") + line;
    return markdown;
}

}  // namespace rmirror::targets::notion
