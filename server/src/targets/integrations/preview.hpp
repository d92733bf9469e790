// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts what would be sent to a target, without sending or queueing anything. A library is counted in
// pieces; each request for a preview continues where the last request for the same preview stopped.
#pragma once

#include "base/ids.hpp"
#include "base/settings/settings.hpp"
#include "targets/integrations/settings.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <variant>

namespace rmirror::targets {

/// Starts a count, or returns the one that already counts the same. Values and choice in `setup` replace the
/// stored ones.
PreviewId begin_preview(pqxx::work& work, Target const& target, UserId const& user_id, Setup const& setup);

/// The progress so far: `PreviewProgress` of openapi.yaml.
struct Counting {
    boost::json::object progress;
};
/// `Preview` of openapi.yaml. Returned once: its row is deleted.
struct Counted {
    boost::json::object preview;
};

/// Counts the next piece. If another request finished this preview meanwhile, returns the progress of an
/// empty count; the next request starts over.
std::variant<Counting, Counted> count_piece(pqxx::work& work, Settings const& settings, Target const& target,
                                            UserId const& user_id, PreviewId const& id);

}  // namespace rmirror::targets
