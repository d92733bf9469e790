// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/edits.hpp"

#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/blocks/edits/alignment.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rmirror::targets::notion {

namespace {

void add_known(std::vector<KnownBlock>& known, std::vector<Block> const& blocks)
{
    for (auto const& block : blocks) {
        known.push_back({.id = {}, .hash = hash_of(block)});
        add_known(known, block.children);
    }
}

/// Whether the user changed nothing but the tick of a to-do that the server wrote.
bool is_ticked(ExistingBlock const& one, Wanted const& wanted)
{
    auto block = one.read->block;
    if (block.kind != BlockKind::to_do || one.written.empty() || one.hash == one.written)
        return false;
    block.is_checked = !block.is_checked;
    return hash_of(block) == wanted.hash;
}

class EditPlanner {
public:
    explicit EditPlanner(Removed removed) : removed_(std::move(removed)), aligning_(removed_), left_(removed_)
    {}

    void edit(std::string const& parent_id, std::vector<ExistingBlock>& now,
              std::vector<Wanted> const& wanted)
    {
        Gap gap{.place = {.parent = {.id = parent_id},
                          .where = now.empty() ? Place::Where::end : Place::Where::start}};
        for (auto const& step : aligning_.steps(now, wanted)) {
            switch (step.kind) {
                case Step::Kind::match:
                    append(gap);
                    match(now[step.existing], wanted[step.wanted]);
                    gap.place.where = Place::Where::after;
                    gap.place.after = {.id = now[step.existing].read->id};
                    gap.has_erased = false;
                    break;
                case Step::Kind::erase:
                    pass(gap, now[step.existing]);
                    break;
                case Step::Kind::insert:
                    if (!reason_not_to_recreate(wanted[step.wanted]))
                        gap.fresh.push_back(*wanted[step.wanted].block);
                    break;
            }
        }
        append(gap);
    }

    /// Counts the user's blocks, without descending into blocks that the user added.
    void count(std::vector<ExistingBlock> const& now)
    {
        for (auto const& one : now) {
            edits_.changed += one.owner == Owner::changed ? 1 : 0;
            edits_.added += one.owner == Owner::added ? 1 : 0;
            if (one.owner != Owner::added)
                count(one.children);
        }
    }

    Edits take() { return std::move(edits_); }

private:
    /// The space between two blocks that stay, before the first, or after the last.
    struct Gap {
        Place place;
        std::vector<Block> fresh = {};
        bool has_erased = false;
    };

    /// New blocks go where a block of the server's was, or else directly after the block before them.
    void pass(Gap& gap, ExistingBlock const& one)
    {
        if (one.owner == Owner::ours && !std::exchange(gap.has_erased, true)) {
            gap.place.where = Place::Where::after;
            gap.place.after = {.id = one.read->id};
        }
        erase(one);
    }

    void erase(ExistingBlock const& one)
    {
        if (!one.holds_users) {
            edits_.deletions.push_back(one.read->id);
            return;
        }
        if (one.owner == Owner::changed)
            edits_.known.push_back({.id = one.read->id, .hash = one.written});
        for (auto const& child : one.children)
            erase(child);
    }

    void append(Gap& gap)
    {
        auto const fresh = std::exchange(gap.fresh, {});
        if (fresh.empty())
            return;
        auto more = portions(gap.place, fresh, edits_.appends.size());
        std::move(more.begin(), more.end(), std::back_inserter(edits_.appends));
        add_known(edits_.known, fresh);
    }

    void match(ExistingBlock& one, Wanted const& wanted)
    {
        if (is_ticked(one, wanted)) {
            one.owner = Owner::changed;
            ++edits_.ticked;
        } else if (one.hash == wanted.hash) {
            one.owner = Owner::ours;
        }
        if (one.owner == Owner::ours && BlockAligner::needs_patch(one, wanted))
            edits_.patches.push_back({one.read->id, patch_of(*wanted.block)});
        edits_.known.push_back({.id = one.read->id, .hash = wanted.hash});
        edit(one.read->id, one.children, wanted.children);
    }

    /// Whether the user removed the block with this content, and with it those below.
    bool reason_not_to_recreate(Wanted const& wanted)
    {
        if (!take_removed(wanted))
            return false;
        ++edits_.removed;
        take_removed_below(wanted);
        return true;
    }

    bool take_removed(Wanted const& wanted)
    {
        auto const found = left_.find(wanted.hash);
        if (found == left_.end() || found->second.empty())
            return false;
        edits_.known.push_back({.id = found->second.back(), .hash = wanted.hash, .is_removed = true});
        found->second.pop_back();
        return true;
    }

    void take_removed_below(Wanted const& wanted)
    {
        for (auto const& child : wanted.children) {
            take_removed(child);
            take_removed_below(child);
        }
    }

    Removed removed_;
    BlockAligner aligning_;
    /// The removed blocks that haven't been matched yet.
    Removed left_;
    Edits edits_;
};

}  // namespace

Edits edits_between(std::string const& parent_id, std::vector<KnownBlock> const& known,
                    std::vector<ReadBlock> const& now, std::vector<Block> const& wanted, Prefer prefer)
{
    auto existing = existing_blocks_of(known, now, prefer);
    auto const all_wanted = wanted_of(wanted);
    EditPlanner editing(prefer == Prefer::ours ? Removed() : removed_of(known, existing, all_wanted));
    editing.edit(parent_id, existing, all_wanted);
    editing.count(existing);
    return editing.take();
}

std::vector<KnownBlock> known_of(std::vector<Block> const& blocks)
{
    std::vector<KnownBlock> known;
    add_known(known, blocks);
    return known;
}

}  // namespace rmirror::targets::notion
