// SPDX-License-Identifier: AGPL-3.0-or-later
// Both sides of a comparison: the blocks that stand in Notion, each ours or the user's, and the wanted ones.
#pragma once

#include "targets/notion/blocks/edits.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace rmirror::targets::notion {

enum class Owner {
    ours,
    changed,  // Ours once; the user gave it other words.
    added,    // Never ours.
};

struct Standing {
    ReadBlock const* read = nullptr;
    Owner owner = Owner::added;
    std::string hash;
    /// What we wrote there, of a block that the user changed.
    std::string written;
    std::string words;
    bool holds_users = false;     // It, or something below it, is the user's.
    std::size_t erase_calls = 0;  // To remove what is ours of it.
    std::vector<Standing> children;
};

struct Wanted {
    Block const* block = nullptr;
    std::string hash;
    std::string words;
    std::vector<Wanted> children;
};

/// Blocks of ours that the user removed, by their hash.
using Removed = std::unordered_map<std::string, std::vector<std::string>>;

std::vector<Standing> standing_of(std::vector<KnownBlock> const& known, std::vector<ReadBlock> const& now,
                                  Prefer prefer);
std::vector<Wanted> wanted_of(std::vector<Block> const& blocks);

/// Of those known that stand nowhere as many as are wanted and are not there.
Removed removed_of(std::vector<KnownBlock> const& known, std::vector<Standing> const& now,
                   std::vector<Wanted> const& wanted);

/// From 0 to 1: how much of the longer one is the same at the beginning and at the end.
double likeness(std::string_view a, std::string_view b);

}  // namespace rmirror::targets::notion
