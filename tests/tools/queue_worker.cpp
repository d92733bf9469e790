// SPDX-License-Identifier: AGPL-3.0-or-later
// A worker as a process that tests may kill: does what RMIRROR_DATABASE_URL's queue holds, with a stand-in
// for what reads pages, and notes in `audit` each reading that is kept. Prints "ready". `queue_worker reading
// 40` stops for good as it reads its 40th page, `queue_worker keeping 40` as it keeps it, and prints "stuck".
// Ends immediately when its standard input ends.
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "queue/workers/worker_pool.hpp"
#include "reading/page_job.hpp"
#include "reading/state.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <string_view>
#include <utility>

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

class Reader final : public reading::PageReader {
public:
    explicit Reader(Obstacle& obstacle) : obstacle_(obstacle) {}
    std::vector<reading::PageResult> read(std::span<queue::Item const> items) override
    {
        obstacle_.pass("reading");
        return {items.size(), ocr::PageText{"Buy ink", "en", {}}};
    }

private:
    Obstacle& obstacle_;
};

/// The real job; what it keeps is noted in the same transaction.
class NotingJob final : public reading::PageJob {
public:
    NotingJob(db::Pool& pool, quota::Rules rules, Reader& reader, Obstacle& obstacle)
        : PageJob(pool, std::move(rules), reader), obstacle_(obstacle)
    {}

    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override
    {
        auto outcomes = PageJob::work(items);
        for (std::size_t i = 0; i < items.size(); ++i)
            if (outcomes[i].write)
                outcomes[i].write = [this, write = outcomes[i].write, item = items[i]](pqxx::work& work) {
                    write(work);
                    work.exec_params0(kNote, item.user_id, item.item_key);
                    obstacle_.pass("keeping");
                };
        return outcomes;
    }

private:
    Obstacle& obstacle_;
};

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
    quota::Rules const rules{.free_pages = 1000};
    reading::report_state(pool, {.has_reader = true});
    Reader reader(obstacle);
    NotingJob job(pool, rules, reader, obstacle);
    queue::WorkerPool const workers(pool, options.url, log, job, {.lease = kLease});
    std::cout << "ready" << std::endl;
    std::cin.ignore(std::numeric_limits<std::streamsize>::max());
    ::_exit(EXIT_SUCCESS);
}
