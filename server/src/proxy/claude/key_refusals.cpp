// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/key_refusals.hpp"

#include "http/problem.hpp"
#include "ocr/service/failure_table.hpp"

namespace rmirror::proxy::claude {

namespace {

constexpr std::chrono::hours kNotedAgainAfter{1};

bool is_about_key(ocr::Reason reason)
{
    switch (reason) {
        case ocr::Reason::bad_key:
        case ocr::Reason::no_credit:
        case ocr::Reason::usage_limit:
        case ocr::Reason::not_allowed:
        case ocr::Reason::browsers_refused:
            return true;
        default:
            return false;
    }
}

}  // namespace

std::optional<http::Reply> KeyRefusals::reply_in_place_of(upstream::CallResult const& result)
{
    auto const error = ocr::read_error(result.body);
    auto const reason = ocr::judge(ocr::ProviderKind::claude, result.status, error);
    if (!is_about_key(reason))
        return std::nullopt;
    // The message is dropped for bad_key, as it often quotes part of the rejected key.
    note(reason, reason == ocr::Reason::bad_key ? "" : error.message);
    return http::problem(
               http::Code::Service_Unavailable,
               "This server can't use Claude at the moment, until its administrator has corrected that. "
               "Your token is fine.")
        .with("x-should-retry", "false");
}

void KeyRefusals::note(ocr::Reason reason, std::string const& words)
{
    auto const now = std::chrono::steady_clock::now();
    {
        std::lock_guard const lock(mutex_);
        if (noted_ == reason && now - noted_at_ < kNotedAgainAfter)
            return;
        noted_ = reason;
        noted_at_ = now;
    }
    auto const place = ocr::place_of(ocr::ProviderKind::claude, reason);
    log_.write(Level::error, "calls to Claude need the administrator",
               {{"reason", ocr::to_string(reason)},
                {"setting", std::string_view("RMIRROR_ANTHROPIC_API_KEY")},
                {"see", std::string_view(place)},
                {"words", std::string_view(words)}});
}

}  // namespace rmirror::proxy::claude
