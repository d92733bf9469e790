// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/body/json_body.hpp"
#include "library/manifest/write_manifest.hpp"

namespace rmirror::routes {

namespace {

http::Reply take_manifest(App& app, Call const& call)
{
    if (app.disk && !app.disk->has_room_for(call.request.body.size()))
        return disk_full();
    http::JsonBody body(call.request, library::kManifestBytes);
    auto const manifest = library::read_manifest(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return http::ok_json(library::write_manifest(app.pool, app.quota, call.user.id, manifest));
}

constexpr Row kManifestRows[] = {
    {http::Method::post,
     "/api/v1/sync/manifest",
     Access::user,
     take_manifest,
     {.runs = http::Runs::on_library_worker,
      .body_bytes = library::kManifestBytes,
      .traffic = http::Traffic::upload,
      .takes_gzip = true}},
};

}  // namespace

Table manifest_routes()
{
    return kManifestRows;
}

}  // namespace rmirror::routes
