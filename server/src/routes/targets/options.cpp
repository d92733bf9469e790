// SPDX-License-Identifier: AGPL-3.0-or-later
// The values that a user can choose for a field of a target, as its service lists them: a project, for
// example.
#include "routes/targets/integration_requests.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

namespace rmirror::routes {

namespace {

namespace json = boost::json;
using targets::Target;

constexpr input::Length kOptionName{.min = 1, .max = 120};

json::object shown(targets::Options const& listed, targets::DeliveryResult const& result)
{
    json::array items;
    for (auto const& [value, label] : listed.options)
        items.push_back({{"value", value}, {"label", label}});
    bool const is_ok = result.outcome.kind == queue::Outcome::Kind::done;
    auto const error = queue::to_string(result.outcome.error);
    json::value const none;
    return {{"items", std::move(items)},
            {"error_class", is_ok ? none : json::value(json::string_view(error.data(), error.size()))},
            {"error_message", is_ok ? none : json::value(result.outcome.message)}};
}

bool has_options(Target const& target, std::string const& key)
{
    return std::any_of(target.fields.begin(), target.fields.end(),
                       [&key](targets::Field const& field) { return field.has_options && field.key == key; });
}

/// Lists them with the stored values, overridden by the unsaved ones in the body; with `create`, makes one.
void list_options(App& app, Call const& call, http::Answer const& answer)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return answer.send(no_target());
    http::JsonBody body(call.request);
    targets::Setup setup;
    setup.values = read_values(body.fields(), *target);
    auto const field = body.fields().text("field", {.min = 1, .max = 100});
    auto const name = body.fields().text_if_any("create", kOptionName);
    if (!has_options(*target, field))
        body.fields().refuse("field", "Must be a field that has options.");
    if (auto refusal = body.refusal())
        return answer.send(std::move(*refusal));
    auto merged = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return targets::merged(work, app.vault, *target, call.user.id, setup);
    });
    auto const fault = fault_of(*target, merged, app.settings.flag("RMIRROR_PRIVATE_URLS"));
    if (fault && fault->field != "settings." + field)
        return answer.send(http::problem(*fault));
    auto const listed = std::make_shared<targets::Options>();
    auto const report = [answer, listed](targets::DeliveryResult const& result) {
        answer.send(http::ok_json(json::serialize(shown(*listed, result))).with("Cache-Control", "no-store"));
    };
    if (merged.unopened)
        return report(
            {queue::Outcome::retry(queue::ErrorClass::auth_error, sentence_about(*target, *merged.unopened)),
             std::nullopt});
    auto const ask = [target, field, name, listed](targets::TargetContext& context) {
        *listed = name ? target->create_option(context, field, *name) : target->list_options(context, field);
        return listed->failure ? *listed->failure
                               : targets::DeliveryResult{queue::Outcome::done(), std::nullopt};
    };
    begin_test(app, call, answer, {*target, std::move(merged.values), ask, report});
}

constexpr Row kOptionsRows[] = {
    {http::Method::post, "/api/v1/integrations/:target_name/options", Access::person, list_options,
     kAskingTarget},
};

}  // namespace

Table option_routes()
{
    return kOptionsRows;
}

}  // namespace rmirror::routes
