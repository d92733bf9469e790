// SPDX-License-Identifier: AGPL-3.0-or-later
// All settings of the server: one table that is parsed, printed by --help and written to
// docs/configuration.md.
#pragma once

#include "base/secret.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmirror {

enum class Kind { text, count, secret };

struct Option {
    std::string_view name;
    std::string_view fallback;
    std::string_view help;  // One sentence or two.
    Kind kind = Kind::text;
    // Of a count.
    std::size_t least = 0;
    std::size_t most = 0;
};

std::span<Option const> options();

class Settings {
public:
    using Environment = std::map<std::string, std::string>;

    /// Takes what the table names, also as NAME_FILE, from the file of that name. Nothing when a variable is
    /// unknown, given twice or not valid; `why` then says so in a sentence for whoever starts the server.
    static std::optional<Settings> read(Environment const& environment, std::string& why);

    // Each for a name of the table and of the fitting kind only; anything else is a mistake in the program.
    std::string const& text(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    Secret const& secret(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, std::size_t, std::less<>> counts_;
    std::map<std::string, Secret, std::less<>> secrets_;
};

/// The process's own.
Settings::Environment environment();

std::string help_text();
/// What docs/configuration.md holds.
std::string configuration_markdown();

/// More than PostgreSQL's processors can work on get in each other's way. Where none are chosen: by those of
/// this machine, but not all that PostgreSQL allows.
std::size_t database_connections(Settings const& settings, std::size_t processors);

}  // namespace rmirror
