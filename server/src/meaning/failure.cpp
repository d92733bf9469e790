// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/failure.hpp"

#include "ocr/service/failure_table.hpp"
#include "upstream/retries.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::meaning {

namespace {

using ocr::Reason;
using queue::ErrorClass;
using queue::Outcome;
using std::chrono::seconds;

constexpr seconds kAfterTooManyCalls{60};
constexpr seconds kAfterOverloadThere{30};
/// The administrator must act first.
constexpr seconds kAfterRefusedCall{300};
constexpr seconds kLongestWaitThere{3600};
constexpr seconds kAfterLimit{60};

/// For people, while only the administrator can help.
constexpr std::string_view kPausedSearch =
    "Search by meaning is paused on this server. Pages are found by their words.";

/// The delay that the service or the gateway asked for.
seconds delay_of(upstream::CallResult const& result, seconds otherwise)
{
    auto const retry_after =
        result.retry_after ? result.retry_after : upstream::retry_after_of(result.headers);
    return retry_after ? std::min(std::chrono::ceil<seconds>(*retry_after), kLongestWaitThere) : otherwise;
}

Failure wait_for(seconds after, std::string sentence)
{
    return {.outcome = Outcome::later(after, std::move(sentence))};
}

Failure try_again(ErrorClass error, std::string sentence)
{
    return {.outcome = Outcome::retry(error, std::move(sentence))};
}

Failure needs_administrator(ErrorClass error, std::string advice)
{
    return {.outcome = Outcome::later(kAfterRefusedCall, std::string(kPausedSearch), error),
            .advice = std::move(advice),
            .concerns_all = true};
}

Failure without_answer(upstream::CallResult const& result)
{
    using upstream::CallOutcome;
    switch (result.outcome) {
        case CallOutcome::too_late:
            return try_again(ErrorClass::network_error, "The embeddings service didn't respond in time.");
        case CallOutcome::too_large:
            return unusable_answer("it is far too long");
        case CallOutcome::overloaded:
        case CallOutcome::cooling_down: {
            auto failure = wait_for(delay_of(result, kAfterTooManyCalls),
                                    "The embeddings service asked this server to wait.");
            failure.concerns_all = result.outcome == CallOutcome::cooling_down;
            return failure;
        }
        case CallOutcome::cancelled:
        case CallOutcome::stopped:
            return wait_for(seconds(0), "The server stopped.");
        default:
            return try_again(ErrorClass::network_error, "The embeddings service can't be reached.");
    }
}

std::string quoted(std::string const& message)
{
    return message.empty() ? "" : " It says: " + message;
}

Failure by_reason(Service const& service, Reason reason, upstream::CallResult const& result,
                  std::string const& message)
{
    switch (reason) {
        case Reason::rate_limited: {
            auto failure = wait_for(delay_of(result, kAfterTooManyCalls),
                                    "The embeddings service has received too many requests.");
            failure.concerns_all = true;
            return failure;
        }
        case Reason::overloaded:
            return wait_for(delay_of(result, kAfterOverloadThere), "The embeddings service is overloaded.");
        case Reason::server_fault:
            return try_again(ErrorClass::network_error, "The embeddings service has an internal problem.");
        case Reason::bad_key:
            // Its message is dropped, as it often quotes part of the key.
            return needs_administrator(
                ErrorClass::auth_error,
                "The embeddings service refused this server's key. Correct RMIRROR_EMBEDDINGS_KEY.");
        case Reason::no_such_model:
        case Reason::not_found:
            return needs_administrator(ErrorClass::auth_error,
                                       "The embeddings service doesn't have the model " + service.model +
                                           ". Correct RMIRROR_EMBEDDINGS_MODEL or RMIRROR_EMBEDDINGS_URL." +
                                           quoted(message));
        case Reason::no_credit:
        case Reason::usage_limit:
        case Reason::not_allowed:
        case Reason::browsers_refused:
        case Reason::forbidden:
            return needs_administrator(
                ErrorClass::auth_error,
                "The embeddings service doesn't serve the account of RMIRROR_EMBEDDINGS_KEY." +
                    quoted(message));
        default: {
            Failure failure{
                .outcome = Outcome::rejected(ErrorClass::invalid_data,
                                             "The embeddings service refused the text." + quoted(message))};
            failure.may_be_one_texts = true;
            return failure;
        }
    }
}

/// Hides the server's key, which services tend to quote in errors.
std::string without_key(std::string body, std::string const& key)
{
    constexpr std::size_t kMinKey = 8;
    auto at = key.size() < kMinKey ? std::string::npos : body.find(key);
    for (; at != std::string::npos; at = body.find(key, at))
        body.replace(at, key.size(), "***");
    return body;
}

Failure over_limit(spend::LimitReached const& limit)
{
    if (limit.is_too_low) {
        auto failure = wait_for(kAfterRefusedCall,
                                "This costs more than this server spends in a day. Pages are found by their "
                                "words.");
        failure.advice = "A call to the embeddings service costs more than RMIRROR_SPEND_LIMIT. Raise it.";
        return failure;
    }
    auto failure = wait_for(std::min(limit.after, kAfterLimit),
                            "This server's spending limit for today is reached. Pages are found by their "
                            "words.");
    failure.concerns_all = true;
    return failure;
}

}  // namespace

std::optional<Failure> failure_of(Service const& service, ocr::BudgetedResult const& asked)
{
    if (auto const* const limit = std::get_if<spend::LimitReached>(&asked))
        return over_limit(*limit);
    auto const& result = std::get<upstream::CallResult>(asked);
    if (result.outcome != upstream::CallOutcome::answered)
        return without_answer(result);
    // A body with vectors is far too long to look for errors in.
    constexpr std::size_t kMaxErrorBytes = 64U << 10U;
    bool const is_short = result.body.size() <= kMaxErrorBytes;
    auto const error =
        ocr::read_error(is_short ? without_key(result.body, service.key.reveal()) : std::string());
    if (result.status == 200 && !(is_short && error.is_error))
        return std::nullopt;
    auto const reason = ocr::judge(ocr::ProviderKind::openai, result.status, error);
    return by_reason(service, reason, result, error.message);
}

Failure unusable_answer(std::string_view why)
{
    return try_again(ErrorClass::invalid_data,
                     "The embeddings service sent an unusable response: " + std::string(why) + ".");
}

Failure other_vectors()
{
    auto failure = try_again(ErrorClass::invalid_data,
                             "The embeddings service sent vectors of another model or length than before.");
    failure.advice =
        "The embeddings service answers with changing models or lengths of vectors. Vectors of a new kind "
        "replace all others at most once a day, unless you change RMIRROR_EMBEDDINGS_MODEL.";
    return failure;
}

}  // namespace rmirror::meaning
