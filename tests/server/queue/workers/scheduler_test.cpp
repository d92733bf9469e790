// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/scheduler.hpp"

#include "wire/test_server.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace rmirror::queue {
namespace {

TEST(Scheduler, runs_tasks_by_the_clock_and_goes_on_when_one_fails)
{
    Log log{Level::error, [](std::string const&) {}};
    http::test::Inbox<std::string> done;
    Scheduler const scheduler(
        log, {{"fail", std::chrono::milliseconds(1), []() -> std::size_t { throw std::runtime_error("no"); }},
              {"work", std::chrono::milliseconds(1), [&] {
                   done.put("task");
                   return std::size_t{1};
               }}});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(done.take(), "task");
}

}  // namespace
}  // namespace rmirror::queue
