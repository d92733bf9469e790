// SPDX-License-Identifier: AGPL-3.0-or-later
// The two sides of a comparison: the existing blocks, each the server's or the user's, and the wanted ones.
#pragma once

#include "targets/notion/blocks/edits/edits.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace rmirror::targets::notion {

enum class Owner {
    ours,
    changed,  // The server wrote it and the user changed it.
    added,    // The user added it.
};

struct ExistingBlock {
    ReadBlock const* read = nullptr;
    Owner owner = Owner::added;
    std::string hash;
    /// For a block that the user changed: the hash of what the server wrote.
    std::string written;
    std::string words;
    bool holds_users = false;     // The block, or one below it, is the user's.
    std::size_t erase_calls = 0;  // Calls needed to remove the server's part of it.
    std::vector<ExistingBlock> children;
};

struct Wanted {
    Block const* block = nullptr;
    std::string hash;
    std::string words;
    std::vector<Wanted> children;
};

/// Ids of the server's blocks that the user removed, by hash.
using Removed = std::unordered_map<std::string, std::vector<std::string>>;

/// Classifies the blocks at Notion.
std::vector<ExistingBlock> existing_blocks_of(std::vector<KnownBlock> const& known,
                                              std::vector<ReadBlock> const& now, Prefer prefer);
std::vector<Wanted> wanted_of(std::vector<Block> const& blocks);

/// Known blocks that no longer exist, limited per hash to the number of wanted blocks that aren't there.
Removed removed_of(std::vector<KnownBlock> const& known, std::vector<ExistingBlock> const& now,
                   std::vector<Wanted> const& wanted);

/// From 0 to 1: the share of the longer text that is equal at the beginning and at the end.
double similarity(std::string_view a, std::string_view b);

}  // namespace rmirror::targets::notion
