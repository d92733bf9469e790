// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/manifest/typed_tasks.hpp"

#include "db/ids.hpp"
#include "library/todos.hpp"
#include "ocr/text/words.hpp"

#include <pqxx/result>

#include <algorithm>
#include <array>
#include <limits>

namespace rmirror::library {

namespace {

constexpr std::size_t kMaxTasks = 1000;    // Per page.
constexpr std::size_t kMaxLetters = 1000;  // Per task.

constexpr auto kListMarkdown = R"sql(
    SELECT id, coalesce(typed_markdown, '') FROM pages WHERE user_id = $1 AND id = ANY ($2::uuid[]))sql";

bool is_punctuation(char letter)
{
    constexpr std::string_view kPunctuation = R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)";
    return kPunctuation.find(letter) != std::string_view::npos;
}

bool is_blank(std::string_view text, std::size_t at)
{
    return at >= text.size() || text[at] == ' ' || text[at] == '\t' || text[at] == '\n';
}

/// A paragraph can continue on the next line after a backslash at the end of a line.
std::string with_paragraphs_joined(std::string_view markdown)
{
    std::string joined;
    joined.reserve(markdown.size());
    for (std::size_t i = 0; i < markdown.size(); ++i) {
        if (markdown.substr(i, 2) == "\\\n") {
            joined += ' ';
            i = std::min(markdown.find_first_not_of(" \t", i + 2), markdown.size()) - 1;
        } else {
            joined += markdown[i];
            // The escaped character isn't an escaping backslash itself.
            if (markdown[i] == '\\' && i + 1 < markdown.size())
                joined += markdown[++i];
        }
    }
    return joined;
}

/// Length of the mark of bold, italic or struck-through words at this position; 0 if there is none.
std::size_t mark_at(std::string_view markdown, std::size_t at)
{
    constexpr std::array<std::string_view, 4> kTags = {"<strong>", "</strong>", "<em>", "</em>"};
    for (auto const tag : kTags)
        if (markdown.substr(at, tag.size()) == tag)
            return tag.size();
    if (markdown[at] != '*' && markdown.substr(at, 2) != "~~")
        return 0;
    auto const end = std::min(markdown.find_first_not_of(markdown[at], at), markdown.size());
    bool const touches_words = !is_blank(markdown, end) || (at > 0 && !is_blank(markdown, at - 1));
    return touches_words ? end - at : 0;
}

std::string words_of(std::string_view markdown)
{
    std::string words;
    for (std::size_t i = 0; i < markdown.size(); ++i) {
        if (markdown[i] == '\\' && i + 1 < markdown.size() && is_punctuation(markdown[i + 1]))
            words += markdown[++i];
        else if (auto const length = mark_at(markdown, i); length > 0)
            i += length - 1;
        else
            words += markdown[i];
    }
    return words;
}

}  // namespace

std::vector<ocr::Todo> typed_tasks_in(std::string_view markdown)
{
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    auto tasks = ocr::todos_in(with_paragraphs_joined(markdown),
                               {.max_todos = kAll, .min_letters = 1, .max_letters = kAll});
    for (auto& task : tasks)
        task.text = ocr::first_characters(words_of(task.text), kMaxLetters);
    std::erase_if(tasks, [](auto const& task) { return task.text.empty(); });
    tasks.resize(std::min(tasks.size(), kMaxTasks));
    return tasks;
}

void write_typed_tasks(LibraryWork& work, std::string const& page_ids)
{
    std::vector<PageTodos> pages;
    for (auto const& row : work->exec_params(kListMarkdown, work.user_id(), page_ids)) {
        PageTodos page{PageId(row[0].as<std::string>()), {}};
        for (auto& task : typed_tasks_in(row[1].c_str()))
            page.found.push_back({std::move(task), std::nullopt});
        pages.push_back(std::move(page));
    }
    write_todos(work, TodoSource::typed_text, pages);
}

}  // namespace rmirror::library
