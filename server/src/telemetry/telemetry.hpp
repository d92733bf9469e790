// SPDX-License-Identifier: AGPL-3.0-or-later
// What dashboards send about themselves: how long screens take to load, and which kinds of errors occur. No
// content, no user, and only names of the lists below (docs/decisions/0098).
#pragma once

#include "base/ids.hpp"
#include "base/metrics/prometheus_text.hpp"

#include <pqxx/transaction>

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmirror::telemetry {

/// The addresses of the dashboard's screens, as in web/src/shell/routes.ts.
constexpr auto kRoutes = std::to_array<std::string_view>({
    "/",
    "/trash",
    "/folders/:uuid",
    "/notebooks/:uuid",
    "/notebooks/:uuid/pages/:number",
    "/todos",
    "/activity",
    "/deleted",
    "/account",
    "/integrations",
    "/integrations/notion",
    "/integrations/:target",
    "/ai-keys",
    "/connections/notion",
    "/connections/:target",
    "/sign-in",
    "/sign-in/:target",
    "/sign-up",
    "/confirm-address",
    "/forgot-password",
    "/reset-password",
    "/device",
    "/about",
    "/shared",
    "/workspaces/:uuid",
    "/workspaces/:uuid/members",
    "/invitation",
    "/admin",
    "/admin/waitlist",
    "/admin/invitations",
    "/admin/health",
    "/admin/log",
    "other",
});

constexpr std::array<std::string_view, 6> kErrors = {
    "not_reached",   // The server didn't answer.
    "server_error",  // It answered with a status of 500 or more.
    "refused",       // It answered with another error.
    "core",          // The core couldn't read or draw a page.
    "storage",       // The browser's storage failed.
    "script",        // Anything else.
};

constexpr std::size_t kMaxEvents = 100;
constexpr std::int64_t kMaxLoadMs = 600'000;

/// A screen that was loaded, or an error on it.
struct Event {
    std::string route;  // One of kRoutes.
    std::optional<std::int64_t> load_ms;
    std::optional<std::string> error;  // One of kErrors. Exactly one of the two is set.
};

/// Anybody can send anything as a guest, so guests are counted apart.
enum class Sender { user, guest };

/// Adds to the sums of today. As the system.
void store(pqxx::work& work, std::vector<Event> const& events, Sender sender);

/// Whether the user lets the dashboard send.
bool is_on(pqxx::work& work, UserId const& user_id);
void turn(pqxx::work& work, UserId const& user_id, bool on);

/// What this process was sent, for Prometheus. Thread-safe.
class Counters {
public:
    static Counters& of_process();

    void observe(std::vector<Event> const& events, Sender sender);
    void write(PrometheusText& text) const;

private:
    using Screen = std::pair<std::string, Sender>;
    using Key = std::pair<Screen, std::string>;  // With the kind of error.
    struct Loads {
        std::uint64_t count = 0;
        std::uint64_t milliseconds = 0;
    };

    mutable std::mutex mutex_;
    std::map<Screen, Loads> loads_;
    std::map<Key, std::uint64_t> errors_;
};

}  // namespace rmirror::telemetry
