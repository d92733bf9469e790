// SPDX-License-Identifier: AGPL-3.0-or-later
// The program itself: started, asked, stopped.
#include "db/database.hpp"
#include "db/migrate.hpp"
#include "eventually.hpp"
#include "wire/client.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <pqxx/nontransaction>
#include <pqxx/result>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <utility>
#include <vector>

namespace rmirror::wire::test {
namespace {

/// A folder for what programs keep, which goes with the test run.
std::string data_setting()
{
    struct Folder {
        Folder() { ::mkdtemp(path.data()); }
        ~Folder() { std::filesystem::remove_all(path); }
        Folder(Folder const&) = delete;
        Folder& operator=(Folder const&) = delete;

        std::string path = testing::TempDir() + "rmirror-programs-XXXXXX";
    };
    static Folder const folder;
    return "RMIRROR_DATA_DIR=" + folder.path;
}

/// As far as the user who runs the tests may allow them.
void allow_core_dumps()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_CORE, &limit);
}

/// A child process, its two outputs in one pipe.
class Program {
public:
    Program(std::vector<std::string> arguments, std::vector<std::string> environment,
            rlim_t descriptors = 1024, rlim_t soft_descriptors = RLIM_INFINITY)
    {
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        arguments.insert(arguments.begin(), RMIRROR_SERVER_BINARY);
        environment.push_back(data_setting());
        auto const argument_list = pointers(arguments);
        auto const environment_list = pointers(environment);
        process_ = ::fork();
        if (process_ == 0) {
            rlimit const limit{std::min(descriptors, soft_descriptors), descriptors};
            ::setrlimit(RLIMIT_NOFILE, &limit);
            allow_core_dumps();
            ::dup2(pipe[1], STDOUT_FILENO);
            ::dup2(pipe[1], STDERR_FILENO);
            ::execve(argument_list[0], argument_list.data(), environment_list.data());
            ::_exit(127);
        }
        ::close(pipe[1]);
        output_ = pipe[0];
    }

    ~Program()
    {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            wait();
        }
        ::close(output_);
    }
    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    void signal(int number) const { ::kill(process_, number); }

    int wait()
    {
        auto const status = wait_status();
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    /// As waitpid() has it.
    int wait_status()
    {
        int status = 0;
        ::waitpid(std::exchange(process_, -1), &status, 0);
        return status;
    }

    pid_t process() const { return process_; }

    std::string line()
    {
        std::string text;
        for (char byte = 0; ::read(output_, &byte, 1) == 1 && byte != '\n';)
            text += byte;
        return text;
    }

    std::string rest()
    {
        std::string text;
        for (std::string next = line(); !next.empty(); next = line())
            text += next + "\n";
        return text;
    }

    /// Once it listens. What it says before is passed over.
    std::uint16_t port()
    {
        while (true) {
            auto const said = boost::json::parse(line()).as_object();
            if (said.at("event") == "listening")
                return static_cast<std::uint16_t>(said.at("port").as_int64());
        }
    }

private:
    static std::vector<char*> pointers(std::vector<std::string>& texts)
    {
        std::vector<char*> list;
        list.reserve(texts.size() + 1);
        for (auto& text : texts)
            list.push_back(text.data());
        list.push_back(nullptr);
        return list;
    }

    pid_t process_ = -1;
    int output_ = -1;
};

/// Nothing is to be kept in the folder the tests run in.
constexpr auto kSecretSetting = "RMIRROR_JWT_SECRET=a secret of thirty-two characters";

/// One for all programs here: they only look whether it is there.
std::string database_setting()
{
    static bool const is_migrated = db::migrate(Secret(db::test::cluster_url())) > 0;
    EXPECT_TRUE(is_migrated);
    return "RMIRROR_DATABASE_URL=" + db::test::cluster_url();
}

std::vector<std::string> on_a_free_port()
{
    return {"RMIRROR_LISTEN=127.0.0.1:0", "RMIRROR_DASHBOARD_DIR=", database_setting(), kSecretSetting};
}

