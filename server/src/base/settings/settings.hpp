// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's settings, read from environment variables and validated by their rows in options.cpp.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/settings/options.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmirror {

/// One value per tier, in the order of kTiers.
using Tiers = std::array<std::size_t, kTiers.size()>;

class Settings {
public:
    using Environment = std::map<std::string, std::string>;

    /// Reads each setting from its variable NAME, or from the file that NAME_FILE names. Refuses a variable
    /// that is unknown, set twice or invalid, with a sentence for the person who starts the server.
    static Result<Settings> read(Environment const& environment);

    // Getters throw std::logic_error for a name that isn't in the table or has another kind.
    /// Also for choices and addresses.
    std::string const& text(std::string_view name) const;
    Secret const& secret(std::string_view name) const;
    bool flag(std::string_view name) const;
    std::vector<std::string> const& list(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    std::chrono::seconds seconds(std::string_view name) const;
    Tiers const& tiers(std::string_view name) const;

    /// Names of the test settings that the environment sets.
    std::vector<std::string> const& test_settings_in_use() const;

private:
    using Value = std::variant<std::string, Secret, bool, std::vector<std::string>, std::size_t,
                               std::chrono::seconds, Tiers>;

    static Result<Value> parse(Option const& option, std::string text);
    template <typename T>
    T const& named(std::string_view name) const;

    std::map<std::string, Value, std::less<>> values_;
    std::vector<std::string> test_settings_in_use_;
};

/// Refuses settings in which the OAuth client of a service lacks its ID or its secret.
Result<Done> check_oauth_clients(Settings const& settings);

/// This process's environment variables.
Settings::Environment environment();

std::string help_text();
/// The content of docs/configuration.md.
std::string configuration_markdown();

/// Workers, and database connections for them, of requests for a whole library. One user occupies at most
/// two, and one while others wait.
constexpr std::size_t kLibraryWorkers = 3;

/// The number of database connections: RMIRROR_DB_CONNECTIONS, or by default twice this machine's processors
/// within bounds. More than PostgreSQL's processors can serve would only contend, and PostgreSQL's
/// connections must not all be used.
std::size_t database_connections(Settings const& settings, std::size_t processors);

/// The URL for connections that must be PostgreSQL's own: for notifications, migrations, backups. Empty if
/// only a pooler can be reached.
Secret direct_database_url(Settings const& settings);

}  // namespace rmirror
