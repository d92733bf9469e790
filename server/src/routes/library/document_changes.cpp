// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "input/time.hpp"
#include "library/documents/since.hpp"

namespace rmirror::routes {

namespace {

using http::Reply;

constexpr std::size_t kMaxCursor = 100;

Reply show_since(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const cursor = query.text_if_any("cursor", {.max = kMaxCursor}).value_or("0");
    auto const limit = query.integer_if_any("limit", 1, 500).value_or(100);
    bool const is_time = input::is_time(cursor);
    auto const parsed = library::DocumentCursor::parse(cursor);
    if (!is_time && !parsed)
        query.refuse("cursor",
                     "Must be the `next` of an earlier answer, or a time in UTC such as "
                     "2026-03-01T12:00:00Z.");
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto changes = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        auto const since = is_time ? library::cursor_at(work, call.user.id, cursor) : *parsed;
        return library::documents_since(work, call.user.id, since, limit);
    });
    if (!changes)
        return http::problem(http::Code::Gone,
                             "Documents were removed for good since then. Begin again without a "
                             "cursor.")
            .with("Cache-Control", "no-store");
    return http::ok_json(std::move(*changes)).with("Cache-Control", "no-store");
}

constexpr Row kDocumentChangesRows[] = {
    {http::Method::get, "/api/v1/sync/since", Access::user, show_since},
};

}  // namespace

Table since_routes()
{
    return kDocumentChangesRows;
}

}  // namespace rmirror::routes
