// SPDX-License-Identifier: AGPL-3.0-or-later
// The ways to the services that calls are passed on to and that read pages.
#pragma once

#include "base/settings.hpp"
#include "upstream/gateway.hpp"

#include <optional>
#include <vector>

namespace rmirror {

/// Claude's is one for both, so that its wish for a rest holds for both.
class Gateways {
public:
    Gateways(upstream::Client& client, Settings const& settings) : claude_(client, claude_options())
    {
        auto const& reader = settings.text("RMIRROR_OCR_PROVIDER");
        if (reader != claude_.name())
            other_.emplace(client, upstream::GatewayOptions{.name = reader});
    }

    upstream::Gateway& claude() { return claude_; }
    upstream::Gateway& reading() { return other_ ? *other_ : claude_; }
    std::vector<upstream::Gateway const*> all() const
    {
        return other_ ? std::vector{&claude_, &*other_} : std::vector{&claude_};
    }

private:
    /// Below what the client has under way at most, so that others are reached as well.
    static upstream::GatewayOptions claude_options()
    {
        upstream::GatewayOptions options;
        options.name = "claude";
        options.most_under_way = 800;
        return options;
    }

    upstream::Gateway claude_;
    std::optional<upstream::Gateway> other_;
};

}  // namespace rmirror
