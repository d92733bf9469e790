// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings.hpp"

#include "base/edit_distance.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace rmirror {

namespace {

constexpr std::array kOptions = {
    Option{"RMIRROR_LISTEN", "127.0.0.1:8080", "Address and port to serve on."},
    Option{"RMIRROR_DASHBOARD_DIR", "web/dist", "Folder of the built dashboard; empty serves none."},
    Option{
        "RMIRROR_DATABASE_URL", "",
        "PostgreSQL 15 or newer, such as postgresql://rmirror@localhost/rmirror. Its user must be allowed to "
        "create roles when --migrate runs for the first time.",
        Kind::secret},
    Option{"RMIRROR_DATA_DIR", "data",
           "Folder for what must last, such as secrets drawn at the first start."},
    Option{"RMIRROR_PUBLIC_URL", "",
           "Where people find the dashboard, for links; without it, at RMIRROR_LISTEN. With https:// cookies "
           "travel "
           "encrypted only."},
    Option{"RMIRROR_JWT_SECRET", "",
           "Signs the tokens of those who are signed in: at least 32 characters, the same for all servers on "
           "one database. Without it one is drawn and kept in RMIRROR_DATA_DIR.",
           Kind::secret},
    Option{"RMIRROR_OIDC_ISSUER", "",
           "A sign-in service of OpenID Connect, such as Clerk, whose tokens are accepted beside our own."},
    Option{"RMIRROR_OIDC_AUDIENCE", "",
           "What its tokens for this server say in aud or azp, with commas between."},
    Option{"RMIRROR_FREE_PAGES", "30", "Pages a month that are read for who has no subscription.",
           Kind::count, 0, 1'000'000'000},
    Option{"RMIRROR_ANTHROPIC_API_KEY", "",
           "Claude's, which reads pages. Without it pages are stored and wait to be read.", Kind::secret},
    Option{"RMIRROR_ANTHROPIC_BASE_URL", "https://api.anthropic.com",
           "Where Claude is asked, for pages and for calls that are passed on."},
    Option{"RMIRROR_CLAUDE_MODELS", "claude-haiku-5-5,claude-sonnet-5-5,claude-opus-5-5",
           "Models that calls to /api/claude may ask for, with commas between; * allows all."},
    Option{"RMIRROR_CLAUDE_MAX_TOKENS", "32000", "The most that max_tokens may be in such a call.",
           Kind::count, 1, 1'000'000},
    Option{"RMIRROR_CLAUDE_CALLS", "20", "Such calls that one user may have under way; more wait their turn.",
           Kind::count, 1, 1000},
    Option{
        "RMIRROR_OCR_PROVIDER", "claude",
        "Who reads pages: claude, or openai for any service that speaks OpenAI's chat completions, such as "
        "a model on a machine of one's own."},
    Option{"RMIRROR_OCR_BASE_URL", "",
           "Where that service is found, such as http://localhost:11434; /v1/chat/completions is appended."},
    Option{"RMIRROR_OCR_API_KEY", "", "Its key, if it takes one.", Kind::secret},
    Option{"RMIRROR_OCR_MODEL", "claude-haiku-5-5", "The model that reads pages."},
    Option{"RMIRROR_OCR_CONCURRENCY", "8",
           "How many calls to read pages this server has under way at a time.", Kind::count, 1, 200},
    Option{"RMIRROR_OCR_BATCH", "off",
           "on has pages that nobody waits for read in batches, at half the price and within a day: those "
           "that waited for quota, and those of a first push from notebooks that were not written in for a "
           "day. Claude only."},
    Option{"RMIRROR_OCR_BATCH_SECONDS", "60", "How often such pages are gathered, and batches looked at.",
           Kind::count, 1, 3600},
    Option{"RMIRROR_S3_ENDPOINT", "",
           "S3 or what speaks it, such as https://s3.eu-central-1.amazonaws.com, for pictures of pages; "
           "without it they lie in RMIRROR_DATA_DIR."},
    Option{"RMIRROR_S3_BUCKET", "", "The bucket there."},
    Option{"RMIRROR_S3_REGION", "us-east-1", "Its region, as signatures name it."},
    Option{"RMIRROR_S3_ACCESS_KEY", "", "Whose bucket it is."},
    Option{"RMIRROR_S3_SECRET_KEY", "", "Signs what is asked of the bucket.", Kind::secret},
    Option{"RMIRROR_RATE_LIMITS", "on", "off lets everyone ask as often as they like."},
    Option{"RMIRROR_REDIS_URL", "",
           "Redis, such as redis://:password@localhost:6379/0 or unix:///run/redis.sock, for several servers "
           "to limit rates together.",
           Kind::secret},
    Option{"RMIRROR_ALLOWED_ORIGINS", "",
           "Web pages of other origins that may call the API, such as https://notes.example.org, with commas "
           "between."},
    Option{"RMIRROR_TRUSTED_PROXIES", "",
           "Addresses or networks of reverse proxies, with commas between. Their X-Forwarded-For is "
           "believed, nobody "
           "else's."},
    Option{"RMIRROR_IO_THREADS", "2", "Threads that read requests and write answers.", Kind::count, 1, 64},
    Option{"RMIRROR_DB_CONNECTIONS", "0",
           "Size of the database pool; also the number of request workers. 0: two for each processor, from 4 "
           "to 16.",
           Kind::count, 0, 256},
    Option{"RMIRROR_BODY_MEMORY_MB", "256",
           "Memory for what clients send, all together. Whoever comes when it is used up is told to come "
           "again.",
           Kind::count, 16, 1'000'000},
    Option{
        "RMIRROR_METRICS_TOKEN", "",
        "Whoever sends it as a bearer token is shown /metrics. Without it only this machine itself is, when "
        "it asks directly and not through a proxy.",
        Kind::secret},
    Option{"RMIRROR_DRAIN_SECONDS", "10",
           "How long a stopping server waits for requests that are being answered.", Kind::count, 0, 600},
    Option{"RMIRROR_LOG_LEVEL", "info",
           "error: what a person must look after. info: also what changed. debug: also every request."},
};

constexpr std::string_view kPrefix = "RMIRROR_";
constexpr std::string_view kFileSuffix = "_FILE";
/// Variables of the same prefix that belong to the command line, or to the tests, which start servers.
constexpr std::array<std::string_view, 4> kNotOurs = {"RMIRROR_SERVER", "RMIRROR_TOKEN", "RMIRROR_E2E_PORT",
                                                      "RMIRROR_CORPUS"};

Option const* find_option(std::string_view name)
{
    auto const* const found =
        std::find_if(kOptions.begin(), kOptions.end(), [&](Option const& each) { return each.name == name; });
    return found == kOptions.end() ? nullptr : found;
}

std::string unknown(std::string const& name)
{
    constexpr std::size_t kFarthest = 5;
    auto const* const nearest =
        std::min_element(kOptions.begin(), kOptions.end(), [&](auto const& a, auto const& b) {
            return edit_distance(name, a.name) < edit_distance(name, b.name);
        });
    auto const sentence = name + " is no setting of this server.";
    if (edit_distance(name, nearest->name) > kFarthest)
        return sentence + " --help lists them.";
    return sentence + " Did you mean " + std::string(nearest->name) + "?";
}

std::optional<std::string> first_unknown(Settings::Environment const& environment)
{
    for (auto const& [name, value] : environment) {
        if (!name.starts_with(kPrefix) || std::find(kNotOurs.begin(), kNotOurs.end(), name) != kNotOurs.end())
            continue;
        bool const from_file = name.ends_with(kFileSuffix);
        if (!find_option(from_file ? name.substr(0, name.size() - kFileSuffix.size()) : name))
            return name;
    }
    return std::nullopt;
}

/// A secret's file often ends with a line's end that is no part of it.
std::optional<std::string> read_value(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::string value(std::istreambuf_iterator<char>(file), {});
    while (value.ends_with('\n') || value.ends_with('\r'))
        value.pop_back();
    return value;
}

std::optional<std::string> value_of(Option const& option, Settings::Environment const& environment,
                                    std::string& why)
{
    std::string const name(option.name);
    auto const direct = environment.find(name);
    auto const file = environment.find(name + std::string(kFileSuffix));
    if (direct != environment.end() && file != environment.end()) {
        why = "Both " + name + " and " + file->first + " are set. Set one of them.";
        return std::nullopt;
    }
    if (direct != environment.end())
        return direct->second;
    if (file == environment.end())
        return std::string(option.fallback);
    auto value = read_value(file->second);
    if (!value)
        why = file->first + " names a file that cannot be read: " + file->second;
    return value;
}

std::optional<std::size_t> parse_count(Option const& option, std::string const& text, std::string& why)
{
    std::size_t count = 0;
    auto const result = std::from_chars(text.data(), text.data() + text.size(), count);
    bool const whole = !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
    if (whole && count >= option.least && count <= option.most)
        return count;
    why = std::string(option.name) + " must be a number from " + std::to_string(option.least) + " to " +
          std::to_string(option.most) + "; it is \"" + text + "\".";
    return std::nullopt;
}

template <typename Values>
auto const& named(Values const& values, std::string_view name)
{
    auto const found = values.find(name);
    if (found == values.end())
        throw std::logic_error("no setting of that kind is called " + std::string(name));
    return found->second;
}

std::string shown_fallback(Option const& option)
{
    return option.fallback.empty() ? "" : "`" + std::string(option.fallback) + "`";
}

}  // namespace

std::span<Option const> options()
{
    return kOptions;
}

std::optional<Settings> Settings::read(Environment const& environment, std::string& why)
{
    if (auto const name = first_unknown(environment)) {
        why = unknown(*name);
        return std::nullopt;
    }
    Settings settings;
    for (auto const& option : kOptions) {
        auto value = value_of(option, environment, why);
        if (!value)
            return std::nullopt;
        std::string name(option.name);
        if (option.kind == Kind::secret) {
            settings.secrets_.emplace(std::move(name), Secret(std::move(*value)));
        } else if (option.kind == Kind::text) {
            settings.texts_.emplace(std::move(name), std::move(*value));
        } else {
            auto const count = parse_count(option, *value, why);
            if (!count)
                return std::nullopt;
            settings.counts_.emplace(std::move(name), *count);
        }
    }
    return settings;
}

std::string const& Settings::text(std::string_view name) const
{
    return named(texts_, name);
}

std::size_t Settings::count(std::string_view name) const
{
    return named(counts_, name);
}

Secret const& Settings::secret(std::string_view name) const
{
    return named(secrets_, name);
}

Settings::Environment environment()
{
    Settings::Environment variables;
    for (char** entry = environ; entry && *entry; ++entry) {
        std::string_view const text(*entry);
        auto const equals = text.find('=');
        if (equals != std::string_view::npos)
            variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

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
    for (auto const& option : kOptions) {
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
    for (auto const& option : kOptions) {
        text << "| `" << option.name << "` | " << shown_fallback(option) << " | " << option.help;
        text << (option.kind == Kind::secret ? " Secret.|\n" : " |\n");
    }
    return text.str();
}

std::size_t database_connections(Settings const& settings, std::size_t processors)
{
    auto const chosen = settings.count("RMIRROR_DB_CONNECTIONS");
    return chosen > 0 ? chosen : std::clamp<std::size_t>(2 * processors, 4, 16);
}

}  // namespace rmirror
