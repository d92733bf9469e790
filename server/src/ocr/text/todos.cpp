// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/text/todos.hpp"

#include "base/trimmed.hpp"
#include "ocr/text/words.hpp"

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <unordered_map>

namespace rmirror::ocr {

namespace {

/// Removes the prefix `word`, if the text starts with it.
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

constexpr std::string_view kBlanks = " \t\r";

/// Removes "- ", "* ", "+ ", "12. " or "12) ".
void take_bullet(std::string_view& line)
{
    auto const digits = line.find_first_not_of("0123456789");
    bool const is_numbered = digits != 0 && digits != std::string_view::npos && digits <= 3 &&
                             (line[digits] == '.' || line[digits] == ')');
    bool const is_bullet = !line.empty() && std::string_view("-*+").find(line[0]) != std::string_view::npos;
    if (!is_numbered && !is_bullet)
        return;
    auto const rest = line.substr(is_numbered ? digits + 1 : 1);
    // Without a space this is a number or the start of emphasis; a checkbox may follow directly.
    if (rest.starts_with(' ') || rest.starts_with('[') || rest.starts_with("☐") || rest.starts_with("☑"))
        line = trimmed(rest, kBlanks);
}

/// Removes a checkbox and returns whether it is ticked; nullopt if there is none.
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

/// The fence that opens or closes code, such as "```": its character and how many there are of it.
struct FenceMarks {
    char mark = 0;
    std::size_t count = 0;
    bool has_words = false;
};

/// nullopt if the line has no fence. One with a backtick behind it is a code span.
std::optional<FenceMarks> fence_in(std::string_view line)
{
    constexpr std::size_t kFewestMarks = 3;
    line = trimmed(line, kBlanks);
    if (!line.starts_with("```") && !line.starts_with("~~~"))
        return std::nullopt;
    auto const count = std::min(line.find_first_not_of(line[0]), line.size());
    auto const words = line.substr(count);
    if (count < kFewestMarks || words.find('`') != std::string_view::npos)
        return std::nullopt;
    return FenceMarks{line[0], count, !words.empty()};
}

/// Tells which lines of a text are code.
class CodeLines {
public:
    bool is_code(std::string_view line)
    {
        auto const fence = fence_in(line);
        if (!open_) {
            open_ = fence;
            return fence.has_value();
        }
        if (fence && fence->mark == open_->mark && fence->count >= open_->count && !fence->has_words)
            open_.reset();
        return true;
    }

private:
    std::optional<FenceMarks> open_;
};

std::optional<Todo> todo_in(std::string_view line, TodoRules const& rules)
{
    line = trimmed(line, kBlanks);
    take_bullet(line);
    auto const is_ticked = take_box(line);
    if (!is_ticked)
        return std::nullopt;
    auto const text = first_characters(trimmed(line, kBlanks), rules.max_letters);
    if (character_count(text) < rules.min_letters)
        return std::nullopt;
    return Todo{std::string(text), *is_ticked};
}

struct Pair {
    double score = 0;
    std::size_t known = 0;
    std::size_t found = 0;
};

/// Minimum similarity for a match. Texts at the same index get a bonus, as they are probably the same todo.
constexpr double kSame = 0.8;
constexpr double kSamePlace = 0.15;
constexpr double kNearlyCertain = 0.99;

/// From 0 to 1, of folded texts.
double similarity(std::string_view left, std::string_view right)
{
    return left == right ? 1 : 0.7 * likeness(left, right) + 0.3 * shared_words(left, right);
}

using Texts = std::vector<std::string>;

/// Assigns found todos to known ones.
class Matching {
public:
    Matching(std::size_t known, std::size_t found) : is_taken_(known), known_of_(found) {}

