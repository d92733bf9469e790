// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/failure.hpp"

#include "ocr/service/failure_table.hpp"
#include "upstream/retries.hpp"

#include <algorithm>

namespace rmirror::ocr {

namespace {

using queue::ErrorClass;
using std::chrono::seconds;

constexpr seconds kSoon{5};
constexpr seconds kAfterTooMany{60};
constexpr seconds kAfterOverload{30};
/// The administrator must act first and may take a while; pages wait.
constexpr seconds kAfterNoCredit{3600};
constexpr seconds kAfterRefusal{300};
constexpr seconds kLongest{3600};
/// Unused reservations may free budget before the day ends; finding out takes no API call.
constexpr seconds kAfterSpendLimit{60};

std::string quoted(std::string const& message)
{
    return message.empty() ? "" : " It says: " + message;
}

/// Redacts the server's key, which services tend to quote in errors.
ErrorAnswer error_in(Service const& service, std::string const& body)
{
    constexpr std::size_t kMinKeyBytes = 8;  // A dummy key for a self-hosted service is no secret.
    auto const& key = service.key.reveal();
    auto at = key.size() < kMinKeyBytes ? std::string::npos : body.find(key);
    if (at == std::string::npos)
        return read_error(body);
    auto hidden = body;
    for (; at != std::string::npos; at = hidden.find(key, at))
        hidden.replace(at, key.size(), "***");
    return read_error(hidden);
}

/// The delay that the service or the gateway asked for, at most kLongest.
seconds asked_for(upstream::CallResult const& result, seconds otherwise)
{
    auto const retry_after =
        result.retry_after ? result.retry_after : upstream::retry_after_of(result.headers);
    return retry_after ? std::min(std::chrono::ceil<seconds>(*retry_after), kLongest) : otherwise;
}

ErrorClass class_of(Reason reason)
{
    switch (reason) {
        case Reason::rate_limited:
        case Reason::overloaded:
        case Reason::no_credit:
        case Reason::usage_limit:
        case Reason::spend_limit:
        case Reason::spend_limit_too_low:
        case Reason::stopped:
            return ErrorClass::rate_limit;
        case Reason::unreachable:
        case Reason::too_slow:
        case Reason::server_fault:
        case Reason::context_too_small:
            return ErrorClass::network_error;
        case Reason::bad_key:
        case Reason::not_allowed:
        case Reason::browsers_refused:
        case Reason::no_such_model:
            return ErrorClass::auth_error;
        default:
            return ErrorClass::invalid_data;
    }
}

Failure retry_failure(Reason reason, std::string sentence)
{
    return {.reason = reason, .outcome = queue::Outcome::retry(class_of(reason), std::move(sentence))};
}

Failure later(Reason reason, seconds after, std::string sentence)
{
    return {.reason = reason, .outcome = queue::Outcome::later(after, std::move(sentence), class_of(reason))};
}

Failure never(Reason reason, std::string sentence)
{
    return {.reason = reason, .outcome = queue::Outcome::rejected(class_of(reason), std::move(sentence))};
}

Failure not_answered(Service const& service, upstream::CallResult const& result)
{
    switch (result.outcome) {
        case upstream::CallOutcome::too_late:
            return retry_failure(Reason::too_slow, service.name + " didn't respond in time.");
        case upstream::CallOutcome::too_large:
            return retry_failure(Reason::bad_answer, service.name + " sent a response that is far too long.");
        case upstream::CallOutcome::overloaded:
            return later(Reason::overloaded, kSoon,
                         "Too many pages are being transcribed at the moment. The page waits for its turn.");
        case upstream::CallOutcome::cooling_down:
            return later(Reason::rate_limited, asked_for(result, kAfterTooMany),
                         service.name + " asked this server to wait. The page waits for its turn.");
        case upstream::CallOutcome::cancelled:
        case upstream::CallOutcome::stopped:
            return later(
                Reason::stopped, seconds(0),
                "The server stopped while the page was being transcribed. It is retried automatically.");
        default:
            return retry_failure(Reason::unreachable, service.name + " can't be reached.");
    }
}

/// Affects every page until the administrator acts: pages wait, and none of them fails.
Failure pause(Service const& service, Reason reason, seconds after, std::string advice,
              std::string const& words)
{
    auto failure = later(reason, after, std::string(kPaused));
    failure.concern = Concern::service;
    failure.advice = std::move(advice);
    if (auto const place = place_of(service.kind, reason); !place.empty())
        failure.advice += " See " + place + ".";
    failure.advice += quoted(words);
    return failure;
}

/// The service's message is dropped, as it often quotes part of the rejected key.
Failure bad_key(Service const& service)
{
    return pause(service, Reason::bad_key, kAfterRefusal,
                 service.name + " refused this server's key. Correct " + service.key_setting + ".", "");
}

Failure no_such_model(Service const& service, std::string const& words)
{
    return pause(service, Reason::no_such_model, kAfterRefusal,
                 service.name + " doesn't have the model " + service.model + ". Correct RMIRROR_OCR_MODEL.",
                 words);
}

/// A refusal that may concern this page or all pages.
Failure uncertain(Service const& service, int status, Reason reason, Concern about, std::string const& words)
{
    auto const code = "status " + std::to_string(status);
    if (about == Concern::pages)
        return retry_failure(
            reason, service.name + " refused to process this page, with " + code + "." + quoted(words));
    if (reason == Reason::not_found)
        return no_such_model(service, words);
    if (reason == Reason::forbidden)
        return bad_key(service);
    return pause(service, reason, kAfterRefusal,
                 service.name + " refused a call without any page, with " + code + ".", words);
}

/// Failures of the account; nullopt for those of a page or a moment.
std::optional<Failure> of_account(Service const& service, Reason reason, std::string const& words)
{
    auto const mend = [&](seconds after, std::string const& advice) {
        return pause(service, reason, after, advice, words);
    };
    switch (reason) {
        case Reason::bad_key:
            return bad_key(service);
        case Reason::no_such_model:
            return no_such_model(service, words);
        case Reason::no_credit:
            return mend(kAfterNoCredit, service.name + " says that the account of " + service.key_setting +
                                            " has no credit left. Top it up there.");
        case Reason::usage_limit:
            return mend(kAfterNoCredit, service.name + " says that a spending limit of the account of " +
                                            service.key_setting +
                                            " is reached. Raise it there, or wait until it resets.");
        case Reason::not_allowed:
        case Reason::browsers_refused:
            return mend(kAfterRefusal, service.name + " doesn't serve the account of " + service.key_setting +
                                           ". Check the account's settings there.");
        default:
            return std::nullopt;
    }
}

Failure by_answer(Service const& service, upstream::CallResult const& result, ErrorAnswer const& error,
                  Concern about)
{
    auto const status = status_of(result.status, error);
    auto const reason = judge(service.kind, result.status, error);
    if (auto failure = of_account(service, reason, error.message))
        return std::move(*failure);
    switch (reason) {
        case Reason::too_large:
            return too_large(service);
        case Reason::refused:
            return refusal(service);
        case Reason::context_too_small:
            return small_context(service);
        case Reason::rate_limited:
            return later(reason, asked_for(result, kAfterTooMany),
                         service.name + " has received too many requests. The page waits for its turn.");
        case Reason::overloaded:
            return later(reason, asked_for(result, kAfterOverload),
                         service.name + " is overloaded. The page waits for its turn.");
        case Reason::server_fault:
            return retry_failure(reason, service.name + " has an internal problem.");
        case Reason::bad_request:
            return never(reason, service.name + " can't transcribe this page." + quoted(error.message));
        default:
            return uncertain(service, status, reason, about, error.message);
    }
}

}  // namespace

std::optional<Failure> failure_of(Service const& service, upstream::CallResult const& result, Concern about)
{
    if (result.outcome != upstream::CallOutcome::answered)
        return not_answered(service, result);
    auto const error = error_in(service, result.body);
    if (result.status == 200 && !error.is_error)
        return std::nullopt;
    return by_answer(service, result, error, about);
}

std::optional<Failure> failure_of(Service const& service, BudgetedResult const& asked, Concern about)
{
    if (auto const* const limit = std::get_if<spend::LimitReached>(&asked))
        return spend_limit(*limit);
    return failure_of(service, std::get<upstream::CallResult>(asked), about);
}

Failure spend_limit(spend::LimitReached const& limit)
{
    if (limit.is_too_low) {
        auto failure = later(Reason::spend_limit_too_low, kAfterRefusal,
                             "This page costs more than this server spends in a day. It waits until the "
                             "administrator of this server allows more.");
        failure.advice = "A page costs more than RMIRROR_SPEND_LIMIT. Raise it.";
        return failure;
    }
    auto failure =
        later(Reason::spend_limit, std::min(limit.after, kAfterSpendLimit),
              "This server's spending limit for today is reached. Transcription goes on at 00:00 UTC.");
    failure.concern = Concern::service;
    return failure;
}

Failure bad_answer(Service const& service, std::string_view why)
{
    return retry_failure(Reason::bad_answer,
                         service.name + " sent an unusable response: " + std::string(why) + ".");
}

Failure refusal(Service const& service)
{
    return never(Reason::refused,
                 service.name + " declined to transcribe this page. A different model might be able to.");
}

Failure too_large(Service const& service)
{
    return never(Reason::too_large, "The page is too large for " + service.name + " to transcribe.");
}

Failure truncation_by_limit()
{
    auto failure = never(Reason::truncated,
                         "Transcribing this page costs more than this server spends in a day. Ask the "
                         "administrator of this server to allow more, then retry.");
    failure.advice = "A page with much text costs more than RMIRROR_SPEND_LIMIT leaves room for. Raise it.";
    return failure;
}

Failure small_context(Service const& service)
{
    auto failure = later(Reason::context_too_small, kAfterNoCredit,
                         "The transcription service of this server stopped before the end of this page. The "
                         "page waits, and is retried automatically.");
    failure.advice = service.name +
                     " stopped before the end of a page: the model's context is too small. Enlarge it, for "
                     "Ollama by OLLAMA_CONTEXT_LENGTH=16384.";
    return failure;
}

Failure truncation(Service const& service)
{
    return never(Reason::truncated,
                 "This page has more text than " + service.name + " can transcribe at once.");
}

}  // namespace rmirror::ocr
