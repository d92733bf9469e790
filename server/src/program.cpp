// SPDX-License-Identifier: AGPL-3.0-or-later
#include "program.hpp"

#include "background.hpp"
#include "connections/rotation.hpp"
#include "http/files/static_files.hpp"
#include "ocr/configured_provider.hpp"
#include "reading/state.hpp"

#include <optional>
#include <utility>

namespace rmirror {

/// The settings for requests, validated before anything is opened.
struct Program::Front {
    http::TrustedProxies trusted_proxies;
    std::optional<http::StaticFiles> dashboard;
    std::optional<rates::RedisAddress> redis;
};

namespace {

/// Prefixes a refusal with the name of the invalid setting.
Refusal about(std::string_view setting, Refusal const& refusal)
{
    return {std::string(setting) + ": " + refusal.sentence + "."};
}

Result<http::TrustedProxies> trusted_proxies(Settings const& settings)
{
    constexpr std::string_view kName = "RMIRROR_TRUSTED_PROXIES";
    auto proxies = http::TrustedProxies::parse(settings.list(kName));
    return proxies.ok() ? std::move(proxies) : about(kName, proxies.error());
}

/// Nullopt if no folder is configured, or if this role doesn't serve the dashboard.
Result<std::optional<http::StaticFiles>> dashboard(Settings const& settings, Role role)
{
    constexpr std::string_view kName = "RMIRROR_DASHBOARD_DIR";
    auto const& folder = settings.text(kName);
    if (folder.empty() || role == Role::worker)
        return std::optional<http::StaticFiles>();
    auto files = http::StaticFiles::load(folder);
    if (!files.ok())
        return about(kName, {files.error().sentence + ". Run scripts/build-dashboard"});
    if (settings.text("RMIRROR_STAGING") != "off")
        files.value().add_root_attribute("data-staging");
    files.value().allow_uploads_to(settings.text("RMIRROR_S3_ENDPOINT"));
    return std::optional(std::move(files.value()));
}

wire::Limits limits_of(Settings const& settings)
{
    wire::Limits limits;
    limits.body = limits.write = settings.seconds("RMIRROR_TEST_BODY_SECONDS");
    limits.connections = settings.count("RMIRROR_CONNECTIONS");
    if (settings.flag("RMIRROR_TEST_RATE_LIMITS"))
        limits.connections_of_network = settings.count("RMIRROR_TEST_CONNECTIONS_PER_NETWORK");
    return limits;
}

std::unique_ptr<rates::RateLimits> rate_limits(App& app, std::optional<rates::RedisAddress> redis)
{
    if (!app.settings.flag("RMIRROR_TEST_RATE_LIMITS"))
        return nullptr;
    return std::make_unique<rates::RateLimits>(app.log, app.settings.count("RMIRROR_TEST_PICTURES_A_MINUTE"),
                                               std::move(redis));
}

/// Must come before the background work: while a library is locked, that can hold every connection of the
/// pool.
void prepare(App& app, Role role)
{
    if (role != Role::api)
        Background::report_mailer(app);
    else if (ocr::has_provider(app.settings))
        reading::assume_reader(app.pool);
    connections::report_unusable_keys(app.pool, app.vault, app.log);
}

}  // namespace

Result<std::unique_ptr<Program>> Program::open(Settings settings, Log& log, Options options)
{
    auto front = Front{};
    front.trusted_proxies = TRY(trusted_proxies(settings));
    front.dashboard = TRY(dashboard(settings, options.role));
    front.redis = TRY(rates::RedisAddress::read(settings));
    auto app = TRY(App::open(std::move(settings), log, options.password_cost));
    prepare(*app, options.role);
    return std::make_unique<Program>(std::move(app), std::move(front), options.role);
}

Program::Program(std::unique_ptr<App> app, Front front, Role role)
    : app_(std::move(app)),
      limits_(rate_limits(*app_, std::move(front.redis))),
      rows_(role == Role::worker ? routes::watching_rows() : routes::all_rows()),
      background_(role == Role::api ? nullptr : std::make_unique<Background>(*app_)),
      server_(server_options(front), app_->log)
{
    app_->is_serving = true;
}

Program::~Program() = default;

wire::ServerOptions Program::server_options(Front& checked)
{
    wire::ServerOptions options;
    options.listen = app_->settings.text("RMIRROR_LISTEN");
    options.bodies = app_->bodies;
    options.limits = limits_of(app_->settings);
    auto& front = options.front;
    front.library_workers = kLibraryWorkers;
    front.workers = app_->pool.size() - front.library_workers;
    front.allowed_origins = app_->settings.list("RMIRROR_ALLOWED_ORIGINS");
    front.https_only = app_->sign_in.public_url().starts_with("https://");
    front.trusted_proxies = std::move(checked.trusted_proxies);
    if (checked.dashboard)
        front.fallback = [files = std::move(*checked.dashboard)](http::Request const& request) {
            return files.serve(request);
        };
    front.identify_user = [this](http::Request const& head, std::string_view key_header) {
        return app_->sign_in.authenticator().likely_user(head, key_header);
    };
    front.observe = [this](http::Exchange const& exchange) { app_->metrics.observe(exchange); };
    if (limits_)
        front.gate = [this](http::Request const& head, http::Traits const& traits,
                            http::Admission& admission) { limits_->admit(head, traits, admission); };
    front.explain = routes::explain_failure;
    front.routes = routes::routes_of(*app_, rows_);
    return options;
}

bool Program::stop(std::chrono::milliseconds at_most)
{
    app_->is_serving = false;
    app_->changes.stop();
    bool const all_answered = server_.drain(at_most);
    // This must happen before connections are closed: a caller cut off by the shutdown didn't disconnect, and
    // isn't charged.
    if (!all_answered)
        app_->gateways->to("claude").stop();
    return all_answered;
}

}  // namespace rmirror
