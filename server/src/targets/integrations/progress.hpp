// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows the progress of a sync: what is delivered, what waits, and about how long that takes.
#pragma once

#include "base/ids.hpp"
#include "base/settings/settings.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>

namespace rmirror::targets {

/// `DeliveryProgress` of openapi.yaml; nullopt if there is no integration.
std::optional<boost::json::object> show_progress(pqxx::work& work, Settings const& settings,
                                                 Target const& target, UserId const& user_id);

}  // namespace rmirror::targets
