// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a request came from, as stored with sessions and in the audit log.
#pragma once

#include "base/ids.hpp"
#include "http/request.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::auth {

struct ClientInfo {
    std::string address;
    std::string user_agent;  // Its printable ASCII only: it is shown to people.
    std::string request_id;
};

ClientInfo client_info_of(http::Request const& request);

/// Adds an entry to the audit log. `user_id` may be empty if the event concerns no account.
void note(pqxx::work& work, UserId const& user_id, std::string_view action, ClientInfo const& client);

}  // namespace rmirror::auth
