// SPDX-License-Identifier: AGPL-3.0-or-later
// What admins did: every act is written with the state before and after it, in the transaction of the act.
//
// All functions of this folder that take a pqxx::work run in db::as_admin().
#pragma once

#include "base/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::admin {

using ActId = Id<struct ActRow>;                // admin_acts.id
using InvitationId = Id<struct InvitationRow>;  // invitations.id
using WaitingId = Id<struct WaitingRow>;        // waitlist.id

/// Who acts. No admin: someone on the server's command line.
struct Actor {
    std::optional<UserId> admin = std::nullopt;
};

struct Act {
    std::string_view name;  // As in the table's CHECK.
    std::optional<UserId> person = std::nullopt;
    std::optional<WaitingId> waiting = std::nullopt;
    std::optional<InvitationId> invitation = std::nullopt;
    boost::json::object before = {};
    boost::json::object after = {};
    std::optional<ActId> undoes = std::nullopt;
};

/// Acts run one after the other. Called first in each transaction that acts.
void lock_acts(pqxx::work& work);

ActId record(pqxx::work& work, Actor const& actor, Act const& act);

/// A piece of a list, newest first.
struct Piece {
    std::optional<std::string> after = std::nullopt;  // The id of the last item of the previous piece.
    std::int64_t limit = 50;
};

/// JSON as in the API's schemas: the list, and one act.
std::string list_acts(pqxx::work& work, Piece const& piece);
std::string show_act(pqxx::work& work, ActId const& id);

}  // namespace rmirror::admin
