// SPDX-License-Identifier: AGPL-3.0-or-later
// The program: reads settings, serves until a stop signal, and answers pending requests before it exits.
#include "base/freed_memory.hpp"
#include "base/private_memory.hpp"
#include "base/settings/settings.hpp"
#include "base/settings/settings_file.hpp"
#include "base/threads/log_output.hpp"
#include "command.hpp"
#include "commands/administration.hpp"
#include "commands/admins.hpp"
#include "commands/backups.hpp"
#include "commands/doctor.hpp"
#include "db/migrate.hpp"
#include "db/pooler.hpp"
#include "descriptors.hpp"
#include "error_reports/reporter.hpp"
#include "program.hpp"
#include "version.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace rmirror;

constexpr int kUsage = 2;

/// Prints the sentence on one line: PostgreSQL's errors have several.
int stop_with(std::string sentence)
{
    std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    while (sentence.ends_with(' '))
        sentence.pop_back();
    std::cerr << sentence << '\n';
    return EXIT_FAILURE;
}

/// Must run before any thread starts, so that all threads inherit the mask and only wait_for_stop() gets
/// these signals.
sigset_t block_stop_signals()
{
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

void log_test_settings(std::vector<std::string> const& names, Log& log)
{
    std::string list;
    for (auto const& name : names)
        list += (list.empty() ? "" : ", ") + name;
    if (!list.empty())
        log.write(Level::info, "test settings are in use", {{"names", std::string_view(list)}});
}

Result<int> serve(Settings settings, Role role)
{
    auto const level = level_of(settings.text("RMIRROR_LOG_LEVEL"));
    auto const test_settings = settings.test_settings_in_use();
    auto const max_drain = settings.seconds("RMIRROR_TEST_DRAIN_SECONDS");
    auto const signals = block_stop_signals();
    LogOutput output(STDOUT_FILENO);
    Log log(level.value(), output.sink());
    auto const reporter = TRY(error_reports::Reporter::configured(settings, log));
    auto const descriptors = descriptors_needed(settings, std::thread::hardware_concurrency());
    auto const limit = raise_descriptor_limit(descriptors);
    auto const program = TRY(Program::open(std::move(settings), log, {.role = role}));
    if (limit < descriptors)
        report_few_descriptors(limit, descriptors, log);
    log.write(Level::info, "listening", {{"port", std::int64_t{program->port()}}});
    log_test_settings(test_settings, log);
    wait_for_stop(signals);
    log.write(Level::info, "stopping");
    bool const all_answered = program->stop(max_drain);
    log.write(Level::info, "stopped", {{"all_answered", all_answered}});
    return EXIT_SUCCESS;
}

int list_routes()
{
    for (auto const& line : routes::listing(routes::all_rows()))
        std::cout << line << '\n';
    return EXIT_SUCCESS;
}

/// Environment variables override the file's settings.
Result<Settings> read_settings(Command const& command)
{
    auto variables = environment();
    if (!command.settings_file.empty())
        variables.merge(TRY(read_settings_file(command.settings_file)));
    return Settings::read(variables);
}

db::Pooler pooler_of(Settings const& settings)
{
    auto const& name = settings.text("RMIRROR_DATABASE_POOLER");
    if (name == "off")
        return db::Pooler::off;
    return name == "transaction" ? db::Pooler::transaction : db::Pooler::transaction_prepared;
}

Result<int> perform(Command const& command, Settings settings)
{
    using Action = Command::Action;
    auto const word = [&](std::size_t index) {
        return index < command.words.size() ? command.words[index] : "";
    };
    switch (command.action) {
        case Action::migrate:
            return commands::migrate(settings);
        case Action::invite:
            return commands::invite(settings);
        case Action::make_admin:
            return commands::make_admin(settings, word(0));
        case Action::remove_admin:
            return commands::remove_admin(settings, word(0));
        case Action::list_people:
            return commands::list_people(settings, word(0));
        case Action::set_tier:
            return commands::set_tier(settings, word(0), word(1));
        case Action::set_limit:
            return commands::set_limit(settings, word(0), word(1), word(2));
        case Action::list_waiting:
            return commands::list_waiting(settings);
        case Action::approve_waiting:
            return commands::approve_waiting(settings, word(0));
        case Action::list_acts:
            return commands::list_acts(settings, word(0));
        case Action::undo_act:
            return commands::undo_act(settings, word(0));
        case Action::back_up:
            return commands::back_up(settings, word(0));
        case Action::list_backups:
            return commands::list_backups(settings, word(0));
        case Action::restore:
            return commands::restore(settings, word(0), word(1));
        case Action::check_images:
            return commands::check_images(settings);
        case Action::examine:
            return commands::examine(settings);
        case Action::rotate_keys:
            return commands::rotate_keys(settings);
        case Action::block_workspace:
            return commands::block_workspace(settings, word(0), word(1));
        case Action::unblock_workspace:
            return commands::unblock_workspace(settings, word(0));
        default:
            return serve(std::move(settings), command.role);
    }
}

/// Runs actions that need settings and may fail for reasons outside of the program.
int run(Command const& command)
{
    auto read = read_settings(command);
    if (!read.ok())
        return stop_with(read.error().sentence);
    auto& settings = read.value();
    if (settings.secret("RMIRROR_DATABASE_URL").empty())
        return stop_with(
            "RMIRROR_DATABASE_URL isn't set. Set it to a PostgreSQL database, or use `make run`, which "
            "starts its own.");
    db::set_pooler(pooler_of(settings));
    try {
        auto const status = perform(command, std::move(settings));
        return status.ok() ? status.value() : stop_with(status.error().sentence);
    } catch (wire::CannotListen const& error) {
        return stop_with(error.what());
    } catch (db::DatabaseUnusable const& error) {
        return stop_with(error.what());
    }
}

/// Reports errors that nothing else handles, such as a statement that this database refuses.
int run_or_say_why_not(Command const& command)
{
    try {
        return run(command);
    } catch (std::exception const& error) {
        return stop_with(std::string("rmirror-server can't go on: ") + error.what());
    }
}

}  // namespace

int main(int argument_count, char** arguments)
{
    // These are handled as failed writes: to a closed connection or pipe, and beyond the file size limit.
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    keep_memory_private();
    return_freed_memory();
    auto const parsed =
        Command::parse({arguments + 1, static_cast<std::size_t>(std::max(argument_count - 1, 0))});
    if (!parsed.ok()) {
        std::cerr << parsed.error().sentence << "\n\n" << help_text();
        return kUsage;
    }
    auto const& command = parsed.value();
    switch (command.action) {
        case Command::Action::routes:
            return list_routes();
        case Command::Action::help:
            std::cout << help_text();
            return EXIT_SUCCESS;
        case Command::Action::version:
            std::cout << "rmirror-server " << kVersion << '\n';
            return EXIT_SUCCESS;
        case Command::Action::configuration:
            std::cout << configuration_markdown();
            return EXIT_SUCCESS;
        default:
            return run_or_say_why_not(command);
    }
}
