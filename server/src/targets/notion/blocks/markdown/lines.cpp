// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/lines.hpp"

#include <algorithm>
#include <cctype>

namespace rmirror::targets::notion {

namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kEmphasis = "==";

/// The end of the code span that begins at `at`; `at` if it isn't closed.
std::size_t end_of_code(std::string_view line, std::size_t at)
{
    auto const content = std::min(line.find_first_not_of('`', at), line.size());
    auto const marks = content - at;
    for (auto begin = line.find('`', content); begin < line.size(); begin = line.find('`', begin)) {
        auto const end = std::min(line.find_first_not_of('`', begin), line.size());
        if (end - begin == marks)
            return end;
        begin = end;
    }
    return at;
}

/// The end of the formula that begins at `at`; `at` if there is none.
std::size_t end_of_formula(std::string_view line, std::size_t at)
{
    bool const is_double = line.substr(at).starts_with("$$");
    if (is_double) {
        auto const end = line.find("$$", at + 2);
        return end == std::string_view::npos || end == at + 2 ? at : end + 2;
    }
    for (auto end = at + 1; end < line.size() && kBlanks.find(line[at + 1]) == std::string_view::npos;
         ++end) {
        if (line[end] == '\\')
            ++end;
        else if (line[end] == '$')
            return end > at + 1 && kBlanks.find(line[end - 1]) == std::string_view::npos &&
                           kDigits.find(line.substr(end + 1, 1).empty() ? ' ' : line[end + 1]) ==
                               std::string_view::npos
                       ? end + 1
                       : at;
    }
    return at;
}

bool is_blank_or_end(std::string_view text)
{
    return text.empty() || kBlanks.find(text[0]) != std::string_view::npos;
}

/// Whether `==` beside this character is a comparison, as in "x==1", or part of a row of signs.
bool joins_equals_signs(char byte)
{
    return byte == '=' || byte == '_' || std::isalnum(static_cast<unsigned char>(byte)) != 0;
}

/// The length of `==emphasised words==` at this place; 0 if there are none. Notion has no such mark.
std::size_t emphasis_length(std::string_view line, std::size_t at)
{
    if (line.substr(at, kEmphasis.size()) != kEmphasis || (at > 0 && joins_equals_signs(line[at - 1])))
        return 0;
    auto const first = at + kEmphasis.size();
    constexpr std::string_view kNeverBeside = "= \t";
    if (first >= line.size() || kNeverBeside.find(line[first]) != std::string_view::npos)
        return 0;
    auto const close = line.find(kEmphasis, first + 1);
    if (close == std::string_view::npos || kNeverBeside.find(line[close - 1]) != std::string_view::npos)
        return 0;
    auto const end = close + kEmphasis.size();
    return end < line.size() && joins_equals_signs(line[end]) ? 0 : end - at;
}

}  // namespace

std::size_t indent_of(std::string_view line)
{
    constexpr std::size_t kTab = 4;
    std::size_t columns = 0;
    for (char const c : line) {
        if (c == '\t')
            columns += kTab - columns % kTab;
        else if (c == ' ')
            ++columns;
        else
            break;
    }
    return columns;
}

