// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/failure.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace rmirror::targets {

namespace {

using queue::ErrorClass;
using queue::Outcome;
using std::chrono::seconds;

constexpr seconds kSoon{5};
constexpr seconds kAfterTooMany{60};
constexpr seconds kLongest = std::chrono::hours(24);
// The delay that the service or gateway asks for, at most a day.

seconds asked_for(upstream::CallResult const& result, seconds otherwise)
{
    auto const retry_after =
        result.retry_after ? result.retry_after : upstream::retry_after_of(result.headers);
    return retry_after ? std::min(std::chrono::ceil<seconds>(*retry_after), kLongest) : otherwise;
}

DeliveryResult delivery_result(Outcome outcome, bool stops = false)
{
    return {.outcome = std::move(outcome), .remote = std::nullopt, .stops = stops};
}

DeliveryResult unanswered(upstream::CallResult const& result, std::string const& service)
{
    switch (result.outcome) {
        case upstream::CallOutcome::too_late:
            if (result.tries == 0)
                return delivery_result(
                    Outcome::later(kSoon, "It waits for its turn, so as not to ask too often."));
            return delivery_result(
                Outcome::retry(ErrorClass::network_error, service + " didn't respond in time."));
        case upstream::CallOutcome::refused_address:
            return delivery_result(
                Outcome::retry(ErrorClass::invalid_data,
                               "The address leads to a private network, which this server doesn't "
                               "call. Enter a public one."),
                true);
        case upstream::CallOutcome::overloaded:
            return delivery_result(
                Outcome::later(kSoon, "Too many calls are in progress. It waits for its turn."));
        case upstream::CallOutcome::cooling_down:
            return delivery_result(
                Outcome::later(asked_for(result, kAfterTooMany),
                               service + " asked this server to wait. It waits for its turn."));
        case upstream::CallOutcome::read_only:
            return delivery_result(
                Outcome::later(kSoon, "This is a server for trying things out, which sends nothing."));
        case upstream::CallOutcome::cancelled:
        case upstream::CallOutcome::stopped:
            return delivery_result(
                Outcome::later(seconds(0), "The server stopped meanwhile. It is retried automatically."));
        default:
            return delivery_result(Outcome::retry(ErrorClass::network_error, service + " can't be reached."));
    }
}

bool is_redirect(int status)
{
    return status >= 300 && status <= 399;
}

/// Statuses that the next item would get as well, until the service is repaired.
bool is_out_of_order(int status)
{
    return status >= 500 || status == 404 || status == 405 || status == 408 || status == 425;
}

}  // namespace

bool is_done(upstream::CallResult const& result)
{
    return result.status >= 200 && result.status <= 299;
}

DeliveryResult failure_of(upstream::CallResult const& result, std::string_view service)
{
    std::string const name(service);
    if (result.status == 0 || (result.outcome != upstream::CallOutcome::answered && is_done(result)))
        return unanswered(result, name);
    auto const said = name + " responded with status " + std::to_string(result.status) + ".";
    if (result.status == 429)
        return delivery_result(Outcome::later(asked_for(result, kAfterTooMany),
                                              name + " asked this server to wait. It waits for its turn."));
    if (result.status == 401 || result.status == 403)
        return delivery_result(Outcome::retry(ErrorClass::auth_error, said + " Check its settings."), true);
    if (is_redirect(result.status))
        return delivery_result(Outcome::retry(
            ErrorClass::network_error, said + " Redirects aren't followed: enter the address they lead to."));
    if (is_out_of_order(result.status))
        return delivery_result(Outcome::retry(ErrorClass::network_error, said));
    return delivery_result(Outcome::retry(ErrorClass::invalid_data, said));
}

}  // namespace rmirror::targets
