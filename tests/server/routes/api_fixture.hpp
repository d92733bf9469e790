// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole API on a database of its own, as its clients meet it.
#pragma once

#include "auth/sign_in.hpp"
#include "db/database.hpp"
#include "services.hpp"
#include "wire/client.hpp"
#include "wire/server.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <filesystem>
#include <string>

namespace rmirror::test {

/// Passwords at the least cost, a fixed secret, no sign-in service.
auth::SignInOptions quick_sign_in();

struct Question {
    std::string method = "GET";
    std::string path;
    boost::json::value json;  // Sent as the body, unless it is null.
    std::string token;        // Of the bearer.
    std::string cookie;
    std::string headers;  // More of them, each with its line's end.
    std::string body;     // Sent as it is, when there is no json.
};

struct Answered {
    int status = 0;
    boost::json::value json;  // Null when the body is none.
    http::test::Received received;

    std::string header(std::string const& name) const { return received.header(name); }
    /// A member that is text; empty without one.
    std::string text(std::string_view name) const;
};

/// Somebody who is signed in.
struct Person {
    std::string id;
    std::string token;
    std::string cookie;  // "rmirror_refresh=..."
};

constexpr auto kPassword = "correct horse battery staple";

class ApiServer {
public:
    ApiServer(db::PoolOptions const& pool, auth::SignInOptions sign_in, http::Gate gate = nullptr,
              Settings::Environment const& environment = {});
    ~ApiServer();

    std::uint16_t port() const { return server_.port(); }
    Services& services() { return services_; }
    std::string log() const;

private:
    http::ServerOptions options(http::Gate gate);

    std::filesystem::path folder_;
    mutable std::mutex mutex_;
    std::string text_;
    Log log_;
    Settings settings_;
    db::Pool pool_;
    proxy::Ledger ledger_;
    upstream::Client client_;
    upstream::Gateway claude_gateway_;
    auth::SignIn sign_in_;
    std::unique_ptr<BlobStore> blobs_;
    ChangeFeed changes_;
    Metrics metrics_;
    Services services_;
    http::Server server_;
};

Answered ask(ApiServer const& server, Question const& question);

class ApiTest : public db::test::DatabaseTest {
protected:
    explicit ApiTest(Settings::Environment const& environment = {})
        : server(database.options(8), quick_sign_in(), nullptr, environment)
    {}

    Answered ask(Question const& question) { return test::ask(server, question); }
    Answered post(std::string path, boost::json::value json, std::string token = "");
    Answered get(std::string path, std::string token);

    Person sign_up(std::string const& email);

    ApiServer server;
};

/// The cookie that an answer sets, as a browser sends it back; empty without one.
std::string cookie_of(Answered const& answer);

}  // namespace rmirror::test
