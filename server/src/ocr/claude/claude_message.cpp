// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/claude/claude_message.hpp"

#include "crypto/base64.hpp"
#include "ocr/service/answer.hpp"
#include "ocr/service/json_fields.hpp"
#include "ocr/service/request.hpp"
#include "ocr/service/service_call.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace rmirror::ocr {

namespace {

namespace json = boost::json;

/// The API version is sent explicitly so that a change of the default has no effect. Sampling parameters are
/// rejected since this version.
constexpr auto kVersion = "2026-10-21";
/// Thinking tokens count too: with a lower limit, an answer may end before its first word.
constexpr std::size_t kFirstPageTokens = 16'000;
constexpr std::size_t kNextPageTokens = 6'000;

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

}  // namespace

std::size_t default_max_tokens(std::size_t pages)
{
    return std::min(kFirstPageTokens + (pages - 1) * kNextPageTokens, kMaxTokens);
}

json::object message_about(std::vector<Page> const& pages, std::string const& model, std::size_t max_tokens)
{
    return {{"model", model},
            {"max_tokens", max_tokens},
            {"system", json::string_view(instructions().data(), instructions().size())},
            {"messages", json::array{json::object{{"role", "user"}, {"content", content_of(pages)}}}},
            {"output_config", {{"format", {{"type", "json_schema"}, {"schema", answer_schema()}}}}}};
}

upstream::Call call_to_claude(std::string method, std::string url, Secret const& key, std::string body)
{
    upstream::Call call;
    call.method = std::move(method);
    call.url = std::move(url);
    call.headers = {{"Authorization", "Bearer " + key.reveal()}, {"anthropic-version", kVersion}};
    if (!body.empty())
        call.headers.emplace_back("Content-Type", "application/json");
    call.body = std::move(body);
    call.deadline = kDefaultDeadline;
    call.max_bytes = kMaxAnswerBytes;
    return call;
}

bool Message::take(json::object const& whole)
{
    auto const* const content = whole.if_contains("content");
    auto const* const reason = whole.if_contains("stop_reason");
    if (!content || !content->is_array() || !reason || !reason->is_string())
        return false;
    stop_reason = std::string(reason->get_string());
    text.clear();
    // The first block may be a thinking block without text.
    for (auto const& block : content->get_array()) {
        auto const* const object = block.if_object();
        if (text_at(object, "type") == "text")
            text += text_at(object, "text");
    }
    auto const* const used = object_at(&whole, "usage");
    for (auto const* const name : {"input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"})
        usage.input_tokens += count_at(used, name);
    usage.output_tokens += count_at(used, "output_tokens");
    return true;
}

bool Message::take(std::string const& body)
{
    auto const whole = object_in(body);
    return whole && take(*whole);
}

std::vector<Answer> answers_of(Service const& service, std::vector<Page> const& pages, Message const& message)
{
    if (message.stop_reason == "refusal")
        return {pages.size(), refusal(service)};
    if (message.stop_reason == "max_tokens" || message.stop_reason == "model_context_window_exceeded")
        return {pages.size(), truncation(service)};
    return read_answer(service, pages, message.text);
}

}  // namespace rmirror::ocr
