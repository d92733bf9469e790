// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/snippet.hpp"

#include <utf8proc.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rmirror::search {

namespace json = boost::json;

namespace {

/// Characters beyond the basic plane take two UTF-16 code units.
std::size_t units_of_letter(utf8proc_int32_t letter)
{
    return letter > 0xffff ? 2 : 1;
}

/// Builds a text up to kMaxUnits, and the ranges in it. Cuts between graphemes only.
class SnippetText {
public:
    void begin_range() { begin_ = units_; }

    /// A range that begins where the last one ended continues it: letters that were taken apart are one word.
    void end_range()
    {
        if (begin_ < units_) {
            if (!ranges_.empty() && ranges_.back().second == begin_)
                ranges_.back().second = units_;
            else
                ranges_.emplace_back(begin_, units_);
        }
        begin_ = kNoRange;
    }

    /// Returns false, and cuts the text, if there is no room for the letter.
    bool add(utf8proc_int32_t letter, std::string_view bytes)
    {
        if (before_ < 0 || utf8proc_grapheme_break_stateful(before_, letter, &state_))
            whole_ = {text_.size(), units_};
        before_ = letter;
        if (units_ + units_of_letter(letter) > kMaxUnits) {
            cut();
            return false;
        }
        text_ += bytes;
        units_ += units_of_letter(letter);
        return true;
    }

    json::object as_json() &&
    {
        json::array ranges;
        for (auto const& [begin, end] : ranges_)
            if (begin < units_)
                ranges.push_back(json::object{{"start", begin}, {"end", std::min(end, units_)}});
        return {{"text", std::move(text_) + (is_cut_ ? "…" : "")}, {"ranges", std::move(ranges)}};
    }

private:
    /// No range is open. Greater than any position, so that end_range() adds nothing.
    static constexpr std::size_t kNoRange = std::string_view::npos;

    /// A single grapheme that is longer than all room is cut where it is.
    void cut()
    {
        is_cut_ = true;
        if (whole_.first == 0)
            return;
        text_.resize(whole_.first);
        units_ = whole_.second;
    }

    std::string text_;
    std::size_t units_ = 0;
    std::size_t begin_ = kNoRange;
    std::vector<std::pair<std::size_t, std::size_t>> ranges_;
    bool is_cut_ = false;
    // Up to the last boundary between graphemes: bytes and UTF-16 code units.
    std::pair<std::size_t, std::size_t> whole_;
    utf8proc_int32_t before_ = -1;
    utf8proc_int32_t state_ = 0;
};

}  // namespace

json::object snippet_of(std::string_view marked)
{
    SnippetText snippet;
    while (!marked.empty()) {
        utf8proc_int32_t letter = 0;
        // Text from PostgreSQL is always valid UTF-8.
        auto const size = std::max<utf8proc_ssize_t>(
            utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(marked.data()),
                             static_cast<utf8proc_ssize_t>(marked.size()), &letter),
            1);
        auto const bytes = marked.substr(0, static_cast<std::size_t>(size));
        if (letter == kWordBegins)
            snippet.begin_range();
        else if (letter == kWordEnds)
            snippet.end_range();
        else if (letter != kApart && !snippet.add(letter, bytes))
            break;
        marked.remove_prefix(bytes.size());
    }
    snippet.end_range();
    return std::move(snippet).as_json();
}

}  // namespace rmirror::search
