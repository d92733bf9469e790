// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a request came from, as sessions and the audit remember it.
#pragma once

#include "base/ids.hpp"
#include "http/request.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::auth {

struct ClientInfo {
    std::string address;
    std::string user_agent;  // Only its printable ASCII: it is for people to read.
    std::string request_id;
};

ClientInfo client_info_of(http::Request const& request);

/// What happened to an account. `user_id` may be empty when it is nobody's.
void note(pqxx::work& work, UserId const& user_id, std::string_view action, ClientInfo const& client);

}  // namespace rmirror::auth
