// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

#include <cstdlib>
#include <stdexcept>

namespace rmirror::test {

namespace json = boost::json;

namespace {

std::filesystem::path new_folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "rmirror-api-XXXXXX").string();
    return ::mkdtemp(name.data());
}

}  // namespace

std::string Answered::text(std::string_view name) const
{
    auto const* const object = json.if_object();
    auto const* const value =
        object ? object->if_contains(json::string_view(name.data(), name.size())) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : "";
}

ApiServer::ApiServer(db::test::Database const& database, Settings::Environment const& more,
                     crypto::PasswordCost password_cost)
    : folder_(new_folder()), log_(Level::debug, [this](std::string const& line) {
          std::lock_guard const lock(mutex_);
          text_ += line;
      })
{
    auto environment = more;
    environment.merge(Settings::Environment{
        {"RMIRROR_LISTEN", "127.0.0.1:0"},
        {"RMIRROR_DATABASE_URL", database.url().reveal()},
        {"RMIRROR_DATA_DIR", folder_},
        {"RMIRROR_DASHBOARD_DIR", ""},
        {"RMIRROR_PUBLIC_URL", "https://notes.example"},
        {"RMIRROR_JWT_SECRET", kTokenSecret},
        {"RMIRROR_DB_CONNECTIONS", "8"},
        {"RMIRROR_TEST_RATE_LIMITS", "off"},
        // With sanitizers, beside other tests, statements take many times as long.
        {"RMIRROR_TEST_STATEMENT_SECONDS", "20"},
        {"RMIRROR_ANTHROPIC_API_KEY", "an unused key"},
        {"RMIRROR_TEST_ANTHROPIC_BASE_URL", "http://127.0.0.1:1"},
    });
    auto settings = Settings::read(environment);
    if (!settings.ok())
        throw std::runtime_error(settings.error().sentence);
    auto program = Program::open(std::move(settings.value()), log_, {Role::api, password_cost});
    if (!program.ok())
        throw std::runtime_error(program.error().sentence);
    program_ = std::move(program.value());
}

ApiServer::~ApiServer()
{
    program_.reset();
    std::filesystem::remove_all(folder_);
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
