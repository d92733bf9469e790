// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings/option_kinds.hpp"

#include <array>

namespace rmirror {

namespace {

using namespace option;

constexpr std::array<Text, 4> kSignUp = {"open", "invited", "waitlist", "closed"};
constexpr std::array<Text, 2> kProviders = {"claude", "openai"};
constexpr std::array<Text, 3> kPoolers = {"off", "transaction", "transaction-prepared"};
constexpr std::array<Text, 3> kStaging = {"off", "on", "delivering"};
constexpr std::array<Text, 3> kLogLevels = {"error", "info", "debug"};

constexpr std::array kToStart = {
    text("RMIRROR_LISTEN", "127.0.0.1:8080", "Address and port to listen on."),
    text("RMIRROR_PUBLIC_URL", "",
         "Public address of the dashboard, used in links. Without it, links use RMIRROR_LISTEN. With "
         "https://, cookies are only sent over encrypted connections."),
    list("RMIRROR_TRUSTED_PROXIES", "",
         "Addresses or networks of reverse proxies, separated by commas. X-Forwarded-For is only trusted "
         "from them."),
    secret("RMIRROR_DATABASE_URL", "",
           "URL of a PostgreSQL 15 or newer database, such as postgresql://rmirror@localhost/rmirror. Its "
           "user must be allowed to create roles when --migrate runs for the first time."),
    text("RMIRROR_DATA_DIR", "data",
         "Folder for persistent data, such as page images and generated secrets. Back it up."),
    text("RMIRROR_DASHBOARD_DIR", "web/dist",
         "Folder of the built dashboard. Leave it empty to serve only the API."),
    secret("RMIRROR_JWT_SECRET", "",
           "Signs access tokens: at least 32 characters, the same for all servers on one database. Without "
           "it, one is generated and stored in RMIRROR_DATA_DIR."),
    secret("RMIRROR_MASTER_KEYS", "",
           "Keys that encrypt what people connect, such as access tokens of other services: ID:KEY, "
           "separated by commas, the same for all servers on one database. The first encrypts, all decrypt; "
           "`openssl rand -base64 32` makes one, and rmirror-server --rotate-keys re-encrypts everything "
           "with the first. Without it, a key is generated and stored in RMIRROR_DATA_DIR."),
    choice(
        "RMIRROR_SIGNUP", "open", kSignUp,
        "Who can create an account with a password, Google or GitHub: open for everybody, invited for people "
        "with a link from rmirror-server --invite or an admin, waitlist for the same people, while others "
        "can "
        "ask for an invitation, closed for no one. The first account can always be created. "
        "RMIRROR_OIDC_ISSUER decides about its own people."),
    flag("RMIRROR_TELEMETRY", "on",
         "off keeps the dashboard from sending how long its screens take to load and which kinds of errors "
         "occur. It sends them to this server only, without content, for signed-in people who didn't turn it "
         "off; rmirror-server keeps sums per day, for 90 days, and shows them in /metrics."),
    text("RMIRROR_BACKUP_TO", "",
         "Where rmirror-server --backup stores backups unless it is given a place: a folder on another disk, "
         "or "
         "s3://BUCKET/PREFIX."),
    secret(
        "RMIRROR_BACKUP_KEY", "",
        "Key that encrypts backups; `openssl rand -base64 32` makes one. Keep a copy elsewhere: without it, "
        "backups can't be restored. If it is empty, they aren't encrypted."),
};

constexpr std::array kToPay = {
    secret("RMIRROR_ANTHROPIC_API_KEY", "",
           "API key for Claude, which turns on handwriting recognition and /api/claude. Without it, pages "
           "are stored and wait to be transcribed."),
    list("RMIRROR_CLAUDE_MODELS", "claude-haiku-5-5,claude-sonnet-5-5,claude-opus-5-5",
         "Models that calls to /api/claude can use, separated by commas; * allows all."),
    choice("RMIRROR_OCR_PROVIDER", "claude", kProviders,
           "Service that transcribes pages: claude, or openai for any service with OpenAI's chat completions "
           "API, such as a model on your own machine."),
    address(
        "RMIRROR_OCR_BASE_URL", "",
        "Address of the openai service, such as http://localhost:11434; /v1/chat/completions is appended, or "
        "/chat/completions if it contains a version, as in https://host.example/v1beta/openai. Ollama needs "
        "OLLAMA_CONTEXT_LENGTH=16384 or more: its default of 4,096 tokens is too small for a written page."),
    secret("RMIRROR_OCR_API_KEY", "", "API key for the openai service, if it needs one."),
    text("RMIRROR_OCR_MODEL", "claude-haiku-5-5", "Model that transcribes pages."),
    flag("RMIRROR_OCR_BATCH", "off",
         "on transcribes pages that aren't urgent in batches, at half the price and within a day: pages that "
         "waited for quota, and pages of a first sync whose notebooks weren't modified for a day. Claude "
         "only."),
    address("RMIRROR_EMBEDDINGS_URL", "",
            "Address of a service with OpenAI's embeddings API, such as https://api.openai.com or "
            "http://localhost:11434, which turns on search by meaning: it gets the texts of pages and what "
            "people search for. /v1/embeddings is appended, or /embeddings if the address contains a "
            "version. Without it, pages are found by their words only."),
    secret("RMIRROR_EMBEDDINGS_KEY", "", "API key for the embeddings service, if it needs one."),
    text("RMIRROR_EMBEDDINGS_MODEL", "text-embedding-3-small",
         "Model of the embeddings service. When it is changed, all pages are embedded again. Its price in "
         "RMIRROR_PRICES is MODEL=INPUT/0."),
    text("RMIRROR_SPEND_LIMIT", "off",
         "Dollars that all servers on one database spend on models per day (UTC), such as 5 or 12.50, for "
         "transcription, search by meaning and calls to /api/claude together. When it is reached, pages wait "
         "and calls get 429 "
         "until the next day. off: no limit."),
    list("RMIRROR_PRICES", "",
         "Prices of models for RMIRROR_SPEND_LIMIT, in addition to the known ones or instead of them: "
         "MODEL=INPUT/OUTPUT in dollars per million tokens, separated by commas, such as my-model=0.15/0.60. "
         "Without a price, a Claude model counts as the dearest known one, and a model of another service as "
         "free."),
    count("RMIRROR_FREE_PAGES", "30", "Page quota per month of accounts without a subscription.", 0,
          1'000'000'000),
    count("RMIRROR_FREE_TOKENS", "1000000",
          "Tokens per month that calls to /api/claude can take of accounts without a subscription: input, "
          "cache and output. 0 leaves /api/claude to accounts with a subscription.",
          0, 1'000'000'000'000),
    tiers(
        "RMIRROR_PAID_PAGES", "0",
        "Page quota per month of accounts with a subscription. One number for all, or numbers by tier, such "
        "as pro:500,team:5000 (tiers: pro, team, enterprise). 0 means no limit. Free accounts have "
        "RMIRROR_FREE_PAGES.",
        0, 1'000'000'000),
    secret("RMIRROR_STRIPE_SECRET_KEY", "",
           "Secret or restricted API key of your Stripe account, which sells subscriptions. Without it, "
           "nothing is for sale, and an admin can still give people a tier."),
    secret("RMIRROR_STRIPE_WEBHOOK_SECRET", "",
           "Signing secret of the webhook in Stripe whose address is "
           "RMIRROR_PUBLIC_URL/api/v1/webhooks/stripe. It sends the events checkout.session.completed, "
           "customer.subscription.*, invoice.paid and invoice.payment_failed."),
    list("RMIRROR_STRIPE_PRICES", "",
         "Prices in Stripe that people can choose, at most ten, by their lookup keys: TIER:LOOKUP_KEY, "
         "separated by commas, such as pro:pro_monthly,pro:pro_yearly,team:team_monthly (tiers: pro, team, "
         "enterprise). What they cost is shown as Stripe says."),
    tiers("RMIRROR_STORAGE_MB", "25000",
          "What a user can store, in megabytes of 1,000,000 bytes: page images, and what notebooks, pages, "
          "their texts, highlights and to-dos take in the database, with its indexes. One number for all, or "
          "numbers by tier, such as free:25000,pro:100000 (tiers: free, pro, team, enterprise; those that "
          "aren't named keep the default). 0 means no limit.",
          0, 1'000'000'000),
    tiers("RMIRROR_PAGES", "200000",
          "Pages that a user can store, deleted ones included; the limit of notebooks and folders is a tenth "
          "of it. One number, or numbers by tier, as in RMIRROR_STORAGE_MB.",
          0, 1'000'000'000),
    tiers("RMIRROR_BACKUP_MB", "10000",
          "What the encrypted backups of a user's raw files can take of RMIRROR_STORAGE_MB, in megabytes of "
          "1,000,000 bytes. One number, or numbers by tier, as in RMIRROR_STORAGE_MB.",
          0, 1'000'000'000),
    count("RMIRROR_DELETED_DAYS", "30",
          "Days after which notebooks that were deleted here, and single pages, are removed for good, with "
          "their images and texts. Until then they count in RMIRROR_STORAGE_MB and RMIRROR_PAGES, and can be "
          "restored. 0 keeps them forever. For how long notebooks that went from the tablet are kept, their "
          "owner says.",
          0, 36'500),
};

constexpr std::array kToConnect = {
    text(
        "RMIRROR_OIDC_ISSUER", "",
        "Address of an OpenID Connect sign-in service, such as Clerk or Keycloak. Its tokens are accepted in "
        "addition to this server's own (RMIRROR_OIDC_AUDIENCE), it adds a button to the sign-in page "
        "(RMIRROR_OIDC_CLIENT_ID), or both."),
    list("RMIRROR_OIDC_AUDIENCE", "",
         "Values of aud or azp in the sign-in service's tokens for this server, separated by commas."),
    text("RMIRROR_OIDC_CLIENT_ID", "",
         "Client ID of this server at RMIRROR_OIDC_ISSUER, which adds a button to the sign-in page. Its "
         "redirect "
         "URI is RMIRROR_PUBLIC_URL/sign-in/oidc. All people of the service can then sign in."),
    secret("RMIRROR_OIDC_CLIENT_SECRET", "", "Client secret for RMIRROR_OIDC_CLIENT_ID."),
    text("RMIRROR_OIDC_NAME", "",
         "Name of RMIRROR_OIDC_ISSUER on the button, such as Example Login. Without it, the button shows its "
         "host."),
    text("RMIRROR_GOOGLE_CLIENT_ID", "",
         "OAuth client ID of your web application at Google, so that people can sign in with Google. Its "
         "authorized redirect URI is RMIRROR_PUBLIC_URL/sign-in/google."),
    secret("RMIRROR_GOOGLE_CLIENT_SECRET", "", "OAuth client secret of your web application at Google."),
    text("RMIRROR_GITHUB_CLIENT_ID", "",
         "Client ID of your OAuth app at GitHub, so that people can sign in with GitHub. Its authorization "
         "callback URL is RMIRROR_PUBLIC_URL/sign-in/github."),
    secret("RMIRROR_GITHUB_CLIENT_SECRET", "", "Client secret of your OAuth app at GitHub."),
    secret(
        "RMIRROR_CLERK_WEBHOOK_SECRET", "",
        "Signing secret of a webhook in Clerk, if that is RMIRROR_OIDC_ISSUER, so that accounts follow what "
        "becomes of Clerk's users. The webhook's address is RMIRROR_PUBLIC_URL/api/v1/webhooks/clerk, and "
        "its events are user.created, user.updated and user.deleted."),
    text("RMIRROR_NOTION_CLIENT_ID", "",
         "OAuth client ID of your public integration in Notion, so that people can connect Notion with a few "
         "clicks. Its redirect URI is RMIRROR_PUBLIC_URL/connections/notion. Without it, people paste a "
         "token."),
    secret("RMIRROR_NOTION_CLIENT_SECRET", "", "OAuth client secret of your public integration in Notion."),
    secret("RMIRROR_NOTION_WEBHOOK_TOKEN", "",
           "Verification token of the webhook of your integration in Notion, whose address is "
           "RMIRROR_PUBLIC_URL/api/v1/webhooks/notion. Notion sends it there when you add the webhook, and "
           "the server's log shows it. Enter it here and in Notion."),
    flag("RMIRROR_NOTION_SHARED", "off",
         "on lets several accounts connect the same Notion workspace, as in a household. Otherwise, a "
         "workspace belongs to the first account that connects it."),
    text("RMIRROR_TODOIST_CLIENT_ID", "",
         "OAuth client ID of your app in Todoist, so that people can connect Todoist with a few clicks. Its "
         "OAuth redirect URL is RMIRROR_PUBLIC_URL/connections/todoist. Without it, people enter an API "
         "token."),
    secret("RMIRROR_TODOIST_CLIENT_SECRET", "", "OAuth client secret of your app in Todoist."),
    secret(
        "RMIRROR_SMTP_URL", "",
        "Mail server, such as smtp://USER:PASSWORD@mail.example.org:587, or smtps:// for TLS from the start. "
        "The connection is always encrypted, unless the mail server is on this machine. Without it, no mail "
        "is sent, and nothing asks for an address to be confirmed."),
    text("RMIRROR_MAIL_FROM", "",
         "Whom mail comes from, such as rMirror <notes@example.org>. By default the user of RMIRROR_SMTP_URL "
         "if "
         "that is an address, otherwise rmirror@ the host of RMIRROR_PUBLIC_URL."),
    flag("RMIRROR_PRIVATE_URLS", "off",
         "on lets people enter addresses of private networks, such as a webhook on the machine beside this "
         "server. Everybody with an account can then reach what this server can reach."),
    text("RMIRROR_DOWNLOADS_DIR", "",
         "Folder with a release of the agent: latest.json, and the packages it names, which are served at "
         "/downloads/. Without it, none is offered."),
    text("RMIRROR_LEGAL_DIR", "",
         "Folder with your terms and privacy policy: terms.en.md and privacy.en.md, the same with de, and a "
         "file named version. Until someone has accepted this version, nothing can be uploaded to their "
         "account. Without it, nobody is asked."),
    list("RMIRROR_ALLOWED_ORIGINS", "",
         "Other origins whose web pages can call the API, such as https://notes.example.org, separated by "
         "commas."),
    address("RMIRROR_S3_ENDPOINT", "",
            "Address of S3 or a compatible service for page images, such as "
            "https://s3.eu-central-1.amazonaws.com. Without it, they are stored in RMIRROR_DATA_DIR."),
    text("RMIRROR_S3_BUCKET", "", "Name of the S3 bucket."),
    text("RMIRROR_S3_REGION", "us-east-1", "Region of the S3 bucket."),
    text("RMIRROR_S3_ACCESS_KEY", "", "Access key ID for the S3 bucket."),
    secret("RMIRROR_S3_SECRET_KEY", "", "Secret access key for the S3 bucket."),
    secret("RMIRROR_REDIS_URL", "",
           "URL of Redis, such as redis://:password@localhost:6379/0 or unix:///run/redis.sock, so that "
           "several servers share their rate limits, and the calls that other services allow them."),
    secret(
        "RMIRROR_SENTRY_DSN", "",
        "Address of a project in Sentry or a compatible service, such as https://KEY@sentry.example.org/2, "
        "which gets this server's errors: what failed and for which request, never what people wrote."),
    secret("RMIRROR_METRICS_TOKEN", "",
           "Bearer token for /metrics. Without it, only direct requests from this machine can see the "
           "metrics, not those through a proxy."),
};

constexpr std::array kToTune = {
    count("RMIRROR_OCR_CONCURRENCY", "8", "Concurrent calls to the transcription service.", 1, 200),
    count("RMIRROR_NOTION_CALLS_PER_MINUTE", "180",
          "Calls per minute that Notion allows each of its tokens: 180, or 600 for workspaces with a "
          "Business or Enterprise plan. Several servers share them through RMIRROR_REDIS_URL; without it, "
          "each makes as many.",
          20, 10'000),
    choice("RMIRROR_DATABASE_POOLER", "off", kPoolers,
           "Whether RMIRROR_DATABASE_URL is that of a pooler such as PgBouncer: transaction for pool_mode = "
           "transaction, transaction-prepared if it also prepares statements (PgBouncer 1.21 or newer with "
           "max_prepared_statements)."),
    secret(
        "RMIRROR_DATABASE_LISTEN_URL", "",
        "URL of the database itself beside a pooler, for notifications, migrations and backups. Without it, "
        "servers behind a pooler look for changes every second."),
    secret(
        "RMIRROR_DATABASE_REPLICA_URL", "",
        "URL of a replica of the database, from which searches, page images and lists of notebooks are read "
        "while it is at most a second behind."),
    count("RMIRROR_DB_CONNECTIONS", "0",
          "Size of the database pool, and number of request workers. 0 means two per processor, at least 4 "
          "and at most 16, plus one that a single user can't occupy. Requests for a whole library have three "
          "more of each.",
          0, 256),
    count("RMIRROR_CONNECTIONS", "10000",
          "Open connections of all clients. When another client connects, the one that has been idle longest "
          "is closed. Each needs a file descriptor (ulimit -n), and the server some 250 beside them; it "
          "raises its limit as far as it may, and logs when that is too low.",
          10, 1'000'000),
    count("RMIRROR_BODY_MEMORY_MB", "256",
          "Memory for request bodies and unsent responses of all clients, and the same again for parsing. "
          "When it is used up, further requests get 503 and Retry-After. One user or, without a sign-in, one "
          "network can use a quarter of it, which is also the largest body, and three quarters of what is "
          "for parsing. A body that takes more than that when it is parsed gets 413. The server itself takes "
          "up to 200 MB more, and the images of pages that it is transcribing or delivering.",
          16, 1'000'000),
    choice("RMIRROR_STAGING", "off", kStaging,
           "on makes this a server for trying things out, with a database and secrets of its own: the "
           "dashboard says so on every screen, and nothing is sent to Notion, Readwise or webhooks. "
           "delivering sends it."),
    choice("RMIRROR_LOG_LEVEL", "info", kLogLevels,
           "error: problems that need attention. info: also what changed. debug: also every request."),
};

constexpr std::array kGroups = {
    OptionGroup{"To start", "Where the server listens, what it needs to run, and who can sign up.", kToStart},
    OptionGroup{"To pay", "What costs money: models, and what each user can use.", kToPay},
    OptionGroup{"To connect", "Other services, programs and servers.", kToConnect},
    OptionGroup{"To tune", "For a small or a busy machine.", kToTune},
};

}  // namespace

std::span<OptionGroup const> option_groups()
{
    return kGroups;
}

std::vector<Option> const& all_options()
{
    static auto const all = [] {
        auto const tests = test_options();
        std::vector<Option> rows(tests.begin(), tests.end());
        for (auto const& group : kGroups)
            rows.insert(rows.end(), group.options.begin(), group.options.end());
        return rows;
    }();
    return all;
}

}  // namespace rmirror
