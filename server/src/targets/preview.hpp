// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target would be sent, without sending or queueing anything.
#pragma once

#include "base/settings.hpp"
#include "targets/setup.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

namespace rmirror::targets {

/// `Preview` of the contract, of the user's library as it is. What `setup` gives of values and choice stands
/// in for what is stored.
boost::json::object preview(pqxx::work& work, Settings const& settings, Target const& target,
                            UserId const& user_id, Setup const& setup);

}  // namespace rmirror::targets
