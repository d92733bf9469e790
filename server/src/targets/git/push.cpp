// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/push.hpp"

#include "crypto/json_member.hpp"
#include "targets/git/branch_files.hpp"
#include "targets/vault/notebook_delivery.hpp"

namespace rmirror::targets::git {

namespace {

/// The sizes of notes as they were last delivered, by their ids, so that a note is known where a person moved
/// it, although only names and ids of files have been fetched.
BranchFiles::Sizes known_sizes(Delivery const& item)
{
    BranchFiles::Sizes known;
    auto const* const own = item.remote ? crypto::object_member(item.remote->metadata, "own") : nullptr;
    auto const* const ids = own ? crypto::object_member(*own, kFileIds) : nullptr;
    auto const* const sizes = own ? crypto::object_member(*own, "sizes") : nullptr;
    if (ids && sizes)
        for (auto const& file : *ids)
            if (auto const* const size = sizes->if_contains(file.key()); size && file.value().is_string())
                known.emplace(file.value().get_string(), *size);
    return known;
}

}  // namespace

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items)
{
    return vault::deliver_each(
        context, items, [&context](Delivery const& item) { return BranchFiles(context, known_sizes(item)); },
        vault::deliver);
}

std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items)
{
    return vault::deliver_each(
        context, items, [&context](Delivery const& item) { return BranchFiles(context, known_sizes(item)); },
        vault::deliver_removal);
}

}  // namespace rmirror::targets::git
