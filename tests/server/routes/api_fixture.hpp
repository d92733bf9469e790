// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole API on a database of its own, as its clients meet it.
#pragma once

#include "db/database.hpp"
#include "program.hpp"
#include "wire/client.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace rmirror::test {

struct Question {
    std::string method = "GET";
    std::string path = {};
    boost::json::value json = nullptr;  // Sent as the body, unless it is null.
    std::string token = {};             // Of the bearer.
    std::string cookie = {};
    std::string headers = {};  // More of them, each with its line's end.
    std::string body = {};     // Sent as it is, when there is no json.
};

struct Answered {
    int status = 0;
    boost::json::value json;  // Null when the body is none.
    http::test::Received received;

    std::string header(std::string const& name) const { return received.header(name); }
    /// A member that is text; empty without one.
    std::string text(std::string_view name) const;
};

/// A user who is signed in.
struct Person {
    std::string id;
    std::string token;
    std::string cookie;  // "rmirror_refresh=..."
};

constexpr auto kPassword = "correct horse battery staple";
/// Signs every token.
constexpr auto kTokenSecret = "a secret of thirty-two characters";

/// At the least cost.
constexpr crypto::PasswordCost kQuick{8U << 10U, 1};

class ApiServer {
public:
    /// On a port of its own, without limits of rates, on a database of this test; `more` settings win. Only
    /// requests are answered: no page is read.
    explicit ApiServer(db::test::Database const& database, Settings::Environment const& more = {},
                       crypto::PasswordCost password_cost = kQuick);
    ~ApiServer();

    std::uint16_t port() const { return program_->port(); }
    App& app() { return program_->app(); }
    std::string log() const;

private:
    std::filesystem::path folder_;
    mutable std::mutex mutex_;
    std::string text_;
    Log log_;
    std::unique_ptr<Program> program_;
};

Answered ask(ApiServer const& server, Question const& question);

class ApiTest : public db::test::DatabaseTest {
protected:
    explicit ApiTest(Settings::Environment const& environment = {}) : server(database, environment) {}

    Answered ask(Question const& question) { return test::ask(server, question); }
    Answered post(std::string path, boost::json::value json, std::string token = "");
    Answered get(std::string path, std::string token);

    Person sign_up(std::string const& email);

    ApiServer server;
};

/// The cookie that an answer sets, as a browser sends it back; empty without one.
std::string cookie_of(Answered const& answer);

}  // namespace rmirror::test