    /// Matches equal texts, in their order.
    void match_equal(Texts const& known, Texts const& found)
    {
        std::unordered_map<std::string_view, std::vector<std::size_t>> waiting;
        for (auto k = known.size(); k-- > 0;)
            if (!is_taken_[k] && !known[k].empty())
                waiting[known[k]].push_back(k);
        for (std::size_t f = 0; f < found.size(); ++f) {
            auto const same = waiting.find(found[f]);
            if (known_of_[f] || same == waiting.end() || same->second.empty())
                continue;
            match(same->second.back(), f);
            same->second.pop_back();
        }
    }

    /// Matches the remaining similar texts, most similar first.
    void match_alike(Texts const& known, Texts const& found, std::size_t& comparisons)
    {
        auto pairs = alike(known, found, comparisons);
        std::sort(pairs.begin(), pairs.end(), [](Pair const& a, Pair const& b) {
            return std::tuple(-a.score, a.known, a.found) < std::tuple(-b.score, b.known, b.found);
        });
        for (auto const& pair : pairs)
            if (!is_taken_[pair.known] && !known_of_[pair.found])
                match(pair.known, pair.found);
    }

    std::vector<std::optional<std::size_t>> const& known_of() const { return known_of_; }

private:
    void match(std::size_t known, std::size_t found)
    {
        is_taken_[known] = true;
        known_of_[found] = known;
    }

    std::vector<Pair> alike(Texts const& known, Texts const& found, std::size_t& comparisons) const
    {
        std::vector<std::size_t> known_left;
        std::vector<std::size_t> found_left;
        for (std::size_t k = 0; k < known.size(); ++k)
            if (!is_taken_[k] && !known[k].empty())
                known_left.push_back(k);
        for (std::size_t f = 0; f < found.size(); ++f)
            if (!known_of_[f] && !found[f].empty())
                found_left.push_back(f);
        std::vector<Pair> pairs;
        // Each found text is compared only with the `width` known texts at the nearest positions.
        auto const width =
            std::min(known_left.size(), comparisons / std::max<std::size_t>(found_left.size(), 1));
        for (std::size_t place = 0; place < found_left.size(); ++place) {
            auto const first = std::min(place - std::min(place, width / 2), known_left.size() - width);
            for (auto at = first; at < first + width; ++at)
                if (auto pair = compare(known, known_left[at], found, found_left[place]))
                    pairs.push_back(*pair);
        }
        comparisons -= width * found_left.size();
        return pairs;
    }

    static std::optional<Pair> compare(Texts const& known, std::size_t k, Texts const& found, std::size_t f)
    {
        auto score = similarity(known[k], found[f]);
        if (score < 1 && k == f)
            score = std::min(score + kSamePlace, kNearlyCertain);
        return score >= kSame ? std::optional(Pair{score, k, f}) : std::nullopt;
    }

    std::vector<bool> is_taken_;
    std::vector<std::optional<std::size_t>> known_of_;
};

Texts folded(Texts const& texts)
{
    Texts all;
    all.reserve(texts.size());
    for (auto const& text : texts)
        all.push_back(ocr::folded(text));
    return all;
}

}  // namespace

std::vector<Todo> todos_in(std::string_view markdown, TodoRules const& rules)
{
    std::vector<Todo> todos;
    CodeLines code;
    while (!markdown.empty() && todos.size() < rules.max_todos) {
        auto const end = std::min(markdown.find('\n'), markdown.size());
        auto const line = markdown.substr(0, end);
        if (auto todo = code.is_code(line) ? std::nullopt : todo_in(line, rules))
            todos.push_back(std::move(*todo));
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    return todos;
}

std::vector<std::optional<std::size_t>> match_todos(std::vector<std::string> const& known,
                                                    std::vector<Todo> const& found, std::size_t& comparisons)
{
    Texts texts;
    texts.reserve(found.size());
    for (auto const& todo : found)
        texts.push_back(todo.text);
    Matching matching(known.size(), found.size());
    matching.match_equal(known, texts);
    auto const folded_known = folded(known);
    auto const folded_texts = folded(texts);
    matching.match_equal(folded_known, folded_texts);
    matching.match_alike(folded_known, folded_texts, comparisons);
    return matching.known_of();
}

}  // namespace rmirror::ocr
