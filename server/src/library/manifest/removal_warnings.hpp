// SPDX-License-Identifier: AGPL-3.0-or-later
// If one manifest drops much of a notebook, targets keep it until its owner answers
// (docs/decisions/0057-what-is-deleted-and-what-is-kept.md).
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"

#include <pqxx/transaction>

#include <string>

namespace rmirror::library {

/// Holds what this transaction dropped, if it is much of a notebook or the rest is held already. Only for
/// users with a target.
void hold_removed_items(LibraryWork& work);

/// Ends the warnings of notebooks to which so much came back that the rest is no longer much. Targets then
/// remove the rest.
void drop_settled_warnings(LibraryWork& work);

/// `RemovalWarning`s of shared/openapi.yaml as JSON, newest first.
std::string list_removal_warnings(pqxx::work& work, UserId const& user_id);

/// What targets do with held items.
enum class Held { is_removed, is_kept };

/// False if there is no such warning, or it was answered before.
bool answer_removal_warning(LibraryWork& work, std::string const& id, Held held);

}  // namespace rmirror::library
