// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports CommonMark with the task lists of GitHub and Obsidian.
#include "export/export.hpp"
#include "export/markup.hpp"
#include "typeset/typeset.hpp"

#include <algorithm>
#include <string_view>

namespace rmirror {
namespace {

constexpr std::string_view kSoftBreak = "\u2028";
constexpr std::size_t kIndent = 4;  // columns per level: deep enough below "- " and below "10. "

bool is_blank_text(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\v\f") == text.npos;
}

/// Merges adjacent runs of the same style, so that escaping sees adjacent characters.
void append_run(std::vector<TextRun>& line, std::string_view text, TextRun const& style)
{
    if (line.empty() || line.back().bold != style.bold || line.back().italic != style.italic)
        line.push_back({"", style.bold, style.italic});
    line.back().text += text;
}

/// The paragraph's lines, split at soft breaks, each as runs.
std::vector<std::vector<TextRun>> lines_of(Paragraph const& paragraph)
{
    std::vector<std::vector<TextRun>> lines(1);
    for (auto const& run : paragraph.runs) {
        std::string_view rest = run.text;
        for (auto at = rest.find(kSoftBreak); at != rest.npos; at = rest.find(kSoftBreak)) {
            append_run(lines.back(), rest.substr(0, at), run);
            lines.emplace_back();
            rest.remove_prefix(at + kSoftBreak.size());
        }
        append_run(lines.back(), rest, run);
    }
    return lines;
}

/// White space at the ends of a line has a special meaning in Markdown, or none.
void trim(std::vector<TextRun>& line)
{
    while (!line.empty()) {
        auto& text = line.front().text;
        text.erase(0, std::min(text.find_first_not_of(" \t\r\n\v\f"), text.size()));
        if (!text.empty())
            break;
        line.erase(line.begin());
    }
    while (!line.empty()) {
        auto& text = line.back().text;
        text.erase(text.find_last_not_of(" \t\r\n\v\f") + 1);
        if (!text.empty())
            break;
        line.pop_back();
    }
}

struct Marks {
    std::string open, close;
};

/// Asterisks are only recognised as emphasis if they are next to white space on the outside; HTML is used
/// elsewhere.
Marks marks_for(TextRun const& run, bool free_standing)
{
    if (free_standing) {
        std::string stars(run.bold && run.italic ? 3 : run.bold ? 2 : 1, '*');
        return {stars, stars};
    }
    if (run.bold && run.italic)
        return {"<strong><em>", "</em></strong>"};
    return run.bold ? Marks{"<strong>", "</strong>"} : Marks{"<em>", "</em>"};
}

bool ends_blank(std::string_view text)
{
    return text.empty() || text.back() == ' ' || text.back() == '\t';
}

bool starts_blank(std::string_view text)
{
    return text.empty() || text.front() == ' ' || text.front() == '\t';
}

std::string inline_markdown(std::vector<TextRun> const& line, bool at_line_start)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto const& run = line[i];
        if ((!run.bold && !run.italic) || is_blank_text(run.text)) {
            out += to_inline_markdown(run.text, at_line_start && out.empty());
            continue;
        }
        // Emphasis marks must touch the words, so white space of the run goes outside.
        auto first = run.text.find_first_not_of(" \t");
        auto last = run.text.find_last_not_of(" \t") + 1;
        std::string_view before = std::string_view(run.text).substr(0, first);
        std::string_view after = std::string_view(run.text).substr(last);
        bool free_standing = (!before.empty() || ends_blank(i > 0 ? line[i - 1].text : "")) &&
                             (!after.empty() || starts_blank(i + 1 < line.size() ? line[i + 1].text : ""));
        auto marks = marks_for(run, free_standing);
        out += before;
        out += marks.open + to_inline_markdown(std::string_view(run.text).substr(first, last - first), false);
        out += marks.close;
        out += after;
    }
    return out;
}

std::string prefix_of(Paragraph const& paragraph, int number)
{
    switch (kind_of(paragraph)) {
        case ParagraphKind::title:
            return "# ";
        case ParagraphKind::heading:
        case ParagraphKind::subheading:
            return "## ";
        case ParagraphKind::bullet:
            return "- ";
        case ParagraphKind::task:
            return state_of(paragraph) == TaskState::ticked ? "- [x] " : "- [ ] ";
        case ParagraphKind::numbered:
            return std::to_string(number) + ". ";
        case ParagraphKind::plain:
            break;
    }
    return "";
}

std::string body_of(Paragraph const& paragraph, ParagraphKind kind, std::size_t indent)
{
    // A heading ends with its line, so a soft break in it can only become a space.
    bool heading = kind != ParagraphKind::plain && !is_list(kind);
    std::string separator = heading ? " " : "\\\n" + std::string(indent, ' ');
    std::string body;
    for (auto& line : lines_of(paragraph)) {
        trim(line);
        auto text = inline_markdown(line, true);
        if (text.empty())
            continue;
        body += body.empty() ? "" : separator;
        body += text;
    }
    return body;
}

/// Writes paragraphs in order: list items without and everything else with a blank line in between.
class Writer {
public:
    void add(Paragraph const& paragraph, int number)
    {
        auto kind = kind_of(paragraph);
        bool list = is_list(kind);
        // An item can't be more than one level below the item before it, or it would be parsed as code.
        depth_ = list ? std::min(list_depth(paragraph), depth_ + 1) : -1;
        auto indent = list ? static_cast<std::size_t>(depth_) * kIndent : 0;
        auto prefix = prefix_of(paragraph, number);
        auto body = body_of(paragraph, kind, list ? indent + std::min<std::size_t>(prefix.size(), 2) : 0);
        if (body.empty() && !list)
            return;
        separate(list);
        out_ += std::string(indent, ' ') + prefix + body + "\n";
    }

    void add(Highlight const& highlight)
    {
        std::vector<TextRun> line{{highlight.text, false, false}};
        trim(line);
        if (line.empty())
            return;
        separate(false);
        out_ += "> " + to_inline_markdown(line[0].text, true) + "\n";
    }

    std::string take() { return std::move(out_); }

private:
    void separate(bool list)
    {
        if (!out_.empty() && !(list && after_list_))
            out_ += '\n';
        after_list_ = list;
    }

    std::string out_;
    int depth_ = -1;
    bool after_list_ = false;
};

void add_typed(Page const& page, Writer& writer)
{
    if (!page.text)
        return;
    auto const& paragraphs = page.text->paragraphs;
    auto numbers = list_numbers(paragraphs);
    for (std::size_t i = 0; i < paragraphs.size(); ++i)
        writer.add(paragraphs[i], numbers[i]);
}

}  // namespace

std::string to_typed_markdown(Page const& page)
{
    Writer writer;
    add_typed(page, writer);
    return writer.take();
}

std::string to_markdown(Page const& page)
{
    Writer writer;
    add_typed(page, writer);
    for (auto const& layer : page.layers)
        if (layer.visible)
            for (auto const& highlight : layer.highlights)
                writer.add(highlight);
    return writer.take();
}

}  // namespace rmirror
