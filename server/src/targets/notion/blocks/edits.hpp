// SPDX-License-Identifier: AGPL-3.0-or-later
// What to do to blocks that stand in Notion so that they say what they shall, in as few calls as possible and
// without touching what the user wrote.
#pragma once

#include "targets/notion/blocks/portions.hpp"

#include <boost/json/object.hpp>

namespace rmirror::targets::notion {

/// A block that we wrote, as the record has it.
struct KnownBlock {
    /// Empty while nobody has read it: an append answers the ids of its first level only.
    std::string id;
    std::string hash;
    /// The user removed it, and it stays so until the tablet says something else there.
    bool is_removed = false;

    bool operator==(KnownBlock const&) const = default;
};

/// A block as it was read, with all that is below it.
struct ReadBlock {
    std::string id;
    Block block;
    std::vector<ReadBlock> children = {};
    /// Ids of users, of ours or another.
    std::string created_by = {};
    std::string edited_by = {};
};

struct Patch {
    std::string id;
    boost::json::object body;
};

/// Patches, then appends in their order, then deletions: whatever interrupts them, no text is missing.
struct Edits {
    std::vector<Patch> patches;
    std::vector<Portion> appends;
    std::vector<std::string> deletions;
    /// All that we have written once these are done; what is appended without ids.
    std::vector<KnownBlock> known;
    /// Of the user: blocks of ours with other words, blocks that we never wrote, blocks of ours that are
    /// gone.
    std::size_t changed = 0;
    std::size_t added = 0;
    std::size_t removed = 0;
    /// Of those changed, to-dos of which somebody only changed the tick.
    std::size_t ticked = 0;

    std::size_t calls() const { return patches.size() + appends.size() + deletions.size(); }
    bool is_users() const { return changed + added + removed > 0; }
    /// Blocks that say something else than the tablet.
    std::size_t kept() const { return changed + removed - ticked; }
};

/// Whose words stand where both changed a block. What the user added stays in any case, as does their tick.
enum class Prefer { users, ours };

/// `now` and `wanted` are the children of `parent_id`. A block counts as ours while it says what we wrote:
/// known by its id, or, where nobody has read that yet, by its hash alone.
Edits edits_between(std::string const& parent_id, std::vector<KnownBlock> const& known,
                    std::vector<ReadBlock> const& now, std::vector<Block> const& wanted,
                    Prefer prefer = Prefer::users);

/// What the record has to say of blocks that are about to be appended.
std::vector<KnownBlock> known_of(std::vector<Block> const& blocks);

}  // namespace rmirror::targets::notion
