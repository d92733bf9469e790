// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "library/write_manifest.hpp"

namespace rmirror::routes {

namespace {

http::Reply take_manifest(App& app, Call const& call)
{
    std::optional<http::Reply> refusal;
    auto const manifest = read_manifest(call.request, refusal);
    if (!manifest)
        return *refusal;
    return http::ok_json(library::write_manifest(app.pool, app.quota, call.user.id, *manifest));
}

constexpr Row kRows[] = {
    {http::Method::post,
     "/api/v1/sync/manifest",
     Access::user,
     take_manifest,
     {.body_bytes = kManifestBytes, .traffic = http::Traffic::upload}},
};

}  // namespace

Table manifest_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
