// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls to Notion by which people connect it. They wait for the answer.
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

/// Why there is no answer to work with.
struct Failed {
    enum class Why {
        refused,        // Notion does not take the token, or the code.
        forbidden,      // The token is good, but not for this.
        not_found,      // Nothing that the token can see.
        unreachable,    // Nobody knows whether the call was carried out.
        busy,           // Too many calls: none is taken for a while.
        misconfigured,  // Notion does not know this server by what its operator has set.
        odd,            // An answer that makes no sense here.
    };
    Why why = Why::unreachable;
    std::optional<std::chrono::milliseconds> retry_after = {};
};

/// For whoever waits.
std::string_view sentence_about(Failed const& failed);

template <typename T>
using Answered = std::variant<T, Failed>;

/// What a token is for.
struct Bot {
    std::string id;
    std::string workspace_id;
    std::string workspace_name;
};

/// What comes of somebody's consent.
struct Granted {
    Bot bot;
    Credential credential;
};

/// What Notion knows this server as.
struct Program {
    std::string client_id;
    Secret client_secret;
    std::string redirect_uri;
};

class Api {
public:
    /// The gateway must outlive it. Without a program nobody can be asked for their consent.
    Api(upstream::Gateway& gateway, Allowance allowance, std::optional<Program> program = std::nullopt)
        : gateway_(gateway), allowance_(allowance), program_(std::move(program))
    {}

    Answered<Bot> me(UserId const& user_id, Secret const& token) const;
    /// Any call that a person waits for; its body is JSON, or empty. Asked once.
    Answered<boost::json::object> ask(UserId const& user_id, Access const& access, std::string method,
                                      std::string const& path, std::string body = "") const;

    bool has_program() const { return program_.has_value(); }
    // Those below are for a server that has a program.
    /// Where a person is asked.
    std::string authorize_url(std::string_view state) const;
    Answered<Granted> exchange(UserId const& user_id, std::string_view code) const;
    /// The old tokens are invalid from then on, whether or not the answer arrives.
    Answered<Granted> refresh(UserId const& user_id, Secret const& refresh_token) const;
    /// Words such as "read_content", with blanks between; empty where Notion does not say.
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
