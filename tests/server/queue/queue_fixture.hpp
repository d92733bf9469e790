// SPDX-License-Identifier: AGPL-3.0-or-later
// A queue of items, and a job that does them as a test says.
#pragma once

#include "db/database.hpp"
#include "queue/claim.hpp"
#include "queue/job.hpp"

#include <functional>
#include <string>

namespace rmirror::queue::test {

constexpr std::chrono::seconds kLease{120};

class GivenJob : public Job {
public:
    std::string_view target() const override { return name; }
    std::vector<Outcome> work(std::span<Item const> items) override
    {
        std::vector<Outcome> outcomes;
        for (auto const& item : items)
            outcomes.push_back(each(item));
        return outcomes;
    }
    std::vector<ItemId> group_of(Item const& claimed) override { return group(claimed); }
    bool may_begin() override { return begins; }
    std::optional<std::size_t> max_at_once() const override { return max; }
    bool leaves_scheduled_to_maintenance() const override { return is_hurried; }
    std::chrono::milliseconds maintenance_interval() const override { return interval; }
    std::size_t run_maintenance() override { return tending(); }

    std::string name = "ocr";
    std::function<Outcome(Item const&)> each = [](Item const&) { return Outcome::done(); };
    std::function<std::vector<ItemId>(Item const&)> group = [](Item const&) { return std::vector<ItemId>(); };
    bool begins = true;
    bool is_hurried = false;
    std::optional<std::size_t> max = Job::max_at_once();
    std::chrono::milliseconds interval{0};
    std::function<std::size_t()> tending = [] { return std::size_t{0}; };
};

struct QueueFixture : db::test::DatabaseTest {
    UserId const user = add_user("ada@example.org");
    GivenJob job;
    RoundRobinCursor cursor;

    static std::string key(int number);
    void enqueue(int number, int priority = 5);
    void enqueue_for(UserId const& owner, int number, int priority = 5);
    /// Many at once, numbered from one on.
    void enqueue_many(UserId const& owner, int first, int last);
    std::optional<Item> claim_next() { return claim(pool, job, cursor, kLease); }
    /// Assigns columns of an item's row.
    void set(int number, std::string const& assignments);
    /// "pending 0": the status and how many attempts there were.
    std::string status(int number);
    ItemId id_of(int number);
};

}  // namespace rmirror::queue::test
