// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/openai_compatible.hpp"

#include "crypto/base64.hpp"
#include "json.hpp"
#include "ocr/answer.hpp"
#include "ocr/json_fields.hpp"
#include "ocr/request.hpp"

#include <array>

namespace rmirror::ocr {

namespace {

namespace json = boost::json;

constexpr auto kOldLimit = "max_tokens";
constexpr auto kNewLimit = "max_completion_tokens";
/// The least that OpenAI's models take at OpenRouter (vllm-project/guidellm#370).
constexpr std::size_t kLeastTokens = 16;
/// Without a limit OpenRouter asks for credit for all that the model could write (can1357/oh-my-pi#9569).
constexpr std::size_t kReadingTokens = 32'000;
/// An answer that was cut before this is no long page: Ollama gives 4,096 tokens to prompt and answer
/// together.
constexpr std::size_t kLongAnswerTokens = 8'000;

json::array content_of(std::vector<Page> const& pages)
{
    json::array content;
    for (auto const& page : pages)
        for (auto const& picture : page.pictures)
            content.push_back(
                {{"type", "image_url"},
                 {"image_url", {{"url", "data:image/png;base64," + crypto::base64(picture.png)}}}});
    content.push_back({{"type", "text"}, {"text", facts_of(pages)}});
    return content;
}

json::object const* first_choice(json::object const* whole)
{
    auto const* const value = whole ? whole->if_contains("choices") : nullptr;
    auto const* const choices = value ? value->if_array() : nullptr;
    return choices && !choices->empty() ? choices->front().if_object() : nullptr;
}

/// Small models like to put a fence around what they were asked for alone.
std::string_view without_fence(std::string_view text)
{
    auto const first = text.find('{');
    auto const last = text.rfind('}');
    bool const is_fenced =
        text.find("```") < first && first != std::string_view::npos && last != std::string_view::npos;
    return is_fenced ? text.substr(first, last - first + 1) : text;
}

/// Whether it names a version of its API, as in https://host/v1beta/openai.
bool has_version(std::string_view address)
{
    auto const host = address.find("://");
    auto at = address.find('/', host == std::string_view::npos ? 0 : host + 3);
    for (; at != std::string_view::npos; at = address.find('/', at + 1)) {
        auto const segment = address.substr(at + 1, 2);
        if (segment.size() == 2 && segment[0] == 'v' && segment[1] >= '0' && segment[1] <= '9')
            return true;
    }
    return false;
}

}  // namespace

OpenAiCompatible::OpenAiCompatible(std::string address, Secret key, std::string model, PaidAsk ask)
    : address_(std::move(address)),
      key_(std::move(key)),
      service_{"The transcription service", "RMIRROR_OCR_API_KEY", std::move(model)},
      ask_(std::move(ask))
{}

namespace {

json::object request_for(std::vector<Page> const& pages, std::string const& model)
{
    return {{"model", model},
            {"messages", json::array{json::object{{"role", "system"},
                                                  {"content", json::string_view(instructions().data(),
                                                                                instructions().size())}},
                                     json::object{{"role", "user"}, {"content", content_of(pages)}}}},
            {"response_format",
             {{"type", "json_schema"},
              {"json_schema", {{"name", "pages"}, {"strict", true}, {"schema", answer_schema()}}}}}};
}

}  // namespace

/// OpenAI's newer models refuse `max_tokens`, others know nothing else, and some refuse the number: whichever
/// is refused is left out of the next call.
Asked OpenAiCompatible::ask_within(json::object request, std::size_t most, spend::Tokens const& tokens) const
{
    bool const is_openai = address_.find("//api.openai.com") != std::string::npos;
    std::array<char const*, 2> const names = {is_openai ? kNewLimit : kOldLimit,
                                              is_openai ? kOldLimit : kNewLimit};
    for (auto const* const name : names) {
        request[name] = most;
        auto asked = ask_({call_with(json::serialize(request)), tokens});
        auto const* const result = std::get_if<upstream::CallResult>(&asked);
        if (!result || !refuses_limit(service_, *result))
            return asked;
        request.erase(name);
    }
    return ask_({call_with(json::serialize(request)), tokens});
}

std::optional<Failure> OpenAiCompatible::probe()
{
    json::object const word{
        {"model", service_.model},
        {"messages", json::array{json::object{
                         {"role", "user"}, {"content", json::string_view(kProbe.data(), kProbe.size())}}}}};
    return failure_of(service_, ask_within(word, kLeastTokens, kProbeTokens), About::service);
}

upstream::Call OpenAiCompatible::call_with(std::string body) const
{
    upstream::Call call;
    call.method = "POST";
    call.url = address_ + (has_version(address_) ? "/chat/completions" : "/v1/chat/completions");
    call.headers = {{"Content-Type", "application/json"}};
    if (!key_.empty())
        call.headers.emplace_back("Authorization", "Bearer " + key_.reveal());
    call.body = std::move(body);
    // A small machine of one's own may take its time.
    call.deadline = kLongDeadline;
    call.most_bytes = kMostAnswerBytes;
    return call;
}

Readings OpenAiCompatible::read(std::vector<Page> const& pages)
{
    auto const asked =
        ask_within(request_for(pages, service_.model), kReadingTokens, most_tokens(pages, kSupposedTokens));
    auto const all = [&](Failure const& failure) {
        return Readings{std::vector<Answer>(pages.size(), failure), {}};
    };
    if (auto const failure = failure_of(service_, asked, About::pages))
        return all(*failure);
    auto const& outcome = std::get<upstream::CallResult>(asked);
    std::string why;
    auto const value =
        parse_json({reinterpret_cast<std::uint8_t const*>(outcome.body.data()), outcome.body.size()}, why);
    auto const* const whole = value ? value->if_object() : nullptr;
    auto const* const choice = first_choice(whole);
    if (!choice)
        return all(bad_answer(service_, value ? "it has no choices" : why));
    auto const* const message = object_at(choice, "message");
    auto const reason = text_at(choice, "finish_reason");
    auto const* const used = object_at(whole, "usage");
    if (reason == "length")
        return all(count_at(used, "completion_tokens") < kLongAnswerTokens ? small_context(service_)
                                                                           : truncation(service_));
    if (reason == "content_filter" || !text_at(message, "refusal").empty())
        return all(refusal(service_));
    return {read_answer(service_, pages, without_fence(text_at(message, "content"))),
            {count_at(used, "prompt_tokens"), count_at(used, "completion_tokens")}};
}

}  // namespace rmirror::ocr
