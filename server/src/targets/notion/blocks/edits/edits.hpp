// SPDX-License-Identifier: AGPL-3.0-or-later
// Computes the edits that give existing blocks the wanted content, in as few calls as possible and without
// touching what the user wrote.
#pragma once

#include "targets/notion/blocks/edits/portions.hpp"

#include <boost/json/object.hpp>

namespace rmirror::targets::notion {

/// A block that the server wrote, as recorded.
struct KnownBlock {
    /// Empty until the block is read, because an append returns the ids of its first level only.
    std::string id;
    std::string hash;
    /// The user removed it. It stays removed until the tablet has other content there.
    bool is_removed = false;

    bool operator==(KnownBlock const&) const = default;
};

/// A block that was read, with everything below it.
struct ReadBlock {
    std::string id;
    Block block;
    std::vector<ReadBlock> children = {};
    /// Ids of Notion users; the server's connection is one of them.
    std::string created_by = {};
    std::string edited_by = {};
};

struct Patch {
    std::string id;
    boost::json::object body;
};

/// To be applied in this order: patches, appends, deletions. An interruption then never loses text.
struct Edits {
    std::vector<Patch> patches;
    std::vector<Portion> appends;
    std::vector<std::string> deletions;
    /// All blocks of the server's after these edits; appended ones have no ids.
    std::vector<KnownBlock> known;
    /// The user's: blocks of the server's with other content, blocks that the user added, blocks of the
    /// server's that are gone.
    std::size_t changed = 0;
    std::size_t added = 0;
    std::size_t removed = 0;
    /// Of those changed, to-dos of which only the tick was changed.
    std::size_t ticked = 0;

    std::size_t calls() const { return patches.size() + appends.size() + deletions.size(); }
    bool is_users() const { return changed + added + removed > 0; }
    /// Blocks whose content differs from the tablet's.
    std::size_t kept() const { return changed + removed - ticked; }
};

/// Whose content wins where both changed a block. Blocks and ticks of the user's stay in any case.
enum class Prefer { users, ours };

/// `now` and `wanted` are the children of `parent_id`. A block counts as the server's while it has the
/// content that the server wrote: identified by its id or, if that isn't recorded yet, by its hash.
Edits edits_between(std::string const& parent_id, std::vector<KnownBlock> const& known,
                    std::vector<ReadBlock> const& now, std::vector<Block> const& wanted,
                    Prefer prefer = Prefer::users);

/// The record for blocks that are about to be appended.
std::vector<KnownBlock> known_of(std::vector<Block> const& blocks);

}  // namespace rmirror::targets::notion
