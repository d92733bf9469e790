// SPDX-License-Identifier: AGPL-3.0-or-later
#include "telemetry/telemetry.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::telemetry {

namespace {

// In the order of the key, so that concurrent additions can't deadlock.
constexpr auto kAddToDay = R"sql(
    INSERT INTO telemetry_days AS known (day, route, what, is_guest, count)
    SELECT current_date, route, what, $3::boolean, count(*)
    FROM unnest($1::text[], $2::text[]) AS event (route, what)
    GROUP BY route, what ORDER BY route, what
    ON CONFLICT (day, route, what, is_guest) DO UPDATE SET count = known.count + excluded.count)sql";

constexpr auto kIsOn = "SELECT sends_telemetry FROM users WHERE id = $1";
constexpr auto kTurn = "UPDATE users SET sends_telemetry = $2, updated_at = now() WHERE id = $1";

/// Four steps are enough to see whether a screen became slow, and keep the number of rows small.
std::string_view step_of(std::int64_t load_ms)
{
    if (load_ms < 250)
        return "loaded_in_250_ms";
    if (load_ms < 1000)
        return "loaded_in_1_s";
    return load_ms < 4000 ? "loaded_in_4_s" : "loaded_later";
}

std::string name_of(Sender sender)
{
    return sender == Sender::guest ? "guest" : "user";
}

}  // namespace

void store(pqxx::work& work, std::vector<Event> const& events, Sender sender)
{
    ArrayText routes;
    ArrayText outcomes;
    for (auto const& event : events) {
        routes.add(event.route);
        outcomes.add(event.error ? std::string_view(*event.error) : step_of(event.load_ms.value_or(0)));
    }
    work.exec_params(kAddToDay, routes.str(), outcomes.str(), sender == Sender::guest);
}

bool is_on(pqxx::work& work, UserId const& user_id)
{
    auto const rows = work.exec_params(kIsOn, user_id);
    return !rows.empty() && rows[0][0].as<bool>();
}

void turn(pqxx::work& work, UserId const& user_id, bool on)
{
    work.exec_params(kTurn, user_id, on);
}

Counters& Counters::of_process()
{
    static Counters counters;
    return counters;
}

void Counters::observe(std::vector<Event> const& events, Sender sender)
{
    std::lock_guard const lock(mutex_);
    for (auto const& event : events) {
        Screen const screen(event.route, sender);
        if (event.error) {
            ++errors_[{screen, *event.error}];
            continue;
        }
        auto& loads = loads_[screen];
        ++loads.count;
        loads.milliseconds += static_cast<std::uint64_t>(event.load_ms.value_or(0));
    }
}

void Counters::write(PrometheusText& text) const
{
    constexpr double kMilliseconds = 1000;
    auto const labels_of = [](Screen const& screen) {
        return MetricLabels{{"route", screen.first}, {"from", name_of(screen.second)}};
    };
    std::lock_guard const lock(mutex_);
    text.begin("rmirror_dashboard_loads_total", MetricType::counter,
               "Screens that dashboards reported as loaded, by route.");
    for (auto const& [screen, loads] : loads_)
        text.sample(labels_of(screen), loads.count);
    text.begin("rmirror_dashboard_load_seconds_total", MetricType::counter);
    for (auto const& [screen, loads] : loads_)
        text.sample(labels_of(screen), static_cast<double>(loads.milliseconds) / kMilliseconds);
    text.begin("rmirror_dashboard_errors_total", MetricType::counter,
               "Errors that dashboards reported, by route and kind.");
    for (auto const& [key, count] : errors_) {
        auto labels = labels_of(key.first);
        labels.emplace_back("error", key.second);
        text.sample(labels, count);
    }
}

}  // namespace rmirror::telemetry
