// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of the services that this server calls, and a gateway for each. Sync targets add their own
// services.
#pragma once

#include "base/settings/settings.hpp"
#include "upstream/gateway.hpp"

#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace rmirror::upstream {

struct Provider {
    std::string_view name;  // Of its gateway, also in metrics.
    /// The setting with the service's URL; the service is in use if it isn't empty. Without a setting, users
    /// enter the URLs, and the service is always in use.
    std::string_view address_setting = {};
    /// The setting with this server's client ID or key there, without which the service isn't in use.
    std::string_view client_setting = {};
    std::size_t max_under_way = 500;  // For all owners together, as are the next two.
    std::size_t max_waiting = 2000;
    std::size_t max_body_bytes = 512U << 20U;
    GatewayOptions::CoolsDown cools_down = GatewayOptions::CoolsDown::everybody;
    bool keeps_notes = false;  // People's notes are written there, which a staging server must not do.
};

/// Whether RMIRROR_STAGING keeps this server from writing to other services.
bool only_reads_elsewhere(Settings const& settings);

std::span<Provider const> providers();

class Gateways {
public:
    /// Creates a gateway for each row of providers() and of `more`. The client must outlive this. With
    /// `shared_rate_counters`, rates apply to all processes together.
    Gateways(Client& client, Settings const& settings, std::span<Provider const> more = {},
             std::shared_ptr<SharedRateCounters> shared_rate_counters = nullptr);

    /// Throws std::logic_error if there is no gateway of that name.
    Gateway& to(std::string_view name);
    /// Gateways whose service is in use, in the order of the rows.
    std::vector<Gateway const*> const& in_use() const;

private:
    std::shared_ptr<SharedRateCounters> shared_rate_counters_;  // First, because gateways use it.
    std::deque<Gateway> gateways_;
    std::vector<Gateway const*> in_use_;
};

}  // namespace rmirror::upstream
