// SPDX-License-Identifier: AGPL-3.0-or-later
#include "error_reports/envelope.hpp"

#include "base/utc_text.hpp"

#include <boost/json.hpp>

namespace rmirror::error_reports {

std::string envelope(ErrorReport const& report, Origin const& origin, std::string const& id)
{
    namespace json = boost::json;
    json::object tags;
    for (auto const& [name, value] : report.tags)
        tags[name] = value;
    if (report.repeated > 0)
        tags["repeated"] = std::to_string(report.repeated);
    auto const at = utc_text(std::chrono::system_clock::to_time_t(report.at));
    // Reports of the same event are one issue there, whatever their tags.
    json::object const event = {
        {"event_id", id},
        {"timestamp", at},
        {"platform", "native"},
        {"level", "error"},
        {"logger", "rmirror-server"},
        {"message", {{"formatted", report.event}}},
        {"fingerprint", json::array{report.event}},
        {"release", origin.release},
        {"environment", origin.environment},
        {"server_name", origin.machine},
        {"tags", std::move(tags)},
    };
    auto const payload = json::serialize(event);
    return json::serialize(json::object{{"event_id", id}, {"sent_at", at}}) + "\n" +
           json::serialize(json::object{{"type", "event"}, {"length", payload.size()}}) + "\n" + payload +
           "\n";
}

}  // namespace rmirror::error_reports
