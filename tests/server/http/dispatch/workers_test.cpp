// SPDX-License-Identifier: AGPL-3.0-or-later
// The order of requests: those of one owner don't keep those of others waiting long.
#include "http/dispatch/workers.hpp"

#include "eventually.hpp"
#include "wire/test_server.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace rmirror::http {
namespace {

using rmirror::test::eventually;
using wire::test::Inbox;

/// What happened to tasks, in its order, and a door for each owner, before which those that run wait.
class Tasks {
public:
    std::unique_ptr<WorkerTask> task(std::string name)
    {
        return std::make_unique<Task>(*this, std::move(name));
    }

    /// The next of whom something was heard: "ann 1", or "ann 1 refused".
    std::string next() { return heard_.take(); }
    bool is_quiet() { return !heard_.take_if_any(); }
    void let_go(std::string const& owner, int count)
    {
        for (int i = 0; i < count; ++i)
            door_of(owner).put(1);
    }
    void leave() { gone_ = true; }

private:
    class Task : public WorkerTask {
    public:
        Task(Tasks& tasks, std::string name) : tasks_(tasks), name_(std::move(name)) {}
        void run() override
        {
            tasks_.heard_.put(name_);
            tasks_.door_of(name_).take();
        }
        void refuse() override { tasks_.heard_.put(name_ + " refused"); }
        bool is_wanted() const override { return !tasks_.gone_; }

    private:
        Tasks& tasks_;
        std::string name_;
    };

    Inbox<int>& door_of(std::string const& owner)
    {
        std::lock_guard const lock(mutex_);
        return doors_[owner];
    }

    Inbox<std::string> heard_;
    std::mutex mutex_;
    std::map<std::string, Inbox<int>> doors_;
    std::atomic<bool> gone_ = false;
};

void submit(Workers& workers, Tasks& tasks, std::string const& owner, int count)
{
    for (int i = 1; i <= count; ++i)
        workers.submit(owner, tasks.task(owner));
}

/// How many of the next `of` tasks that begin belong to the owner.
int begun_by(std::string const& owner, Tasks& tasks, int of)
{
    int count = 0;
    for (int i = 0; i < of; ++i)
        count += tasks.next() == owner ? 1 : 0;
    return count;
}

TEST(Workers, that_have_nothing_to_do_drop_no_task_even_while_they_are_starting)
{
    for (int i = 0; i < 100; ++i) {
        Tasks tasks;
        tasks.leave();
        Workers workers(2, 100);
        submit(workers, tasks, "ann", 1);
        EXPECT_EQ(tasks.next(), "ann");
        tasks.let_go("ann", 1);
    }
}

TEST(Workers, one_who_asks_for_everything_never_holds_the_last_of_them)
{
    Tasks tasks;
    Workers workers(4, 100);
    submit(workers, tasks, "ann", 50);
    EXPECT_EQ(begun_by("ann", tasks, 3), 3);
    submit(workers, tasks, "bob", 1);
    EXPECT_EQ(tasks.next(), "bob") << "at once, though ann has 47 waiting";
    tasks.let_go("ann", 50);
    tasks.let_go("bob", 1);
}

TEST(Workers, one_holds_no_more_than_half_of_them_while_others_wait)
{
    Tasks tasks;
    Workers workers(4, 100);
    submit(workers, tasks, "ann", 50);
    EXPECT_EQ(begun_by("ann", tasks, 3), 3);
    submit(workers, tasks, "bob", 50);
    EXPECT_EQ(tasks.next(), "bob");
    tasks.let_go("ann", 1);
    EXPECT_EQ(tasks.next(), "bob") << "ann holds two of the four";
    for (auto const* const owner : {"ann", "bob", "bob", "ann"}) {
        tasks.let_go(owner, 1);
        EXPECT_EQ(tasks.next(), owner) << "both hold two";
    }
    tasks.let_go("ann", 50);
    tasks.let_go("bob", 50);
}

TEST(Workers, take_turns_among_all_who_wait)
{
    Tasks tasks;
    Workers workers(1, 100);
    submit(workers, tasks, "ann", 20);
    EXPECT_EQ(tasks.next(), "ann");
    submit(workers, tasks, "bob", 2);
    submit(workers, tasks, "cyd", 2);
    for (auto const* const owner : {"ann", "bob", "cyd"})
        tasks.let_go(owner, 20);
    std::vector<std::string> order;
    order.reserve(6);
    for (int i = 0; i < 6; ++i)
        order.push_back(tasks.next());
    EXPECT_EQ(order, (std::vector<std::string>{"ann", "bob", "cyd", "ann", "bob", "cyd"}));
}

TEST(Workers, who_fills_the_queue_makes_room_for_others)
{
    Tasks tasks;
    Workers workers(2, 5);
    submit(workers, tasks, "ann", 1);
    EXPECT_EQ(tasks.next(), "ann");
    submit(workers, tasks, "ann", 6);
    EXPECT_EQ(tasks.next(), "ann refused") << "her newest";
    submit(workers, tasks, "bob", 1);
    auto const first = tasks.next();
    auto const second = tasks.next();
    EXPECT_TRUE((first == "bob" && second == "ann refused") || (first == "ann refused" && second == "bob"))
        << first << ", " << second;
    tasks.let_go("ann", 5);
    tasks.let_go("bob", 1);
}

TEST(Workers, do_not_begin_requests_whose_client_has_left)
{
    Tasks tasks;
    Workers workers(1, 100);
    submit(workers, tasks, "ann", 3);
    EXPECT_EQ(tasks.next(), "ann");
    tasks.leave();
    tasks.let_go("ann", 1);
    EXPECT_EQ(tasks.next(), "ann refused");
    EXPECT_EQ(tasks.next(), "ann refused");
}

TEST(Workers, begin_the_next_request_of_an_owner_immediately)
{
    Tasks tasks;
    Workers workers(2, 100);
    // Both threads must have come to rest.
    submit(workers, tasks, "ann", 1);
    EXPECT_EQ(tasks.next(), "ann");
    tasks.let_go("ann", 1);
    tasks.leave();
    EXPECT_TRUE(eventually([&] {
        submit(workers, tasks, "ann", 1);
        tasks.let_go("ann", 1);
        return tasks.next() == "ann";
    }));
}

class ThrowingTask : public WorkerTask {
public:
    void run() override { throw std::runtime_error("no luck"); }
    void refuse() override {}
    bool is_wanted() const override { return true; }
};

TEST(Workers, go_on_after_tasks_that_throw_and_forget_their_asker)
{
    Tasks tasks;
    Workers workers(2, 100);
    for (int i = 0; i < 20; ++i)
        workers.submit("ann", std::make_unique<ThrowingTask>());
    submit(workers, tasks, "ann", 1);
    EXPECT_EQ(tasks.next(), "ann");
    submit(workers, tasks, "bob", 1);
    EXPECT_EQ(tasks.next(), "bob");
    tasks.let_go("ann", 1);
    tasks.let_go("bob", 1);
}

TEST(Workers, refuse_what_waits_when_they_end)
{
    Tasks tasks;
    {
        Workers workers(1, 100);
        submit(workers, tasks, "ann", 2);
        EXPECT_EQ(tasks.next(), "ann");
        tasks.let_go("ann", 2);
    }
    EXPECT_FALSE(tasks.is_quiet()) << "begun or refused, but never forgotten";
}

}  // namespace
}  // namespace rmirror::http
