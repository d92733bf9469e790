// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/inline_markdown.hpp"

#include "targets/notion/blocks/markdown/lines.hpp"
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rmirror::targets::notion {

namespace {

/// Groups of marks: those of one group are either all escaped or not at all.
constexpr std::array<std::string_view, 8> kMarks = {"_", "<", "[]", "~", "=", "$", "*`", "\\"};

std::string escaped(std::string_view text, std::string_view marks)
{
    std::string result;
    for (char const c : text) {
        if (marks.find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

/// The fence is longer than any in the text.
std::string code_of(std::string_view text)
{
    std::size_t longest = 0;
    for (auto at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
        auto const end = std::min(text.find_first_not_of('`', at), text.size());
        longest = std::max(longest, end - at);
        at = end;
    }
    std::string const marks(longest + 1, '`');
    std::string const blank = text.starts_with('`') || text.ends_with('`') ? " " : "";
    return marks + blank + std::string(text) + blank + marks;
}

/// Formats with marks around the text, outermost first.
enum class Around { link, bold, italic, struck };

bool has(Span const& span, Around mark)
{
    switch (mark) {
        case Around::link:
            return !span.link.empty();
        case Around::bold:
            return span.bold;
        case Around::italic:
            return span.italic;
        default:
            return span.struck;
    }
}

bool is_same(Span const& a, Span const& b, Around mark)
{
    return has(a, mark) == has(b, mark) && (mark != Around::link || a.link == b.link);
}

class InlineWriter {
public:
    InlineWriter(Spans const& spans, std::string_view marks) : spans_(spans), marks_(marks) {}

    std::string write()
    {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            close(i);
            open(i);
            put(spans_[i]);
        }
        close(spans_.size());
        return std::move(out_);
    }

private:
    /// The index of the next span in which the mark is another.
    std::size_t end_of(std::size_t from, Around mark) const
    {
        auto end = from + 1;
        while (end < spans_.size() && is_same(spans_[from], spans_[end], mark))
            ++end;
        return end;
    }

    void close(std::size_t at)
    {
        std::size_t keep = 0;
        while (keep < open_.size() && at < spans_.size() && is_same(spans_[at - 1], spans_[at], open_[keep]))
            ++keep;
        // Marks with blanks on their inner side aren't marks, so blanks go outside.
        auto const last = out_.find_last_not_of(' ');
        auto const blanks = last == std::string::npos || keep == open_.size() ? 0 : out_.size() - last - 1;
        out_.resize(out_.size() - blanks);
        for (; open_.size() > keep; open_.pop_back())
            out_ += open_.back() == Around::link ? "](" + spans_[at - 1].link + ")" : word(open_.back());
        out_.append(blanks, ' ');
    }

    void open(std::size_t at)
    {
        std::vector<std::pair<std::size_t, Around>> fresh;
        for (auto const mark : {Around::link, Around::bold, Around::italic, Around::struck})
            if (has(spans_[at], mark) && std::find(open_.begin(), open_.end(), mark) == open_.end())
                fresh.emplace_back(end_of(at, mark), mark);
        std::stable_sort(fresh.begin(), fresh.end(),
                         [](auto const& a, auto const& b) { return a.first > b.first; });
        if (!fresh.empty()) {
            auto const blanks = std::min(spans_[at].text.find_first_not_of(' '), spans_[at].text.size());
            out_.append(blanks, ' ');
            skip_ = blanks;
        }
        for (auto const& [end, mark] : fresh) {
            out_ += mark == Around::link ? "[" : word(mark);
            open_.push_back(mark);
        }
    }

    static std::string word(Around mark)
    {
        return mark == Around::bold ? "**" : mark == Around::italic ? "*" : "~~";
    }

    void put(Span const& span)
    {
        auto const text = std::string_view(span.text).substr(std::exchange(skip_, 0));
        if (span.is_formula)
            out_ += "$" + std::string(text) + "$";
        else
            out_ += span.code ? code_of(text) : escaped(text, marks_);
    }

    Spans const& spans_;
    std::string_view marks_;
    std::vector<Around> open_;
    std::size_t skip_ = 0;
    std::string out_;
};

/// Starts each line with a letter, so that it isn't read as the mark of a block.
Spans as_plain_lines(Spans const& given)
{
    constexpr std::string_view kLetter = "a ";
    Spans spans = {{.text = std::string(kLetter)}};
    for (auto span : given) {
        for (auto at = span.text.find('\n'); at != std::string::npos; at = span.text.find('\n', at + 1))
            span.text.insert(at + 1, kLetter);
        spans.push_back(std::move(span));
    }
    return joined(spans);
}

bool reads_as(std::string const& markdown, Spans const& spans)
{
    auto const blocks = blocks_of_markdown(markdown);
    return blocks.size() == 1 && blocks[0].text == spans;
}

std::string without(std::string_view marks, std::string_view kind)
{
    std::string left;
    std::copy_if(marks.begin(), marks.end(), std::back_inserter(left),
                 [&](char c) { return kind.find(c) == std::string_view::npos; });
    return left;
}

}  // namespace

std::string inline_markdown(Spans const& spans)
{
    auto const all = joined(spans);
    auto const lines = as_plain_lines(all);
    auto const is_right = [&](std::string const& marks) {
        return reads_as(InlineWriter(lines, marks).write(), lines);
    };
    std::string marks;
    if (!is_right(marks)) {
        for (auto const kind : kMarks)
            marks += kind;
        for (auto const kind : kMarks)
            if (auto const fewer = without(marks, kind); is_right(fewer))
                marks = fewer;
    }
    return InlineWriter(all, marks).write();
}

}  // namespace rmirror::targets::notion
