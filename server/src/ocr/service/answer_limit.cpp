// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/answer_limit.hpp"

#include <algorithm>
#include <charconv>

namespace rmirror::ocr {

namespace {

using Name = AnswerLimit::Name;

/// A smaller number in an error message is no output limit that a page would fit in.
constexpr std::size_t kMinCap = 1'000;
/// With credit for fewer tokens than this the account counts as empty.
constexpr std::size_t kMinAffordable = 8'000;

bool is_of_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
}

/// Parses a word that is a number; nullopt for "gpt-4-32k" or "claude-sonnet-4-5-20250929".
std::optional<std::size_t> number_of(std::string_view word)
{
    while (word.ends_with('.'))
        word.remove_suffix(1);
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

/// The largest number below `max` in an error such as "This model supports at most 16384 completion tokens,
/// whereas you provided 32000." Returns nullopt if the error is about the context, which the prompt shares.
std::optional<std::size_t> cap_in(std::string_view text, std::size_t max)
{
    if (text.find("context") != std::string_view::npos)
        return std::nullopt;
    std::optional<std::size_t> cap;
    while (!text.empty()) {
        auto const* const end = std::find_if_not(text.begin(), text.end(), is_of_word);
        auto const word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        auto const number = number_of(word);
        if (number && *number >= kMinCap && *number < max)
            cap = std::max(cap.value_or(0), *number);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return cap;
}

/// OpenRouter: "You requested up to 32000 tokens, but can only afford 27342."
std::optional<std::size_t> affordable_in(std::string_view text)
{
    constexpr std::string_view kWords = "can only afford ";
    auto const at = text.find(kWords);
    if (at == std::string_view::npos)
        return std::nullopt;
    auto const rest = text.substr(at + kWords.size());
    auto const* const end = std::find_if_not(rest.begin(), rest.end(), is_of_word);
    return number_of(rest.substr(0, static_cast<std::size_t>(end - rest.begin())));
}

}  // namespace

std::string_view to_string(Name name)
{
    switch (name) {
        case Name::max_tokens:
            return "max_tokens";
        case Name::max_completion_tokens:
            return "max_completion_tokens";
        case Name::none:
            break;
    }
    return "";
}

bool LimitTrial::next_limit_after(Reason reason, ErrorAnswer const& error)
{
    constexpr int kMaxRefusals = 5;
    if (++refusals_ > kMaxRefusals)
        return false;
    switch (reason) {
        case Reason::limit_refused:
            return lower(cap_in(error.searched, limit_.tokens)) || rename() || leave_out();
        case Reason::context_too_small:
            return leave_out();
        case Reason::no_credit: {
            auto const affordable = affordable_in(error.searched);
            bool const is_enough = affordable.value_or(0) >= kMinAffordable;
            is_for_this_call_ = is_enough && lower(affordable);
            return is_for_this_call_;
        }
        default:
            return false;
    }
}

bool LimitTrial::leave_out()
{
    bool const was_there = limit_.name != Name::none;
    limit_.name = Name::none;
    return was_there;
}

bool LimitTrial::lower(std::optional<std::size_t> tokens)
{
    if (!tokens || limit_.name == Name::none || *tokens >= limit_.tokens)
        return false;
    limit_.tokens = *tokens;
    return true;
}

bool LimitTrial::rename()
{
    if (was_renamed_ || limit_.name == Name::none)
        return false;
    was_renamed_ = true;
    limit_.name = limit_.name == Name::max_tokens ? Name::max_completion_tokens : Name::max_tokens;
    return true;
}

LimitTrial KnownLimit::begin(std::size_t tokens) const
{
    std::lock_guard const lock(mutex_);
    return LimitTrial({known_.name, std::min(tokens, known_.tokens)});
}

void KnownLimit::remember(LimitTrial const& trial)
{
    if (trial.is_for_this_call())
        return;
    std::lock_guard const lock(mutex_);
    known_ = trial.limit();
}

}  // namespace rmirror::ocr
