// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/shared_routes.hpp"

#include <algorithm>

namespace rmirror::routes {

/// Each is defined in its resource's file. A new resource is added here and to kResources.
Table health_routes(), metrics_routes(), auth_routes(), account_routes(), agent_token_routes(),
    quota_routes(), manifest_routes(), notebooks_routes(), page_images_routes(), todos_routes(),
    changes_routes(), search_routes(), sync_routes(), record_routes(), integration_routes(),
    connection_routes(), notion_routes(), notion_pages_routes(), notion_databases_routes(),
    notion_webhook_routes(), obsidian_routes(), notification_routes(), claude_routes(), notion_proxy_routes(),
    downloads_routes(), openapi_routes(), selection_routes(), transcription_routes(),
    removal_warning_routes(), document_routes(), highlight_routes(), attachment_routes(), ai_routes(),
    since_routes(), option_routes(), oauth_routes(), template_routes(), export_routes(), own_data_routes(),
    legal_routes(), backup_routes(), link_routes(), shared_routes(), telemetry_routes(), workspace_routes(),
    invitation_routes(), shelf_routes(), admin_people_routes(), admin_invitation_routes(), admin_act_routes(),
    admin_health_routes(), page_import_routes(), target_import_routes(), reading_words_routes(),
    related_pages_routes(), clerk_webhook_routes(), provider_routes(), identity_routes(),
    password_reset_routes(), address_routes(), notices_routes(), plan_routes(), stripe_webhook_routes();

namespace {

constexpr Table (*kResources[])() = {
    health_routes,         metrics_routes,
    auth_routes,           account_routes,
    agent_token_routes,    quota_routes,
    manifest_routes,       notebooks_routes,
    page_images_routes,    transcription_routes,
    todos_routes,          changes_routes,
    search_routes,         sync_routes,
    record_routes,         integration_routes,
    connection_routes,     notion_routes,
    notion_pages_routes,   notion_databases_routes,
    notion_webhook_routes, obsidian_routes,
    notification_routes,   claude_routes,
    notion_proxy_routes,   downloads_routes,
    selection_routes,      removal_warning_routes,
    document_routes,       highlight_routes,
    attachment_routes,     ai_routes,
    since_routes,          option_routes,
    oauth_routes,          template_routes,
    export_routes,         own_data_routes,
    legal_routes,          openapi_routes,
    backup_routes,         link_routes,
    shared_routes,         telemetry_routes,
    admin_people_routes,   admin_invitation_routes,
    admin_act_routes,      admin_health_routes,
    workspace_routes,      invitation_routes,
    shelf_routes,          page_import_routes,
    target_import_routes,  reading_words_routes,
    related_pages_routes,  clerk_webhook_routes,
    provider_routes,       identity_routes,
    password_reset_routes, address_routes,
    notices_routes,        plan_routes,
    stripe_webhook_routes,
};

constexpr Table (*kWatching[])() = {health_routes, metrics_routes};

std::vector<Row> collected(std::span<Table (*const)()> resources)
{
    std::vector<Row> rows;
    for (auto const resource : resources) {
        auto const table = resource();
        rows.insert(rows.end(), table.begin(), table.end());
    }
    return rows;
}

void answer(App& app, Row const& row, http::Request const& request, http::Answer const& answer)
{
    User user;
    if (auto refusal = refusal_of(app, row, request, user))
        return answer.send(std::move(*refusal));
    Call const call{request, user};
    bool const changes_something = row.method != http::Method::get;
    if (changes_something)
        app.replica.expect_news(user.id);
    if (auto const* const handler = std::get_if<Handler>(&row.handler))
        answer.send(with_shared_library(app, row, call, *handler));
    else
        std::get<AsyncHandler>(row.handler)(app, call, answer);
    if (changes_something)
        app.replica.expect_news(user.id);
}

}  // namespace

std::vector<Row> all_rows()
{
    return collected(kResources);
}

std::vector<Row> watching_rows()
{
    return collected(kWatching);
}

std::vector<std::string> listing(std::vector<Row> const& rows)
{
    std::vector<std::string> lines;
    lines.reserve(rows.size());
    for (auto const& row : rows)
        if (!row.is_alias)
            lines.push_back(std::string(http::to_string(row.method)) + " " + std::string(row.path));
    std::sort(lines.begin(), lines.end());
    return lines;
}

http::Routes routes_of(App& app, std::vector<Row> const& rows)
{
    http::Routes routes;
    routes.reserve(rows.size());
    for (auto const& row : rows) {
        auto endpoint = [&app, &row](http::Request const& request, http::Answer const& given) {
            answer(app, row, request, given);
        };
        auto traits = row.traits;
        traits.needs_user = row.access != Access::anyone && row.access != Access::metrics;
        routes.push_back({row.method, std::string(row.path), std::move(endpoint), traits});
    }
    return routes;
}

}  // namespace rmirror::routes
