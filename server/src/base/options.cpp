// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/options.hpp"

#include <array>

namespace rmirror {

namespace {

using Text = std::string_view;

constexpr Option text(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::text};
}

constexpr Option secret(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::secret};
}

constexpr Option flag(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::flag};
}

constexpr Option address(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::address};
}

constexpr Option list(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::list};
}

constexpr Option choice(Text name, Text fallback, std::span<Text const> choices, Text help)
{
    return {name, fallback, help, Kind::choice, 0, 0, choices};
}

constexpr Option count(Text name, Text fallback, Text help, std::size_t least, std::size_t most)
{
    return {name, fallback, help, Kind::count, least, most};
}

constexpr Option seconds(Text name, Text fallback, Text help, std::size_t least, std::size_t most)
{
    return {name, fallback, help, Kind::seconds, least, most};
}

constexpr std::array<Text, 2> kProviders = {"claude", "openai"};
constexpr std::array<Text, 3> kLogLevels = {"error", "info", "debug"};

constexpr std::array kOptions = {
    text("RMIRROR_LISTEN", "127.0.0.1:8080", "Address and port to serve on."),
    text("RMIRROR_DASHBOARD_DIR", "web/dist", "Folder of the built dashboard; empty serves none."),
    secret(
        "RMIRROR_DATABASE_URL", "",
        "PostgreSQL 15 or newer, such as postgresql://rmirror@localhost/rmirror. Its user must be allowed to "
        "create roles when --migrate runs for the first time."),
    text("RMIRROR_DATA_DIR", "data", "Folder for what must last, such as secrets drawn at the first start."),
    text("RMIRROR_PUBLIC_URL", "",
         "Where people find the dashboard, for links; without it, at RMIRROR_LISTEN. With https:// cookies "
         "travel "
         "encrypted only."),
    secret("RMIRROR_JWT_SECRET", "",
           "Signs the tokens of those who are signed in: at least 32 characters, the same for all servers on "
           "one database. Without it one is drawn and kept in RMIRROR_DATA_DIR."),
    text("RMIRROR_OIDC_ISSUER", "",
         "A sign-in service of OpenID Connect, such as Clerk, whose tokens are accepted beside our own."),
    list("RMIRROR_OIDC_AUDIENCE", "",
         "What its tokens for this server say in aud or azp, with commas between."),
    count("RMIRROR_FREE_PAGES", "30", "Pages a month that are read for who has no subscription.", 0,
          1'000'000'000),
    secret("RMIRROR_ANTHROPIC_API_KEY", "",
           "Claude's, which reads pages. Without it pages are stored and wait to be read."),
    address("RMIRROR_ANTHROPIC_BASE_URL", "https://api.anthropic.com",
            "Where Claude is asked, for pages and for calls that are passed on."),
    list("RMIRROR_CLAUDE_MODELS", "claude-haiku-5-5,claude-sonnet-5-5,claude-opus-5-5",
         "Models that calls to /api/claude may ask for, with commas between; * allows all."),
    count("RMIRROR_CLAUDE_MAX_TOKENS", "32000", "The most that max_tokens may be in such a call.", 1,
          1'000'000),
    count("RMIRROR_CLAUDE_CALLS", "20", "Such calls that one user may have under way; more wait their turn.",
          1, 1000),
    choice(
        "RMIRROR_OCR_PROVIDER", "claude", kProviders,
        "Who reads pages: claude, or openai for any service that speaks OpenAI's chat completions, such as "
        "a model on a machine of one's own."),
    address("RMIRROR_OCR_BASE_URL", "",
            "Where that service is found, such as http://localhost:11434; /v1/chat/completions is appended."),
    secret("RMIRROR_OCR_API_KEY", "", "Its key, if it takes one."),
    text("RMIRROR_OCR_MODEL", "claude-haiku-5-5", "The model that reads pages."),
    count("RMIRROR_OCR_CONCURRENCY", "8", "How many calls to read pages this server has under way at a time.",
          1, 200),
    flag("RMIRROR_OCR_BATCH", "off",
         "on has pages that nobody waits for read in batches, at half the price and within a day: those "
         "that waited for quota, and those of a first push from notebooks that were not written in for a "
         "day. Claude only."),
    seconds("RMIRROR_OCR_BATCH_SECONDS", "60", "How often such pages are gathered, and batches looked at.", 1,
            3600),
    address("RMIRROR_S3_ENDPOINT", "",
            "S3 or what speaks it, such as https://s3.eu-central-1.amazonaws.com, for pictures of pages; "
            "without it they lie in RMIRROR_DATA_DIR."),
    text("RMIRROR_S3_BUCKET", "", "The bucket there."),
    text("RMIRROR_S3_REGION", "us-east-1", "Its region, as signatures name it."),
    text("RMIRROR_S3_ACCESS_KEY", "", "Whose bucket it is."),
    secret("RMIRROR_S3_SECRET_KEY", "", "Signs what is asked of the bucket."),
    flag("RMIRROR_RATE_LIMITS", "on", "off lets everyone ask as often as they like."),
    secret("RMIRROR_REDIS_URL", "",
           "Redis, such as redis://:password@localhost:6379/0 or unix:///run/redis.sock, for several servers "
           "to limit rates together."),
    list("RMIRROR_ALLOWED_ORIGINS", "",
         "Web pages of other origins that may call the API, such as https://notes.example.org, with commas "
         "between."),
    list("RMIRROR_TRUSTED_PROXIES", "",
         "Addresses or networks of reverse proxies, with commas between. Their X-Forwarded-For is "
         "believed, nobody "
         "else's."),
    count("RMIRROR_IO_THREADS", "2", "Threads that read requests and write answers.", 1, 64),
    count("RMIRROR_DB_CONNECTIONS", "0",
          "Size of the database pool; also the number of request workers. 0: two for each processor, from 4 "
          "to 16, and one that whoever is alone leaves to others.",
          0, 256),
    count("RMIRROR_BODY_MEMORY_MB", "256",
          "Memory for what clients send and have not taken yet, all together, and as much again for what it "
          "becomes when it is parsed. Whoever comes when it is used up is told to come again.",
          16, 1'000'000),
    secret(
        "RMIRROR_METRICS_TOKEN", "",
        "Whoever sends it as a bearer token is shown /metrics. Without it only this machine itself is, when "
        "it asks directly and not through a proxy."),
    seconds("RMIRROR_DRAIN_SECONDS", "10",
            "How long a stopping server waits for requests that are being answered.", 0, 600),
    choice("RMIRROR_LOG_LEVEL", "info", kLogLevels,
           "error: what a person must look after. info: also what changed. debug: also every request."),
};

}  // namespace

std::span<Option const> options()
{
    return kOptions;
}

}  // namespace rmirror
