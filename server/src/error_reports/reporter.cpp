// SPDX-License-Identifier: AGPL-3.0-or-later
#include "error_reports/reporter.hpp"

#include "crypto/random_token.hpp"
#include "version.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <variant>

namespace rmirror::error_reports {

namespace {

/// Fields that never contain what people wrote, their addresses or credentials. Messages of exceptions may.
constexpr std::array<std::string_view, 11> kTags = {"error_class", "method", "queue_id", "reason",
                                                    "request_id",  "status", "target",   "task",
                                                    "thread",      "type",   "item_type"};

struct ToText {
    std::string operator()(std::string_view text) const { return std::string(text); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(Secret const*) const { return "***"; }
    template <typename Number>
    std::string operator()(Number number) const
    {
        return std::to_string(number);
    }
};

/// The service's wait: Retry-After, or the first number of X-Sentry-Rate-Limits, such as "60:error:key".
std::chrono::seconds wait_of(upstream::CallResult const& result)
{
    constexpr std::chrono::seconds kDefault{60};
    constexpr std::chrono::seconds kMax{3'600};
    for (auto const* const name : {"retry-after", "x-sentry-rate-limits"}) {
        auto const header = result.headers.find(name);
        if (header == result.headers.end())
            continue;
        auto const seconds = std::strtoll(header->second.c_str(), nullptr, 10);
        if (seconds > 0)
            return std::min<std::chrono::seconds>(std::chrono::seconds(seconds), kMax);
    }
    return kDefault;
}

std::string machine()
{
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

}  // namespace

Result<std::unique_ptr<Reporter>> Reporter::configured(Settings const& settings, Log& log)
{
    constexpr std::string_view kName = "RMIRROR_SENTRY_DSN";
    auto const& text = settings.secret(kName);
    if (text.empty())
        return std::unique_ptr<Reporter>();
    auto dsn = Dsn::read(text.reveal());
    if (!dsn.ok())
        return Refusal{std::string(kName) + " " + dsn.error().sentence + "."};
    Origin origin{.release = "rmirror-server@" + std::string(kVersion),
                  .environment = settings.text("RMIRROR_STAGING") == "off" ? "production" : "staging",
                  .machine = machine()};
    return std::make_unique<Reporter>(std::move(dsn.value()), std::move(origin), log);
}

Reporter::Reporter(Dsn dsn, Origin origin, Log& log, ReporterOptions options)
    : dsn_(std::move(dsn)), origin_(std::move(origin)), log_(log), options_(std::move(options))
{
    log_.listen([this](std::string_view event, LogFields fields) { note(event, fields); });
}

Reporter::~Reporter()
{
    log_.listen(nullptr);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, options_.patience, [this] { return under_way_ == 0; });
}

void Reporter::note(std::string_view event, LogFields fields)
{
    // The exception before it tells more.
    if (event == "request")
        return;
    ErrorReport report{std::string(event), {}, std::chrono::system_clock::now()};
    for (auto const& field : fields)
        if (std::find(kTags.begin(), kTags.end(), field.name) != kTags.end())
            report.tags.emplace_back(field.name, std::visit(ToText{}, field.value));
    {
        auto const now = options_.now();
        std::lock_guard const lock(mutex_);
        auto& known = reported_[report.event];
        if (now < known.next || now < not_before_) {
            ++known.repeated;
            return;
        }
        report.repeated = std::exchange(known.repeated, 0);
        known.next = now + options_.pause;
        ++under_way_;
    }
    send(report);
}

void Reporter::send(ErrorReport const& report)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    client_.ask(
        {
            .method = "POST",
            .url = dsn_.envelope_url,
            .headers = {{"Content-Type", "application/x-sentry-envelope"},
                        {"X-Sentry-Auth", "Sentry sentry_version=7, sentry_client=rmirror-server/" +
                                              std::string(kVersion) + ", sentry_key=" + dsn_.key}},
            .body = envelope(report, origin_, crypto::random_text(32, kHex)),
        },
        [this](upstream::CallResult const& result) { sent(result); });
}

void Reporter::sent(upstream::CallResult const& result)
{
    if (result.status == 429) {
        std::lock_guard const lock(mutex_);
        not_before_ = options_.now() + wait_of(result);
    }
    bool const is_taken =
        result.outcome == upstream::CallOutcome::answered && result.status >= 200 && result.status < 300;
    if (!is_taken && result.outcome != upstream::CallOutcome::stopped)
        log_.write(Level::info, "error not reported",
                   {{"status", std::int64_t{result.status}}, {"why", std::string_view(result.why)}});
    std::lock_guard const lock(mutex_);
    --under_way_;
    changed_.notify_all();
}

}  // namespace rmirror::error_reports
