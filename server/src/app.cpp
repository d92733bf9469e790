// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"

#include "blobs/configured_store.hpp"
#include "db/migrate.hpp"
#include "meaning/configured_embedder.hpp"
#include "meaning/search/query_vectors.hpp"
#include "notion/workspace/toc.hpp"
#include "ocr/configured_provider.hpp"
#include "quota/library_usage.hpp"
#include "rates/redis_rate_counters.hpp"
#include "targets/receivers.hpp"
#include "targets/registry.hpp"

#include <optional>
#include <thread>
#include <utility>

namespace rmirror {

/// The parts that depend on settings, validated before anything else is opened.
struct App::Parts {
    auth::SignInOptions sign_in;
    std::optional<connections::Vault> vault;
    spend::Rules spend;
    std::unique_ptr<upstream::Client> client;
    std::unique_ptr<upstream::Gateways> gateways;
    std::unique_ptr<BlobStore> blobs;
    std::optional<legal::Texts> legal;
    std::optional<mail::MailOptions> mail;
    std::optional<plans::Options> plans;
};

namespace {

db::PoolOptions pool_options(Settings const& settings)
{
    db::PoolOptions options;
    options.url = settings.secret("RMIRROR_DATABASE_URL");
    options.connections =
        database_connections(settings, std::thread::hardware_concurrency()) + kLibraryWorkers;
    options.statement = std::chrono::seconds(settings.count("RMIRROR_TEST_STATEMENT_SECONDS"));
    return options;
}

db::PoolOptions replica_options(Settings const& settings)
{
    auto options = pool_options(settings);
    options.url = settings.secret("RMIRROR_DATABASE_REPLICA_URL");
    return options;
}

std::shared_ptr<MemoryBudget> body_budget(Settings const& settings)
{
    auto const max = settings.count("RMIRROR_BODY_MEMORY_MB") << 20U;
    return std::make_shared<MemoryBudget>(max, max / 4);
}

quota::Rules quota_rules(Settings const& settings)
{
    return {
        .free_pages = settings.count("RMIRROR_FREE_PAGES"),
        .free_tokens = static_cast<std::int64_t>(settings.count("RMIRROR_FREE_TOKENS")),
        .has_claude = !settings.secret("RMIRROR_ANTHROPIC_API_KEY").empty(),
        .failed_pages = settings.count("RMIRROR_TEST_FAILED_PAGES"),
        .deleted_days = settings.count("RMIRROR_DELETED_DAYS"),
        .limits = quota::limits_json(settings.tiers("RMIRROR_STORAGE_MB"), settings.tiers("RMIRROR_PAGES"),
                                     settings.tiers("RMIRROR_BACKUP_MB"))};
}

std::unique_ptr<DiskRoom> disk_room(Settings const& settings, Log& log)
{
    constexpr std::uint64_t kMegabyte = 1'000'000;
    if (!settings.text("RMIRROR_S3_ENDPOINT").empty())
        return nullptr;
    return std::make_unique<DiskRoom>(settings.text("RMIRROR_DATA_DIR"),
                                      settings.count("RMIRROR_TEST_DISK_RESERVE_MB") * kMegabyte, log);
}

std::shared_ptr<meaning::QueryVectors> query_vectors(Settings const& settings, upstream::Gateways& gateways,
                                                     spend::Account& account)
{
    auto embedder = meaning::configured_embedder(settings, gateways.to(meaning::kGateway), account,
                                                 meaning::Use::queries);
    return embedder ? std::make_shared<meaning::QueryVectors>(std::move(embedder)) : nullptr;
}

std::unique_ptr<plans::Stripe> stripe_account(std::optional<plans::Options> options,
                                              upstream::Gateways& gateways)
{
    if (!options)
        return nullptr;
    return std::make_unique<plans::Stripe>(std::move(*options), gateways.to("stripe"));
}

/// Nullopt if no OAuth client ID is configured.
std::optional<notion::Program> notion_program(Settings const& settings, std::string const& public_url)
{
    auto const& id = settings.text("RMIRROR_NOTION_CLIENT_ID");
    if (id.empty())
        return std::nullopt;
    return notion::Program{id, settings.secret("RMIRROR_NOTION_CLIENT_SECRET"),
                           public_url + "/connections/notion"};
}

}  // namespace

Result<std::unique_ptr<App>> App::open(Settings settings, Log& log, crypto::PasswordCost password_cost)
{
    auto parts = Parts{};
    parts.sign_in = TRY(auth::SignInOptions::read(settings));
    parts.sign_in.password_cost = password_cost;
    parts.mail = TRY(mail::MailOptions::read(settings, parts.sign_in.public_url));
    parts.vault = TRY(connections::Vault::read(settings));
    TRY(ocr::check_settings(settings));
    TRY(check_oauth_clients(settings));
    TRY(auth::check_providers(settings));
    parts.spend = TRY(spend::Rules::read(settings));
    parts.legal = TRY(legal::Texts::read(settings.text("RMIRROR_LEGAL_DIR")));
    parts.plans = TRY(plans::Options::read(settings));
    parts.client = std::make_unique<upstream::Client>();
    auto rate_counters = TRY(rates::shared_rate_counters(settings, log));
    parts.gateways = std::make_unique<upstream::Gateways>(*parts.client, settings, targets::all_services(),
                                                          std::move(rate_counters));
    parts.blobs = TRY(open_configured_store(settings, parts.gateways->to("s3")));
    db::expect_current_schema(settings.secret("RMIRROR_DATABASE_URL"));
    return std::make_unique<App>(std::move(settings), log, std::move(parts));
}

App::App(Settings all_settings, Log& all_log, Parts parts)
    : settings(std::move(all_settings)),
      log(all_log),
      vault(std::move(parts.vault.value())),
      bodies(body_budget(settings)),
      pool(pool_options(settings)),
      replica(pool, replica_options(settings), log),
      quota(quota_rules(settings)),
      spend(pool, log, std::move(parts.spend)),
      ledger(pool, quota, spend, log),
      client(std::move(parts.client)),
      gateways(std::move(parts.gateways)),
      sign_in(std::move(parts.sign_in), pool, gateways->to("sign_in"), log),
      providers(settings, *gateways, sign_in.issuer_keys(), log),
      mailer(parts.mail ? std::make_unique<mail::Mailer const>(std::move(*parts.mail), *client) : nullptr),
      mail_links(sign_in.key_for("mail"), sign_in.public_url()),
      notice_sender(*client, sign_in.key_for("notice webhooks"),
                    targets::reach_of(settings.flag("RMIRROR_PRIVATE_URLS"))),
      terms(std::move(parts.legal), pool),
      stripe(stripe_account(std::move(parts.plans), *gateways)),
      blobs(std::move(parts.blobs)),
      disk(disk_room(settings, log)),
      changes(direct_database_url(settings), pool, log),
      claude(proxy::claude::configured(settings, gateways->to("claude"), ledger, log)),
      notion(gateways->to("notion"), notion::allowance(settings),
             notion_program(settings, sign_in.public_url())),
      notion_tokens(pool, vault, notion, log),
      notion_callers(vault, gateways->to("notion"), notion_tokens, notion::allowance(settings)),
      oauth(*gateways, settings, pool, vault, log,
            {.public_url = sign_in.public_url(),
             .call_later =
                 [this](UserId const& user_id, std::function<void()> task) {
                     return slow_tasks.run(user_id.text(), std::move(task));
                 }}),
      tester(*gateways, pool, notion_callers,
             {.public_url = sign_in.public_url(),
              .private_urls = settings.flag("RMIRROR_PRIVATE_URLS"),
              .oauth = &oauth}),
      tocs(std::make_unique<notion::Tocs>()),
      notion_proxy(
          gateways->to("notion"), ledger, pool, vault, notion::allowance(settings),
          [this](UserId const& user_id, notion::Access const& stale) {
              return notion_tokens.refresh(user_id, stale);
          },
          log),
      meaning(query_vectors(settings, *gateways, spend))
{}

App::~App()
{
    // Ends calls that tasks wait for.
    for (auto const name : std::initializer_list<std::string_view>{"notion", meaning::kGateway, "sign_in",
                                                                   "google", "github", "stripe"})
        gateways->to(name).stop();
    for (auto const* const target : targets::all_targets())
        if (target->oauth)
            gateways->to(target->service.name).stop();
}

}  // namespace rmirror
