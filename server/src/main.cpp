// SPDX-License-Identifier: AGPL-3.0-or-later
// The program: reads settings, serves until a stop signal, and answers pending requests before it exits.
#include "auth/invitations.hpp"
#include "auth/tokens/sign_in.hpp"
#include "base/freed_memory.hpp"
#include "base/private_memory.hpp"
#include "base/settings/settings.hpp"
#include "base/threads/log_output.hpp"
#include "command.hpp"
#include "connections/rotation.hpp"
#include "db/migrate.hpp"
#include "db/transaction.hpp"
#include "descriptors.hpp"
#include "input/fault.hpp"
#include "input/uuid.hpp"
#include "notion/connection/connect.hpp"
#include "program.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <functional>
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
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);  // Exceeding the file size limit is handled as a failed write.
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

int serve(Settings settings, Role role)
{
    auto const level = level_of(settings.text("RMIRROR_LOG_LEVEL"));
    auto const test_settings = settings.test_settings_in_use();
    auto const max_drain = settings.seconds("RMIRROR_TEST_DRAIN_SECONDS");
    auto const signals = block_stop_signals();
    LogOutput output(STDOUT_FILENO);
    Log log(level.value(), output.sink());
    auto const descriptors = descriptors_needed(settings, std::thread::hardware_concurrency());
    auto const limit = raise_descriptor_limit(descriptors);
    auto program = Program::open(std::move(settings), log, {.role = role});
    if (!program.ok())
        return stop_with(program.error().sentence);
    if (limit < descriptors)
        report_few_descriptors(limit, descriptors, log);
    log.write(Level::info, "listening", {{"port", std::int64_t{program.value()->port()}}});
    log_test_settings(test_settings, log);
    wait_for_stop(signals);
    log.write(Level::info, "stopping");
    bool const all_answered = program.value()->stop(max_drain);
    log.write(Level::info, "stopped", {{"all_answered", all_answered}});
    return EXIT_SUCCESS;
}

int migrate(Settings const& settings)
{
    auto const applied = db::migrate(settings.secret("RMIRROR_DATABASE_URL"));
    std::cout << "Applied " << applied << " of " << db::migrations().size() << " migrations.\n";
    return EXIT_SUCCESS;
}

/// Prints only the link to standard output. Its code is in the fragment, which browsers don't send to
/// servers.
int invite(Settings const& settings)
{
    if (settings.text("RMIRROR_SIGNUP") == "closed")
        return stop_with("RMIRROR_SIGNUP is closed, so nobody can create an account. Set it to invited.");
    auto const url = auth::SignInOptions::public_url_of(settings);
    if (!url.ok())
        return stop_with(url.error().sentence);
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    auto const code = db::as_system(pool, auth::add_invitation);
    std::cerr << "This link lets one person create an account, within seven days:\n";
    std::cout << url.value() << "/sign-up#invitation=" << code << '\n';
    return EXIT_SUCCESS;
}

/// Fails if credentials are left, because the old keys are still needed then.
int rotate_keys(Settings const& settings)
{
    auto const vault = connections::Vault::read(settings);
    if (!vault.ok())
        return stop_with(vault.error().sentence);
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    auto const rotated = connections::rotate(pool, vault.value());
    std::cout << "Credentials encrypted anew with key " << vault.value().sealing_key() << ": "
              << rotated.reencrypted << ".\n";
    for (auto const& [key, credentials] : rotated.left)
        std::cout
            << "Still encrypted with key " << key << ": " << credentials
            << (vault.value().has_key(key)
                    ? ". Keep the key. Restart servers that still encrypt with it, then run this again: "
                      "what is left then can't be decrypted.\n"
                    : ". The key isn't set here.\n");
    return rotated.left.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

/// `change` modifies the workspace and returns the message to print.
int change_workspace(Settings const& settings, std::function<std::string(pqxx::work&)> const& change)
{
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    std::cout << db::as_system(pool, change) << '\n';
    return EXIT_SUCCESS;
}

int block_workspace(Settings const& settings, Command const& command)
{
    auto const& id = command.words[0];
    auto const& reason = command.words[1];
    constexpr std::size_t kMaxLetters = 1000;
    if (!input::has_length(reason, {.min = 1, .max = kMaxLetters}))
        return stop_with("REASON must have 1 to 1000 characters.");
    auto const uuid = input::parse_uuid(id);
    if (!uuid)
        return stop_with("ID must be the UUID of a workspace, as Notion has it.");
    return change_workspace(settings, [&](pqxx::work& work) {
        notion::block_workspace(work, *uuid, reason);
        return "Nobody can use the workspace " + *uuid + " on this server from now on.";
    });
}

int unblock_workspace(Settings const& settings, Command const& command)
{
    auto const uuid = input::parse_uuid(command.words[0]);
    if (!uuid)
        return stop_with("ID must be the UUID of a workspace, as Notion has it.");
    return change_workspace(settings, [&](pqxx::work& work) {
        return notion::unblock_workspace(work, *uuid)
                   ? "The workspace " + *uuid + " can be connected again."
                   : "The workspace " + *uuid +
                         " isn't blocked. The account that is connected to it keeps it.";
    });
}

int list_routes()
{
    for (auto const& line : routes::listing(routes::all_rows()))
        std::cout << line << '\n';
    return EXIT_SUCCESS;
}

/// Runs actions that need settings and may fail for reasons outside of the program.
int run(Command const& command)
{
    auto read = Settings::read(environment());
    if (!read.ok())
        return stop_with(read.error().sentence);
    auto& settings = read.value();
    if (settings.secret("RMIRROR_DATABASE_URL").empty())
        return stop_with(
            "RMIRROR_DATABASE_URL isn't set. Set it to a PostgreSQL database, or use `make run`, which "
            "starts its own.");
    try {
        if (command.action == Command::Action::migrate)
            return migrate(settings);
        if (command.action == Command::Action::invite)
            return invite(settings);
        if (command.action == Command::Action::rotate_keys)
            return rotate_keys(settings);
        if (command.action == Command::Action::block_workspace)
            return block_workspace(settings, command);
        if (command.action == Command::Action::unblock_workspace)
            return unblock_workspace(settings, command);
        return serve(std::move(settings), command.role);
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
        case Command::Action::configuration:
            std::cout << configuration_markdown();
            return EXIT_SUCCESS;
        case Command::Action::serve:
        case Command::Action::migrate:
        case Command::Action::invite:
        case Command::Action::rotate_keys:
        case Command::Action::block_workspace:
        case Command::Action::unblock_workspace:
            break;
    }
    return run_or_say_why_not(command);
}
