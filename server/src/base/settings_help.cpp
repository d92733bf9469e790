// SPDX-License-Identifier: AGPL-3.0-or-later
// What people read of the settings.
#include "base/settings.hpp"

#include <sstream>

namespace rmirror {

namespace {

std::string shown_fallback(Option const& option)
{
    return option.fallback.empty() ? "" : "`" + std::string(option.fallback) + "`";
}

}  // namespace

std::string help_text()
{
    std::ostringstream text;
    text << "rmirror-server serves the dashboard and the API of rMirror.\n\n"
            "  rmirror-server                         serve until it is asked to stop by TERM or INT\n"
            "  rmirror-server --role all|api|worker   be only a part; several of each may run on one "
            "database\n"
            "  rmirror-server --migrate               bring the database's schema up to date\n"
            "  rmirror-server --routes                list what can be asked\n"
            "  rmirror-server --configuration         write docs/configuration.md\n"
            "  rmirror-server --help                  show this\n\n"
            "Settings come from the environment; NAME_FILE reads a value from a file:\n";
    for (auto const& option : options()) {
        text << "\n  " << option.name;
        if (!option.fallback.empty())
            text << "=" << option.fallback;
        text << "\n      " << option.help << "\n";
    }
    return text.str();
}

std::string configuration_markdown()
{
    std::ostringstream text;
    text << "# Configuration\n\n"
            "The server is configured by its environment. `NAME_FILE` instead of `NAME` reads the value from "
            "a file, "
            "which suits secrets. An unknown `RMIRROR_` variable is an error, so that a slip does not go "
            "unnoticed.\n\n"
            "`rmirror-server --configuration` writes this page; a test compares.\n\n"
            "| Variable | Default | Meaning |\n|---|---|---|\n";
    for (auto const& option : options()) {
        text << "| `" << option.name << "` | " << shown_fallback(option) << " | " << option.help;
        text << (option.kind == Kind::secret ? " Secret.|\n" : " |\n");
    }
    return text.str();
}

}  // namespace rmirror
