// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "library/manifest/selection.hpp"

#include <chrono>

namespace rmirror::routes {

namespace {

using http::Reply;

Reply show_selection(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return library::show_selection(work, call.user.id);
    }));
}

/// Returns the selection.
Reply apply(App& app, Call const& call)
{
    // Long enough for most libraries. A background thread does the rest of a large one.
    auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    bool is_more = true;
    while (is_more && std::chrono::steady_clock::now() < until)
        is_more = library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
            return library::apply_batch(work, app.quota);
        });
    return show_selection(app, call);
}

Reply choose(App& app, Call const& call)
{
    http::JsonBody body(call.request, library::kSelectionBytes);
    auto const selection = library::read_selection(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    library::write(
        app.pool, call.user.id, [&](library::LibraryWork& work) { library::choose(work, selection); },
        db::Patience::whole_library);
    return apply(app, call);
}

Reply change(App& app, Call const& call)
{
    http::JsonBody body(call.request, library::kSelectionBytes);
    auto const change = library::read_selection_change(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    library::write(
        app.pool, call.user.id, [&](library::LibraryWork& work) { library::change_selection(work, change); },
        db::Patience::whole_library);
    return apply(app, call);
}

constexpr Row kSelectionRows[] = {
    {http::Method::get, "/api/v1/sync/selection", Access::user, show_selection},
    {http::Method::put,
     "/api/v1/sync/selection",
     Access::user,
     choose,
     {.runs = http::Runs::on_library_worker, .body_bytes = library::kSelectionBytes}},
    {http::Method::patch,
     "/api/v1/sync/selection",
     Access::user,
     change,
     {.runs = http::Runs::on_library_worker, .body_bytes = library::kSelectionBytes}},
};

}  // namespace

Table selection_routes()
{
    return kSelectionRows;
}

}  // namespace rmirror::routes
