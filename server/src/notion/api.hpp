// SPDX-License-Identifier: AGPL-3.0-or-later
// Client for the Notion API calls behind the connect and settings screens. Every call blocks until it is
// answered.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"
#include "notion/access.hpp"
#include "notion/calls.hpp"
#include "notion/credential.hpp"
#include "upstream/gateway.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace rmirror::notion {

/// Why a call returned no usable answer.
struct Failed {
    enum class Why {
        refused,        // Notion rejects the token or the authorization code.
        forbidden,      // The token is valid but lacks the permission.
        not_found,      // Doesn't exist, or isn't shared with this token.
        unreachable,    // No answer, or a 5xx: the call may or may not have been carried out.
        busy,           // Rate limited or overloaded; no calls are accepted for a while.
        misconfigured,  // Notion rejects the server's own OAuth client settings.
        odd,            // The response couldn't be interpreted.
    };
    Why why = Why::unreachable;
    std::optional<std::chrono::milliseconds> retry_after = {};
};

/// Message shown to the user who waits for the call.
std::string_view sentence_about(Failed const& failed);

template <typename T>
using Answered = std::variant<T, Failed>;

/// The bot user and workspace that a token belongs to.
struct Bot {
    std::string id;
    std::string workspace_id;
    std::string workspace_name;
};

/// Result of an OAuth code exchange or token refresh.
struct Granted {
    Bot bot;
    Credential credential;
};

/// The server's OAuth client as registered at Notion.
struct Program {
    std::string client_id;
    Secret client_secret;
    std::string redirect_uri;
};

class Api {
public:
    /// The gateway must outlive it. Without `program`, OAuth is unavailable.
    Api(upstream::Gateway& gateway, Allowance allowance, std::optional<Program> program = std::nullopt)
        : gateway_(gateway), allowance_(allowance), program_(std::move(program))
    {}

    Answered<Bot> me(UserId const& user_id, Secret const& token) const;
    /// Makes one interactive call, without retries. `path` is appended to "/v1"; `body` is JSON or empty.
    /// Only a 200 with a JSON object counts as success.
    Answered<boost::json::object> ask(UserId const& user_id, Access const& access, std::string method,
                                      std::string const& path, std::string body = "") const;

    bool has_program() const { return program_.has_value(); }
    // The functions below require has_program().
    /// URL of Notion's consent screen.
    std::string authorize_url(std::string_view state) const;
    Answered<Granted> exchange(UserId const& user_id, std::string_view code) const;
    /// Notion invalidates the old tokens even if the answer never arrives.
    Answered<Granted> refresh(UserId const& user_id, Secret const& refresh_token) const;
    /// The token's scope: space-separated words such as "read_content"; empty if Notion doesn't report one.
    Answered<std::string> scope(UserId const& user_id, Secret const& token) const;
    std::optional<Failed> revoke(UserId const& user_id, Secret const& token) const;

private:
    upstream::CallResult result_of(upstream::Call call, upstream::Share share) const;
    Answered<boost::json::object> ask_as_program(UserId const& user_id, std::string_view path,
                                                 boost::json::object const& body) const;

    upstream::Gateway& gateway_;
    Allowance allowance_;
    std::optional<Program> program_;
};

}  // namespace rmirror::notion