TEST(Program, tells_its_routes_settings_and_usage)
{
    Program routes({"--routes"}, {});
    EXPECT_NE(routes.rest().find("GET /healthz\nGET /metrics\nGET /readyz\n"), std::string::npos);
    EXPECT_EQ(routes.wait(), 0);
    Program help({"--help"}, {});
    EXPECT_NE(help.line().find("rmirror-server"), std::string::npos);
    EXPECT_EQ(help.wait(), 0);
    for (auto const& wrong :
         {std::vector<std::string>{"--fly"}, {"--role"}, {"--role", "king"}, {"--help", "me"}}) {
        Program unknown(wrong, {});
        EXPECT_NE(unknown.line().find(wrong.back() == "king" ? "--role" : wrong.back()), std::string::npos);
        EXPECT_EQ(unknown.wait(), 2);
    }
}

TEST(Program, migrates_before_it_serves)
{
    db::test::Database const database(db::test::Database::Schema::empty);
    std::vector<std::string> const settings = {
        "RMIRROR_LISTEN=127.0.0.1:0",
        "RMIRROR_DASHBOARD_DIR=", "RMIRROR_DATABASE_URL=" + database.url().reveal(), kSecretSetting};
    Program early({}, settings);
    EXPECT_NE(early.line().find("rmirror-server --migrate"), std::string::npos);
    EXPECT_EQ(early.wait(), 1);
    Program migration({"--migrate"}, settings);
    EXPECT_EQ(migration.line().find("Applied "), 0U);
    EXPECT_EQ(migration.wait(), 0);
    Program program({}, settings);
    EXPECT_EQ(Client(program.port()).ask(get("/readyz")).status, 200);
}

TEST(Program, is_only_a_part_when_told_so)
{
    // A worker answers only who watches it.
    for (auto const& [role, status] :
         {std::pair("all", 401), std::pair("api", 401), std::pair("worker", 404)}) {
        Program program({"--role", role}, on_a_free_port());
        Client client(program.port());
        EXPECT_EQ(client.ask(get("/healthz")).status, 200) << role;
        EXPECT_EQ(client.ask(get("/readyz")).status, 200) << role;
        EXPECT_EQ(client.ask(get("/metrics")).status, 200) << role;
        EXPECT_EQ(client.ask(get("/api/v1/me")).status, status) << role;
    }
}

TEST(Program, serves_and_stops_when_asked)
{
    for (int const signal : {SIGTERM, SIGINT}) {
        Program program({}, on_a_free_port());
        auto const port = program.port();
        Client client(port);
        EXPECT_EQ(client.ask(get("/healthz")).body, "ok\n");
        EXPECT_EQ(client.ask(get("/readyz")).body, "ready\n");
        EXPECT_EQ(client.ask(get("/")).status, 404);
        auto const contract = client.ask(get("/api/openapi.yaml"));
        EXPECT_EQ(contract.header("content-type"), "application/yaml");
        EXPECT_NE(contract.body.find("\nopenapi: 3.1.0\n"), std::string::npos);
        program.signal(signal);
        EXPECT_EQ(client.receive_rest(), "");
        EXPECT_NE(program.rest().find("\"all_answered\":true"), std::string::npos);
        EXPECT_EQ(program.wait(), 0);
    }
}

TEST(Program, leaves_no_core_dump_when_it_crashes)
{
    for (int const signal : {SIGABRT, SIGSEGV}) {
        Program program({}, on_a_free_port());
        program.port();
        auto const proc = "/proc/" + std::to_string(program.process());
        std::ifstream limits(proc + "/limits");
        std::string const text(std::istreambuf_iterator<char>(limits), {});
        EXPECT_TRUE(std::regex_search(text, std::regex("Max core file size +0 +0 ")));
        EXPECT_TRUE(::getuid() == 0 || !std::ifstream(proc + "/environ").good())
            << "others of the same user read where keys may be set";
        program.signal(signal);
        EXPECT_FALSE(WCOREDUMP(program.wait_status()));
    }
}

