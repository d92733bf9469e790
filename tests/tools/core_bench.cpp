// SPDX-License-Identifier: AGPL-3.0-or-later
// core_bench ROUNDS FILE...: the native time from bytes to OCR PNG and of each stage, for the ratio to wasm
// in `make bench`.
#include "stages.hpp"

#include <malloc.h>
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>

namespace {

using namespace rmirror;

std::vector<std::uint8_t> bytes_of(char const* path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Of this process, whatever else the machine does.
double processor_ms()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// The shortest of the rounds in milliseconds, -1 for a failure.
template <typename Work>
double shortest_ms(int rounds, Work work)
{
    bool ok = work();
    double shortest = std::numeric_limits<double>::infinity();
    for (int round = 0; ok && round < rounds; ++round) {
        auto const start = processor_ms();
        ok = work();
        shortest = std::min(shortest, processor_ms() - start);
    }
    return ok ? shortest : -1;
}

/// As wasm keeps what it was once given, so that no time goes into asking the system for the same memory.
void keep_memory()
{
    constexpr int kNever = std::numeric_limits<int>::max();
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, kNever);
}

}  // namespace

/// Prints a line for each file: all stages together, then each stage in the order of stages.hpp.
int main(int count, char** arguments)
{
    keep_memory();
    int const rounds = std::atoi(arguments[1]);
    for (int i = 2; i < count; ++i) {
        Stages stages(bytes_of(arguments[i]));
        std::cout << shortest_ms(rounds, [&] { return stages.all(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.parse(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.prepare(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.facts(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.draw(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.encode(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.tile(); }) << ' '
                  << shortest_ms(rounds, [&] { return stages.pdf(); }) << '\n';
    }
    return 0;
}
