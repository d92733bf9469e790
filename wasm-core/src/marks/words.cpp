// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks/words.hpp"

#include "base/utf8.hpp"
#include "typeset/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace rmirror {
namespace {

constexpr double kAscent = 0.8;  // of the letters' size, above the baseline

bool is_space(char32_t character)
{
    return character == U' ' || character == U'\t' || character == U'\u00A0' || character == U'\u2028';
}

bool is_heading_kind(ParagraphKind kind)
{
    return kind == ParagraphKind::title || kind == ParagraphKind::heading ||
           kind == ParagraphKind::subheading;
}

/// Splits the line's runs at spaces.
class TypedLine {
public:
    TypedLine(TextLine const& line, std::uint32_t block, std::uint32_t number, std::vector<Word>& words)
        : line_(line), block_(block), number_(number), words_(words), x_(line.x)
    {}

    void split()
    {
        for (auto const& run : line_.runs) {
            auto const font = font_style(line_.kind, run.bold, run.italic);
            auto const* bytes = reinterpret_cast<std::uint8_t const*>(run.text.data());
            for (char32_t const character : decode_utf8(Bytes(bytes, run.text.size()))) {
                auto const advance = advance_in_font(character, font) * line_.size;
                if (is_space(character))
                    end_word();
                else
                    add(character, run.bold, advance);
                x_ += advance;
            }
        }
        end_word();
    }

private:
    void add(char32_t character, bool bold, double advance)
    {
        if (word_.text.empty()) {
            word_.rect = {x_, line_.baseline - kAscent * line_.size, 0, line_.size};
            word_.bold = bold;
        }
        append_utf8(word_.text, character);
        word_.rect.width = x_ + advance - word_.rect.x;
    }

    void end_word()
    {
        if (word_.text.empty())
            return;
        word_.block = block_;
        word_.line = number_;
        word_.size = line_.size;
        word_.is_heading = is_heading_kind(line_.kind);
        words_.push_back(std::exchange(word_, {}));
    }

    TextLine const& line_;
    std::uint32_t block_, number_;
    std::vector<Word>& words_;
    double x_;
    Word word_;
};

std::u32string decoded(std::string const& text)
{
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const points = decode_utf8(Bytes(bytes, text.size()));
    return {points.begin(), points.end()};
}

bool is_closing(char32_t character)
{
    return std::u32string_view(U"\"')]}\u00BB\u2019\u201C\u201D\u203A").find(character) !=
           std::u32string_view::npos;
}

bool is_stop(char32_t character)
{
    return std::u32string_view(U".!?\u2026\u3002\uFF01\uFF1F").find(character) != std::u32string_view::npos;
}

bool is_small_letter(char32_t character)
{
    return (character >= U'a' && character <= U'z') || (character >= U'\u00DF' && character <= U'\u00FF') ||
           (character >= U'\u03B1' && character <= U'\u03C9') ||
           (character >= U'\u0430' && character <= U'\u045F');
}

/// Abbreviations that a sentence rarely ends with, in English and German.
bool is_abbreviation(std::string_view word)
{
    constexpr std::string_view kKnown[] = {"e.g.", "i.e.",  "etc.", "cf.",  "vs.",  "Dr.",   "Mr.",  "Mrs.",
                                           "Ms.",  "Prof.", "Fig.", "fig.", "Eq.",  "eq.",   "No.",  "pp.",
                                           "Vol.", "ed.",   "al.",  "bzw.", "vgl.", "ca.",   "Nr.",  "Abb.",
                                           "Bd.",  "usw.",  "d.h.", "z.B.", "u.a.", "Hrsg.", "Kap.", "Tab."};
    while (!word.empty() && (word.front() == '(' || word.front() == '['))
        word.remove_prefix(1);
    return std::find(std::begin(kKnown), std::end(kKnown), word) != std::end(kKnown);
}

bool ends_sentence(Word const& word, Word const& next)
{
    auto text = decoded(word.text);
    while (text.size() > 1 && is_closing(text.back()))
        text.pop_back();
    if (text.empty() || !is_stop(text.back()))
        return false;
    if (text.back() != U'.')
        return true;
    bool const is_initial = text.size() == 2 && !(text[0] >= U'0' && text[0] <= U'9');
    if (is_initial || is_abbreviation(word.text))
        return false;
    auto const following = decoded(next.text);
    return following.empty() || !is_small_letter(following.front());
}

/// A sentence continues where a paragraph is interrupted by a column's end; so only headings and blocks of
/// another size end it for certain.
bool is_apart(Word const& one, Word const& two)
{
    return one.turn != two.turn || one.is_heading != two.is_heading || one.block != two.block;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The size that most letters have.
double usual_size(std::vector<Word> const& words)
{
    std::map<int, std::size_t> letters;
    for (auto const& word : words)
        letters[static_cast<int>(word.size * 4)] += word.text.size();
    auto const most = std::max_element(letters.begin(), letters.end(), [](auto const& one, auto const& two) {
        return one.second < two.second;
    });
    return most == letters.end() ? 0 : (most->first + 0.5) / 4;
}

bool has_letter(WordLine const& line, std::vector<Word> const& words)
{
    constexpr char kCases = 'a' - 'A';
    for (auto i = line.first; i < line.end; ++i)
        for (unsigned char const byte : words[i].text)
            if (byte >= 0x80 || (byte >= 'A' && byte <= 'Z') ||
                (byte >= 'A' + kCases && byte <= 'Z' + kCases))
                return true;
    return false;
}

}  // namespace

std::vector<Word> typed_words(std::vector<TextLine> const& lines, std::uint32_t first_block,
                              std::uint32_t first_line)
{
    std::vector<Word> words;
    for (std::size_t i = 0; i < lines.size() && words.size() < kMaxWords; ++i)
        TypedLine(lines[i], first_block + lines[i].paragraph, first_line + static_cast<std::uint32_t>(i),
                  words)
            .split();
    return words;
}

std::vector<WordLine> lines_of(std::vector<Word> const& words)
{
    std::vector<WordLine> lines;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const& [x, y, width, height] = words[i].rect;
        bool const begins =
            i == 0 || words[i].line != words[i - 1].line || words[i].block != words[i - 1].block;
        if (begins) {
            lines.push_back({i, i, x, y, x + width, y + height, 0, words[i].block});
            sizes.clear();
        }
        auto& line = lines.back();
        line.end = i + 1;
        line.left = std::min(line.left, x);
        line.top = std::min(line.top, y);
        line.right = std::max(line.right, x + width);
        line.bottom = std::max(line.bottom, y + height);
        sizes.push_back(height);
        if (i + 1 == words.size() || words[i + 1].line != words[i].line ||
            words[i + 1].block != words[i].block)
            line.size = std::max(median(sizes), 1.0);
    }
    return lines;
}

