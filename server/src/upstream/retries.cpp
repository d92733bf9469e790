// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/retries.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <ctime>

namespace rmirror::upstream {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Longer waits are capped to this, which is as good as forever.
constexpr milliseconds kLongest = std::chrono::hours(7 * 24);
constexpr std::size_t kMaxDigits = 12;

bool holds(std::vector<int> const& statuses, int status)
{
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

/// Parses a number such as 7 or 0.25 and returns thousandths, rounded up.
std::optional<std::int64_t> thousandths(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789";
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || whole.size() + fraction.size() > kMaxDigits ||
        whole.find_first_not_of(kDigits) != std::string_view::npos ||
        fraction.find_first_not_of(kDigits) != std::string_view::npos)
        return std::nullopt;
    std::int64_t number = 0;
    for (char const digit : whole)
        number = 10 * number + (digit - '0');
    for (std::size_t place = 0; place < 3; ++place)
        number = 10 * number + (place < fraction.size() ? fraction[place] - '0' : 0);
    return number + (fraction.size() > 3 ? 1 : 0);
}

std::optional<std::string> header(Headers const& headers, std::string const& name)
{
    auto const found = headers.find(name);
    return found == headers.end() ? std::nullopt : std::optional(found->second);
}

std::optional<milliseconds> until_date(Headers const& headers, std::string const& text)
{
    auto const date = header(headers, "date");
    auto const then = ::curl_getdate(text.c_str(), nullptr);
    auto const now = date ? ::curl_getdate(date->c_str(), nullptr) : std::time(nullptr);
    if (then < 0 || now < 0)
        return std::nullopt;
    return std::clamp<milliseconds>(seconds(then - now), milliseconds(0), kLongest);
}

bool is_worth_a_retry(Retries const& retries, CallResult const& result)
{
    if (!holds(retries.statuses, result.status))
        return false;
    if (!retries.repeatable && holds(retries.unsure_statuses, result.status))
        return false;
    if (header(result.headers, "x-should-retry") == "false")
        return false;
    return !retries.is_final || !retries.is_final(result);
}

}  // namespace

Retries once()
{
    Retries retries;
    retries.max_tries = 1;
    retries.longest_wait = milliseconds(0);
    return retries;
}

std::optional<milliseconds> retry_after_of(Headers const& headers)
{
    if (auto const exact = header(headers, "retry-after-ms"))
        if (auto const number = thousandths(*exact))
            return std::min(milliseconds((*number + 999) / 1000), kLongest);
    auto const text = header(headers, "retry-after");
    if (!text)
        return std::nullopt;
    if (auto const number = thousandths(*text))
        return std::min(milliseconds(*number), kLongest);
    return until_date(headers, *text);
}

std::string reason_to_retry(Retries const& retries, CallResult const& result)
{
    if (result.outcome == CallOutcome::answered)
        return is_worth_a_retry(retries, result) ? std::to_string(result.status) : "";
    bool const was_cut_off =
        result.outcome == CallOutcome::unreachable || result.outcome == CallOutcome::too_late;
    return was_cut_off && (!result.sent || retries.repeatable) ? "unreachable" : "";
}

std::optional<milliseconds> pause_before_retry(Retries const& retries, CallResult const& result,
                                               double chance)
{
    auto longest = retries.first_pause;
    for (int tried = 1; tried < result.tries && longest < retries.longest_pause; ++tried)
        longest *= 2;
    longest = std::min(longest, retries.longest_pause);
    if (!result.retry_after)
        return milliseconds(static_cast<std::int64_t>(chance * static_cast<double>(longest.count())));
    if (*result.retry_after > retries.longest_wait)
        return std::nullopt;
    // Jitter, so that callers that got the same Retry-After don't all return at the same moment.
    auto const spread = static_cast<double>(std::min(retries.first_pause, longest).count());
    return *result.retry_after + milliseconds(static_cast<std::int64_t>(chance * spread));
}

}  // namespace rmirror::upstream
