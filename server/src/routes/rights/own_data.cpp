// SPDX-License-Identifier: AGPL-3.0-or-later
// What is stored about a user, and deleting all of it.
#include "app.hpp"
#include "routes/rights/account_deletion.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "auth/sessions/cookies.hpp"
#include "auth/sessions/sessions.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "rights/removal.hpp"
#include "rights/summary.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/registry.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>
#include <vector>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;

/// The same in all languages: the dashboard asks in its own.
constexpr std::array<std::string_view, 1> kConfirmations = {"delete my account"};

Reply show_summary(App& app, Call const& call)
{
    return http::ok_json(
               db::as_reader(app.pool, call.user.id,
                             [&](pqxx::work& work) { return rights::summary_of(work, call.user.id); }))
        .with("Cache-Control", "no-store");
}

struct Deletion {
    std::optional<std::string> made;  // One of targets::kMade.
};

struct Begun {
    std::optional<Reply> refusal;
    BegunDeletion deletion;
};

Reply choose_for(json::array names)
{
    return http::problem(Code::Conflict,
                         "Say what is to become of the notes at your integrations: `targets` must be keep or "
                         "remove.",
                         {{"type", "choose_for_targets"}, {"targets", std::move(names)}});
}

Reply hand_over(std::vector<std::string> const& names)
{
    return http::problem(
        Code::Conflict,
        "You are the only owner of a workspace that others use. Make another member an owner, or "
        "delete the workspace, then delete your account.",
        {{"type", "hand_over_workspaces"}, {"workspaces", json::value_from(names)}});
}

/// The names of the targets that the user has set up.
json::array targets_of(pqxx::work& work, UserId const& user_id)
{
    json::array names;
    for (auto const* const target : targets::all_targets())
        if (targets::lock_integration(work, user_id, target->name))
            names.emplace_back(json::string_view(target->name.data(), target->name.size()));
    return names;
}

/// In one transaction, as the system: rows of sign_in_attempts and workspaces belong to no user.
Begun begin(App const& app, pqxx::work& work, Call const& call, Deletion const& deletion)
{
    Begun begun;
    auto const& user_id = call.user.id;
    if (!auth::lock_session(work, call.user)) {
        begun.refusal = auth::invalid_token_reply();
        return begun;
    }
    if (auto const names = rights::workspaces_to_hand_over(work, user_id); !names.empty()) {
        begun.refusal = hand_over(names);
        return begun;
    }
    if (auto names = targets_of(work, user_id); !names.empty() && !deletion.made) {
        begun.refusal = choose_for(std::move(names));
        return begun;
    }
    auto deletion_begun = begin_deletion(app, work, user_id, targets::made_of(deletion.made),
                                         auth::client_info_of(call.request));
    if (deletion_begun)
        begun.deletion = std::move(*deletion_begun);
    else
        begun.refusal = auth::invalid_token_reply();
    return begun;
}

Reply delete_account(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    body.fields().one_of("confirmation", kConfirmations);
    Deletion const deletion{body.fields().one_of_if_any("targets", targets::kMade)};
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto begun = db::as_system(app.pool, [&](pqxx::work& work) { return begin(app, work, call, deletion); });
    if (begun.refusal)
        return std::move(*begun.refusal);
    carry_on_deletion(app, begun.deletion);
    auto reply =
        http::ok_json(json::serialize(json::object{{"receipt", begun.deletion.leaving.receipt},
                                                   {"removing_at_targets", begun.deletion.removing}}))
            .with("Cache-Control", "no-store")
            .with("Set-Cookie", auth::refresh_cookie("", app.sign_in.transport()));
    reply.status = Code::Accepted;
    return reply;
}

/// For those who have no account any more.
Reply show_removal(App& app, Call const& call)
{
    auto const state = db::as_system(app.pool, [&](pqxx::work& work) {
        return rights::state_of_removal(work, call.request.parameter("receipt"));
    });
    if (state == rights::RemovalState::unknown)
        return http::problem(Code::Not_Found, "This receipt is unknown, or older than 90 days.");
    return http::ok_json(json::serialize(json::object{{"is_done", state == rights::RemovalState::done}}))
        .with("Cache-Control", "no-store");
}

constexpr Row kOwnDataRows[] = {
    {http::Method::get, "/api/v1/removals/:receipt", Access::anyone, show_removal},
    {http::Method::get, "/api/v1/me/summary", Access::user, show_summary},
    {http::Method::remove, "/api/v1/me", Access::person, delete_account, {.traffic = http::Traffic::sign_in}},
};

}  // namespace

Table own_data_routes()
{
    return kOwnDataRows;
}

}  // namespace rmirror::routes
