// SPDX-License-Identifier: AGPL-3.0-or-later
// A worker as a process that tests may kill: does what RMIRROR_DATABASE_URL's queue holds, with a stand-in
// for what reads pages, and notes in `audit` each reading that is kept. Prints "ready". `queue_worker reading
// 40` stops for good as it reads its 40th page, `queue_worker keeping 40` as it keeps it, and prints "stuck".
// Ends with its standard input, at once.
#include "db/transaction.hpp"
#include "queue/worker.hpp"
#include "reading/ocr_page.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <string_view>

namespace {

using namespace rmirror;

/// Short, so that what a killed worker held is soon missed.
constexpr std::chrono::seconds kLease{1};
constexpr std::size_t kConnections = 6;
constexpr auto kNote = R"sql(
    INSERT INTO audit (user_id, action, details) VALUES ($1, 'page_read', jsonb_build_object('page_id', $2::uuid)))sql";

/// Where this process stops for good.
struct Obstacle {
    std::string_view place;
    int number = 0;
    std::atomic<int> passed = 0;

    void pass(std::string_view where)
    {
        if (where != place || ++passed < number)
            return;
        if (passed == number)
            std::cout << "stuck" << std::endl;
        while (true)
            ::pause();
    }
};

/// The real kind; what it keeps is noted in the same transaction.
jobs::Kind noting(jobs::Kind kind, Obstacle& obstacle)
{
    kind.run = [run = kind.run, &obstacle](jobs::Item const& item) {
        auto outcome = run(item);
        if (outcome.write)
            outcome.write = [write = outcome.write, item, &obstacle](pqxx::work& work) {
                write(work);
                work.exec_params0(kNote, item.user_id, item.item_key);
                obstacle.pass("keeping");
            };
        return outcome;
    };
    return kind;
}

}  // namespace

int main(int argument_count, char** arguments)
{
    Obstacle obstacle;
    if (argument_count == 3) {
        obstacle.place = arguments[1];
        obstacle.number = std::atoi(arguments[2]);
    }
    auto const* const url = std::getenv("RMIRROR_DATABASE_URL");
    if (!url)
        return EXIT_FAILURE;
    db::PoolOptions options;
    options.url = Secret(url);
    options.connections = kConnections;
    db::Pool pool(options);
    Log log(Level::error, [](std::string const& line) { std::cerr << line; });
    auto const read = [&](std::vector<jobs::Item> const&) -> std::vector<jobs::PageResult> {
        obstacle.pass("reading");
        return {ocr::PageText{"Buy ink", "en", {}}};
    };
    quota::Rules const rules{.free_pages = 1000, .has_reader = true};
    jobs::Kinds const kinds = {noting(jobs::ocr_page(pool, rules, read), obstacle)};
    jobs::Worker const worker(pool, options.url, log, kinds, {.lease = kLease});
    std::cout << "ready" << std::endl;
    std::cin.ignore(std::numeric_limits<std::streamsize>::max());
    ::_exit(EXIT_SUCCESS);
}
