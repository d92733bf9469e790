// SPDX-License-Identifier: AGPL-3.0-or-later
// Integrations from an export of another account.
#include "routes/targets/integration_requests.hpp"
#include "routes/targets/rule_requests.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "targets/integrations/imported.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace rmirror::routes {

namespace {

using http::Reply;

constexpr std::size_t kImportedBytes = 512U << 10U;

targets::ImportedIntegration read_imported(input::JsonReader& fields, targets::Target const& target)
{
    return {.settings = read_values(fields, target),
            .choice = read_choice(fields).value_or(std::nullopt),
            .rules = read_rules(fields, target).value_or(std::nullopt),
            .templates = read_templates(fields)};
}

/// Devices may do this as well: nothing is delivered before a person connects the service and resumes it.
Reply import_integration(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_target();
    http::JsonBody body(call.request, kImportedBytes);
    auto imported = read_imported(body.fields(), *target);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    // Its secret is a credential, and its owner agreed to get texts of the other account.
    imported.templates.erase("address");
    bool const private_urls = app.settings.flag("RMIRROR_PRIVATE_URLS");
    if (auto const fault = targets::fault_of(*target, imported, private_urls))
        return http::problem(*fault);
    if (!imported.templates.empty())
        if (auto refusal = refusal_of_templates(app, *target, imported.templates))
            return std::move(*refusal);
    bool const is_imported = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return targets::import_integration(work, *target, call.user.id, imported);
    });
    return http::ok_json(boost::json::serialize(boost::json::object{{"is_imported", is_imported}}));
}

constexpr Row kTargetImportRows[] = {
    {http::Method::put,
     "/api/v1/integrations/:target_name/imported",
     Access::user,
     import_integration,
     {.runs = http::Runs::on_library_worker, .body_bytes = kImportedBytes}},
};

}  // namespace

Table target_import_routes()
{
    return kTargetImportRows;
}

}  // namespace rmirror::routes
