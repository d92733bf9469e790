// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target would be sent, without sending or queueing anything.
#pragma once

#include "targets/setup.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>

namespace rmirror::targets {

/// `Preview` of the contract, of the user's library as it is. `choice` stands in for the stored one where it
/// is given; an empty optional within means everything.
boost::json::object preview(pqxx::work& work, Target const& target, UserId const& user_id,
                            std::optional<std::optional<Choice>> const& choice);

}  // namespace rmirror::targets
