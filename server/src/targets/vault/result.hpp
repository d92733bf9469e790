// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/target.hpp"

#include <string>
#include <utility>
#include <variant>

namespace rmirror::targets::vault {

/// A value, or why the delivery ends here.
template <typename T>
using Or = std::variant<T, DeliveryResult>;

/// How a change of files ended.
enum class Change {
    made,
    conflict,   // A file, or what is in its way, isn't as it was when it was read.
    no_folder,  // A folder above it is missing.
    refused,    // The server can't do this.
};

template <typename T>
DeliveryResult* failure_in(Or<T>& value)
{
    return std::get_if<DeliveryResult>(&value);
}

/// Ends a delivery that another attempt may carry out.
inline DeliveryResult failed(queue::ErrorClass error, std::string sentence)
{
    return {.outcome = queue::Outcome::retry(error, std::move(sentence)), .remote = std::nullopt};
}

}  // namespace rmirror::targets::vault
