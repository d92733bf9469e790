// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls to Notion by which people connect it. They wait for the answer.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"
#include "upstream/gateway.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::notion {

/// Why there is no answer to work with.
struct Failed {
    enum class Why {
        refused,      // Notion does not take the token, the code or this program.
        forbidden,    // The token is good, but not for this.
        unreachable,  // Nobody knows whether the call was carried out, unless it was not sent.
        busy,         // Too many calls: none is taken for a while.
        odd,          // An answer that makes no sense here.
    };
    Why why = Why::unreachable;
    bool sent = true;  // Notion may have seen the call.
    std::optional<std::chrono::milliseconds> retry_after = {};
};

/// For whoever waits.
std::string_view sentence_about(Failed const& failed);

/// What a token is for.
struct Bot {
    std::string id;
    std::string workspace_id;
    std::string workspace_name;
};

class Api {
public:
    /// The gateway must outlive it.
    explicit Api(upstream::Gateway& gateway) : gateway_(gateway) {}

    std::variant<Bot, Failed> me(UserId const& user_id, Secret const& token) const;

private:
    std::variant<boost::json::object, Failed> ask(UserId const& user_id, upstream::Call call,
                                                  std::string limit) const;

    upstream::Gateway& gateway_;
};

}  // namespace rmirror::notion