TEST(Program, answers_who_waits_before_it_stops)
{
    // On a busy machine the metrics are asked for more often than one network may.
    auto environment = on_a_free_port();
    environment.emplace_back("RMIRROR_TEST_RATE_LIMITS=off");
    Program program({}, environment);
    auto const port = program.port();
    Client client(port);
    std::string const account = R"({"email":"waits@example.org","password":"correct horse battery staple"})";
    auto const signed_up = client.ask(
        "POST /api/v1/auth/signup HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        "Content-Length: " +
        std::to_string(account.size()) + "\r\n\r\n" + account);
    ASSERT_EQ(signed_up.status, 201) << signed_up.body;
    auto const token = std::string(boost::json::parse(signed_up.body).at("access_token").as_string());
    client.send(get("/api/v1/changes?wait=25", "Authorization: Bearer " + token + "\r\n"));
    Client watching(port);
    ASSERT_TRUE(rmirror::test::eventually([&] {
        return watching.ask(get("/metrics")).body.find("\nrmirror_changes_waiting 1\n") != std::string::npos;
    }));
    program.signal(SIGTERM);
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(client.receive_rest(), "");
    EXPECT_NE(program.rest().find("\"all_answered\":true"), std::string::npos);
    EXPECT_EQ(program.wait(), 0);
}

TEST(Program, says_when_its_port_is_taken)
{
    Program first({}, on_a_free_port());
    auto const address = "127.0.0.1:" + std::to_string(first.port());
    Program second(
        {}, {"RMIRROR_LISTEN=" + address, "RMIRROR_DASHBOARD_DIR=", database_setting(), kSecretSetting});
    EXPECT_EQ(second.line().find(address + " is used by another program."), 0U);
    EXPECT_EQ(second.wait(), 1);
}

TEST(Program, refuses_settings_that_do_not_hold)
{
    struct Case {
        std::string setting;
        std::string sentence;
    };
    for (auto const& [setting, sentence] :
         {Case{"RMIRROR_LISTN=x", "Did you mean RMIRROR_LISTEN"},
          Case{"RMIRROR_LISTEN=somewhere", "must be an address and a port"},
          Case{"RMIRROR_LISTEN=example.org:80", "must begin with an IP address"},
          Case{"RMIRROR_TRUSTED_PROXIES=me", "RMIRROR_TRUSTED_PROXIES"},
          Case{"RMIRROR_DASHBOARD_DIR=/nowhere", "scripts/build-dashboard"},
          Case{"RMIRROR_LOG_LEVEL=loud", "RMIRROR_LOG_LEVEL"},
          Case{"RMIRROR_JWT_SECRET=short", "at least 32 characters"},
          Case{"RMIRROR_PUBLIC_URL=notes.example", "RMIRROR_PUBLIC_URL must begin with"},
          Case{"RMIRROR_OIDC_ISSUER=https://sign-in.example", "RMIRROR_OIDC_AUDIENCE must name"},
          Case{"RMIRROR_OIDC_ISSUER=http://sign-in.example", "RMIRROR_OIDC_ISSUER must be"},
          Case{"RMIRROR_OIDC_AUDIENCE=notes", "RMIRROR_OIDC_ISSUER must be"},
          Case{"RMIRROR_TEST_RATE_LIMITS=some", "RMIRROR_TEST_RATE_LIMITS must be on or off"},
          Case{"RMIRROR_REDIS_URL=localhost:6379", "RMIRROR_REDIS_URL must look like"},
          Case{"RMIRROR_DATABASE_URL=", "RMIRROR_DATABASE_URL isn't set"},
          Case{"RMIRROR_DATABASE_URL=postgresql:///x?host=/nowhere", "The database can't be reached"}}) {
        std::vector<std::string> settings = {setting};
        if (!setting.starts_with("RMIRROR_JWT_SECRET"))
            settings.emplace_back(kSecretSetting);
        if (!setting.starts_with("RMIRROR_DATABASE_URL"))
            settings.push_back(database_setting());
        if (!setting.starts_with("RMIRROR_DASHBOARD_DIR"))
            settings.emplace_back("RMIRROR_DASHBOARD_DIR=");
        Program program({}, settings);
        EXPECT_NE(program.line().find(sentence), std::string::npos) << setting;
        EXPECT_EQ(program.wait(), 1);
    }
}

