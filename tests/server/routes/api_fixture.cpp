// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

#include "routes/all_routes.hpp"
#include "routes/failures.hpp"

#include <cstdlib>

namespace rmirror::test {

namespace json = boost::json;

namespace {

Settings settings_of(Settings::Environment const& environment)
{
    std::string why;
    return Settings::read(environment, why).value();
}

std::filesystem::path new_folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "rmirror-api-XXXXXX").string();
    return ::mkdtemp(name.data());
}

}  // namespace

auth::SignInOptions quick_sign_in()
{
    auth::SignInOptions options;
    options.token_secret = Secret("a secret of thirty-two characters");
    options.public_url = "https://notes.example";
    options.password_cost = {8U << 10U, 1};
    return options;
}

std::string Answered::text(std::string_view name) const
{
    auto const* const object = json.if_object();
    auto const* const value =
        object ? object->if_contains(json::string_view(name.data(), name.size())) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : "";
}

ApiServer::ApiServer(db::PoolOptions const& pool, auth::SignInOptions sign_in, http::Gate gate,
                     Settings::Environment const& environment)
    : folder_(new_folder()),
      log_(Level::debug,
           [this](std::string const& line) {
               std::lock_guard const lock(mutex_);
               text_ += line;
           }),
      settings_(settings_of(environment)),
      pool_(pool),
      ledger_(pool_, {}, log_),
      claude_gateway_(client_, {.name = "claude"}),
      sign_in_(std::move(sign_in), pool_, client_, log_),
      blobs_(open_disk_store(folder_)),
      changes_(pool.url, pool_, log_),
      services_{settings_, log_, pool_, sign_in_, {.has_reader = true}, blobs_.get(), &changes_, &metrics_},
      server_(options(std::move(gate)), log_)
{}

ApiServer::~ApiServer()
{
    std::filesystem::remove_all(folder_);
}

http::ServerOptions ApiServer::options(http::Gate gate)
{
    services_.serving = true;
    services_.claude_gateway = &claude_gateway_;
    services_.claude = proxy::claude_from(settings_, claude_gateway_, ledger_);
    http::ServerOptions options;
    options.listen = "127.0.0.1:0";
    services_.bodies = options.bodies.get();
    options.front.routes = all_routes(services_);
    options.front.explain = explain_failure;
    options.front.gate = std::move(gate);
    options.front.observe = [this](http::Exchange const& exchange) { metrics_.observe(exchange); };
    return options;
}

std::string ApiServer::log() const
{
    std::lock_guard const lock(mutex_);
    return text_;
}

Answered ask(ApiServer const& server, Question const& question)
{
    auto const body = question.json.is_null() ? question.body : json::serialize(question.json);
    auto request =
        question.method + " " + question.path + " HTTP/1.1\r\nHost: notes.example\r\n" + question.headers;
    if (!question.json.is_null())
        request += "Content-Type: application/json\r\n";
    if (!question.token.empty())
        request += "Authorization: Bearer " + question.token + "\r\n";
    if (!question.cookie.empty())
        request += "Cookie: theme=dark; " + question.cookie + "\r\n";
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    http::test::Client client(server.port());
    Answered answer;
    answer.received = client.ask(request);
    answer.status = answer.received.status;
    if (answer.header("content-type").find("json") != std::string::npos)
        answer.json = json::parse(answer.received.body);
    return answer;
}

Answered ApiTest::post(std::string path, json::value json, std::string token)
{
    Question question;
    question.method = "POST";
    question.path = std::move(path);
    question.json = std::move(json);
    question.token = std::move(token);
    return ask(question);
}

Answered ApiTest::get(std::string path, std::string token)
{
    Question question;
    question.path = std::move(path);
    question.token = std::move(token);
    return ask(question);
}

Person ApiTest::sign_up(std::string const& email)
{
    auto const answer = post("/api/v1/auth/signup", {{"email", email}, {"password", kPassword}});
    if (answer.status != 201)
        throw std::runtime_error("signing up failed: " + answer.received.body);
    return {std::string(answer.json.at("user").at("id").as_string()), answer.text("access_token"),
            cookie_of(answer)};
}

std::string cookie_of(Answered const& answer)
{
    auto const cookie = answer.header("set-cookie");
    return cookie.substr(0, cookie.find(';'));
}

}  // namespace rmirror::test
