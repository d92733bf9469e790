// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends the log's errors to Sentry or a compatible service, without content: the event, which is a constant
// phrase, and a few tags such as the request's id, with which the log tells the rest.
#pragma once

#include "base/log.hpp"
#include "base/result.hpp"
#include "base/settings/settings.hpp"
#include "error_reports/dsn.hpp"
#include "error_reports/envelope.hpp"
#include "upstream/client/client.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace rmirror::error_reports {

struct ReporterOptions {
    /// The same event is reported at most this often; its next report tells how often it was logged
    /// meanwhile.
    std::chrono::seconds pause{60};
    /// How long shutdown waits for reports in progress.
    std::chrono::seconds patience{2};
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

class Reporter {
public:
    /// Listens to `log` while it exists. Reports that can't be sent are dropped, and the log says so.
    Reporter(Dsn dsn, Origin origin, Log& log, ReporterOptions options = {});
    ~Reporter();
    /// As RMIRROR_SENTRY_DSN says; null if it isn't set.
    static Result<std::unique_ptr<Reporter>> configured(Settings const& settings, Log& log);
    Reporter(Reporter const&) = delete;
    Reporter& operator=(Reporter const&) = delete;

private:
    using Time = std::chrono::steady_clock::time_point;

    struct Reported {
        Time next;
        std::int64_t repeated = 0;
    };

    void note(std::string_view event, LogFields fields);
    void send(ErrorReport const& report);
    void sent(upstream::CallResult const& result);

    Dsn const dsn_;
    Origin const origin_;
    Log& log_;
    ReporterOptions const options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, Reported, std::less<>> reported_;  // By event, of which there are few.
    Time not_before_{};                                      // The service wants nothing until then.
    int under_way_ = 0;
    upstream::Client client_;  // Last, because its thread uses the others.
};

}  // namespace rmirror::error_reports
