// SPDX-License-Identifier: AGPL-3.0-or-later
// Preloaded, it makes a program's clock of the day CLOCK_AHEAD seconds ahead; others stay as they are.
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

namespace {

long ahead()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing changes the environment.
    auto const* seconds = std::getenv("CLOCK_AHEAD");
    return seconds == nullptr ? 0 : std::strtol(seconds, nullptr, 10);
}

}  // namespace

// NOLINTBEGIN(readability-identifier-naming): the C library's.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept
{
    auto const result = static_cast<int>(syscall(SYS_clock_gettime, clock, time));
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += ahead();
    return result;
}

extern "C" int gettimeofday(timeval* time, void* /*zone*/) noexcept
{
    timespec now{};
    auto const result = clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return result;
}

extern "C" time_t time(time_t* seconds) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds != nullptr)
        *seconds = now.tv_sec;
    return now.tv_sec;
}
// NOLINTEND(readability-identifier-naming)
