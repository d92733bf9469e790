// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/transfer_deadline.hpp"

#include "collected_log.hpp"
#include "wire/connections/connection.hpp"
#include "wire/test_server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <vector>

namespace rmirror::wire::test {
namespace {

using std::chrono::seconds;

constexpr std::size_t kRate = 1000;
constexpr seconds kAllowance{60};

/// After how many seconds a transfer ends, looked at each second; the 1000th if never. `moved`: how many
/// bytes it has moved by a second.
int ends_after(std::function<std::size_t(std::size_t)> const& moved)
{
    TransferDeadline deadline(kAllowance, kRate);
    auto const begun = TransferDeadline::Clock::now();
    deadline.begin(begun);
    for (int second = 1; second < 1000; ++second) {
        auto const now = begun + seconds(second);
        if (deadline.is_due(now) && deadline.is_too_slow(now, moved(static_cast<std::size_t>(second))))
            return second;
    }
    return 1000;
}

TEST(TransferDeadline, ends_what_hardly_moves_with_its_allowance)
{
    EXPECT_EQ(ends_after([](std::size_t) { return 0U; }), 61);
    EXPECT_EQ(ends_after([](std::size_t second) { return second; }), 61);
    EXPECT_EQ(ends_after([](std::size_t second) { return second * (kRate / 2); }), 61);
}

TEST(TransferDeadline, sells_no_time_for_bytes_that_came_early)
{
    constexpr std::size_t kMuch = 32U << 20U;
    EXPECT_EQ(ends_after([](std::size_t second) { return kMuch + second; }), 61);
    // One window more where they came after the last one had begun.
    EXPECT_EQ(ends_after([](std::size_t second) { return second < 40 ? 0U : kMuch; }), 92);
}

TEST(TransferDeadline, never_ends_what_keeps_to_the_rate)
{
    EXPECT_EQ(ends_after([](std::size_t second) { return second * kRate; }), 1000);
    // In one lump of twenty seconds each.
    EXPECT_EQ(ends_after([](std::size_t second) { return (second / 20 + 1) * 60 * kRate; }), 1000);
}

TEST(TransferDeadline, asks_for_no_more_when_it_is_looked_at_late)
{
    TransferDeadline deadline(kAllowance, kRate);
    auto const begun = TransferDeadline::Clock::now();
    deadline.begin(begun);
    EXPECT_FALSE(deadline.is_too_slow(begun + seconds(59), 0));
    EXPECT_FALSE(deadline.is_too_slow(begun + seconds(61), 2 * kRate)) << "two seconds' worth in two seconds";
    EXPECT_FALSE(deadline.is_too_slow(begun + seconds(600), 32 * kRate)) << "a window's worth since then";
}

/// A connection whose clock the test turns: it is given the time at each tick.
class Turned {
public:
    explicit Turned(Limits const& limits)
        : limits_(limits),
          front_(front_options(), log_.log()),
          connection_(1, pair_[0], "127.0.0.1", context_)
    {}
    ~Turned() { ::close(pair_[1]); }
    Turned(Turned const&) = delete;
    Turned& operator=(Turned const&) = delete;

    Connection& connection() { return connection_; }

    void send(std::string_view bytes)
    {
        ASSERT_EQ(::send(pair_[1], bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
        connection_.on_readable();
        for (auto const& task : context_.tasks->take_all())
            task.action(&connection_);
    }

    /// Reads up to `max` of the bytes that have arrived, as a client does.
    std::string take(std::size_t max)
    {
        std::string bytes(max, 0);
        auto const size = ::recv(pair_[1], bytes.data(), bytes.size(), MSG_DONTWAIT);
        bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        if (connection_.wants_write())
            connection_.on_writable();
        return bytes;
    }

private:
    http::FrontOptions front_options()
    {
        http::FrontOptions options;
        options.routes = test_routes(pending_);
        return options;
    }

    static std::array<int, 2> socket_pair()
    {
        std::array<int, 2> pair{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()), 0);
        return pair;
    }

    Limits limits_;
    rmirror::test::CollectedLog log_{Level::error};
    Inbox<Pending> pending_;
    http::Front front_;
    std::atomic<bool> draining_ = false;
    LoopContext context_{limits_,
                         front_,
                         std::make_shared<TaskQueue>(),
                         draining_,
                         std::make_shared<MemoryBudget>(kDefaultBodyMemory),
                         std::make_shared<MemoryBudget>(kDefaultBodyMemory)};
    std::array<int, 2> pair_ = socket_pair();
    Connection connection_;
};

TEST(SlowTransfer, of_a_body_that_brings_a_byte_now_and_then_is_over_within_its_time_and_a_tick)
{
    Limits const limits;
    Turned turned(limits);
    auto const begun = Clock::now();
    turned.send("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\nx");
    for (auto at = seconds(1); at < limits.body; at += seconds(1)) {
        turned.send("x");
        turned.connection().on_tick(begun + at);
        ASSERT_EQ(turned.take(1000), "") << at.count();
    }
    turned.connection().on_tick(Clock::now() + limits.body + limits.tick);
    EXPECT_EQ(turned.take(1000).find("HTTP/1.1 408 "), 0U);
}

TEST(SlowTransfer, of_an_answer_that_is_taken_a_little_now_and_then_is_over_within_its_time_and_a_tick)
{
    Limits const limits;
    Turned turned(limits);
    auto const begun = Clock::now();
    turned.send(get("/big/20000000"));
    for (auto at = seconds(1); at < limits.write; at += seconds(1)) {
        turned.take(limits.bytes_per_second / 2);
        turned.connection().on_tick(begun + at);
        ASSERT_FALSE(turned.connection().closed()) << at.count();
    }
    turned.connection().on_tick(Clock::now() + limits.write + limits.tick);
    EXPECT_TRUE(turned.connection().closed());
}

TEST(SlowTransfer, that_keeps_to_the_rate_comes_to_its_end)
{
    Limits const limits;
    Turned turned(limits);
    auto const begun = Clock::now();
    turned.send(get("/big/4000000"));
    auto at = seconds(1);
    for (;; at += seconds(1)) {
        turned.take(limits.bytes_per_second * 5 / 4);
        if (!turned.connection().wants_write())
            break;
        turned.connection().on_tick(begun + at);
        ASSERT_FALSE(turned.connection().closed()) << at.count();
    }
    EXPECT_GT(at, 2 * limits.write) << "what is left is the kernel's business";
}

}  // namespace
}  // namespace rmirror::wire::test
