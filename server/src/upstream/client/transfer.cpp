// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/transfer.hpp"

#include <algorithm>

namespace rmirror::upstream {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr long kConnectMilliseconds = 5000;

}  // namespace

Transfer::Transfer(std::uint64_t number, milliseconds deadline, std::stop_token cancellation)
    : number_(number), cancellation_(std::move(cancellation)), until_(steady_clock::now() + deadline)
{}

CURL* Transfer::begin(ClientOptions const& options, std::function<void()> resume)
{
    if (cancellation_.stop_requested()) {
        finish(CallOutcome::cancelled, "the caller has gone");
        return nullptr;
    }
    auto const left = std::chrono::duration_cast<milliseconds>(until_ - steady_clock::now());
    if (left <= milliseconds(0)) {
        finish(CallOutcome::too_late, "the deadline passed before the call could start");
        return nullptr;
    }
    handle_.reset(curl_easy_init());
    if (!handle_ || !set_up_common(options, left) || !set_up(std::move(resume))) {
        finish(CallOutcome::unreachable, "curl refused the call");
        return nullptr;
    }
    return handle_.get();
}

bool Transfer::set_up_common(ClientOptions const& options, milliseconds left)
{
    if (!options.authorities.empty() && !set(CURLOPT_CAINFO, options.authorities.c_str()))
        return false;
    return set(CURLOPT_PROXY, "") && set(CURLOPT_NOSIGNAL, 1L) &&
           set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count())) &&
           set(CURLOPT_CONNECTTIMEOUT_MS, std::min(kConnectMilliseconds, static_cast<long>(left.count()))) &&
           set(CURLOPT_PRIVATE, this);
}

int Transfer::response_code() const
{
    long code = 0;
    if (handle_)
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
    return static_cast<int>(code);
}

}  // namespace rmirror::upstream
