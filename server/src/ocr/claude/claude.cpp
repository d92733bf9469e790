// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/claude/claude.hpp"

#include "ocr/claude/claude_message.hpp"
#include "ocr/service/request.hpp"

#include <boost/json.hpp>

namespace rmirror::ocr {

namespace {

/// A request may be 32 MB; this leaves room for everything besides the pictures.
constexpr std::size_t kMaxEncodedBytes = 31'000'000;

}  // namespace

Claude::Claude(std::string address, Secret key, std::string model, BudgetedCall ask)
    : address_(std::move(address)),
      key_(std::move(key)),
      service_{ProviderKind::claude, "Claude", "RMIRROR_ANTHROPIC_API_KEY", std::move(model), key_},
      ask_(std::move(ask))
{}

Readings Claude::read(std::vector<Page> const& pages)
{
    Message message;
    auto const all = [&](Failure const& failure) {
        return Readings{std::vector<Answer>(pages.size(), failure), message.usage};
    };
    if (encoded_bytes(pages) > kMaxEncodedBytes)
        return all(too_large(service_));
    auto failure = ask(pages, default_max_tokens(pages.size()), message);
    // If several pages were truncated, the caller retries them one by one.
    if (!failure && message.stop_reason == "max_tokens" && pages.size() == 1)
        failure = ask_for_more(pages, message);
    if (failure)
        return all(*failure);
    return {answers_of(service_, pages, message), message.usage};
}

std::optional<Failure> Claude::probe()
{
    boost::json::object const word{
        {"model", service_.model},
        {"max_tokens", 1},
        {"messages",
         boost::json::array{boost::json::object{
             {"role", "user"}, {"content", boost::json::string_view(kProbe.data(), kProbe.size())}}}}};
    auto call = call_to_claude("POST", address_ + "/v1/messages", key_, boost::json::serialize(word));
    return failure_of(service_, ask_({std::move(call), kProbeTokens}), Concern::service);
}

std::string Claude::version() const
{
    return version_of("claude", service_.model);
}

/// If the daily limit never allows the longer answer, the page fails permanently; a retry would pay for the
/// first call again each time.
std::optional<Failure> Claude::ask_for_more(std::vector<Page> const& pages, Message& message) const
{
    auto failure = ask(pages, kMaxTokens, message);
    if (failure && failure->reason == Reason::spend_limit_too_low)
        return truncation_by_limit();
    return failure;
}

std::optional<Failure> Claude::ask(std::vector<Page> const& pages, std::size_t max, Message& message) const
{
    auto call = call_to_claude("POST", address_ + "/v1/messages", key_,
                               boost::json::serialize(message_about(pages, service_.model, max)));
    if (max == kMaxTokens)
        call.deadline = kLongDeadline;
    auto const asked = ask_({std::move(call), max_tokens(pages, max)});
    if (auto failure = failure_of(service_, asked, Concern::pages))
        return failure;
    if (!message.take(std::get<upstream::CallResult>(asked).body))
        return bad_answer(service_, "it isn't a message");
    return std::nullopt;
}

}  // namespace rmirror::ocr
