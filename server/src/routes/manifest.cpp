// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/manifest.hpp"

#include "library/write_manifest.hpp"
#include "routes/for_user.hpp"

namespace rmirror {

namespace {

http::Reply take_manifest(Services& services, http::Request const& request, std::string const& user_id)
{
    std::optional<http::Reply> refusal;
    auto const manifest = read_manifest(request, refusal);
    if (!manifest)
        return *refusal;
    return http::ok_json(library::write_manifest(services.pool, services.quota, user_id, *manifest));
}

}  // namespace

http::Routes manifest_routes(Services& services)
{
    return {{http::Method::post, "/api/v1/sync/manifest", for_user(services, take_manifest),
             http::Runs::on_worker, kManifestBytes, http::Traffic::upload}};
}

}  // namespace rmirror