TEST(Program, reads_settings_from_a_file_and_lets_the_environment_override_them)
{
    auto const path = testing::TempDir() + "rmirror-settings.env";
    std::ofstream(path) << "RMIRROR_LISTEN=nonsense\nRMIRROR_TEST_RATE_LIMITS=some\n";
    Program refused({"--settings", path, "--migrate"}, on_a_free_port());
    EXPECT_NE(refused.rest().find("RMIRROR_TEST_RATE_LIMITS must be on or off"), std::string::npos);
    EXPECT_EQ(refused.wait(), 1);
    std::ofstream(path) << "RMIRROR_LISTEN=nonsense\n";
    Program program({"--settings", path, "--role", "api"}, on_a_free_port());
    EXPECT_EQ(Client(program.port()).ask(get("/readyz")).status, 200);
    std::filesystem::remove(path);
}

TEST(Program, says_in_one_line_what_nobody_foresaw_and_ends)
{
    struct Case {
        std::vector<std::string> arguments;
        std::string table;
    };
    for (auto const& [arguments, table] :
         {Case{{"--role", "api"}, "reading_state"}, Case{{}, "connections"},
          Case{{"--rotate-keys"}, "connections"}, Case{{"--invite"}, "invitations"}}) {
        db::test::Database const database(db::test::Database::Schema::empty);
        db::migrate(database.url());
        auto const connection = db::open_connection(database.url(), std::chrono::seconds(60));
        pqxx::nontransaction(*connection).exec("ALTER TABLE " + table + " RENAME TO gone");
        Program program(arguments, {"RMIRROR_LISTEN=127.0.0.1:0", "RMIRROR_DASHBOARD_DIR=", kSecretSetting,
                                    "RMIRROR_DATABASE_URL=" + database.url().reveal(),
                                    "RMIRROR_ANTHROPIC_API_KEY=an unused key",
                                    "RMIRROR_PUBLIC_URL=https://notes.example"});
        auto const said = program.line();
        ASSERT_EQ(said.find("rmirror-server can't go on: ERROR:  relation \"" + table + "\" does not exist"),
                  0U)
            << said;
        EXPECT_NE(said.find("LINE "), std::string::npos) << "all of it is on this line: " << said;
        EXPECT_EQ(program.wait(), 1) << table;
        EXPECT_EQ(program.rest(), "");
    }
}

