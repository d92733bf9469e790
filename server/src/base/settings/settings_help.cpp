// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts about settings for people: --help and docs/configuration.md.
#include "base/settings/settings.hpp"

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
    text
        << "rmirror-server serves rMirror's dashboard and API.\n\n"
           "  rmirror-server                         serve until stopped by TERM or INT\n"
           "  rmirror-server --role all|api|worker   run only one part; several can share a database\n"
           "  rmirror-server --migrate               update the database schema\n"
           "  rmirror-server --invite                print a link with which one person can create an "
           "account\n"
           "  rmirror-server --make-admin EMAIL      let this account use “Administration” in the dashboard\n"
           "  rmirror-server --admin-remove EMAIL    end that\n"
           "  rmirror-server --admin-people [SEARCH] list accounts: tier, usage, last contact\n"
           "  rmirror-server --admin-tier EMAIL TIER set the tier: free, beta, pro, team or enterprise\n"
           "  rmirror-server --admin-limit EMAIL KIND LIMIT\n"
           "                                         set a limit of pages or tokens per month, or of "
           "storage-mb;\n"
           "                                         the word tier as LIMIT removes it\n"
           "  rmirror-server --admin-waitlist        list who asked for an invitation\n"
           "  rmirror-server --admin-approve EMAIL|COUNT\n"
           "                                         invite one of them, or the first COUNT; prints the "
           "links\n"
           "  rmirror-server --admin-log [COUNT]     list what admins did, newest first\n"
           "  rmirror-server --admin-undo ID         undo one of these acts\n"
           "  rmirror-server --backup [PLACE]        back up everything into PLACE: a folder, or "
           "s3://BUCKET/PREFIX\n"
           "  rmirror-server --backups [PLACE]       list the backups\n"
           "  rmirror-server --restore [PLACE] [TIME]\n"
           "                                         restore the newest backup, or that of TIME, into an "
           "empty "
           "database\n"
           "  rmirror-server --check                 compare the stored images with the database\n"
           "  rmirror-server --doctor                check the settings against the database, the disk and "
           "more\n"
           "  rmirror-server --rotate-keys           encrypt all credentials with the first of "
           "RMIRROR_MASTER_KEYS\n"
           "  rmirror-server --block-notion-workspace ID REASON\n"
           "                                         keep a workspace of Notion from being used here\n"
           "  rmirror-server --unblock-notion-workspace ID\n"
           "                                         let it be used again, by any account if none has it\n"
           "  rmirror-server --routes                list the routes of the API\n"
           "  rmirror-server --configuration         write docs/configuration.md\n"
           "  rmirror-server --version               print the version\n"
           "  rmirror-server --help                  show this help\n"
           "  rmirror-server --settings FILE …       read settings from FILE, too, one NAME=VALUE per "
           "line\n\n"
           "Settings are environment variables. NAME_FILE instead of NAME reads the value from a file:\n";
    for (auto const& group : option_groups()) {
        text << "\n" << group.title << "\n";
        for (auto const& option : group.options) {
            text << "\n  " << option.name;
            if (!option.fallback.empty())
                text << "=" << option.fallback;
            text << "\n      " << option.help << "\n";
        }
    }
    return text.str();
}

std::string configuration_markdown()
{
    std::ostringstream text;
    text << "# Configuration\n\n"
            "The server's settings are environment variables. `NAME_FILE` instead of `NAME` reads the value "
            "from a file, which suits secrets. An unknown `RMIRROR_` variable is an error, so that typos are "
            "noticed; those that begin with `RMIRROR_AGENT_` are the command line's.\n\n"
            "`rmirror-server --configuration` writes this page, and a test keeps it up to date.\n";
    for (auto const& group : option_groups()) {
        text << "\n## " << group.title << "\n\n"
             << group.about << "\n\n| Variable | Default | Meaning |\n|---|---|---|\n";
        for (auto const& option : group.options) {
            text << "| `" << option.name << "` | " << shown_fallback(option) << " | " << option.help;
            text << (option.kind == Kind::secret ? " Secret. |\n" : " |\n");
        }
    }
    return text.str();
}

}  // namespace rmirror
