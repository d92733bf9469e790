// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "library/documents/contents.hpp"
#include "proxy/claude/call.hpp"
#include "proxy/claude/question.hpp"

#include <array>
#include <set>

namespace rmirror::routes {

namespace {

using http::Code;

constexpr std::array<std::string_view, 1> kProviders = {"claude"};
constexpr std::size_t kMaxDocuments = 200;
constexpr std::size_t kMaxContextBytes = 1'000'000;
constexpr std::size_t kMaxPrompt = 20'000;
constexpr std::int64_t kUsualTokens = 4000;
constexpr std::int64_t kMaxTokens = 16'000;
constexpr std::int64_t kCallsPerMinute = 20;

struct Asked {
    proxy::claude::Question question;
    std::vector<std::string> documents;
};

Asked read(input::JsonReader& fields)
{
    Asked asked;
    fields.one_of("provider", kProviders);
    asked.question.model = fields.text("model", {.min = 1, .max = 100});
    asked.question.prompt = fields.text("prompt", {.min = 1, .max = kMaxPrompt});
    if (asked.question.prompt.find_first_not_of(" \t\r\n") == std::string::npos)
        fields.refuse("prompt", "It must have words.");
    asked.question.is_stream = fields.flag_if_any("stream").value_or(false);
    asked.question.max_tokens = fields.integer_if_any("max_tokens", 1, kMaxTokens).value_or(kUsualTokens);
    asked.documents = fields.uuids_if_any("context_ids", kMaxDocuments);
    if (std::set(asked.documents.begin(), asked.documents.end()).size() != asked.documents.size())
        fields.refuse("context_ids", "Name each document once.");
    return asked;
}

/// Fills in the texts, or returns why they can't be read.
std::optional<http::Reply> add_texts(App& app, Call const& call, Asked& asked)
{
    auto contents = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return library::read_contents(work, call.user.id, asked.documents);
    });
    if (!contents)
        return http::problem(Code::Not_Found, "One of the documents doesn't exist.");
    std::size_t bytes = 0;
    for (auto& [title, text] : *contents) {
        bytes += text.size();
        asked.question.sources.push_back({std::move(title), std::move(text)});
    }
    if (bytes > kMaxContextBytes)
        return http::problem(Code::Request_Entity_Too_Large,
                             "These documents have " + std::to_string(bytes) +
                                 " bytes of text. Ask about at most 1,000,000 at a time.");
    return std::nullopt;
}

/// The question as a call to Claude, in place of the caller's request, whose share of the memory it keeps.
http::Request request_for(proxy::claude::Question const& question, http::Request const& asked)
{
    http::Request request;
    request.id = asked.id;
    request.client = asked.client;
    request.body_share = asked.body_share;
    request.headers = {{"User-Agent", std::string(asked.header("User-Agent"))},
                       {"anthropic-version", "2023-06-01"}};
    request.body = proxy::claude::body_of(question);
    return request;
}

void generate(App& app, Call const& call, http::Answer const& answer)
{
    http::JsonBody body(call.request);
    auto asked = read(body.fields());
    if (auto refusal = body.refusal())
        return answer.send(std::move(*refusal));
    if (auto refusal = add_texts(app, call, asked))
        return answer.send(std::move(*refusal));
    proxy::claude::forward_call(app.claude, proxy::claude::Operation::messages,
                                request_for(asked.question, call.request), call.user, answer);
}

constexpr Row kAiRows[] = {
    {http::Method::post,
     "/api/v1/ai/generate",
     Access::user,
     generate,
     {.body_bytes = 256U << 10U,
      .traffic = http::Traffic::proxy,
      .user_rate_limit = {"ai", kCallsPerMinute},
      .timeout = proxy::claude::kTimeout + std::chrono::seconds(30)}},
};

}  // namespace

Table ai_routes()
{
    return kAiRows;
}

}  // namespace rmirror::routes
