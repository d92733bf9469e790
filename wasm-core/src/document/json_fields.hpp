// SPDX-License-Identifier: AGPL-3.0-or-later
// Lenient access to JSON objects whose format has changed over the years: numbers as strings, booleans as
// numbers, values wrapped with a timestamp. A value of the wrong type is reported as a problem and otherwise
// treated as absent.
#pragma once

#include "document/problems.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// Holds references to all arguments. Absent members and null read as absent, without a problem.
class JsonFields {
public:
    /// `where` is the prefix of problems about this object: ".content", ".content: page 3".
    JsonFields(boost::json::object const* object, std::string where, Problems& problems)
        : object_(object), where_(std::move(where)), problems_(problems)
    {}

    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] std::optional<std::string_view> text(std::string_view key) const;
    /// An integer, also as a string or as a number with a fraction of zero. An empty string counts as absent.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    /// A number with or without a fraction; always finite.
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view key) const;
    [[nodiscard]] boost::json::array const* list(std::string_view key) const;
    [[nodiscard]] boost::json::object const* object(std::string_view key) const;
    /// The strings in a list of strings, or the `name` members in a list of objects; without duplicates and
    /// empty ones.
    [[nodiscard]] std::vector<std::string> names(std::string_view key) const;

    void report(std::string_view key, std::string_view what) const;

private:
    [[nodiscard]] boost::json::value const* find(std::string_view key) const;
    /// The member's value, unwrapped if it is {"timestamp": .., "value": ..}.
    [[nodiscard]] boost::json::value const* find_unwrapped(std::string_view key) const;

    boost::json::object const* object_;
    std::string where_;
    Problems& problems_;
};

/// Accepts a number, a string, true (1) and false (0); nullopt for anything else.
std::optional<std::int64_t> whole_number(boost::json::value const& value);

/// The string itself, or the `name` of an object; nullopt for anything else.
std::optional<std::string_view> name_of(boost::json::value const& value);

}  // namespace rmirror
