// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/reading_service.hpp"

namespace rmirror::ocr::test {

namespace json = boost::json;

ReadingService::ReadingService() : server_({}, routes()) {}

http::FrontOptions ReadingService::routes()
{
    http::FrontOptions front;
    auto const answer = [this](http::Request const& request) {
        asked_.put(request);
        return next();
    };
    for (auto const* const path :
         {"/v1/messages", "/v1/chat/completions", "/v1beta/openai/chat/completions",
          "/api/v4/chat/completions", "/vision/v1/chat/completions", "/dev1/v1/chat/completions"})
        front.routes.push_back(
            {http::Method::post, path, http::replying(answer), http::Runs::on_loop, 40U << 20U});
    std::string const batches = "/v1/messages/batches";
    front.routes.push_back(
        {http::Method::post, batches, http::replying(answer), http::Runs::on_loop, 40U << 20U});
    for (auto const* const path : {"", "/:id", "/:id/results"})
        front.routes.push_back(
            {http::Method::get, batches + path, http::replying(answer), http::Runs::on_loop});
    return front;
}

http::Reply ReadingService::next()
{
    auto reply = replies_.take_if_any();
    return reply ? std::move(*reply) : http::empty_reply(http::Code::I_m_a_teapot);
}

void ReadingService::answer(std::string body, int status, std::string retry_after)
{
    auto reply = http::ok_json(std::move(body));
    reply.status = static_cast<http::Code>(status);
    if (!retry_after.empty())
        reply.with("Retry-After", std::move(retry_after));
    replies_.put(std::move(reply));
}

json::object ReadingService::take_body()
{
    return json::parse(take_request().body).as_object();
}

Page page_of(std::string notebook)
{
    Page page;
    page.pictures.push_back({"a picture", 10, 50, 200, 100});
    page.notebook = std::move(notebook);
    return page;
}

std::string message(std::string const& text, std::string const& stop_reason)
{
    return json::serialize(json::object{
        {"id", "msg_1"},
        {"type", "message"},
        {"role", "assistant"},
        {"model", "claude-haiku-5-5"},
        {"content", json::array{json::object{{"type", "thinking"}, {"thinking", ""}, {"signature", "s"}},
                                json::object{{"type", "text"}, {"text", text}}}},
        {"stop_reason", stop_reason},
        {"usage", {{"input_tokens", 100}, {"cache_read_input_tokens", 20}, {"output_tokens", 30}}}});
}

std::string batch_result(std::string const& id, std::string const& markdown, json::array const& drawings)
{
    return json::serialize(
               json::object{{"custom_id", id},
                            {"result",
                             {{"type", "succeeded"},
                              {"message", json::parse(message(pages_json(markdown, drawings)))}}}}) +
           "\n";
}

std::string pages_json(std::string const& markdown, json::array const& drawings)
{
    return json::serialize(json::object{
        {"pages",
         json::array{json::object{
             {"page", 1},
             {"language", "en"},
             {"markdown", markdown},
             {"lines",
              json::array{json::object{
                  {"text", markdown}, {"confidence", 0.9}, {"image", 1}, {"top", 0.25}, {"bottom", 0.5}}}},
             {"drawings", drawings}}}}});
}

std::string text_of(Counters const& counters)
{
    PrometheusText text;
    counters.write(text);
    return text.text();
}

}  // namespace rmirror::ocr::test
