// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/todos.hpp"

#include "ocr/words.hpp"

#include <algorithm>
#include <initializer_list>
#include <tuple>

namespace rmirror::ocr {

namespace {

constexpr std::size_t kMostTodos = 200;     // Of a page.
constexpr std::size_t kMostLetters = 1000;  // Of one.
constexpr std::size_t kFewestLetters = 3;

/// Cuts `word` off when the text begins with it.
bool take(std::string_view& text, std::string_view word)
{
    if (!text.starts_with(word))
        return false;
    text.remove_prefix(word.size());
    return true;
}

bool take_any(std::string_view& text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](auto word) { return take(text, word); });
}

std::string_view without_blanks(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r");
    auto const last = text.find_last_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

/// "- ", "* ", "+ ", "12. " or "12) ".
void take_bullet(std::string_view& line)
{
    auto const digits = line.find_first_not_of("0123456789");
    bool const is_numbered = digits != 0 && digits != std::string_view::npos && digits <= 3 &&
                             (line[digits] == '.' || line[digits] == ')');
    bool const is_bullet = !line.empty() && std::string_view("-*+").find(line[0]) != std::string_view::npos;
    if (!is_numbered && !is_bullet)
        return;
    auto const rest = line.substr(is_numbered ? digits + 1 : 1);
    // Without a blank it is a number, or the emphasis of a word; a box may follow at once.
    if (rest.starts_with(' ') || rest.starts_with('[') || rest.starts_with("☐") || rest.starts_with("☑"))
        line = without_blanks(rest);
}

/// The box and its state; nothing when there is none.
std::optional<bool> take_box(std::string_view& line)
{
    if (take_any(line, {"[ ]", "[]", "☐", "□", "▢", "◻"}))
        return false;
    if (take_any(line, {"[x]", "[X]", "[✓]", "[✔]", "[☑]", "☑", "☒", "✓", "✔", "✅"}))
        return true;
    constexpr std::string_view kWord = "todo";
    auto const is_letter = [](char given, char wanted) { return (given | 0x20) == wanted; };
    if (line.size() < kWord.size() ||
        !std::equal(kWord.begin(), kWord.end(), line.begin(),
                    [&](char wanted, char given) { return is_letter(given, wanted); }))
        return std::nullopt;
    auto rest = line.substr(kWord.size());
    if (!take(rest, ":"))
        return std::nullopt;
    line = rest;
    return false;
}

std::optional<Todo> todo_in(std::string_view line)
{
    line = without_blanks(line);
    take_bullet(line);
    auto const is_ticked = take_box(line);
    if (!is_ticked)
        return std::nullopt;
    auto const text = first_letters(without_blanks(line), kMostLetters);
    if (letters_of(text) < kFewestLetters)
        return std::nullopt;
    return Todo{std::string(text), *is_ticked};
}

struct Pair {
    double score = 0;
    std::size_t known = 0;
    std::size_t found = 0;
};

/// Below this they are two, unless they stand at the same place, which speaks for being one.
constexpr double kSame = 0.8;
constexpr double kSamePlace = 0.15;
constexpr double kNearlyCertain = 0.99;

double similarity_of_folded(std::string_view left, std::string_view right)
{
    return left == right ? 1 : 0.7 * likeness(left, right) + 0.3 * shared_words(left, right);
}

/// All that may be the same.
std::vector<Pair> alike(std::vector<std::string> const& known, std::vector<Todo> const& found)
{
    std::vector<std::string> texts;
    texts.reserve(found.size());
    for (auto const& todo : found)
        texts.push_back(folded(todo.text));
    std::vector<Pair> pairs;
    for (std::size_t k = 0; k < known.size(); ++k) {
        auto const text = folded(known[k]);
        for (std::size_t f = 0; f < found.size(); ++f) {
            auto score = similarity_of_folded(text, texts[f]);
            if (score < 1 && k == f)
                score = std::min(score + kSamePlace, kNearlyCertain);
            if (score >= kSame)
                pairs.push_back({score, k, f});
        }
    }
    return pairs;
}

}  // namespace

std::vector<Todo> todos_in(std::string_view markdown)
{
    std::vector<Todo> todos;
    while (!markdown.empty() && todos.size() < kMostTodos) {
        auto const end = std::min(markdown.find('\n'), markdown.size());
        if (auto todo = todo_in(markdown.substr(0, end)))
            todos.push_back(std::move(*todo));
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    return todos;
}

std::vector<std::optional<std::size_t>> recognised(std::vector<std::string> const& known,
                                                   std::vector<Todo> const& found)
{
    auto pairs = alike(known, found);
    // The likeliest first; and the same text twice stays in its order.
    std::sort(pairs.begin(), pairs.end(), [](Pair const& a, Pair const& b) {
        return std::tuple(-a.score, a.known, a.found) < std::tuple(-b.score, b.known, b.found);
    });
    std::vector<std::optional<std::size_t>> result(found.size());
    std::vector<bool> taken(known.size());
    for (auto const& pair : pairs)
        if (!taken[pair.known] && !result[pair.found]) {
            taken[pair.known] = true;
            result[pair.found] = pair.known;
        }
    return result;
}

double similarity(std::string_view one, std::string_view other)
{
    return similarity_of_folded(folded(one), folded(other));
}

}  // namespace rmirror::ocr