std::string text_of(std::vector<Word> const& words, std::size_t first, std::size_t end)
{
    constexpr std::string_view kSoftHyphen = "\u00AD";
    std::string text;
    for (auto i = first; i < end; ++i) {
        if (i > first) {
            bool const is_split = words[i].line != words[i - 1].line && !words[i].text.empty() &&
                                  is_small_letter(decoded(words[i].text).front());
            if (is_split && text.ends_with(kSoftHyphen))
                text.resize(text.size() - kSoftHyphen.size());
            else if (is_split && text.size() > 1 && text.ends_with('-'))
                text.pop_back();
            else
                text += ' ';
        }
        text += words[i].text;
    }
    return text;
}

WordRange sentence_around(std::vector<Word> const& words, WordRange range)
{
    constexpr std::size_t kMaxSentence = 200;  // words on each side: text without stops has no sentences
    auto const earliest = range.first > kMaxSentence ? range.first - kMaxSentence : 0;
    while (range.first > earliest && !is_apart(words[range.first - 1], words[range.first]) &&
           !ends_sentence(words[range.first - 1], words[range.first]))
        --range.first;
    auto const latest = std::min(words.size(), range.end + kMaxSentence);
    while (range.end < latest && !is_apart(words[range.end - 1], words[range.end]) &&
           !ends_sentence(words[range.end - 1], words[range.end]))
        ++range.end;
    return range;
}

void find_headings(std::vector<Word>& words)
{
    constexpr double kLarger = 1.12;
    constexpr std::size_t kMaxHeading = 16;      // words
    constexpr std::size_t kMaxBoldHeading = 12;  // words
    auto const usual = usual_size(words);
    if (usual <= 0)
        return;
    for (auto const& line : lines_of(words)) {
        auto const begin = words.begin() + static_cast<std::ptrdiff_t>(line.first);
        auto const end = words.begin() + static_cast<std::ptrdiff_t>(line.end);
        auto const count = line.end - line.first;
        bool const is_large = count <= kMaxHeading && std::all_of(begin, end, [&](Word const& word) {
                                  return word.size >= usual * kLarger;
                              });
        auto const& last = words[line.end - 1].text;
        bool const is_bold =
            count <= kMaxBoldHeading && last.back() != '.' && last.back() != ',' &&
            std::all_of(begin, end, [&](Word const& word) { return word.bold && word.size >= usual * 0.95; });
        bool const is_other = line.first > 0 && words[line.first - 1].block != line.block;
        if ((is_large || (is_bold && (is_other || line.first == 0))) && has_letter(line, words))
            std::for_each(begin, end, [](Word& word) { word.is_heading = true; });
    }
}

void join_blocks(std::vector<Word>& words)
{
    constexpr double kMaxPitch = 1.75;  // sizes from line to line
    constexpr double kMaxShift = 3;     // sizes, of an indented first line
    auto const lines = lines_of(words);
    std::uint32_t block = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const& line = lines[i];
        if (i > 0) {
            auto const& before = lines[i - 1];
            auto const& [first, last] = std::pair(words[line.first], words[before.first]);
            auto const pitch = line.baseline() - before.baseline();
            bool const goes_on =
                line.block == before.block || (first.is_heading == last.is_heading &&
                                               std::abs(line.size - before.size) <= 0.08 * before.size &&
                                               pitch > 0 && pitch <= kMaxPitch * line.size &&
                                               std::abs(line.left - before.left) <= kMaxShift * line.size);
            block += goes_on ? 0 : 1;
        }
        for (auto word = line.first; word < line.end; ++word)
            words[word].block = block;
    }
}

std::string heading_before(std::vector<Word> const& words, std::size_t index)
{
    auto end = std::min(index + 1, words.size());
    while (end > 0 && !words[end - 1].is_heading)
        --end;
    if (end == 0)
        return "";
    auto const last = end - 1;
    auto first = last;
    // The word may be in the heading itself, whose end is further on.
    while (end < words.size() && words[end].is_heading && words[end].block == words[last].block)
        ++end;
    while (first > 0 && words[first - 1].is_heading && words[first - 1].block == words[last].block)
        --first;
    return text_of(words, first, end);
}

}  // namespace rmirror
