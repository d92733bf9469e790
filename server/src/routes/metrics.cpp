// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "db/transaction.hpp"
#include "queue/counts.hpp"
#include "routes/routes.hpp"

#include <pqxx/except>

namespace rmirror::routes {

namespace {

std::string queue_text(pqxx::work& work)
{
    std::string text = "# TYPE rmirror_queue_items gauge\n";
    for (auto const& count : queue::counts(work))
        text += "rmirror_queue_items{item_type=\"" + count.item_type + "\",status=\"" + count.status +
                "\"} " + std::to_string(count.items) + "\n";
    return text +
           "# HELP rmirror_queue_oldest_seconds For how long the oldest item that is due has waited.\n"
           "# TYPE rmirror_queue_oldest_seconds gauge\nrmirror_queue_oldest_seconds " +
           std::to_string(queue::oldest_due_seconds(work)) + "\n";
}

/// A database that is away is a fact to tell, not a reason to tell nothing.
std::string database_text(db::Pool& pool)
{
    constexpr std::string_view kUp = "# TYPE rmirror_database_up gauge\nrmirror_database_up ";
    try {
        return std::string(kUp) + "1\n" + db::as_system(pool, queue_text);
    } catch (pqxx::failure const&) {
        return std::string(kUp) + "0\n";
    } catch (db::PoolExhausted const&) {
        return std::string(kUp) + "0\n";
    }
}

std::string pool_text(db::Pool const& pool)
{
    return "# TYPE rmirror_database_connections_in_use gauge\nrmirror_database_connections_in_use " +
           std::to_string(pool.in_use()) +
           "\n# TYPE rmirror_database_connections_limit gauge\nrmirror_database_connections_limit " +
           std::to_string(pool.size()) + "\n";
}

/// What one gateway has counted.
struct Told {
    std::string label;
    upstream::GatewayCounts counts;
};
using AllTold = std::vector<Told>;

AllTold all_told(App& app)
{
    AllTold all;
    for (auto const* const gateway : app.gateways->in_use())
        all.push_back({"gateway=\"" + gateway->name() + '"', gateway->counts()});
    return all;
}

std::string upstream_line(std::string const& metric, std::string const& labels, std::string const& value)
{
    return "rmirror_upstream_" + metric + "{" + labels + "} " + value + "\n";
}

std::string upstream_gauge(AllTold const& all, std::string const& metric,
                           std::size_t upstream::GatewayCounts::*value)
{
    auto text = "# TYPE rmirror_upstream_" + metric + " gauge\n";
    for (auto const& told : all)
        text += upstream_line(metric, told.label, std::to_string(told.counts.*value));
    return text;
}

std::string upstream_counter(AllTold const& all, std::string const& metric, std::string const& label,
                             std::map<std::string, std::uint64_t> upstream::GatewayCounts::*values)
{
    auto text = "# TYPE rmirror_upstream_" + metric + " counter\n";
    for (auto const& told : all)
        for (auto const& [name, count] : told.counts.*values) {
            auto labels = told.label;
            labels.append(",").append(label).append("=\"").append(name).append("\"");
            text += upstream_line(metric, labels, std::to_string(count));
        }
    return text;
}

/// Calls to other services.
std::string upstream_text(AllTold const& all)
{
    using Counts = upstream::GatewayCounts;
    constexpr double kMilliseconds = 1000;
    auto text = upstream_counter(all, "answers_total", "answer", &Counts::answers) +
                upstream_counter(all, "retries_total", "reason", &Counts::retries) +
                upstream_counter(all, "refused_total", "reason", &Counts::refused) +
                "# HELP rmirror_upstream_seconds_total What the answers took, all together.\n"
                "# TYPE rmirror_upstream_seconds_total counter\n";
    for (auto const& told : all)
        text += upstream_line("seconds_total", told.label,
                              std::to_string(static_cast<double>(told.counts.milliseconds) / kMilliseconds));
    return text + upstream_gauge(all, "under_way", &Counts::under_way) +
           upstream_gauge(all, "waiting", &Counts::waiting) +
           upstream_gauge(all, "breaker_open", &Counts::open_breakers);
}

std::string bodies_text(http::BodyBudget const& bodies)
{
    return "# HELP rmirror_http_body_bytes Memory that bodies of requests take.\n"
           "# TYPE rmirror_http_body_bytes gauge\nrmirror_http_body_bytes " +
           std::to_string(bodies.in_use()) +
           "\n# TYPE rmirror_http_body_bytes_limit gauge\nrmirror_http_body_bytes_limit " +
           std::to_string(bodies.most()) + "\n";
}

std::string waiting_text(ChangeFeed const& changes)
{
    return "# HELP rmirror_changes_waiting Readers that wait for changes.\n"
           "# TYPE rmirror_changes_waiting gauge\nrmirror_changes_waiting " +
           std::to_string(changes.waiting()) + "\n";
}

http::Reply show_metrics(App& app, Call const&)
{
    auto text = app.metrics.text();
    text += bodies_text(*app.bodies);
    text += waiting_text(app.changes);
    text += app.reading.text();
    text += upstream_text(all_told(app));
    text += pool_text(app.pool);
    text += database_text(app.pool);
    auto reply = http::ok_text(std::move(text)).with("Cache-Control", "no-store");
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return reply;
}

constexpr Row kRows[] = {
    {http::Method::get, "/metrics", Access::metrics, show_metrics, {.body_bytes = 0}},
};

}  // namespace

Table metrics_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
