// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"

#include "db/ids.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "meaning/search/mixed_search.hpp"

#include <pqxx/result>

namespace rmirror::routes {

namespace {

constexpr auto kFindPageId = R"sql(
    SELECT page.id FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = $1 AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND notebook.notebook_uuid = $2 AND page.page_uuid = $3
        AND page.deleted_at IS NULL AND notebook.deleted_at IS NULL)sql";

http::Reply list_related(App& app, Call const& call)
{
    auto const no_page = [] { return http::problem(http::Code::Not_Found, "This page doesn't exist."); };
    auto const notebook = input::parse_uuid(call.request.parameter("notebook_uuid"));
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    if (!notebook || !page)
        return no_page();
    return read_library(app, call, [&](pqxx::work& work) {
        auto const rows = work.exec_params(kFindPageId, call.user.id, *notebook, *page);
        if (rows.empty())
            return no_page();
        return http::ok_json(meaning::related_pages(work, call.user.id, rows[0][0].as<PageId>(),
                                                    app.settings.text("RMIRROR_EMBEDDINGS_MODEL")));
    });
}

constexpr Row kRelatedRows[] = {
    {http::Method::get, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/related", Access::user,
     list_related},
};

}  // namespace

Table related_pages_routes()
{
    return kRelatedRows;
}

}  // namespace rmirror::routes
