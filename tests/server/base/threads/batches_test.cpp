// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/batches.hpp"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace rmirror {
namespace {

struct Number {
    int value = 0;
    int handled = 0;
};

using Sizes = std::vector<std::size_t>;

/// The handling of the number 0 ends when it is released.
class Crowd {
public:
    Crowd(std::size_t max_items, Batches<Number>::Handle handle)
        : batches_(max_items, [this, handle = std::move(handle)](auto const& owner, auto const& items) {
              {
                  std::lock_guard const lock(mutex_);
                  sizes_.push_back(items.size());
              }
              if (items.front()->value == 0)
                  released_.get_future().wait();
              handle(owner, items);
          })
    {}

    /// Each is brought by a thread of its own. The first of `numbers` is being handled then; the others wait.
    std::vector<std::future<void>> bring(std::vector<Number>& numbers)
    {
        std::vector<std::future<void>> ends;
        for (auto& number : numbers) {
            ends.push_back(std::async(std::launch::async, [&] { batches_.handle("ada", number); }));
            while (sizes().empty() || batches_.waiting() + 1 < ends.size())
                std::this_thread::yield();
        }
        return ends;
    }

    void release() { released_.set_value(); }

    Sizes sizes()
    {
        std::lock_guard const lock(mutex_);
        return sizes_;
    }

    Batches<Number>& batches() { return batches_; }

private:
    std::mutex mutex_;
    Sizes sizes_;
    std::promise<void> released_;
    Batches<Number> batches_;
};

std::vector<Number> numbers(std::size_t count)
{
    std::vector<Number> all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i].value = static_cast<int>(i);
    return all;
}

void count(std::string const& /*owner*/, Batches<Number>::Items const& items)
{
    for (auto* const item : items)
        ++item->handled;
}

TEST(Batches, handle_what_comes_alone_alone)
{
    Crowd crowd(16, count);
    crowd.release();
    Number number{.value = 1};
    crowd.batches().handle("ada", number);
    crowd.batches().handle("ada", number);
    EXPECT_EQ(number.handled, 2);
    EXPECT_EQ(crowd.sizes(), (Sizes{1, 1}));
}

TEST(Batches, handle_together_what_came_meanwhile)
{
    Crowd crowd(4, count);
    auto all = numbers(11);
    auto ends = crowd.bring(all);
    crowd.release();
    for (auto& end : ends)
        end.get();
    for (auto const& number : all)
        EXPECT_EQ(number.handled, 1) << number.value;
    EXPECT_EQ(crowd.sizes(), (Sizes{1, 4, 4, 2}));
}

TEST(Batches, handle_each_alone_if_several_fail_and_throw_for_the_one_that_fails)
{
    Crowd crowd(16, [](auto const& owner, auto const& items) {
        for (auto const* const item : items)
            if (item->value == 3)
                throw std::runtime_error("three");
        count(owner, items);
    });
    auto all = numbers(6);
    auto ends = crowd.bring(all);
    crowd.release();
    for (std::size_t i = 0; i < ends.size(); ++i) {
        if (i == 3)
            EXPECT_THROW(ends[i].get(), std::runtime_error);
        else
            EXPECT_NO_THROW(ends[i].get()) << i;
        EXPECT_EQ(all[i].handled, i == 3 ? 0 : 1) << i;
    }
}

TEST(Batches, of_different_owners_wait_for_nothing_of_each_other)
{
    Crowd crowd(16, count);
    auto all = numbers(1);
    auto ends = crowd.bring(all);
    Number of_bob{.value = 1};
    crowd.batches().handle("bob", of_bob);
    EXPECT_EQ(of_bob.handled, 1);
    EXPECT_EQ(all[0].handled, 0);
    crowd.release();
    ends[0].get();
}

}  // namespace
}  // namespace rmirror
