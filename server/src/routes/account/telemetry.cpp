// SPDX-License-Identifier: AGPL-3.0-or-later
// What the dashboard of a signed-in user sends about itself, and whether it may.
#include "telemetry/telemetry.hpp"

#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <utility>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

bool allows_telemetry(App const& app)
{
    return app.settings.flag("RMIRROR_TELEMETRY");
}

http::Reply telemetry_choice(App const& app, bool is_on)
{
    json::object const shown = {{"is_allowed", allows_telemetry(app)}, {"is_on", is_on}};
    return http::ok_json(json::serialize(shown)).with("Cache-Control", "no-store");
}

http::Reply show_telemetry(App& app, Call const& call)
{
    return telemetry_choice(app, db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
                                return telemetry::is_on(work, call.user.id);
                            }));
}

http::Reply turn_telemetry(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    bool const on = body.fields().flag("is_on");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    db::as_user(app.pool, call.user.id, [&](pqxx::work& work) { telemetry::turn(work, call.user.id, on); });
    return telemetry_choice(app, on);
}

std::vector<telemetry::Event> read_events(input::JsonReader& fields)
{
    std::vector<telemetry::Event> events;
    fields.each("events", telemetry::kMaxEvents, [&](input::JsonReader& fields_of_event) {
        telemetry::Event event;
        event.route = fields_of_event.one_of("route", telemetry::kRoutes);
        event.load_ms = fields_of_event.integer_if_any("load_ms", 0, telemetry::kMaxLoadMs);
        event.error = fields_of_event.one_of_if_any("error", telemetry::kErrors);
        if (event.load_ms.has_value() == event.error.has_value())
            fields_of_event.refuse("error", "Send either `load_ms` or `error`.");
        events.push_back(std::move(event));
    });
    return events;
}

http::Reply store_events(App& app, std::vector<telemetry::Event> const& events, telemetry::Sender sender)
{
    db::as_system(app.pool, [&](pqxx::work& work) { telemetry::store(work, events, sender); });
    telemetry::Counters::of_process().observe(events, sender);
    return http::empty_reply(http::Code::No_Content);
}

http::Reply telemetry_is_off()
{
    return http::problem(http::Code::Forbidden, "Telemetry is off. Nothing was stored.",
                         {{"type", "telemetry_off"}});
}

http::Reply add_telemetry(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const events = read_events(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    bool const is_wanted =
        allows_telemetry(app) && db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
            return telemetry::is_on(work, call.user.id);
        });
    return is_wanted ? store_events(app, events, telemetry::Sender::user) : telemetry_is_off();
}

/// Guests who turned it on in their browser.
http::Reply add_guest_telemetry(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const events = read_events(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return allows_telemetry(app) ? store_events(app, events, telemetry::Sender::guest) : telemetry_is_off();
}

constexpr Row kTelemetryRows[] = {
    {http::Method::get, "/api/v1/telemetry", Access::person, show_telemetry},
    {http::Method::put, "/api/v1/telemetry", Access::person, turn_telemetry},
    {http::Method::post,
     "/api/v1/telemetry",
     Access::person,
     add_telemetry,
     {.user_rate_limit = {.name = "telemetry", .per_minute = 30}}},
    {http::Method::post, "/api/v1/telemetry/guest", Access::anyone, add_guest_telemetry},
};

}  // namespace

Table telemetry_routes()
{
    return kTelemetryRows;
}

}  // namespace rmirror::routes