TEST(Program, limits_rates_unless_it_is_told_not_to)
{
    auto const refused_of_12 = [](std::string const& limits) {
        auto settings = on_a_free_port();
        settings.push_back("RMIRROR_TEST_RATE_LIMITS=" + limits);
        Program program({}, settings);
        Client client(program.port());
        int refused = 0;
        for (int i = 0; i < 12; ++i)
            refused += client.ask("POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                                   .status == 429
                           ? 1
                           : 0;
        return refused;
    };
    EXPECT_EQ(refused_of_12("on"), 2);
    EXPECT_EQ(refused_of_12("off"), 0);
}

TEST(Program, shows_its_metrics_to_who_has_the_token)
{
    auto settings = on_a_free_port();
    settings.emplace_back("RMIRROR_METRICS_TOKEN=open sesame");
    Program program({}, settings);
    Client client(program.port());
    std::string const through_a_proxy = "X-Forwarded-For: 203.0.113.7\r\n";
    EXPECT_EQ(client.ask(get("/metrics", through_a_proxy)).status, 401);
    EXPECT_EQ(client.ask(get("/metrics", through_a_proxy + "Authorization: Bearer open\r\n")).status, 401);
    EXPECT_EQ(client.ask(get("/metrics", through_a_proxy + "Authorization: Bearer open sesame\r\n")).status,
              200);
    EXPECT_EQ(client.ask(get("/metrics")).status, 200);
}

TEST(Program, answers_though_nobody_reads_its_log)
{
    constexpr std::size_t kRequests = 2000;  // Some 400 KB of log, more than a pipe holds.
    auto settings = on_a_free_port();
    settings.emplace_back("RMIRROR_LOG_LEVEL=debug");
    settings.emplace_back("RMIRROR_TEST_RATE_LIMITS=off");
    Program program({}, settings);
    Client client(program.port());
    for (std::size_t i = 0; i < kRequests; ++i)
        ASSERT_EQ(client.ask(get("/healthz")).status, 200);
    program.signal(SIGTERM);
    EXPECT_EQ(client.receive_rest(), "");
    // Nothing of it is lost when the program ends.
    auto const log = program.rest();
    std::size_t requests = 0;
    for (auto at = log.find("\"request\""); at != std::string::npos; at = log.find("\"request\"", at + 1))
        ++requests;
    EXPECT_EQ(requests, kRequests);
    EXPECT_NE(log.find("\"all_answered\":true"), std::string::npos);
    EXPECT_EQ(program.wait(), 0);
}

/// Changes and the queue are listened to, and the database got no query for half a second: all threads
/// have begun, and wait.
bool everyone_waits()
{
    auto const connection = db::open_connection(Secret(db::test::cluster_url()), std::chrono::seconds(60));
    pqxx::nontransaction activity(*connection);
    auto const end = std::chrono::steady_clock::now() + rmirror::test::kHangLimit;
    while (std::chrono::steady_clock::now() < end) {
        auto const waits = activity.exec1(
            "SELECT coalesce(count(DISTINCT query) FILTER (WHERE query LIKE 'LISTEN%') = 2 "
            "AND max(query_start) < clock_timestamp() - interval '500 ms', false) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()");
        if (waits[0].as<bool>())
            return true;
        std::this_thread::yield();
    }
    return false;
}

std::size_t descriptors_of(pid_t process)
{
    std::filesystem::directory_iterator const folder("/proc/" + std::to_string(process) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
}

/// Descriptors of this process that stay open in another program that it starts.
std::size_t inherited_descriptors()
{
    std::size_t count = 0;
    for (int descriptor = STDERR_FILENO + 1; descriptor < 1024; ++descriptor) {
        auto const flags = ::fcntl(descriptor, F_GETFD);
        count += flags >= 0 && (flags & FD_CLOEXEC) == 0 ? 1 : 0;
    }
    return count;
}

TEST(Program, holds_as_many_descriptors_at_rest_as_are_documented)
{
    db::test::Database const database;
    auto const inherited = inherited_descriptors();
    Program program({}, {"RMIRROR_LISTEN=127.0.0.1:0", "RMIRROR_DASHBOARD_DIR=", kSecretSetting,
                         "RMIRROR_DATABASE_URL=" + database.url().reveal()});
    program.port();
    auto const connection = db::open_connection(database.url(), std::chrono::seconds(60));
    pqxx::nontransaction activity(*connection);
    auto const sessions = [&](std::string const& which) {
        return activity
            .exec1(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                "application_name = 'rmirror' AND pid <> pg_backend_pid() AND " +
                which)[0]
            .as<std::size_t>();
    };
    // deploy/README.md, and descriptors_at_rest(): two IO threads, and no Redis. Without a mail server,
    // nothing listens for mails.
    EXPECT_TRUE(rmirror::test::eventually([&] { return sessions("query LIKE 'LISTEN%'") == 11; }));
    EXPECT_TRUE(rmirror::test::eventually([&] {
        return descriptors_of(program.process()) == inherited + (9 - 2) + 4 * 2 + sessions("true");
    })) << descriptors_of(program.process())
        << ", of which inherited " << inherited << ", sessions " << sessions("true");
}

TEST(Program, says_how_many_descriptors_its_connections_need_and_serves_them_with_so_many)
{
    constexpr std::size_t kConnections = 60;
    auto settings = on_a_free_port();
    settings.emplace_back("RMIRROR_CONNECTIONS=" + std::to_string(kConnections));
    settings.emplace_back("RMIRROR_TEST_RATE_LIMITS=off");
    constexpr rlim_t kTooFew = 100;
    Program low({}, settings, kTooFew);
    auto const said = boost::json::parse(low.line()).as_object();
    EXPECT_EQ(said.at("event"), "too few file descriptors");
    EXPECT_EQ(said.at("level"), "error");
    EXPECT_EQ(said.at("limit"), static_cast<std::int64_t>(kTooFew));
    auto const needed = said.at("needed").as_int64();
    std::string const advice(said.at("advice").as_string());
    EXPECT_NE(advice.find("ulimit -n"), std::string::npos) << advice;
    EXPECT_NE(advice.find(std::to_string(needed)), std::string::npos) << advice;

    Program enough({}, settings, static_cast<rlim_t>(needed));
    auto const listening = boost::json::parse(enough.line()).as_object();
    ASSERT_EQ(listening.at("event"), "listening");
    auto const port = static_cast<std::uint16_t>(listening.at("port").as_int64());
    std::deque<Client> clients;
    for (std::size_t i = 0; i < kConnections; ++i)
        clients.emplace_back(port);
    for (int round = 0; round < 2; ++round)
        for (auto& client : clients)
            ASSERT_EQ(client.ask(get("/readyz")).status, 200);
}

TEST(Program, says_once_which_settings_of_tests_are_in_use)
{
    auto settings = on_a_free_port();
    settings.emplace_back("RMIRROR_TEST_RATE_LIMITS=off");
    settings.emplace_back("RMIRROR_TEST_BODY_SECONDS=30");
    Program program({}, settings);
    program.port();
    auto const said = boost::json::parse(program.line()).as_object();
    EXPECT_EQ(said.at("event"), "test settings are in use");
    EXPECT_EQ(said.at("level"), "info");
    EXPECT_EQ(said.at("names"), "RMIRROR_TEST_RATE_LIMITS, RMIRROR_TEST_BODY_SECONDS");
    program.signal(SIGTERM);
    EXPECT_EQ(boost::json::parse(program.line()).at("event"), "stopping");
}

TEST(Program, raises_its_own_limit_of_descriptors)
{
    auto settings = on_a_free_port();
    settings.emplace_back("RMIRROR_CONNECTIONS=60");
    Program program({}, settings, 1024, 100);
    EXPECT_EQ(boost::json::parse(program.line()).at("event"), "listening");
    std::ifstream limits("/proc/" + std::to_string(program.process()) + "/limits");
    std::string const text(std::istreambuf_iterator<char>(limits), {});
    std::smatch found;
    ASSERT_TRUE(std::regex_search(text, found, std::regex("Max open files +([0-9]+) +1024 ")));
    EXPECT_GT(std::stoi(found[1]), 260);
}

TEST(Program, survives_having_no_descriptors_left)
{
    constexpr rlim_t kDescriptors = 48;
    Program program({}, on_a_free_port(), kDescriptors);
    auto const port = program.port();
    // The sanitizer checks a type when it first sees it, through a pipe: so let it see them while there is
    // room, those of the listeners and of the queue's workers as well.
    EXPECT_EQ(Client(port).ask(get("/readyz")).status, 200);
    EXPECT_TRUE(everyone_waits());
    std::deque<Client> clients;
    for (rlim_t i = 0; i < 2 * kDescriptors; ++i)
        clients.emplace_back(port);
    // Those that found a descriptor are answered, the others are turned away rather than left waiting.
    std::size_t answered = 0;
    for (auto& client : clients)
        answered += client.ask(get("/healthz")).status == 200 ? 1 : 0;
    EXPECT_GT(answered, 10U);
    EXPECT_LT(answered, kDescriptors);
    clients.clear();
    Received answer;
    while (answer.status != 200)
        answer = Client(port).ask(get("/healthz"));
    EXPECT_EQ(answer.body, "ok\n");
}

}  // namespace
}  // namespace rmirror::wire::test