std::string_view trimmed(std::string_view line)
{
    auto const first = line.find_first_not_of(kBlanks);
    return first == std::string_view::npos ? std::string_view()
                                           : line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

ListMark list_mark(std::string_view line)
{
    constexpr std::size_t kMaxDigits = 9;
    auto const digits = std::min(line.find_first_not_of(kDigits), line.size());
    std::size_t length = 0;
    if (digits == 0 && !line.empty() && std::string_view("-*+").find(line[0]) != std::string_view::npos)
        length = 1;
    else if (digits > 0 && digits <= kMaxDigits && digits < line.size() &&
             (line[digits] == '.' || line[digits] == ')'))
        length = digits + 1;
    if (length == 0 || !is_blank_or_end(line.substr(length)) || is_divider(line))
        return {};
    return {line.substr(0, length), trimmed(line.substr(length))};
}

std::size_t heading_level(std::string_view line)
{
    constexpr std::size_t kMaxLevels = 6;
    auto const level = std::min(line.find_first_not_of('#'), line.size());
    return level > 0 && level <= kMaxLevels && is_blank_or_end(line.substr(level)) ? level : 0;
}

bool is_divider(std::string_view line)
{
    constexpr std::ptrdiff_t kFewestMarks = 3;
    if (line.empty() || std::string_view("-*_").find(line[0]) == std::string_view::npos)
        return false;
    return std::count(line.begin(), line.end(), line[0]) >= kFewestMarks &&
           std::all_of(line.begin(), line.end(),
                       [&](char c) { return c == line[0] || kBlanks.find(c) != std::string_view::npos; });
}

std::string_view fence_of(std::string_view line)
{
    constexpr std::size_t kFewestMarks = 3;
    if (!line.starts_with("```") && !line.starts_with("~~~"))
        return {};
    auto const length = std::min(line.find_first_not_of(line[0]), line.size());
    bool const is_code_span = line[0] == '`' && line.find('`', length) != std::string_view::npos;
    return length >= kFewestMarks && !is_code_span ? line.substr(0, length) : std::string_view();
}

bool is_delimiter_row(std::string_view line)
{
    if (line.find('|') == std::string_view::npos ||
        line.find_first_not_of("|:- \t") != std::string_view::npos)
        return false;
    auto const cells = cells_of(line);
    return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
        if (cell.starts_with(':'))
            cell.remove_prefix(1);
        if (cell.ends_with(':'))
            cell.remove_suffix(1);
        return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
    });
}

std::vector<std::string> cells_of(std::string_view line)
{
    line = trimmed(line);
    if (line.starts_with('|'))
        line.remove_prefix(1);
    std::vector<std::string> cells;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= line.size(); ++at) {
        if (at < line.size() && line[at] == '\\') {
            ++at;
        } else if (at >= line.size() || line[at] == '|') {
            // The last bar ends the row and doesn't start a cell.
            if (at < line.size() || begin < line.size() || cells.empty())
                cells.emplace_back(trimmed(line.substr(begin, at - begin)));
            begin = at + 1;
        }
    }
    if (begin < line.size())
        cells.emplace_back(trimmed(line.substr(begin)));
    return cells;
}

std::string_view formula_of(std::string_view line)
{
    constexpr std::string_view kMark = "$$";
    if (line.size() <= 2 * kMark.size() || !line.starts_with(kMark) || !line.ends_with(kMark))
        return {};
    auto const inner = trimmed(line.substr(kMark.size(), line.size() - 2 * kMark.size()));
    return inner.find(kMark) == std::string_view::npos && !inner.starts_with('$') ? inner
                                                                                  : std::string_view();
}

std::string with_plain_signs(std::string_view line)
{
    std::string text;
    for (std::size_t at = 0; at < line.size();) {
        auto end = at + 1;
        if (line[at] == '\\')
            end = std::min(at + 2, line.size());
        else if (line[at] == '`')
            end = std::max(end_of_code(line, at), end);
        else if (line[at] == '$')
            end = std::max(end_of_formula(line, at), end);
        else if (line[at] == '~')
            end = std::min(line.find_first_not_of('~', at), line.size());
        else if (auto const length = emphasis_length(line, at); length > 0) {
            text += with_plain_signs(line.substr(at + kEmphasis.size(), length - 2 * kEmphasis.size()));
            at += length;
            continue;
        }
        auto const part = line.substr(at, end - at);
        bool const is_plain = part == "$" || (part[0] == '~' && part != "~~");
        for (char const c : part)
            text += is_plain ? std::string{'\\', c} : std::string(1, c);
        at = end;
    }
    return text;
}

}  // namespace rmirror::targets::notion
