// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/account/current_password.hpp"

#include "app.hpp"
#include "auth/accounts.hpp"
#include "auth/client_info.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

namespace rmirror::routes {

using http::Code;
using http::Reply;

std::variant<PasswordProof, Reply> prove_password(App& app, Call const& call, TypedPassword const& typed)
{
    auto const account = db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return auth::account_of(work, call.user.id); });
    if (!account)
        return auth::unauthorized("This account doesn't exist any more.");
    if (!account->at("has_password").as_bool() || !account->at("email").is_string())
        return http::problem(Code::Conflict,
                             "This account has no password. Change it at your sign-in service.",
                             {{"field", "password"}});
    PasswordProof proof;
    proof.email = account->at("email").as_string().c_str();
    proof.attempt = db::as_system(app.pool, [&](pqxx::work& work) {
        return auth::begin_attempt_in_session(work, proof.email, call.user.session_id);
    });
    if (proof.attempt.locked_for > std::chrono::seconds(0))
        return auth::locked(proof.attempt);
    if (!app.sign_in.passwords().is_right(proof.attempt.password_hash, typed.password)) {
        auto const client = auth::client_info_of(call.request);
        db::as_system(app.pool, [&](pqxx::work& work) {
            auth::note(work, call.user.id, "password_change_failed", client);
        });
        return wrong_password(typed.field);
    }
    return proof;
}

Reply wrong_password(std::string_view field)
{
    return http::problem(input::Fault{std::string(field), "The current password is wrong."});
}

}  // namespace rmirror::routes
