// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls Notion with a user's token and, on a 401, refreshes the token and retries once.
#pragma once

#include "notion/access.hpp"
#include "notion/api.hpp"
#include "notion/refresher.hpp"

#include <string_view>
#include <utility>
#include <variant>

namespace rmirror::notion {

template <typename T>
using Outcome = std::variant<T, NoAccess, Failed>;

/// Message for an outcome that holds NoAccess or Failed; `outcome` must not hold a T.
template <typename T>
std::string_view sentence_about(Outcome<T> const& outcome)
{
    if (auto const* const why = std::get_if<NoAccess>(&outcome))
        return sentence_about(*why);
    return sentence_about(std::get<Failed>(outcome));
}

/// `ask` takes an Access and returns Answered<T>. It is called at most twice: again after a token refresh if
/// the first call was `refused`.
template <typename T, typename Ask>
Outcome<T> ask_with(Refresher const& refresher, UserId const& user_id, std::variant<Access, NoAccess> access,
                    Ask const& ask)
{
    for (bool is_first = true;; is_first = false) {
        if (auto const* const why = std::get_if<NoAccess>(&access))
            return *why;
        Answered<T> answer = ask(std::get<Access>(access));
        if (auto* const value = std::get_if<T>(&answer))
            return std::move(*value);
        auto const& failed = std::get<Failed>(answer);
        if (failed.why != Failed::Why::refused || !is_first)
            return failed;
        access = refresher.refresh(user_id, Access(std::get<Access>(access)));
    }
}

}  // namespace rmirror::notion
