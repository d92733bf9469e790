// SPDX-License-Identifier: AGPL-3.0-or-later
// The operator's Stripe account: what is configured, calls to it, and the prices that are offered.
#pragma once

#include "plans/api.hpp"
#include "plans/catalog.hpp"
#include "plans/options.hpp"

#include <stop_token>
#include <utility>

namespace rmirror::plans {

class Stripe {
public:
    /// The gateway must outlive this. A stop request ends all calls.
    Stripe(Options all_options, upstream::Gateway& gateway, std::stop_token cancellation = {})
        : options(std::move(all_options)),
          api(gateway, options.key, std::move(cancellation)),
          catalog(api, options)
    {}
    Stripe(Stripe const&) = delete;
    Stripe& operator=(Stripe const&) = delete;

    // Each member is created before those that use it.
    Options const options;
    Api const api;
    Catalog catalog;
};

}  // namespace rmirror::plans
