// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "backup/last_backup.hpp"
#include "base/metrics/prometheus_text.hpp"
#include "base/threads/thread_failures.hpp"
#include "db/transaction.hpp"
#include "queue/counts.hpp"
#include "routes/routes.hpp"
#include "telemetry/telemetry.hpp"

#include <pqxx/except>

#include <chrono>

namespace rmirror::routes {

namespace {

void write_queue(PrometheusText& text, pqxx::work& work)
{
    text.begin("rmirror_queue_items", MetricType::gauge);
    for (auto const& count : queue::counts(work))
        text.sample({{"target", count.target_name}, {"item_type", count.item_type}, {"status", count.status}},
                    count.items);
    text.add("rmirror_queue_oldest_seconds", MetricType::gauge, queue::oldest_due_seconds(work),
             "How long the oldest due item has been waiting.");
}

void write_backup(PrometheusText& text, pqxx::work& work)
{
    if (auto const age = backup::age_of_last_backup(work))
        text.add("rmirror_backup_age_seconds", MetricType::gauge, *age, "Since the newest complete backup.");
}

/// An unavailable database is reported as rmirror_database_up 0 instead of failing the whole request.
void write_database(PrometheusText& text, App& app)
{
    auto& pool = app.pool;
    text.add("rmirror_database_connections_in_use", MetricType::gauge, pool.in_use());
    text.add("rmirror_database_connections_limit", MetricType::gauge, pool.size());
    if (auto const replica = app.replica.state()) {
        text.add("rmirror_replica_used", MetricType::gauge, replica->is_used ? 1 : 0,
                 "Whether the replica of the database is at most a second behind.");
        text.begin("rmirror_replica_reads_total", MetricType::counter);
        text.sample({{"from", "replica"}}, replica->reads);
        text.sample({{"from", "main"}}, replica->main_reads);
    }
    PrometheusText queue;
    bool is_up = true;
    try {
        db::as_system(pool, [&](pqxx::work& work) {
            write_queue(queue, work);
            write_backup(queue, work);
            app.spend.write(queue, work);
        });
    } catch (pqxx::failure const&) {
        is_up = false;
    } catch (db::PoolExhausted const&) {
        is_up = false;
    }
    text.add("rmirror_database_up", MetricType::gauge, is_up ? 1 : 0);
    if (is_up)
        text.append(queue);
}

struct GatewayMetrics {
    MetricLabels labels;
    upstream::GatewayCounts counts;
};
using AllGateways = std::vector<GatewayMetrics>;

AllGateways all_gateways(App& app)
{
    AllGateways all;
    for (auto const* const gateway : app.gateways->in_use())
        all.push_back({{{"gateway", gateway->name()}}, gateway->counts()});
    return all;
}

void write_gauge(PrometheusText& text, AllGateways const& all, std::string_view metric,
                 std::size_t upstream::GatewayCounts::*value)
{
    text.begin(metric, MetricType::gauge);
    for (auto const& gateway : all)
        text.sample(gateway.labels, gateway.counts.*value);
}

void write_counter(PrometheusText& text, AllGateways const& all, std::string_view metric,
                   std::string_view label,
                   std::map<std::string, std::uint64_t> upstream::GatewayCounts::*values)
{
    text.begin(metric, MetricType::counter);
    for (auto const& gateway : all)
        for (auto const& [name, count] : gateway.counts.*values) {
            auto labels = gateway.labels;
            labels.emplace_back(label, name);
            text.sample(labels, count);
        }
}

void write_upstream(PrometheusText& text, AllGateways const& all)
{
    using Counts = upstream::GatewayCounts;
    constexpr double kMilliseconds = 1000;
    write_counter(text, all, "rmirror_upstream_answers_total", "answer", &Counts::answers);
    write_counter(text, all, "rmirror_upstream_retries_total", "reason", &Counts::retries);
    write_counter(text, all, "rmirror_upstream_refused_total", "reason", &Counts::refused);
    text.begin("rmirror_upstream_seconds_total", MetricType::counter, "Total time of all responses.");
    for (auto const& gateway : all)
        text.sample(gateway.labels, static_cast<double>(gateway.counts.milliseconds) / kMilliseconds);
    write_gauge(text, all, "rmirror_upstream_under_way", &Counts::under_way);
    write_gauge(text, all, "rmirror_upstream_waiting", &Counts::waiting);
    write_gauge(text, all, "rmirror_upstream_breaker_open", &Counts::open_breakers);
}

void write_requests(PrometheusText& text, App& app)
{
    text.add("rmirror_http_body_bytes", MetricType::gauge, app.bodies->in_use(),
             "Memory used by request bodies.");
    text.add("rmirror_http_body_bytes_limit", MetricType::gauge, app.bodies->max());
    text.add("rmirror_changes_waiting", MetricType::gauge, app.changes.waiting(),
             "Clients waiting for changes.");
}

/// The disk that stores page images.
void write_disk(PrometheusText& text, DiskRoom const& disk)
{
    if (auto const room = disk.room()) {
        text.add("rmirror_disk_free_bytes", MetricType::gauge, room->free_bytes);
        text.add("rmirror_disk_bytes", MetricType::gauge, room->bytes);
    }
    text.add("rmirror_disk_reserve_bytes", MetricType::gauge, disk.reserve());
    text.add("rmirror_disk_full", MetricType::gauge, disk.is_full() ? 1 : 0,
             "Whether uploads are refused because the disk is nearly full.");
}

void write_threads(PrometheusText& text)
{
    text.begin("rmirror_thread_failures_total", MetricType::counter,
               "Exceptions that ended a thread's work, which then began again.");
    for (auto const& [thread, failures] : ThreadFailures::of_process().totals())
        text.sample({{"thread", thread}}, failures);
}

http::Reply show_metrics(App& app, Call const&)
{
    PrometheusText text;
    text.add("process_start_time_seconds", MetricType::gauge,
             std::chrono::duration<double>(app.started_at.time_since_epoch()).count());
    app.metrics.write(text);
    write_requests(text, app);
    write_threads(text);
    app.reading.write(text);
    app.work.write(text);
    telemetry::Counters::of_process().write(text);
    write_upstream(text, all_gateways(app));
    if (app.disk)
        write_disk(text, *app.disk);
    write_database(text, app);
    auto reply = http::ok_text(text.text()).with("Cache-Control", "no-store");
    reply.content_type = PrometheusText::kContentType;
    return reply;
}

constexpr Row kMetricsRows[] = {
    {http::Method::get, "/metrics", Access::metrics, show_metrics, {.body_bytes = 0}},
};

}  // namespace

Table metrics_routes()
{
    return kMetricsRows;
}

}  // namespace rmirror::routes
