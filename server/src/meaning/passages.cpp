// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/passages.hpp"

#include "hashing.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::meaning {

namespace {

/// A passage of at least this many characters ends where a paragraph ends, and before a heading.
constexpr std::size_t kEnough = 400;
constexpr std::size_t kEnoughBeforeHeading = 150;
constexpr std::string_view kBlanks = " \t\r\v\f";

bool is_continuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

std::size_t letters_of(std::string_view text)
{
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

/// The length in bytes of the first `letters` characters.
std::size_t bytes_of(std::string_view text, std::size_t letters)
{
    std::size_t at = 0;
    while (at < text.size() && letters > 0) {
        ++at;
        while (at < text.size() && is_continuation(text[at]))
            ++at;
        --letters;
    }
    return at;
}

std::string_view trimmed(std::string_view line)
{
    auto const first = line.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

/// Any character beyond ASCII counts as a letter.
bool has_words(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char byte) {
        auto const code = static_cast<unsigned char>(byte);
        return code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
               (code >= 'a' && code <= 'z');
    });
}

class Cutter {
public:
    void add(std::string_view line)
    {
        if (line.empty())
            return end_if(kEnough);
        if (line.starts_with('#'))
            end_if(kEnoughBeforeHeading);
        while (letters_of(line) > kMaxPassage) {
            end_if(1);
            auto const room = line.substr(0, bytes_of(line, kMaxPassage));
            auto const blank = room.find_last_of(kBlanks);
            auto const cut = blank == std::string_view::npos ? room.size() : blank;
            put(trimmed(line.substr(0, cut)));
            end_if(1);
            line = trimmed(line.substr(cut));
        }
        if (letters_ + 1 + letters_of(line) > kMaxPassage)
            end_if(1);
        put(line);
    }

    std::vector<std::string> finish() &&
    {
        end_if(1);
        return std::move(passages_);
    }

    bool is_full() const { return passages_.size() == kMaxPassages; }

private:
    void put(std::string_view line)
    {
        if (line.empty())
            return;
        if (!current_.empty())
            current_ += '\n';
        current_ += line;
        letters_ = letters_of(current_);
    }

    void end_if(std::size_t letters)
    {
        if (letters_ < letters)
            return;
        if (has_words(current_) && !is_full())
            passages_.push_back(std::move(current_));
        current_.clear();
        letters_ = 0;
    }

    std::vector<std::string> passages_;
    std::string current_;
    std::size_t letters_ = 0;
};

}  // namespace

std::vector<std::string> passages_of(std::string_view text)
{
    Cutter cutter;
    while (!text.empty() && !cutter.is_full()) {
        auto const end = std::min(text.find('\n'), text.size());
        cutter.add(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(cutter).finish();
}

std::string hash_of(std::string_view passage)
{
    constexpr std::size_t kDigits = 32;
    return sha256_hex(passage).substr(0, kDigits);
}

}  // namespace rmirror::meaning
