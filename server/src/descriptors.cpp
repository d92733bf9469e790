// SPDX-License-Identifier: AGPL-3.0-or-later
#include "descriptors.hpp"

#include "targets/registry.hpp"
#include "wire/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <string>
#include <utility>

namespace rmirror {

namespace {

constexpr std::size_t kOfEachLoop = 4;
constexpr std::size_t kOthers = 9;

}  // namespace

std::size_t descriptors_at_rest(Settings const& settings, std::size_t processors)
{
    return kOthers + targets::count_listeners() + kOfEachLoop * wire::kIoThreads +
           database_connections(settings, processors) + kLibraryWorkers +
           (settings.text("RMIRROR_EMBEDDINGS_URL").empty() ? 0 : 1);
}

std::size_t descriptors_needed(Settings const& settings, std::size_t processors)
{
    return settings.count("RMIRROR_CONNECTIONS") + descriptors_at_rest(settings, processors) +
           kDescriptorsAtWork;
}

std::size_t raise_descriptor_limit(std::size_t needed)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= needed)
        return limit.rlim_cur;
    auto const before = std::exchange(limit.rlim_cur, std::min<rlim_t>(needed, limit.rlim_max));
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

void report_few_descriptors(std::size_t limit, std::size_t needed, Log& log)
{
    auto const advice =
        "Allow this process " + std::to_string(needed) +
        " open files (ulimit -n, or LimitNOFILE in a systemd unit), or set a lower RMIRROR_CONNECTIONS. "
        "Otherwise clients are turned away and calls fail when there are many connections.";
    log.write(Level::error, "too few file descriptors",
              {{"limit", static_cast<std::int64_t>(limit)},
               {"needed", static_cast<std::int64_t>(needed)},
               {"advice", std::string_view(advice)}});
}

}  // namespace rmirror
