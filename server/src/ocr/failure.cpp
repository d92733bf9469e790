// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/failure.hpp"

#include "ocr/json_fields.hpp"
#include "upstream/retries.hpp"

#include <algorithm>
#include <array>

namespace rmirror::ocr {

namespace {

using std::chrono::seconds;
using Next = Failure::Next;

constexpr seconds kSoon{5};
constexpr seconds kAfterTooMany{60};
constexpr seconds kAfterOverload{30};
/// Somebody must act first, and may take their time; the pages wait.
constexpr seconds kAfterNoCredit{3600};
constexpr seconds kAfterRefusal{300};
constexpr seconds kLongest{3600};
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
seconds asked_for(upstream::Outcome const& outcome, seconds otherwise)
{
    auto const told = outcome.retry_after ? outcome.retry_after : upstream::retry_after_of(outcome.headers);
    return told ? std::min(std::chrono::ceil<seconds>(*told), kLongest) : otherwise;
}

Failure again(Reason reason, std::string sentence)
{
    return {Next::again, reason, std::move(sentence), {}};
}

Failure later(Reason reason, seconds after, std::string sentence)
{
    return {Next::later, reason, std::move(sentence), after};
}

Failure never(Reason reason, std::string sentence)
{
    return {Next::never, reason, std::move(sentence), {}};
}

Failure not_answered(Service const& service, upstream::Outcome const& outcome)
{
    switch (outcome.ending) {
        case upstream::Ending::too_late:
            return again(Reason::too_slow, service.name + " did not answer in time.");
        case upstream::Ending::too_large:
            return again(Reason::bad_answer, service.name + " gave an answer that is far too long.");
        case upstream::Ending::overloaded:
            return later(Reason::overloaded, kSoon, "Too many pages are being read at this moment.");
        case upstream::Ending::cooling_down:
            return later(Reason::rate_limited, asked_for(outcome, kAfterTooMany),
                         service.name + " asked for a rest. The page waits for its turn.");
        case upstream::Ending::cancelled:
        case upstream::Ending::stopped:
            return later(Reason::stopped, seconds(0), "The server stopped while the page was being read.");
        default:
            return again(Reason::unreachable, service.name + " cannot be reached.");
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
                 "What may be spent at " + service.name +
                     " is spent. Whoever runs this server must raise it; the page waits until then.");
}

Failure bad_key(Service const& service)
{
    return later(Reason::bad_key, kAfterRefusal,
                 service.name + " refused the key of this server. Whoever runs it must set " +
                     service.key_setting + " right; the page waits until then.");
}

Failure no_such_model(Service const& service)
{
    return later(
        Reason::no_such_model, kAfterRefusal,
        service.name + " does not know the model " + service.model +
            ". Whoever runs this server must set RMIRROR_OCR_MODEL right; the page waits until then.");
}

Failure by_status(Service const& service, upstream::Outcome const& outcome)
{
    auto const told = told_by(outcome.body);
    switch (outcome.status) {
        case 401:
        case 403:
            return bad_key(service);
        case 402:
            return no_credit(service);
        case 404:
            return no_such_model(service);
        case 413:
            return too_large(service);
        case 429:
            if (is_spending_limit(told.code))
                return no_credit(service);
            return later(Reason::rate_limited, asked_for(outcome, kAfterTooMany),
                         service.name + " was asked too often. The page waits for its turn.");
        case 529:
            return later(Reason::overloaded, asked_for(outcome, kAfterOverload),
                         service.name + " is overloaded. The page waits for its turn.");
        default:
            break;
    }
    auto const is_fault = outcome.status >= 500 || outcome.status == 408 || outcome.status == 409;
    if (is_fault)
        return again(Reason::server_fault, service.name + " has trouble of its own.");
    return never(Reason::bad_request, service.name + " cannot read this page." + quoted(told.message));
}

}  // namespace

std::optional<Failure> failure_of(Service const& service, upstream::Outcome const& outcome)
{
    if (outcome.ending != upstream::Ending::answered)
        return not_answered(service, outcome);
    if (outcome.status == 200)
        return std::nullopt;
    return by_status(service, outcome);
}

Failure bad_answer(Service const& service, std::string_view why)
{
    return again(Reason::bad_answer,
                 service.name + " gave an answer that is of no use: " + std::string(why) + ".");
}

Failure refusal(Service const& service)
{
    return never(Reason::refused, service.name + " declined to read this page. Another model may read it.");
}

Failure too_large(Service const& service)
{
    return never(Reason::too_large, "The page is too large for " + service.name + " to read.");
}

Failure truncation(Service const& service)
{
    return never(Reason::truncated,
                 "There is more on this page than " + service.name + " can write down at once.");
}

}  // namespace rmirror::ocr
