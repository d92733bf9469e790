// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads that write to the log never wait for its reader.
#include "base/threads/log_output.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>

namespace rmirror {
namespace {

constexpr int kSmallestPipe = 4096;

class Pipe {
public:
    Pipe()
    {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0 || ::fcntl(ends_[1], F_SETPIPE_SZ, kSmallestPipe) < 0)
            throw std::runtime_error("no pipe");
    }
    ~Pipe()
    {
        close_reader();
        close_writer();
    }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;

    int writer() const { return ends_[1]; }
    void close_writer() { ::close(std::exchange(ends_[1], -1)); }
    void close_reader() { ::close(std::exchange(ends_[0], -1)); }

    /// Without its end; nothing when the writer has gone.
    std::string line()
    {
        std::string text;
        for (char byte = 0; ::read(ends_[0], &byte, 1) == 1 && byte != '\n';)
            text += byte;
        return text;
    }

private:
    std::array<int, 2> ends_{};
};

std::string numbered(int number)
{
    return R"({"event":"request","number":)" + std::to_string(number) + ",\"padding\":\"" +
           std::string(100, 'x') + "\"}\n";
}

TEST(LogOutput, drops_what_nobody_reads_and_says_how_much)
{
    constexpr std::int64_t kLines = 1000;
    Pipe pipe;
    LogOutput output(pipe.writer(), {.max_bytes = 10'000});
    for (int i = 0; i < kLines; ++i)
        output.write(numbered(i));
    std::int64_t kept = 0;
    std::int64_t dropped = 0;
    std::int64_t last = -1;
    while (kept + dropped < kLines) {
        auto const line = boost::json::parse(pipe.line()).as_object();
        if (line.at("event") == "log lines dropped") {
            EXPECT_EQ(line.at("level"), "error");
            dropped += line.at("count").as_int64();
            continue;
        }
        EXPECT_GT(line.at("number").as_int64(), last) << "lines keep their order";
        last = line.at("number").as_int64();
        ++kept;
    }
    EXPECT_EQ(kept + dropped, kLines);
    EXPECT_GT(dropped, kLines / 2);
    output.write(numbered(kLines));
    EXPECT_EQ(pipe.line() + "\n", numbered(kLines));
}

TEST(LogOutput, writes_a_line_at_once_and_those_after_it_when_they_are_many)
{
    Pipe pipe;
    auto const half = numbered(0).size() * 4 - 1;  // So that the fourth that waits makes it much.
    LogOutput output(pipe.writer(), {.max_bytes = 2 * half, .pause = std::chrono::hours(1)});
    output.write(numbered(0));
    EXPECT_EQ(pipe.line() + "\n", numbered(0));
    for (int i = 1; i <= 4; ++i)
        output.write(numbered(i));
    for (int i = 1; i <= 4; ++i)
        EXPECT_EQ(pipe.line() + "\n", numbered(i));
}

TEST(LogOutput, writes_at_its_end_what_still_waits)
{
    constexpr int kLines = 500;
    Pipe pipe;
    std::optional<LogOutput> output;
    output.emplace(pipe.writer(), LogOutputOptions{.pause = std::chrono::hours(1)});
    for (int i = 0; i < kLines; ++i)
        output->write(numbered(i));
    int right = 0;
    std::thread reader([&] {
        for (auto line = pipe.line(); !line.empty(); line = pipe.line())
            right += line + "\n" == numbered(right) ? 1 : 0;
    });
    output.reset();
    pipe.close_writer();
    reader.join();
    EXPECT_EQ(right, kLines);
}

TEST(LogOutput, ends_though_nobody_reads)
{
    Pipe pipe;
    LogOutput output(pipe.writer(), {.patience = std::chrono::milliseconds(50)});
    for (int i = 0; i < 500; ++i)
        output.write(numbered(i));
}

TEST(LogOutput, ends_though_its_reader_has_gone)
{
    auto* const before = ::signal(SIGPIPE, SIG_IGN);
    {
        Pipe pipe;
        pipe.close_reader();
        LogOutput output(pipe.writer());
        for (int i = 0; i < 500; ++i)
            output.write(numbered(i));
    }
    ::signal(SIGPIPE, before);
}

}  // namespace
}  // namespace rmirror
