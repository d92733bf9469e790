// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/dialect.hpp"

#include "targets/notion/blocks/markdown/lines.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace rmirror::targets::notion {

namespace {

using Lines = std::vector<std::string_view>;

/// Items of the same level may be indented slightly differently.
constexpr std::size_t kColumnsPerLevel = 2;
/// Deeper items are placed at this level.
constexpr std::size_t kMaxLevels = 48;
constexpr std::size_t kMaxQuotes = 16;

Lines lines_of(std::string_view text)
{
    Lines lines;
    while (true) {
        auto const end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

/// Reads and removes "[ ] " or "[x] ".
std::optional<bool> take_box(std::string_view& text)
{
    for (auto const& [box, is_checked] :
         {std::pair<std::string_view, bool>{"[ ]", false}, {"[x]", true}, {"[X]", true}})
        if (text.starts_with(box) && (text.size() == box.size() || text[box.size()] == ' ')) {
            text = trimmed(text.substr(box.size()));
            return is_checked;
        }
    return std::nullopt;
}

/// A fence that doesn't occur in the text.
std::string fence_around(std::string_view text)
{
    std::size_t longest = 2;
    for (std::size_t at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
        auto const end = std::min(text.find_first_not_of('`', at), text.size());
        longest = std::max(longest, end - at);
        at = end;
    }
    return std::string(longest + 1, '`');
}

class DialectWriter {
public:
    DialectWriter(Lines lines, std::size_t quotes) : lines_(std::move(lines)), quotes_(quotes) {}

    std::string write()
    {
        while (at_ < lines_.size())
            take_line();
        return std::move(out_);
    }

private:
    enum class Last { nothing, paragraph, item, other };

    std::string_view line() const { return trimmed(lines_[at_]); }

    void take_line()
    {
        auto const text = line();
        if (text.empty()) {
            last_ = Last::other;
            ++at_;
            return;
        }
        if (take_item() || take_fence() || take_quote() || take_heading() || take_table() || take_formula())
            return;
        close_items(indent_of(lines_[at_]));
        if (is_divider(text))
            put_block("- - -");
        else
            put_text(text);
        ++at_;
    }

    /// Closes the items that a line with this indentation isn't part of.
    void close_items(std::size_t indent)
    {
        auto const before = items_.size();
        while (!items_.empty() && indent < items_.back() + kColumnsPerLevel)
            items_.pop_back();
        if (items_.size() < before && last_ != Last::nothing)
            last_ = Last::other;
    }

    void put(std::string_view line)
    {
        out_.append(kColumnsPerLevel * items_.size(), ' ');
        out_ += line;
        out_ += '\n';
    }

    void put_block(std::string_view line)
    {
        out_ += '\n';
        put(line);
        last_ = Last::other;
    }

    void put_text(std::string_view text)
    {
        if (last_ == Last::other || last_ == Last::nothing)
            out_ += '\n';
        put(kLineMarker + (" " + with_plain_signs(text)));
        last_ = Last::paragraph;
    }

    bool take_item()
    {
        auto const found = list_mark(line());
        auto const indent = indent_of(lines_[at_]);
        bool const goes_on =
            last_ == Last::paragraph && (items_.empty() || indent >= items_.back() + kColumnsPerLevel);
        if (found.mark.empty() || (found.is_number() && goes_on && found.mark != "1." && found.mark != "1)"))
            return false;
        close_items(indent);
        if (last_ != Last::item)
            out_ += '\n';
        auto rest = found.rest;
        auto const box = take_box(rest);
        std::string sign(1, kItemMarker);
        sign += found.is_number() ? found.mark : "-";
        sign += box ? (*box ? "x" : "o") : "";
        put("- " + sign + kItemMarker + " " + with_plain_signs(rest));
        if (items_.size() < kMaxLevels)
            items_.push_back(indent);
        last_ = Last::item;
        ++at_;
        return true;
    }

    bool take_fence()
    {
        auto const fence = fence_of(line());
        if (fence.empty())
            return false;
        auto const indent = indent_of(lines_[at_]);
        auto const language = trimmed(line().substr(fence.size()));
        close_items(indent);
        std::string code;
        while (++at_ < lines_.size()) {
            auto const end = fence_of(line());
            if (end.starts_with(fence) && end.size() == line().size())
                break;
            auto const blanks = std::min({lines_[at_].find_first_not_of(" \t"), lines_[at_].size(), indent});
            code += std::string(lines_[at_].substr(blanks)) + "\n";
        }
        ++at_;
        put_code(code, language);
        return true;
    }

    void put_code(std::string_view code, std::string_view language)
    {
        auto const fence = fence_around(code);
        put_block(fence + std::string(language.substr(0, language.find('`'))));
        while (!code.empty()) {
            auto const end = code.find('\n');
            put(code.substr(0, end));
            code.remove_prefix(end == std::string_view::npos ? code.size() : end + 1);
        }
        put(fence);
    }

    bool take_quote()
    {
        if (!line().starts_with('>') || quotes_ == kMaxQuotes)
            return false;
        close_items(indent_of(lines_[at_]));
        Lines within;
        for (; at_ < lines_.size() && line().starts_with('>'); ++at_) {
            auto const rest = line().substr(1);
            within.push_back(rest.starts_with(' ') ? rest.substr(1) : rest);
        }
        auto const quoted = DialectWriter(std::move(within), quotes_ + 1).write();
        out_ += '\n';
        for (auto const part : lines_of(quoted))
            put("> " + std::string(part));
        last_ = Last::other;
        return true;
    }

    bool take_heading()
    {
        auto const level = heading_level(line());
        if (level == 0)
            return false;
        close_items(indent_of(lines_[at_]));
        auto text = std::string(trimmed(line().substr(level)));
        // Trailing marks would be read as the closing sequence of the heading.
        if (text.ends_with('#'))
            text.insert(text.size() - 1, text.ends_with("\\#") ? "" : "\\");
        put_block(std::string(level, '#') + " " + with_plain_signs(text));
        ++at_;
        return true;
    }

    bool take_table()
    {
        if (at_ + 1 == lines_.size() || line().find('|') == std::string_view::npos ||
            is_delimiter_row(line()) || !is_delimiter_row(trimmed(lines_[at_ + 1])))
            return false;
        close_items(indent_of(lines_[at_]));
        std::vector<std::vector<std::string>> rows;
        auto const head = at_;
        for (; at_ < lines_.size() && line().find('|') != std::string_view::npos; ++at_)
            if (at_ != head + 1)
                rows.push_back(cells_of(line()));
        std::size_t width = 0;
        for (auto const& row : rows)
            width = std::max(width, row.size());
        out_ += '\n';
        for (auto& row : rows) {
            row.resize(width);
            put_row(row);
            if (&row == &rows.front())
                put_row(std::vector<std::string>(width, "---"));
        }
        last_ = Last::other;
        return true;
    }

    void put_row(std::vector<std::string> const& cells)
    {
        std::string row = "|";
        for (auto const& cell : cells)
            row += " " + with_plain_signs(cell) + " |";
        put(row);
    }

    bool take_formula()
    {
        std::string formula(formula_of(line()));
        auto end = at_ + 1;
        if (formula.empty() && line() == "$$") {
            for (; end < lines_.size() && !trimmed(lines_[end]).empty(); ++end) {
                if (trimmed(lines_[end]) == "$$")
                    break;
                formula += (formula.empty() ? "" : " ") + std::string(trimmed(lines_[end]));
            }
            bool const is_closed = end < lines_.size() && trimmed(lines_[end]) == "$$";
            formula = is_closed ? formula : std::string();
            ++end;
        }
        if (formula.empty())
            return false;
        close_items(indent_of(lines_[at_]));
        put_code(formula, kFormulaFence);
        at_ = end;
        return true;
    }

    Lines lines_;
    std::size_t quotes_;
    std::size_t at_ = 0;
    Last last_ = Last::nothing;
    /// Indentation of the open items, in columns.
    std::vector<std::size_t> items_;
    std::string out_;
};

}  // namespace

std::string normalize_markdown(std::string_view clean)
{
    return DialectWriter(lines_of(clean), 0).write();
}

}  // namespace rmirror::targets::notion
