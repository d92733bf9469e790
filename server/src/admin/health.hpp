// SPDX-License-Identifier: AGPL-3.0-or-later
// What the database knows about how the server works: counts and reasons, never content.
#pragma once

#include <boost/json/object.hpp>
#include <pqxx/transaction>

namespace rmirror::admin {

/// The members of `AdminHealth` of shared/openapi.yaml that all processes share: the queue and why items
/// wait, transcription, integrations.
boost::json::object shared_health(pqxx::work& work);

}  // namespace rmirror::admin
