// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/text/words.hpp"

#include "base/edit_distance.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace rmirror::ocr {

namespace {

/// Bounds the cost of a comparison, which is the product of both lengths.
constexpr std::size_t kMaxBytes = 120;

bool begins_letter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
}

bool is_word(char byte)
{
    auto const c = static_cast<unsigned char>(byte);
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/// Lower case; each run of non-word characters becomes one space.
std::string plain(std::string_view text)
{
    std::string words;
    for (char letter : text) {
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter | 0x20);
        if (is_word(letter))
            words += letter;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    if (words.ends_with(' '))
        words.pop_back();
    return words;
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::set<std::string_view> words_of(std::string_view text)
{
    std::set<std::string_view> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        if (end > 0)
            words.insert(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

}  // namespace

std::size_t character_count(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_letter));
}

std::string_view first_characters(std::string_view text, std::size_t max)
{
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (begins_letter(text[i]) && ++letters > max)
            return text.substr(0, i);
    return text;
}

std::string folded(std::string_view text)
{
    auto words = plain(text);
    for (auto& letter : words) {
        if (letter == '1' || letter == 'i')
            letter = 'l';
        if (letter == '0' || letter == 'q')
            letter = 'o';
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kAlike = {
        {{"rn", "m"}, {"cl", "d"}, {"nn", "n"}, {"vv", "w"}}};
    for (auto const& [from, to] : kAlike)
        replace_all(words, from, to);
    return words;
}

double likeness(std::string_view one, std::string_view other)
{
    one = one.substr(0, kMaxBytes);
    other = other.substr(0, kMaxBytes);
    auto const longest = std::max(one.size(), other.size());
    if (longest == 0)
        return 1;
    return 1 - static_cast<double>(edit_distance(one, other)) / static_cast<double>(longest);
}

double shared_words(std::string_view one, std::string_view other)
{
    auto const left = words_of(one);
    auto const right = words_of(other);
    auto const both = static_cast<double>(
        std::count_if(left.begin(), left.end(), [&](auto word) { return right.contains(word); }));
    auto const all = static_cast<double>(left.size() + right.size()) - both;
    return all > 0 ? both / all : 1;
}

}  // namespace rmirror::ocr
