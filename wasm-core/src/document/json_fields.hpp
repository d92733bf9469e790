// SPDX-License-Identifier: AGPL-3.0-or-later
// The members of a JSON object whose writer changed its mind over the years: numbers as texts,
// booleans as numbers, values wrapped with a timestamp. What has the wrong type is a problem, not an end.
#pragma once

#include "document/problems.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// Borrows everything it is given. Absent members and null read as nothing, without a problem.
class JsonFields {
public:
    /// `where` opens the sentences about this object: ".content", ".content: page 3".
    JsonFields(boost::json::object const* object, std::string where, Problems& problems)
        : object_(object), where_(std::move(where)), problems_(problems)
    {}

    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] std::optional<std::string_view> text(std::string_view key) const;
    /// A whole number, also as text or as a number with a fraction of zero. An empty text is nothing.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    /// A number with or without a fraction, always finite.
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view key) const;
    [[nodiscard]] boost::json::array const* list(std::string_view key) const;
    [[nodiscard]] boost::json::object const* object(std::string_view key) const;
    /// The texts in a list of texts, or of objects with a `name`, each once; empty ones left out.
    [[nodiscard]] std::vector<std::string> names(std::string_view key) const;

    void report(std::string_view key, std::string_view what) const;

private:
    [[nodiscard]] boost::json::value const* find(std::string_view key) const;
    /// The member's value, without the timestamp it may be wrapped with: {"timestamp": .., "value": ..}.
    [[nodiscard]] boost::json::value const* find_unwrapped(std::string_view key) const;

    boost::json::object const* object_;
    std::string where_;
    Problems& problems_;
};

/// Written as a number, as text, or as true (1) and false (0); nothing for anything else.
std::optional<std::int64_t> whole_number(boost::json::value const& value);

/// The text itself, or the `name` of an object; nothing for anything else.
std::optional<std::string_view> name_of(boost::json::value const& value);

}  // namespace rmirror
