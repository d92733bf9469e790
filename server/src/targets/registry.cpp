// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/registry.hpp"

#include "targets/git/git.hpp"
#include "targets/notion/notion.hpp"
#include "targets/obsidian/obsidian.hpp"
#include "targets/readwise/readwise.hpp"
#include "targets/todoist/todoist.hpp"
#include "targets/webdav/webdav.hpp"
#include "targets/webhook/webhook.hpp"

#include <algorithm>

namespace rmirror::targets {

namespace {

constexpr std::array<Target const*, 7> kTargets = {
    &git::kTarget,     &notion::kTarget, &obsidian::kTarget, &readwise::kTarget,
    &todoist::kTarget, &webdav::kTarget, &webhook::kTarget,
};

}  // namespace

std::span<Target const* const> all_targets()
{
    return kTargets;
}

std::vector<upstream::Provider> all_services()
{
    std::vector<upstream::Provider> services;
    for (auto const* const target : all_targets())
        if (target->way == DeliveryMode::pushed && target->provider.empty())
            services.push_back(target->service);
    return services;
}

std::size_t count_listeners()
{
    // Of the workers for transcription, pictures, mails and notices, of clients that wait for changes, and of
    // what follows changes for targets.
    constexpr std::size_t kBeside = 6;
    return kBeside +
           static_cast<std::size_t>(std::count_if(kTargets.begin(), kTargets.end(), [](auto const* target) {
               return target->way == DeliveryMode::pushed;
           }));
}

Target const* find_target(std::string_view name)
{
    for (auto const* const target : all_targets())
        if (target->name == name)
            return target;
    return nullptr;
}

}  // namespace rmirror::targets
