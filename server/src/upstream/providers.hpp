// SPDX-License-Identifier: AGPL-3.0-or-later
// The services that this server calls, one row each, and a gateway to each of them. Those that notes go to
// are said by their targets.
#pragma once

#include "base/settings.hpp"
#include "upstream/gateway.hpp"

#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace rmirror::upstream {

struct Provider {
    std::string_view name;  // Of its gateway, also in the metrics.
    /// The service is in use where its value is not empty. Without a setting people give addresses of their
    /// own, and it is in use always.
    std::string_view address_setting = {};
    std::size_t most_under_way = 500;  // Of everybody together, as are the next two.
    std::size_t most_waiting = 2000;
    std::size_t most_body_bytes = 512U << 20U;
    GatewayOptions::CoolsDown cools_down = GatewayOptions::CoolsDown::everybody;
};

std::span<Provider const> providers();

class Gateways {
public:
    /// To those of the rows, and to more. The client must outlive it. With `shared_paces` their rates hold
    /// for all processes together.
    Gateways(Client& client, Settings const& settings, std::span<Provider const> more = {},
             std::shared_ptr<SharedPaces> shared_paces = nullptr);

    /// Throws std::logic_error when none has this name.
    Gateway& to(std::string_view name);
    /// Those whose service is in use, in the order of the rows.
    std::vector<Gateway const*> const& in_use() const;

private:
    std::shared_ptr<SharedPaces> shared_paces_;  // Before those who use it.
    std::deque<Gateway> gateways_;
    std::vector<Gateway const*> in_use_;
};

}  // namespace rmirror::upstream
