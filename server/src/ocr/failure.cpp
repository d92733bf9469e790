// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/failure.hpp"

#include "ocr/failure_table.hpp"
#include "upstream/retries.hpp"

#include <algorithm>

namespace rmirror::ocr {

namespace {

using queue::ErrorClass;
using std::chrono::seconds;

constexpr seconds kSoon{5};
constexpr seconds kAfterTooMany{60};
constexpr seconds kAfterOverload{30};
/// Somebody must act first, and may take their time; the pages wait.
constexpr seconds kAfterNoCredit{3600};
constexpr seconds kAfterRefusal{300};
constexpr seconds kLongest{3600};
/// What was reserved and not needed may make room; nothing is asked to find out.
constexpr seconds kAfterSpendLimit{60};

std::string quoted(std::string const& message)
{
    return message.empty() ? "" : " It says: " + message;
}

/// As long as the service or the gateway says.
seconds asked_for(upstream::CallResult const& result, seconds otherwise)
{
    auto const told = result.retry_after ? result.retry_after : upstream::retry_after_of(result.headers);
    return told ? std::min(std::chrono::ceil<seconds>(*told), kLongest) : otherwise;
}

ErrorClass class_of(Reason reason)
{
    switch (reason) {
        case Reason::rate_limited:
        case Reason::overloaded:
        case Reason::no_credit:
        case Reason::spend_limit:
        case Reason::spend_limit_too_low:
        case Reason::stopped:
            return ErrorClass::rate_limit;
        case Reason::unreachable:
        case Reason::too_slow:
        case Reason::server_fault:
            return ErrorClass::network_error;
        case Reason::bad_key:
        case Reason::no_such_model:
            return ErrorClass::auth_error;
        default:
            return ErrorClass::invalid_data;
    }
}

Failure again(Reason reason, std::string sentence)
{
    return {reason, queue::Outcome::retry(class_of(reason), std::move(sentence))};
}

Failure later(Reason reason, seconds after, std::string sentence)
{
    return {reason, queue::Outcome::later(after, std::move(sentence), class_of(reason))};
}

Failure never(Reason reason, std::string sentence)
{
    return {reason, queue::Outcome::rejected(class_of(reason), std::move(sentence))};
}

Failure not_answered(Service const& service, upstream::CallResult const& result)
{
    switch (result.ending) {
        case upstream::Ending::too_late:
            return again(Reason::too_slow, service.name + " didn't respond in time.");
        case upstream::Ending::too_large:
            return again(Reason::bad_answer, service.name + " sent a response that is far too long.");
        case upstream::Ending::overloaded:
            return later(Reason::overloaded, kSoon,
                         "Too many pages are being transcribed at the moment. The page waits for its turn.");
        case upstream::Ending::cooling_down:
            return later(Reason::rate_limited, asked_for(result, kAfterTooMany),
                         service.name + " asked this server to wait. The page waits for its turn.");
        case upstream::Ending::cancelled:
        case upstream::Ending::stopped:
            return later(
                Reason::stopped, seconds(0),
                "The server stopped while the page was being transcribed. It is retried automatically.");
        default:
            return again(Reason::unreachable, service.name + " can't be reached.");
    }
}

std::string_view table_of(Service const& service)
{
    return service.name == "Claude" ? "claude" : "openai";
}

/// It is so for all pages until an administrator acts: the pages wait, and none of them has failed.
Failure for_all(Reason reason, seconds after, Service const& service, std::string const& judged,
                std::string const& happened, std::string const& words)
{
    auto const place = place_of(table_of(service), judged);
    return later(reason, after,
                 service.name + " " + happened + " The page waits until the administrator of this server " +
                     "mends it" + (place.empty() ? "." : " at " + place + ".") + quoted(words));
}

Failure bad_key(Service const& service)
{
    return later(Reason::bad_key, kAfterRefusal,
                 service.name +
                     " refused this server's key. The page waits until the administrator corrects " +
                     service.key_setting + ".");
}

Failure no_such_model(Service const& service)
{
    return later(Reason::no_such_model, kAfterRefusal,
                 service.name + " doesn't have the model " + service.model +
                     ". The page waits until the administrator of this server corrects RMIRROR_OCR_MODEL.");
}

/// A refusal that may be about this page or about all of them. Asked about nothing of a page, it is about
/// all.
Failure uncertain(Service const& service, int status, std::string const& judged, About about,
                  std::string const& words)
{
    if (judged == "not_found")
        return about == About::service
                   ? no_such_model(service)
                   : again(Reason::not_found,
                           service.name + " responded to this page with status 404." + quoted(words));
    if (about == About::service)
        return judged == "forbidden"
                   ? bad_key(service)
                   : for_all(Reason::bad_key, kAfterRefusal, service, judged,
                             "refuses all calls with status " + std::to_string(status) + ".", words);
    return again(Reason::forbidden, service.name + " refused to process this page, with status " +
                                        std::to_string(status) + "." + quoted(words));
}

/// What concerns the account, by the table. Nothing for what concerns a page or a moment.
std::optional<Failure> of_account(Service const& service, std::string const& judged, std::string const& words)
{
    if (judged == "bad_key")
        return bad_key(service);
    if (judged == "no_such_model")
        return no_such_model(service);
    if (judged == "no_credit")
        return for_all(Reason::no_credit, kAfterNoCredit, service, judged,
                       "says that the account of this server has no credit left.", words);
    if (judged == "usage_limit")
        return for_all(Reason::no_credit, kAfterNoCredit, service, judged,
                       "says that a spending limit of this server's account is reached.", words);
    if (judged == "not_allowed" || judged == "browsers_refused")
        return for_all(Reason::bad_key, kAfterRefusal, service, judged,
                       "doesn't serve the account of this server.", words);
    return std::nullopt;
}

Failure by_answer(Service const& service, upstream::CallResult const& result, About about)
{
    auto const error = read_error(result.body);
    auto const judged = judge(table_of(service), result.status, error);
    if (auto failure = of_account(service, judged, error.message))
        return std::move(*failure);
    if (judged == "too_large")
        return too_large(service);
    if (judged == "refused")
        return refusal(service);
    if (judged == "context_too_small")
        return small_context(service);
    if (judged == "rate_limited")
        return later(Reason::rate_limited, asked_for(result, kAfterTooMany),
                     service.name + " has received too many requests. The page waits for its turn.");
    if (judged == "overloaded")
        return later(Reason::overloaded, asked_for(result, kAfterOverload),
                     service.name + " is overloaded. The page waits for its turn.");
    if (judged == "server_fault")
        return again(Reason::server_fault, service.name + " has an internal problem.");
    if (judged == "bad_request")
        return never(Reason::bad_request,
                     service.name + " can't transcribe this page." + quoted(error.message));
    return uncertain(service, result.status, judged, about, error.message);
}

}  // namespace

std::optional<Failure> failure_of(Service const& service, upstream::CallResult const& result, About about)
{
    if (result.ending != upstream::Ending::answered)
        return not_answered(service, result);
    if (result.status == 200)
        return std::nullopt;
    return by_answer(service, result, about);
}

std::optional<Failure> failure_of(Service const& service, Asked const& asked, About about)
{
    if (auto const* const limit = std::get_if<spend::LimitReached>(&asked))
        return spend_limit(*limit);
    return failure_of(service, std::get<upstream::CallResult>(asked), about);
}

Failure spend_limit(spend::LimitReached const& limit)
{
    if (limit.is_too_low)
        return later(Reason::spend_limit_too_low, kAfterRefusal,
                     "This server's spending limit for a day is too low to transcribe this page. Tell its "
                     "administrator, who can raise RMIRROR_SPEND_LIMIT. The page waits until then.");
    return later(Reason::spend_limit, std::min(limit.after, kAfterSpendLimit),
                 "This server's spending limit for today is reached. Transcription goes on at 00:00 UTC.");
}

Failure bad_answer(Service const& service, std::string_view why)
{
    return again(Reason::bad_answer, service.name + " sent an unusable response: " + std::string(why) + ".");
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
    return never(Reason::truncated,
                 "This page has more text than this server's spending limit for a day leaves room for. Tell "
                 "its administrator, who can raise RMIRROR_SPEND_LIMIT, and then retry.");
}

Failure small_context(Service const& service)
{
    return later(
        Reason::server_fault, kAfterNoCredit,
        service.name +
            " stopped before the end of this page: its context is too small. The page waits until "
            "the administrator of this server enlarges it, for Ollama by OLLAMA_CONTEXT_LENGTH=16384.");
}

bool refuses_limit(Service const& service, upstream::CallResult const& result)
{
    if (result.ending != upstream::Ending::answered || result.status == 200)
        return false;
    auto const judged = judge(table_of(service), result.status, read_error(result.body));
    return judged == "limit_refused" || judged == "context_too_small";
}

Failure truncation(Service const& service)
{
    return never(Reason::truncated,
                 "This page has more text than " + service.name + " can transcribe at once.");
}

}  // namespace rmirror::ocr
