// SPDX-License-Identifier: AGPL-3.0-or-later
// The program: reads its settings, serves until it is asked to stop, lets nobody wait for an answer in vain.
#include "config.hpp"
#include "http/server.hpp"
#include "http/static_files.hpp"
#include "routes/health.hpp"
#include "routes/openapi.hpp"

#include <pthread.h>
#include <signal.h>

#include <cstdlib>
#include <iostream>

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
    options.front.workers = settings.count("RMIRROR_DB_CONNECTIONS");
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

http::Routes all_routes(std::atomic<bool> const& ready)
{
    http::Routes routes = health_routes(ready);
    for (auto& route : openapi_routes())
        routes.push_back(std::move(route));
    return routes;
}

int serve(Settings const& settings)
{
    auto const level = level_of(settings.text("RMIRROR_LOG_LEVEL"));
    if (!level)
        return stop_with("RMIRROR_LOG_LEVEL must be error, info or debug.");
    std::string why;
    auto options = server_options(settings, why);
    if (!options)
        return stop_with(why);

    auto const signals = block_stop_signals();
    Log log(*level, standard_output());
    std::atomic<bool> ready = false;
    options->front.routes = all_routes(ready);
    try {
        http::Server server(std::move(*options), log);
        ready = true;
        log.write(Level::info, "listening", {{"port", std::int64_t{server.port()}}});
        wait_for_stop(signals);
        ready = false;
        log.write(Level::info, "stopping");
        bool const all_answered = server.drain(std::chrono::seconds(settings.count("RMIRROR_DRAIN_SECONDS")));
        log.write(Level::info, "stopped", {{"all_answered", all_answered}});
    } catch (http::CannotListen const& error) {
        return stop_with(error.what());
    }
    return EXIT_SUCCESS;
}

int list_routes()
{
    std::atomic<bool> const ready = false;
    for (auto const& line : http::Router(all_routes(ready)).listing())
        std::cout << line << '\n';
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argument_count, char** arguments)
{
    std::string_view const argument = argument_count > 1 ? arguments[1] : "";
    if (argument == "--routes")
        return list_routes();
    if (argument == "--help" || argument == "--configuration") {
        std::cout << (argument == "--help" ? help_text() : configuration_markdown());
        return EXIT_SUCCESS;
    }
    if (!argument.empty()) {
        std::cerr << "rmirror-server does not know " << argument << ".\n\n" << help_text();
        return kUsage;
    }
    std::string why;
    auto const settings = Settings::read(environment(), why);
    return settings ? serve(*settings) : stop_with(why);
}
