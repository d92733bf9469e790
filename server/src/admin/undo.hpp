// SPDX-License-Identifier: AGPL-3.0-or-later
// Undoes an act of an admin, as long as nothing that it changed was changed since.
#pragma once

#include "admin/acts.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::admin {

enum class NotUndone { unknown, not_possible, changed_since, last_admin };
/// A sentence for people, and a word for programs.
std::string_view to_string(NotUndone why);
std::string_view type_of(NotUndone why);

/// The act that undid it.
std::variant<ActId, NotUndone> undo(pqxx::work& work, Actor const& actor, ActId const& id);

}  // namespace rmirror::admin
