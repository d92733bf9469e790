// SPDX-License-Identifier: AGPL-3.0-or-later
// The program: reads its settings, serves until it is asked to stop, lets nobody wait for an answer in vain.
#include "base/log_output.hpp"
#include "base/settings.hpp"
#include "blobs/configured_store.hpp"
#include "command.hpp"
#include "db/migrate.hpp"
#include "http/static_files.hpp"
#include "library/unused_blobs.hpp"
#include "ocr/calls.hpp"
#include "ocr/configured_provider.hpp"
#include "ocr/pausing_provider.hpp"
#include "queue/scheduler.hpp"
#include "queue/worker.hpp"
#include "rates/rate_limits.hpp"
#include "reading/batch_reading.hpp"
#include "reading/read_with.hpp"
#include "routes/all_routes.hpp"
#include "routes/failures.hpp"
#include "wire/server.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace {

using namespace rmirror;

constexpr int kUsage = 2;

int stop_with(std::string const& sentence)
{
    std::cerr << sentence << '\n';
    return EXIT_FAILURE;
}

/// Before any thread is started, so that all inherit it and only wait_for_stop() takes these signals.
sigset_t block_stop_signals()
{
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void wait_for_stop(sigset_t const& signals)
{
    int signal = 0;
    sigwait(&signals, &signal);
}

std::vector<std::string> owned(std::vector<std::string_view> const& views)
{
    return {views.begin(), views.end()};
}

/// Nothing, and `why`, when a setting does not hold.
std::optional<http::ServerOptions> server_options(Settings const& settings, std::string& why)
{
    http::ServerOptions options;
    options.listen = settings.text("RMIRROR_LISTEN");
    options.threads = settings.count("RMIRROR_IO_THREADS");
    options.bodies = std::make_shared<http::BodyBudget>(settings.count("RMIRROR_BODY_MEMORY_MB") << 20U);
    options.front.workers = database_connections(settings, std::thread::hardware_concurrency());
    options.front.allowed_origins = owned(http::listed(settings.text("RMIRROR_ALLOWED_ORIGINS")));
    auto proxies = http::TrustedProxies::parse(settings.text("RMIRROR_TRUSTED_PROXIES"), why);
    if (!proxies) {
        why = "RMIRROR_TRUSTED_PROXIES: " + why + ".";
        return std::nullopt;
    }
    options.front.trusted_proxies = std::move(*proxies);
    auto const& folder = settings.text("RMIRROR_DASHBOARD_DIR");
    if (folder.empty())
        return options;
    auto files = http::StaticFiles::load(folder, why);
    if (!files) {
        why = "RMIRROR_DASHBOARD_DIR: " + why + ". scripts/build-dashboard builds it.";
        return std::nullopt;
    }
    options.front.fallback = [files = std::move(*files)](http::Request const& request) {
        return files.serve(request);
    };
    return options;
}

db::PoolOptions pool_options(Settings const& settings)
{
    db::PoolOptions options;
    options.url = settings.secret("RMIRROR_DATABASE_URL");
    options.connections = database_connections(settings, std::thread::hardware_concurrency());
    return options;
}

/// None when rates are not limited; nothing, and `why`, when a setting does not hold.
std::optional<std::unique_ptr<rates::RateLimits>> rate_limits(Settings const& settings,
                                                              auth::SignIn const& sign_in, Log& log,
                                                              std::string& why)
{
    auto const& wanted = settings.text("RMIRROR_RATE_LIMITS");
    auto const& url = settings.secret("RMIRROR_REDIS_URL");
    auto const redis = rates::RedisAddress::parse(url.reveal());
    if (wanted != "on" && wanted != "off")
        why = "RMIRROR_RATE_LIMITS must be on or off.";
    else if (!url.empty() && !redis)
        why =
            "RMIRROR_REDIS_URL must look like redis://:password@localhost:6379/0 or unix:///run/redis.sock.";
    if (!why.empty())
        return std::nullopt;
    if (wanted == "off")
        return nullptr;
    auto const who_asks = [&sign_in](http::Request const& request) {
        return sign_in.authenticator().likely_user(request);
    };
    return std::make_unique<rates::RateLimits>(who_asks, log, redis);
}

http::Gate gate_of(rates::RateLimits* limits)
{
    if (!limits)
        return nullptr;
    return [limits](http::Request const& head, http::Traffic traffic, http::Admission& admission) {
        limits->admit(head, traffic, admission);
    };
}

quota::Rules quota_rules(Settings const& settings)
{
    return {.free_pages = settings.count("RMIRROR_FREE_PAGES"), .has_reader = ocr::has_provider(settings)};
}

/// The ways to the services that calls are passed on to and that read pages. Claude's is one for both, so
/// that its wish for a rest holds for both.
class Gateways {
public:
    Gateways(upstream::Client& client, Settings const& settings) : claude_(client, claude_options())
    {
        auto const& reader = settings.text("RMIRROR_OCR_PROVIDER");
        if (reader != claude_.name())
            other_.emplace(client, upstream::GatewayOptions{.name = reader});
    }

    upstream::Gateway& claude() { return claude_; }
    upstream::Gateway& reading() { return other_ ? *other_ : claude_; }

private:
    /// Below what the client has under way at most, so that others are reached as well.
    static upstream::GatewayOptions claude_options()
    {
        upstream::GatewayOptions options;
        options.name = "claude";
        options.most_under_way = 800;
        return options;
    }

    upstream::Gateway claude_;
    std::optional<upstream::Gateway> other_;
};

void listen_until_stopped(Services& services, http::ServerOptions options, sigset_t const& signals)
{
    http::Server server(std::move(options), services.log);
    services.serving = true;
    services.log.write(Level::info, "listening", {{"port", std::int64_t{server.port()}}});
    wait_for_stop(signals);
    services.serving = false;
    services.log.write(Level::info, "stopping");
    services.changes->stop();
    std::chrono::seconds const at_most(services.settings.count("RMIRROR_DRAIN_SECONDS"));
    bool const all_answered = server.drain(at_most);
    services.log.write(Level::info, "stopped", {{"all_answered", all_answered}});
}

std::vector<jobs::Chore> chores(Services const& services)
{
    constexpr std::size_t kLookedAtOnce = 1000;
    auto unused = std::make_shared<UnusedBlobs>(services.pool, *services.blobs);
    auto chores = jobs::usual_chores(services.pool, services.quota);
    chores.push_back({"remove unused pictures", std::chrono::minutes(10),
                      [unused = std::move(unused)] { return unused->remove_some(kLookedAtOnce); }});
    return chores;
}

/// What works behind the requests, for as long as this lives.
class Background {
public:
    explicit Background(Services const& services)
        : calls_(*services.reading_gateway, services.settings.count("RMIRROR_OCR_CONCURRENCY")),
          provider_(provider(services.settings)),
          batches_(batches(services.settings)),
          batch_reading_(services.pool, *services.blobs, services.quota, *services.reading, services.log,
                         batches_.get(), batch_options(services.settings)),
          scheduler_(services.log, chores(services)),
          batch_scheduler_(services.log, {{"read in batches", batch_options(services.settings).every,
                                           [this] { return batch_reading_.run(); }}}),
          worker_(services.pool, services.settings.secret("RMIRROR_DATABASE_URL"), services.log,
                  kinds(services), {.threads = services.settings.count("RMIRROR_OCR_CONCURRENCY")})
    {}

    /// Nobody waits for what a provider may take minutes for.
    ~Background()
    {
        worker_.stop();
        calls_.stop();
    }
    Background(Background const&) = delete;
    Background& operator=(Background const&) = delete;

private:
    std::unique_ptr<ocr::PausingProvider> provider(Settings const& settings)
    {
        auto configured = ocr::configured_provider(
            settings, [this](upstream::Call call) { return calls_.ask(std::move(call)); });
        return configured ? std::make_unique<ocr::PausingProvider>(std::move(configured)) : nullptr;
    }

    std::unique_ptr<ocr::BatchProvider> batches(Settings const& settings)
    {
        return ocr::configured_batches(
            settings, [this](upstream::Call call) { return calls_.ask_once(std::move(call)); },
            [this](auto const& failure) { provider_->note_batch_call(failure); });
    }

    jobs::BatchOptions batch_options(Settings const& settings)
    {
        return {settings.text("RMIRROR_OCR_BATCH") == "on",
                std::chrono::seconds(settings.count("RMIRROR_OCR_BATCH_SECONDS")),
                [this] { return provider_->may_be_asked(); }};
    }

    /// Without anybody to read pages they are left alone.
    jobs::Kinds kinds(Services const& services)
    {
        if (!provider_)
            return {};
        auto read = jobs::read_with(services.pool, *services.blobs, *provider_, *services.reading);
        auto kind =
            jobs::ocr_page(services.pool, services.quota, std::move(read), provider_->pages_together());
        kind.leaves_backlog = batch_options(services.settings).gathers;
        kind.may_begin = [this] { return provider_->may_be_asked(); };
        return {std::move(kind)};
    }

    ocr::Calls calls_;
    std::unique_ptr<ocr::PausingProvider> provider_;
    std::unique_ptr<ocr::BatchProvider> batches_;
    jobs::BatchReading batch_reading_;
    jobs::Scheduler scheduler_;
    jobs::Scheduler batch_scheduler_;  // Of its own: handing over takes its time.
    jobs::Worker worker_;
};

int serve(Settings const& settings, Role role)
{
    auto const level = level_of(settings.text("RMIRROR_LOG_LEVEL"));
    if (!level)
        return stop_with("RMIRROR_LOG_LEVEL must be error, info or debug.");
    std::string why;
    auto options = server_options(settings, why);
    auto sign_in_options = options ? auth::SignInOptions::read(settings, why) : std::nullopt;
    if (!sign_in_options || !ocr::check_settings(settings, why))
        return stop_with(why);
    db::expect_current_schema(settings.secret("RMIRROR_DATABASE_URL"));

    auto const signals = block_stop_signals();
    LogOutput output(STDOUT_FILENO);
    Log log(*level, output.sink());
    db::Pool pool(pool_options(settings));
    proxy::Ledger ledger(pool, quota_rules(settings), log);
    upstream::Client client;
    Gateways gateways(client, settings);
    auth::SignIn sign_in(std::move(*sign_in_options), pool, client, log);
    auto const limits = rate_limits(settings, sign_in, log, why);
    if (!limits)
        return stop_with(why);
    auto const blobs = open_configured_store(settings, client, why);
    if (!blobs)
        return stop_with(why);
    ChangeFeed changes(settings.secret("RMIRROR_DATABASE_URL"), pool, log);
    Metrics metrics;
    ocr::Counters reading;
    Services services{settings,
                      log,
                      pool,
                      sign_in,
                      quota_rules(settings),
                      blobs.get(),
                      &changes,
                      &metrics,
                      options->bodies.get(),
                      &reading,
                      &gateways.claude(),
                      &gateways.reading(),
                      proxy::claude_from(settings, gateways.claude(), ledger)};
    options->front.observe = [&metrics](http::Exchange const& exchange) { metrics.observe(exchange); };
    options->front.gate = gate_of(limits->get());
    options->front.explain = explain_failure;
    options->front.routes = role == Role::worker ? watching_routes(services) : all_routes(services);
    if (role == Role::worker)
        options->front.fallback = nullptr;
    std::optional<Background> background;
    if (role != Role::api)
        background.emplace(services);
    listen_until_stopped(services, std::move(*options), signals);
    return EXIT_SUCCESS;
}

int migrate(Settings const& settings)
{
    auto const applied = db::migrate(settings.secret("RMIRROR_DATABASE_URL"));
    std::cout << "Applied " << applied << " of " << db::migrations().size() << " migrations.\n";
    return EXIT_SUCCESS;
}

int list_routes()
{
    std::string why;
    auto const settings = Settings::read({}, why);
    Log log(Level::error, [](std::string const&) {});
    db::Pool pool({});
    upstream::Client client;
    auth::SignIn sign_in({}, pool, client, log);
    Services services{*settings, log, pool, sign_in};
    for (auto const& line : http::Router(all_routes(services)).listing())
        std::cout << line << '\n';
    return EXIT_SUCCESS;
}

/// What needs settings, and may fail for reasons outside of the program.
int run(Command const& command)
{
    std::string why;
    auto const settings = Settings::read(environment(), why);
    if (!settings)
        return stop_with(why);
    if (settings->secret("RMIRROR_DATABASE_URL").empty())
        return stop_with(
            "RMIRROR_DATABASE_URL must say where the database is. `make run` brings one of its own.");
    try {
        return command.action == Command::Action::migrate ? migrate(*settings)
                                                          : serve(*settings, command.role);
    } catch (http::CannotListen const& error) {
        return stop_with(error.what());
    } catch (db::DatabaseUnusable const& error) {
        return stop_with(error.what());
    }
}

}  // namespace

int main(int argument_count, char** arguments)
{
    std::string why;
    auto const command =
        Command::parse({arguments + 1, static_cast<std::size_t>(std::max(argument_count - 1, 0))}, why);
    if (!command) {
        std::cerr << why << "\n\n" << help_text();
        return kUsage;
    }
    switch (command->action) {
        case Command::Action::routes:
            return list_routes();
        case Command::Action::help:
            std::cout << help_text();
            return EXIT_SUCCESS;
        case Command::Action::configuration:
            std::cout << configuration_markdown();
            return EXIT_SUCCESS;
        case Command::Action::serve:
        case Command::Action::migrate:
            break;
    }
    return run(*command);
}
