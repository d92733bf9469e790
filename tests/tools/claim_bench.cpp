// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a claim takes while one user has 100,000 items waiting and 49 others a few, in the queue of
// RMIRROR_DATABASE_URL, which is migrated and empty. Prints {"free":{"p50","p95"},"bounded":…,"grouped":…} in
// milliseconds: without a bound, where that user has as many items begun as may be, and of items of which a
// hundred are in each group, as those of a notebook are.
#include "db/transaction.hpp"
#include "queue/claim.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

namespace {

using namespace rmirror;

constexpr auto kFill = R"sql(
    WITH people AS (
        INSERT INTO users (email)
        SELECT 'user' || number || '@example.org' FROM generate_series(1, 50) AS number RETURNING id, email)
    INSERT INTO sync_queue (user_id, target_name, item_type, item_key, group_key)
    SELECT id, target, 'page_text', uuid_v7(),
           CASE WHEN target = 'ocr' THEN NULL
                WHEN email = 'user1@example.org' THEN md5(id::text || item / 100)::uuid ELSE uuid_v7() END
    FROM people, unnest(ARRAY['ocr', 'grouped']) AS target,
         generate_series(1, CASE email WHEN 'user1@example.org' THEN 100000 ELSE 20 END) AS item)sql";

class NoJob final : public queue::Job {
public:
    NoJob(std::string target, std::optional<std::size_t> max) : target_(std::move(target)), max_(max) {}
    std::string_view target() const override { return target_; }
    std::vector<queue::Outcome> work(std::span<queue::Item const> items) override
    {
        return std::vector<queue::Outcome>(items.size());
    }
    std::optional<std::size_t> max_at_once() const override { return max_; }

private:
    std::string target_;
    std::optional<std::size_t> max_;
};

struct Times {
    double p50 = 0;
    double p95 = 0;
};

/// Of the given number of claims, each of an item that stays claimed.
Times claims(db::Pool& pool, queue::Job& job, std::size_t count)
{
    queue::RoundRobinCursor cursor;
    std::vector<double> times;
    for (std::size_t i = 0; i < count; ++i) {
        auto const begin = std::chrono::steady_clock::now();
        if (!queue::claim(pool, job, cursor, std::chrono::hours(1)))
            break;
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    if (times.empty())
        return {};
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

void print(Times const& times)
{
    std::cout << "{\"p50\":" << times.p50 << ",\"p95\":" << times.p95 << "}";
}

}  // namespace

int main()
{
    auto const* const url = std::getenv("RMIRROR_DATABASE_URL");
    if (!url)
        return EXIT_FAILURE;
    db::PoolOptions options;
    options.url = Secret(url);
    options.connections = 1;
    db::Pool pool(options);
    db::as_system(pool, [](pqxx::work& work) { work.exec0(kFill); });
    NoJob without_bound("ocr", std::nullopt);
    std::cout << "{\"free\":";
    print(claims(pool, without_bound, 300));
    // By now everybody has six items begun; the bound lets three more of each.
    NoJob bounded("ocr", 9);
    std::cout << ",\"bounded\":";
    print(claims(pool, bounded, 150));
    NoJob grouped("grouped", std::nullopt);
    std::cout << ",\"grouped\":";
    print(claims(pool, grouped, 300));
    std::cout << "}" << std::endl;
    return EXIT_SUCCESS;
}
