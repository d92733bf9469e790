// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks/marks.hpp"

#include "marks/path.hpp"
#include "marks/shapes.hpp"

#include <algorithm>
#include <utility>

namespace rmirror {
namespace {

// Bounds the time for hostile pages; the fullest known page has 4,000 strokes.
constexpr std::size_t kMaxStrokes = 20'000;

std::vector<Path> paths_of(PreparedPage const& page, std::uint32_t turn)
{
    std::vector<Path> paths;
    std::vector<InkPoint> room;
    for (auto const& layer : page.layers()) {
        if (!layer.layer->visible)
            continue;
        for (auto const& stroke : layer.strokes)
            if (paths.size() < kMaxStrokes)
                paths.push_back(path_of(page.outline(stroke, room), *stroke.stroke, *stroke.pen, turn));
    }
    return paths;
}

/// Calls join_blocks() for the words that run in each direction.
void join_turned_blocks(std::vector<Word>& words)
{
    constexpr std::uint32_t kTurns = 4;
    std::uint32_t first_block = 0;
    for (std::uint32_t turn = 0; turn < kTurns; ++turn) {
        std::vector<Word> turned_words;
        std::vector<std::size_t> indices;
        for (std::size_t i = 0; i < words.size(); ++i)
            if (words[i].turn % kTurns == turn) {
                turned_words.push_back(words[i]);
                turned_words.back().rect = upright(words[i].rect, turn);
                indices.push_back(i);
            }
        if (turned_words.empty())
            continue;
        join_blocks(turned_words);
        for (std::size_t i = 0; i < indices.size(); ++i)
            words[indices[i]].block = first_block + turned_words[i].block;
        first_block += turned_words.back().block + 1;
    }
}

/// The printed words and then the typed ones.
std::vector<Word> all_words(PreparedPage const& page, std::vector<Word> words)
{
    if (!page.page().source_visible)
        words.clear();
    std::erase_if(words, [](Word const& word) { return word.text.empty(); });
    if (words.size() > kMaxWords)
        words.resize(kMaxWords);
    find_headings(words);
    join_turned_blocks(words);
    std::uint32_t block = 0;
    std::uint32_t line = 0;
    for (auto const& word : words) {
        block = std::max(block, word.block + 1);
        line = std::max(line, word.line + 1);
    }
    for (auto& typed : typed_words(page.lines(), block, line))
        words.push_back(std::move(typed));
    return words;
}

/// One rectangle for each line of the words.
std::vector<Rect> rects_of(std::vector<Word> const& words, std::vector<std::size_t> const& indices)
{
    std::vector<Rect> rects;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        auto const& [x, y, width, height] = words[indices[i]].rect;
        bool const goes_on =
            i > 0 && indices[i] == indices[i - 1] + 1 && words[indices[i]].line == words[indices[i - 1]].line;
        if (!goes_on) {
            rects.push_back(words[indices[i]].rect);
            continue;
        }
        auto& rect = rects.back();
        auto const right = std::max(rect.x + rect.width, x + width);
        auto const bottom = std::max(rect.y + rect.height, y + height);
        rect.x = std::min(rect.x, x);
        rect.y = std::min(rect.y, y);
        rect.width = right - rect.x;
        rect.height = bottom - rect.y;
    }
    return rects;
}

/// The marked words; an ellipsis stands for what is between them.
std::string marked_text(std::vector<Word> const& words, std::vector<std::size_t> const& indices)
{
    std::string text;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= indices.size(); ++i) {
        if (i < indices.size() && indices[i] == indices[i - 1] + 1)
            continue;
        text += text.empty() ? "" : " \u2026 ";
        text += text_of(words, indices[first], indices[i - 1] + 1);
        first = i;
    }
    return text;
}

PenMark mark_of(std::vector<Word> const& words, MarkedWords const& marked)
{
    PenMark mark;
    mark.kind = marked.kind;
    mark.color = to_css(ink_color(*marked.stroke));
    mark.text = marked_text(words, marked.words);
    auto const sentence = sentence_around(words, {marked.words.front(), marked.words.back() + 1});
    mark.sentence = text_of(words, sentence.first, sentence.end);
    mark.heading = heading_before(words, marked.words.front());
    mark.rects = rects_of(words, marked.words);
    mark.first_word = marked.words.front();
    return mark;
}

/// Marks among the words that run in one direction.
class TurnedText {
public:
    TurnedText(std::vector<Word> const& words, std::uint32_t turn)
    {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i].turn % 4 != turn)
                continue;
            words_.push_back(words[i]);
            words_.back().rect = upright(words[i].rect, turn);
            indices_.push_back(i);
        }
    }

    [[nodiscard]] bool empty() const { return words_.empty(); }

    /// Their words are indices of all the page's words.
    [[nodiscard]] std::vector<MarkedWords> find(std::vector<Path> const& paths, std::vector<bool>& used) const
    {
        auto marks = marked_words(words_, paths, used);
        for (auto& mark : marks)
            for (auto& word : mark.words)
                word = indices_[word];
        return marks;
    }

private:
    std::vector<Word> words_;
    std::vector<std::size_t> indices_;
};

}  // namespace

char const* name_of(MarkKind kind)
{
    switch (kind) {
        case MarkKind::highlighter:
            return "highlighter";
        case MarkKind::circle:
            return "circle";
        case MarkKind::margin_bar:
            return "margin_bar";
        case MarkKind::arrow:
            return "arrow";
        default:
            return "underline";
    }
}

FoundMarks find_marks(PreparedPage const& page, std::vector<Word> printed)
{
    constexpr std::uint32_t kTurns = 4;
    FoundMarks found;
    auto const words = all_words(page, std::move(printed));
    auto const as_drawn = paths_of(page, 0);
    std::vector<bool> used(as_drawn.size());
    for (std::uint32_t turn = 0; turn < kTurns; ++turn) {
        TurnedText const text(words, turn);
        if (text.empty())
            continue;
        for (auto const& marked : text.find(turn == 0 ? as_drawn : paths_of(page, turn), used)) {
            if (found.marks.size() < kMaxMarks)
                found.marks.push_back(mark_of(words, marked));
            else
                ++found.beyond_limit;
        }
    }
    std::stable_sort(found.marks.begin(), found.marks.end(),
                     [](PenMark const& one, PenMark const& two) { return one.first_word < two.first_word; });
    found.emphasised = emphasised_ink(as_drawn, used, found.shapes_over_nothing);
    return found;
}

}  // namespace rmirror
