// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/rights/account_deletion.hpp"

#include "app.hpp"
#include "auth/accounts.hpp"
#include "plans/leavers.hpp"
#include "targets/registry.hpp"
#include "workspaces/workspaces.hpp"

#include <utility>

namespace rmirror::routes {

namespace {

void leave_targets(App const& app, pqxx::work& system, UserId const& user_id, targets::Made made,
                   BegunDeletion& begun)
{
    for (auto const* const target : targets::all_targets()) {
        bool const is_kept = made == targets::Made::keep || target->way == targets::DeliveryMode::pulled;
        // What is removed first needs the token still; it is revoked after that.
        auto revoke = is_kept ? app.oauth.revocation(system, *target, user_id) : nullptr;
        if (!targets::remove_integration(system, *target, user_id, made))
            continue;
        if (revoke)
            begun.revoking.push_back(std::move(revoke));
        begun.removing += is_kept ? 0 : 1;
    }
}

}  // namespace

std::optional<BegunDeletion> begin_deletion(App const& app, pqxx::work& system, UserId const& user_id,
                                            targets::Made made, auth::ClientInfo const& client)
{
    auth::lock_user(system, user_id);
    if (!auth::account_of(system, user_id))
        return std::nullopt;
    BegunDeletion begun;
    plans::note_leaver(system, user_id);
    workspaces::leave_all_workspaces(system, user_id);
    leave_targets(app, system, user_id, made, begun);
    auth::note(system, user_id, "account_deleted", client);
    begun.leaving = rights::begin_removal(system, user_id).value();
    return begun;
}

void carry_on_deletion(App& app, BegunDeletion const& begun)
{
    app.sign_in.authenticator().note_revoked(begun.leaving.ended);
    for (auto const& revoke : begun.revoking)
        revoke();
}

}  // namespace rmirror::routes
