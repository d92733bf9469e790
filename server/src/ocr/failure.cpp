// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/failure.hpp"

#include "ocr/json_fields.hpp"
#include "upstream/retries.hpp"

#include <algorithm>
#include <array>

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
constexpr std::size_t kQuotedBytes = 300;

/// What an error answer says of itself: `{"error": {"message", "details": {"error_code"}}}`, as Claude and
/// OpenAI both have it.
struct Told {
    std::string message;
    std::string code;
};

Told told_by(std::string const& body)
{
    auto const whole = object_in(body);
    auto const* const error = object_at(whole ? &*whole : nullptr, "error");
    return {text_at(error, "message"), text_at(object_at(error, "details"), "error_code")};
}

/// For a sentence: short, on one line, cut between two characters.
std::string quoted(std::string text)
{
    for (auto& letter : text)
        if (static_cast<unsigned char>(letter) < ' ')
            letter = ' ';
    if (text.size() > kQuotedBytes) {
        auto end = kQuotedBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
            --end;
        text = text.substr(0, end) + "…";
    }
    return text.empty() ? "" : " It says: " + text;
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

bool is_spending_limit(std::string_view code)
{
    constexpr std::array<std::string_view, 2> kCodes = {"enforced_spend_limit_reached",
                                                        "contract_spend_limit_reached"};
    return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

Failure no_credit(Service const& service)
{
    return later(Reason::no_credit, kAfterNoCredit,
                 "The budget of this server at " + service.name +
                     " is used up. The page waits until its administrator raises it.");
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

/// A key that lacks a right, or something on a page that somebody on the way does not let pass.
Failure forbidden(Service const& service, About about, std::string const& message)
{
    if (about == About::service)
        return bad_key(service);
    return again(Reason::forbidden, service.name + " refused to process this page." + quoted(message));
}

Failure not_found(Service const& service, About about, std::string const& message)
{
    if (about == About::service)
        return no_such_model(service);
    return again(Reason::not_found,
                 service.name + " responded to this page with status 404." + quoted(message));
}

Failure by_status(Service const& service, upstream::CallResult const& result, About about)
{
    auto const told = told_by(result.body);
    switch (result.status) {
        case 401:
            return bad_key(service);
        case 402:
            return no_credit(service);
        case 403:
            return forbidden(service, about, told.message);
        case 404:
            return not_found(service, about, told.message);
        case 413:
            return too_large(service);
        case 429:
            if (is_spending_limit(told.code))
                return no_credit(service);
            return later(Reason::rate_limited, asked_for(result, kAfterTooMany),
                         service.name + " has received too many requests. The page waits for its turn.");
        case 529:
            return later(Reason::overloaded, asked_for(result, kAfterOverload),
                         service.name + " is overloaded. The page waits for its turn.");
        default:
            break;
    }
    auto const is_fault = result.status >= 500 || result.status == 408 || result.status == 409;
    if (is_fault)
        return again(Reason::server_fault, service.name + " has an internal problem.");
    return never(Reason::bad_request, service.name + " can't transcribe this page." + quoted(told.message));
}

}  // namespace

std::optional<Failure> failure_of(Service const& service, upstream::CallResult const& result, About about)
{
    if (result.ending != upstream::Ending::answered)
        return not_answered(service, result);
    if (result.status == 200)
        return std::nullopt;
    return by_status(service, result, about);
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

Failure truncation(Service const& service)
{
    return never(Reason::truncated,
                 "This page has more text than " + service.name + " can transcribe at once.");
}

}  // namespace rmirror::ocr
