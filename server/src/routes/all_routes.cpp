// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/all_routes.hpp"

#include "routes/agent_tokens.hpp"
#include "routes/auth.hpp"
#include "routes/changes.hpp"
#include "routes/claude.hpp"
#include "routes/health.hpp"
#include "routes/manifest.hpp"
#include "routes/metrics.hpp"
#include "routes/notebooks.hpp"
#include "routes/notifications.hpp"
#include "routes/openapi.hpp"
#include "routes/page_images.hpp"
#include "routes/quota.hpp"
#include "routes/search.hpp"
#include "routes/sync.hpp"
#include "routes/todos.hpp"

#include <iterator>
#include <span>

namespace rmirror {

namespace {

/// A new resource is one line.
constexpr http::Routes (*kResources[])(Services&) = {
    health_routes,       metrics_routes,     auth_routes,
    agent_token_routes,  quota_routes,       manifest_routes,
    notebooks_routes,    page_images_routes, todos_routes,
    changes_routes,      search_routes,      sync_routes,
    notification_routes, claude_routes,      [](Services&) { return openapi_routes(); },
};

constexpr http::Routes (*kWatching[])(Services&) = {health_routes, metrics_routes};

http::Routes collected(Services& services, std::span<http::Routes (*const)(Services&)> resources)
{
    http::Routes routes;
    for (auto const resource : resources) {
        auto more = resource(services);
        routes.insert(routes.end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
    }
    return routes;
}

}  // namespace

http::Routes all_routes(Services& services)
{
    return collected(services, kResources);
}

http::Routes watching_routes(Services& services)
{
    return collected(services, kWatching);
}

}  // namespace rmirror
