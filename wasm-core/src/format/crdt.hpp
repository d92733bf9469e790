// SPDX-License-Identifier: AGPL-3.0-or-later
// Orders the items of a CRDT sequence: children of a group, characters of the text.
#pragma once

#include "format/tagged.hpp"

#include <span>
#include <vector>

namespace rmirror::v6 {

/// An item and the neighbours that it was inserted between. kNone, or an id that doesn't exist, means the
/// start or end of the sequence.
struct Place {
    Id id;
    Id left;
    Id right;
};

/// Appends `count` consecutive ids that start at `first`, each between its neighbours in the run.
void append_run(std::vector<Place>& places, Place const& first, std::uint32_t count);

struct Order {
    std::vector<std::size_t> indices;  // into `places`, each exactly once
    bool had_cycle = false;            // the neighbours contradict each other; the order is a best effort
};

/// A topological order of left -> item -> right that keeps runs together. Where several items could come
/// next, the one with the higher author comes first, then the one with the smaller counter. Fixture:
/// concurrent_insertions.rm.
Order order_sequence(std::span<Place const> places);

}  // namespace rmirror::v6
