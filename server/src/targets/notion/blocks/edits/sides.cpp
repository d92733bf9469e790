// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/sides.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace rmirror::targets::notion {

namespace {

std::string words_of(Block const& block)
{
    auto words = plain_text(block.text);
    for (auto const& cell : block.cells)
        words += plain_text(cell) + "\n";
    return words;
}

/// Determines the owner of each block.
class OwnershipClassifier {
public:
    OwnershipClassifier(std::vector<KnownBlock> const& known, Prefer prefer) : prefer_(prefer)
    {
        for (auto const& block : known) {
            if (block.id.empty())
                ++unread_[block.hash];
            else if (!block.is_removed)
                by_id_[block.id] = block.hash;
        }
    }

    std::vector<ExistingBlock> judge(std::vector<ReadBlock> const& now)
    {
        std::vector<ExistingBlock> all(now.size());
        for (std::size_t i = 0; i < now.size(); ++i)
            judge(now[i], all[i]);
        return all;
    }

private:
    void judge(ReadBlock const& read, ExistingBlock& one)
    {
        one.read = &read;
        one.hash = hash_of(read.block);
        one.words = words_of(read.block);
        one.owner = owner_of(read.id, one);
        one.children = judge(read.children);
        one.holds_users = one.owner != Owner::ours;
        std::size_t within = 0;
        for (auto const& child : one.children) {
            one.holds_users = one.holds_users || child.holds_users;
            within += child.erase_calls;
        }
        one.erase_calls = one.holds_users ? within : 1;
    }

    Owner owner_of(std::string const& id, ExistingBlock& one)
    {
        if (auto const known = by_id_.find(id); known != by_id_.end()) {
            one.written = known->second;
            return one.hash == one.written || prefer_ == Prefer::ours ? Owner::ours : Owner::changed;
        }
        auto const unread = unread_.find(one.hash);
        if (unread == unread_.end() || unread->second == 0)
            return Owner::added;
        --unread->second;
        return Owner::ours;
    }

    Prefer prefer_;
    std::unordered_map<std::string, std::string> by_id_;
    /// The number of blocks per hash that were written and whose ids aren't known.
    std::unordered_map<std::string, std::size_t> unread_;
};

template <typename Node, typename Visit>
void visit_all(std::vector<Node> const& nodes, Visit const& visit)
{
    for (auto const& node : nodes) {
        visit(node);
        visit_all(node.children, visit);
    }
}

}  // namespace

std::vector<ExistingBlock> existing_blocks_of(std::vector<KnownBlock> const& known,
                                              std::vector<ReadBlock> const& now, Prefer prefer)
{
    return OwnershipClassifier(known, prefer).judge(now);
}

std::vector<Wanted> wanted_of(std::vector<Block> const& blocks)
{
    std::vector<Wanted> all(blocks.size());
    std::transform(blocks.begin(), blocks.end(), all.begin(), [](Block const& block) {
        return Wanted{&block, hash_of(block), words_of(block), wanted_of(block.children)};
    });
    return all;
}

Removed removed_of(std::vector<KnownBlock> const& known, std::vector<ExistingBlock> const& now,
                   std::vector<Wanted> const& wanted)
{
    std::unordered_set<std::string> ids;
    std::unordered_map<std::string, std::ptrdiff_t> missing;
    visit_all(wanted, [&](Wanted const& one) { ++missing[one.hash]; });
    visit_all(now, [&](ExistingBlock const& one) {
        ids.insert(one.read->id);
        if (one.owner != Owner::added)
            --missing[one.owner == Owner::changed ? one.written : one.hash];
    });
    Removed removed;
    for (auto const& block : known)
        if (!block.id.empty() && !ids.contains(block.id) && missing[block.hash] > 0) {
            removed[block.hash].push_back(block.id);
            --missing[block.hash];
        }
    return removed;
}

double similarity(std::string_view a, std::string_view b)
{
    auto const longest = std::max(a.size(), b.size());
    auto const shortest = std::min(a.size(), b.size());
    if (longest == 0)
        return 1;
    std::size_t same = 0;
    while (same < shortest && a[same] == b[same])
        ++same;
    std::size_t behind = 0;
    while (behind < shortest - same && a[a.size() - behind - 1] == b[b.size() - behind - 1])
        ++behind;
    return static_cast<double>(same + behind) / static_cast<double>(longest);
}

}  // namespace rmirror::targets::notion
