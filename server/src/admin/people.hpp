// SPDX-License-Identifier: AGPL-3.0-or-later
// Everyone with an account, as an admin sees them: who they are, how much they use, how far they have come;
// and what an admin can change about them.
#pragma once

#include "admin/acts.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::admin {

/// `AdminPeople` of shared/openapi.yaml: those whose address or name contains `search`, newest first.
std::string list_people(pqxx::work& work, quota::Rules const& rules, std::string const& search,
                        Piece const& piece);
/// `AdminPerson`; empty if there is no such person.
std::string show_person(pqxx::work& work, quota::Rules const& rules, UserId const& user_id);
/// `AdminFunnel`: how many have come how far. Looks at everyone.
std::string show_funnel(pqxx::work& work);

std::optional<UserId> find_person(pqxx::work& work, std::string const& email);

/// What is missing stays as it is.
struct PlanChange {
    /// A new limit; without a value, the tier's applies again.
    struct Limit {
        std::optional<std::int64_t> value;
    };
    std::optional<std::string> tier = std::nullopt;
    std::optional<Limit> pages = std::nullopt;    // Transcribed per month.
    std::optional<Limit> tokens = std::nullopt;   // Per month.
    std::optional<Limit> storage = std::nullopt;  // Bytes.

    bool is_nothing() const { return !tier && !pages && !tokens && !storage; }
};

/// The person must exist. Takes effect immediately; pages that waited for quota are queued by the scheduler's
/// next run.
void change_plan(pqxx::work& work, Actor const& actor, UserId const& user_id, PlanChange const& change);

/// Sets the plan to `plan` if it is `expected` now. Returns false if it isn't.
bool restore_plan(pqxx::work& work, UserId const& user_id, boost::json::object const& expected,
                  boost::json::object const& plan);

enum class AdminChange { done, is_so_already, is_last };
constexpr std::string_view kLastAdmin =
    "This is the only administrator, and without one nobody could make another. Make someone else an "
    "administrator first.";
constexpr std::string_view kLastAdminType = "last_admin";
/// These write no act: callers that undo one write another.
AdminChange add_admin(pqxx::work& work, UserId const& user_id);
AdminChange remove_admin(pqxx::work& work, UserId const& user_id);

/// Makes the person an admin or ends it, and records the act if that changed something.
AdminChange set_admin(pqxx::work& work, Actor const& actor, UserId const& user_id, bool is_wanted);

}  // namespace rmirror::admin
