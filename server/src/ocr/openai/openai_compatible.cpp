// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/openai/openai_compatible.hpp"

#include "crypto/base64.hpp"
#include "input/bounded_json.hpp"
#include "ocr/service/answer.hpp"
#include "ocr/service/api_address.hpp"
#include "ocr/service/json_fields.hpp"
#include "ocr/service/request.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace rmirror::ocr {

namespace {

namespace json = boost::json;

/// The smallest limit that OpenAI's models accept at OpenRouter (vllm-project/guidellm#370).
constexpr std::size_t kMinTokens = 16;
/// Without a limit OpenRouter demands credit for the longest answer the model could write
/// (can1357/oh-my-pi#9569).
constexpr std::size_t kReadingTokens = 32'000;
/// An answer truncated before this length isn't from a long page but from a small context: Ollama allows
/// 4,096 tokens for prompt and answer together.
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

/// Whether the answer was truncated before the requested limit. A multiple of 1,024 tokens is taken for the
/// model's own maximum, which some services enforce silently.
bool is_context_small(std::size_t answer_tokens, AnswerLimit const& limit)
{
    constexpr std::size_t kRound = 1'024;
    auto const max =
        limit.name == AnswerLimit::Name::none ? kLongAnswerTokens : std::min(limit.tokens, kLongAnswerTokens);
    return answer_tokens < max && (answer_tokens == 0 || answer_tokens % kRound != 0);
}

/// Strips a Markdown code fence, which small models tend to put around the JSON.
std::string_view without_fence(std::string_view text)
{
    auto const first = text.find('{');
    auto const last = text.rfind('}');
    bool const is_fenced =
        text.find("```") < first && first != std::string_view::npos && last != std::string_view::npos;
    return is_fenced ? text.substr(first, last - first + 1) : text;
}

}  // namespace

OpenAiCompatible::OpenAiCompatible(std::string address, Secret key, std::string model, BudgetedCall ask)
    : address_(std::move(address)),
      key_(std::move(key)),
      service_{ProviderKind::openai, "The transcription service", "RMIRROR_OCR_API_KEY", std::move(model),
               key_},
      limit_(address_.find("//api.openai.com") == std::string::npos
                 ? AnswerLimit::Name::max_tokens
                 : AnswerLimit::Name::max_completion_tokens),
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

/// Retries with other output limits as long as the service refuses the limit.
BudgetedResult OpenAiCompatible::ask_within(json::object request, LimitTrial& trial,
                                            spend::Tokens const& tokens) const
{
    for (;;) {
        auto const limit = trial.limit();
        if (auto const name = to_string(limit.name); !name.empty())
            request[json::string_view(name.data(), name.size())] = limit.tokens;
        auto asked = ask_({call_with(json::serialize(request)), tokens});
        auto const* const result = std::get_if<upstream::CallResult>(&asked);
        if (!result || result->outcome != upstream::CallOutcome::answered)
            return asked;
        auto const error = read_error(result->body);
        bool const is_refused = result->status != 200 || error.is_error;
        if (!is_refused || !trial.next_limit_after(judge(service_.kind, result->status, error), error))
            return asked;
        if (auto const name = to_string(limit.name); !name.empty())
            request.erase(json::string_view(name.data(), name.size()));
    }
}

std::optional<Failure> OpenAiCompatible::probe()
{
    json::object const word{
        {"model", service_.model},
        {"messages", json::array{json::object{
                         {"role", "user"}, {"content", json::string_view(kProbe.data(), kProbe.size())}}}}};
    auto trial = limit_.begin(kMinTokens);
    return failure_of(service_, ask_within(word, trial, kProbeTokens), Concern::service);
}

/// Models of one name may be different ones at different services.
std::string OpenAiCompatible::version() const
{
    return version_of("openai " + address_, service_.model);
}

upstream::Call OpenAiCompatible::call_with(std::string body) const
{
    upstream::Call call;
    call.method = "POST";
    call.url = api_address(address_, "/chat/completions");
    call.headers = {{"Content-Type", "application/json"}};
    if (!key_.empty())
        call.headers.emplace_back("Authorization", "Bearer " + key_.reveal());
    call.body = std::move(body);
    // A small self-hosted machine may be slow.
    call.deadline = kLongDeadline;
    call.max_bytes = kMaxAnswerBytes;
    return call;
}

Readings OpenAiCompatible::read(std::vector<Page> const& pages)
{
    auto trial = limit_.begin(kReadingTokens);
    auto const asked =
        ask_within(request_for(pages, service_.model), trial, max_tokens(pages, kAssumedMaxTokens));
    if (auto const failure = failure_of(service_, asked, Concern::pages))
        return {std::vector<Answer>(pages.size(), *failure), {}};
    limit_.remember(trial);
    return readings_in(std::get<upstream::CallResult>(asked).body, pages, trial.limit());
}

Readings OpenAiCompatible::readings_in(std::string const& body, std::vector<Page> const& pages,
                                       AnswerLimit const& limit) const
{
    std::string why;
    auto const value = input::parse_answer(body, why);
    auto const* const whole = value ? value->if_object() : nullptr;
    auto const* const used = object_at(whole, "usage");
    Usage const usage{count_at(used, "prompt_tokens"), count_at(used, "completion_tokens")};
    auto const all = [&](Failure const& failure) {
        return Readings{std::vector<Answer>(pages.size(), failure), usage};
    };
    auto const* const choice = first_choice(whole);
    if (!choice)
        return all(bad_answer(service_, value ? "it has no choices" : why));
    auto const* const message = object_at(choice, "message");
    auto const reason = text_at(choice, "finish_reason");
    if (reason == "length")
        return all(is_context_small(usage.output_tokens, limit) ? small_context(service_)
                                                                : truncation(service_));
    if (reason == "content_filter" || !text_at(message, "refusal").empty())
        return all(refusal(service_));
    return {read_answer(service_, pages, without_fence(text_at(message, "content"))), usage};
}

}  // namespace rmirror::ocr
