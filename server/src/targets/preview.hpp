// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target would be sent, without sending or queueing anything. A library is counted in pieces; each
// request for a preview counts on where the last one for the same ended.
#pragma once

#include "base/ids.hpp"
#include "base/settings.hpp"
#include "targets/setup.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <variant>

namespace rmirror::targets {

/// Begins to count, or joins what counts the same already. What `setup` gives of values and choice stands in
/// for what is stored.
PreviewId begin_preview(pqxx::work& work, Target const& target, UserId const& user_id, Setup const& setup);

/// How far it is: `PreviewProgress` of the contract.
struct Counting {
    boost::json::object progress;
};
/// `Preview` of the contract. It is shown once.
struct Counted {
    boost::json::object preview;
};

/// Counts the next piece. One that another request has ended meanwhile begins anew with the next request.
std::variant<Counting, Counted> count_piece(pqxx::work& work, Settings const& settings, Target const& target,
                                            UserId const& user_id, PreviewId const& id);

}  // namespace rmirror::targets
