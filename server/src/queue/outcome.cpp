// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/outcome.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::queue {

namespace {

/// In the order of the enum, and equal to the values in the schema's CHECK.
constexpr std::array<std::string_view, 6> kErrorClasses = {
    "network_error", "rate_limit", "auth_error", "invalid_data", "quota_exceeded", "unknown_error"};

}  // namespace

std::string_view to_string(ErrorClass error)
{
    return kErrorClasses[static_cast<std::size_t>(error)];
}

std::optional<ErrorClass> error_class_of(std::string_view name)
{
    auto const* const found = std::find(kErrorClasses.begin(), kErrorClasses.end(), name);
    if (found == kErrorClasses.end())
        return std::nullopt;
    return static_cast<ErrorClass>(found - kErrorClasses.begin());
}

Outcome Outcome::done(std::function<void(pqxx::work&)> write)
{
    Outcome outcome;
    outcome.write = std::move(write);
    return outcome;
}

Outcome Outcome::retry(ErrorClass error, std::string message)
{
    return {Kind::retry, error, std::move(message), {}, {}};
}

Outcome Outcome::later(std::chrono::seconds after, std::string message, ErrorClass error)
{
    return {Kind::later, error, std::move(message), after, {}};
}

Outcome Outcome::apart(std::string message)
{
    return {Kind::later, ErrorClass::invalid_data, std::move(message), {}, {}};
}

Outcome Outcome::rejected(ErrorClass error, std::string message)
{
    return {Kind::rejected, error, std::move(message), {}, {}};
}

Outcome Outcome::dropped(ErrorClass error, std::string message)
{
    return {Kind::dropped, error, std::move(message), {}, {}};
}

}  // namespace rmirror::queue
