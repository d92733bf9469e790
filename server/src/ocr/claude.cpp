// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/claude.hpp"

#include "crypto/base64.hpp"
#include "json.hpp"
#include "ocr/answer.hpp"
#include "ocr/request.hpp"

#include <algorithm>

namespace rmirror::ocr {

namespace {

namespace json = boost::json;

/// Sampling parameters are refused since this version; it is named so that a change of the default changes
/// nothing here.
constexpr auto kVersion = "2026-10-21";
/// Thinking counts as well: with less, an answer may end before its first word.
constexpr std::size_t kFirstPageTokens = 16'000;
constexpr std::size_t kNextPageTokens = 6'000;
/// The least that any model that reads pictures can write.
constexpr std::size_t kMostTokens = 64'000;
/// A request may be 32 MB; this leaves room for what is not pictures.
constexpr std::size_t kMostEncodedBytes = 31'000'000;

json::array content_of(std::vector<Page> const& pages)
{
    json::array content;
    for (auto const& page : pages)
        for (auto const& picture : page.pictures)
            content.push_back(
                {{"type", "image"},
                 {"source",
                  {{"type", "base64"}, {"media_type", "image/png"}, {"data", crypto::base64(picture.png)}}}});
    content.push_back({{"type", "text"}, {"text", facts_of(pages)}});
    return content;
}

std::uint64_t count_at(json::object const& object, json::string_view name)
{
    auto const* const value = object.if_contains(name);
    auto const* const count = value ? value->if_int64() : nullptr;
    return count && *count > 0 ? static_cast<std::uint64_t>(*count) : 0;
}

}  // namespace

struct Claude::Message {
    std::string text;
    std::string stop_reason;
    Usage usage;

    /// False when it is no message. Usage adds up.
    bool take(std::string const& body);
};

bool Claude::Message::take(std::string const& body)
{
    std::string why;
    auto const value = parse_json({reinterpret_cast<std::uint8_t const*>(body.data()), body.size()}, why);
    auto const* const whole = value ? value->if_object() : nullptr;
    auto const* const content = whole ? whole->if_contains("content") : nullptr;
    auto const* const reason = whole ? whole->if_contains("stop_reason") : nullptr;
    if (!content || !content->is_array() || !reason || !reason->is_string())
        return false;
    stop_reason = std::string(reason->get_string());
    text.clear();
    // The first block may be one of thinking, with nothing in it.
    for (auto const& block : content->get_array()) {
        auto const* const object = block.if_object();
        auto const* const type = object ? object->if_contains("type") : nullptr;
        auto const* const words = object ? object->if_contains("text") : nullptr;
        if (type && *type == "text" && words && words->is_string())
            text += std::string_view(words->get_string().data(), words->get_string().size());
    }
    auto const* const used = whole->if_contains("usage");
    if (auto const* const counts = used ? used->if_object() : nullptr) {
        for (auto const* const name :
             {"input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"})
            usage.input_tokens += count_at(*counts, name);
        usage.output_tokens += count_at(*counts, "output_tokens");
    }
    return true;
}

Claude::Claude(std::string address, Secret key, std::string model, Ask ask)
    : address_(std::move(address)),
      key_(std::move(key)),
      service_{"Claude", "RMIRROR_ANTHROPIC_API_KEY", std::move(model)},
      ask_(std::move(ask))
{}

Readings Claude::read(std::vector<Page> const& pages)
{
    Message message;
    auto const all = [&](Failure const& failure) {
        return Readings{std::vector<Answer>(pages.size(), failure), message.usage};
    };
    if (encoded_bytes(pages) > kMostEncodedBytes)
        return all(too_large(service_));
    auto const content = content_of(pages);
    auto const most = std::min(kFirstPageTokens + (pages.size() - 1) * kNextPageTokens, kMostTokens);
    auto failure = ask(content, most, message);
    // Several are asked for apart, by whoever asked for them together.
    if (!failure && message.stop_reason == "max_tokens" && pages.size() == 1)
        failure = ask(content, kMostTokens, message);
    if (failure)
        return all(*failure);
    if (message.stop_reason == "refusal")
        return all(refusal(service_));
    if (message.stop_reason == "max_tokens" || message.stop_reason == "model_context_window_exceeded")
        return all(truncation(service_));
    return {read_answer(service_, pages, message.text), message.usage};
}

std::optional<Failure> Claude::ask(json::array const& content, std::size_t most_tokens,
                                   Message& message) const
{
    json::object const request{
        {"model", service_.model},
        {"max_tokens", most_tokens},
        {"system", json::string_view(instructions().data(), instructions().size())},
        {"messages", json::array{json::object{{"role", "user"}, {"content", content}}}},
        {"output_config", {{"format", {{"type", "json_schema"}, {"schema", answer_schema()}}}}}};
    upstream::Call call;
    call.method = "POST";
    call.url = address_ + "/v1/messages";
    call.headers = {{"Authorization", "Bearer " + key_.reveal()},
                    {"anthropic-version", kVersion},
                    {"Content-Type", "application/json"}};
    call.body = json::serialize(request);
    call.deadline = most_tokens == kMostTokens ? kLongDeadline : kUsualDeadline;
    call.most_bytes = kMostAnswerBytes;
    auto const outcome = ask_(std::move(call));
    if (auto failure = failure_of(service_, outcome))
        return failure;
    if (!message.take(outcome.body))
        return bad_answer(service_, "it is no message");
    return std::nullopt;
}

}  // namespace rmirror::ocr
