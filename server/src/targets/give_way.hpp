// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's wish that what they changed at a target gives way to what stands here.
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::targets {

enum class GivesWay {
    asked,
    not_there,     // No record of the user's has this id.
    nothing_kept,  // There is nothing of the person's to give way.
};

/// Notes the wish in the record and queues its item, though that has not changed. Asking twice is asking
/// once. `find_target` answers none for a name that no target has. A transaction of the user's.
GivesWay ask_to_give_way(pqxx::work& work, UserId const& user_id, std::string const& record_id,
                         Target const* (*find_target)(std::string_view name));

}  // namespace rmirror::targets
