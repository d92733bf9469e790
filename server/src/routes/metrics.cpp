// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/metrics.hpp"

#include "auth/authenticator.hpp"
#include "crypto/random_token.hpp"
#include "db/transaction.hpp"
#include "http/origin.hpp"

#include <pqxx/except>

namespace rmirror {

namespace {

// What ended is not a state of the queue any more; what failed is, until somebody looks after it.
constexpr auto kDescribeQueue = R"sql(
    SELECT string_agg('rmirror_queue_items{item_type="' || item_type || '",status="' || status || '"} ' || count,
                      E'\n' ORDER BY item_type, status)
    FROM (SELECT item_type, status, count(*) FROM sync_queue
          WHERE status IN ('pending', 'processing', 'retry', 'failed') GROUP BY item_type, status) AS counts)sql";

constexpr auto kOldestDue = R"sql(
    SELECT coalesce(extract(epoch FROM now() - min(run_after)), 0)
    FROM sync_queue WHERE status IN ('pending', 'retry') AND run_after <= now())sql";

std::string queue_text(pqxx::work& work)
{
    auto const items = work.exec1(kDescribeQueue)[0].as<std::string>(std::string());
    return "# TYPE rmirror_queue_items gauge\n" + items + (items.empty() ? "" : "\n") +
           "# HELP rmirror_queue_oldest_seconds For how long the oldest item that is due has waited.\n"
           "# TYPE rmirror_queue_oldest_seconds gauge\nrmirror_queue_oldest_seconds " +
           work.exec1(kOldestDue)[0].as<std::string>() + "\n";
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

std::string counter_text(std::string const& name, std::string const& gateway, char const* label,
                         std::map<std::string, std::uint64_t> const& counts)
{
    auto text = "# TYPE " + name + " counter\n";
    for (auto const& [value, count] : counts)
        text += name + "{gateway=\"" + gateway + "\"," + label + "=\"" + value + "\"} " +
                std::to_string(count) + "\n";
    return text;
}

/// Calls to another service.
std::string gateway_text(upstream::Gateway const& gateway)
{
    auto const counts = gateway.counts();
    return counter_text("rmirror_upstream_answers_total", gateway.name(), "answer", counts.answers) +
           counter_text("rmirror_upstream_retries_total", gateway.name(), "reason", counts.retries) +
           counter_text("rmirror_upstream_refused_total", gateway.name(), "reason", counts.refused) +
           "# TYPE rmirror_upstream_breaker_open gauge\nrmirror_upstream_breaker_open{gateway=\"" +
           gateway.name() + "\"} " + std::to_string(counts.open_breakers) + "\n";
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

/// A proxy on this machine asks for others, who are not to see what only the machine itself may.
bool is_from_this_machine(http::Request const& request)
{
    return http::is_loopback(request.peer) && !request.has_header("X-Forwarded-For") &&
           !request.has_header("Forwarded");
}

bool may_see_metrics(Services const& services, http::Request const& request)
{
    auto const& token = services.settings.secret("RMIRROR_METRICS_TOKEN");
    bool const knows_token =
        !token.empty() && crypto::equal_in_constant_time(auth::bearer_token(request), token.reveal());
    return knows_token || is_from_this_machine(request);
}

http::Reply show_metrics(Services& services, http::Request const& request)
{
    if (!may_see_metrics(services, request))
        return auth::unauthorized(
            "Metrics are shown to whoever sends RMIRROR_METRICS_TOKEN as a bearer token.");
    auto text = services.metrics ? services.metrics->text() : "";
    if (services.bodies)
        text += bodies_text(*services.bodies);
    if (services.changes)
        text += waiting_text(*services.changes);
    text += services.reading ? services.reading->text() : "";
    text += services.gateway ? gateway_text(*services.gateway) : "";
    text += pool_text(services.pool);
    text += database_text(services.pool);
    auto reply = http::ok_text(std::move(text)).with("Cache-Control", "no-store");
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return reply;
}

}  // namespace

http::Routes metrics_routes(Services& services)
{
    return {{http::Method::get, "/metrics", http::Handler([&services](http::Request const& request) {
                 return show_metrics(services, request);
             }),
             http::Runs::on_worker, 0}};
}

}  // namespace rmirror
