// SPDX-License-Identifier: AGPL-3.0-or-later
// The settings of the server as its environment has them, each checked by its row in options.cpp.
#pragma once

#include "base/options.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmirror {

/// A figure for each of kTiers.
using Tiers = std::array<std::size_t, kTiers.size()>;

class Settings {
public:
    using Environment = std::map<std::string, std::string>;

    /// Takes what the table names, also as NAME_FILE, from the file of that name. Refuses a variable that is
    /// unknown, given twice or not of its kind, in a sentence for whoever starts the server.
    static Result<Settings> read(Environment const& environment);

    // Each for a name of the table and of the fitting kind only; anything else is a mistake in the program.
    /// Of a choice and an address as well.
    std::string const& text(std::string_view name) const;
    Secret const& secret(std::string_view name) const;
    bool flag(std::string_view name) const;
    std::vector<std::string> const& list(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    std::chrono::seconds seconds(std::string_view name) const;
    Tiers const& tiers(std::string_view name) const;

private:
    using Value = std::variant<std::string, Secret, bool, std::vector<std::string>, std::size_t,
                               std::chrono::seconds, Tiers>;

    static Result<Value> parse(Option const& option, std::string text);
    template <typename T>
    T const& named(std::string_view name) const;

    std::map<std::string, Value, std::less<>> values_;
};

/// The process's own.
Settings::Environment environment();

std::string help_text();
/// What docs/configuration.md holds.
std::string configuration_markdown();

/// Workers, and connections for them, of requests that work on all of a library. One user has two of them at
/// most, and one while others wait.
constexpr std::size_t kLibraryWorkers = 3;

/// More than PostgreSQL's processors can work on get in each other's way. Where none are chosen: by those of
/// this machine, but not all that PostgreSQL allows.
std::size_t database_connections(Settings const& settings, std::size_t processors);

}  // namespace rmirror
