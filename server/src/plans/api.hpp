// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to Stripe's API: form-encoded requests with the secret key, JSON answers, and what failures mean.
#pragma once

#include "base/secret.hpp"
#include "upstream/gateway.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::plans {

/// Names and values; nested names in Stripe's form, such as metadata[key].
using Parameters = std::vector<std::pair<std::string, std::string>>;

struct Failed {
    enum class Why {
        unreachable,    // No answer, or Stripe has trouble or is busy. A later try may succeed.
        missing,        // There is no such object.
        refused,        // Stripe doesn't allow this call. `code` says why.
        misconfigured,  // The operator's key isn't accepted, or may not do this.
        odd,            // The answer can't be read.
    };
    Why why = Why::unreachable;
    std::string code;     // Stripe's own, or the type of its error; may be empty.
    std::string message;  // For the log.
};

using Answered = std::variant<boost::json::object, Failed>;

class Api {
public:
    /// The gateway must outlive this. A stop request ends all calls.
    Api(upstream::Gateway& gateway, Secret key, std::stop_token cancellation = {})
        : gateway_(gateway), key_(std::move(key)), cancellation_(std::move(cancellation))
    {}

    // Each blocks until the answer is there. Paths begin with /v1/.
    Answered get(std::string const& path, Parameters const& parameters = {}) const;
    /// A repeated call with the same `idempotency_key` has no second effect and gets the first answer.
    Answered post(std::string const& path, Parameters const& parameters,
                  std::string const& idempotency_key) const;
    /// Repeated safely, because what is gone stays gone.
    Answered remove(std::string const& path) const;

    /// Calls `take` for each object of a list, page by page, until it ends or `take` returns false. The
    /// failure, if there was one.
    std::optional<Failed> each(std::string const& path, Parameters parameters,
                               std::function<bool(boost::json::object const&)> const& take) const;

    bool is_cancelled() const { return cancellation_.stop_requested(); }

private:
    Answered ask(std::string method, std::string const& path, Parameters const& parameters,
                 std::string const& idempotency_key) const;

    upstream::Gateway& gateway_;
    Secret key_;
    std::stop_token cancellation_;
};

}  // namespace rmirror::plans
