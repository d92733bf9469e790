// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts the items of a CRDT sequence in order: children of a group, characters of the text.
#pragma once

#include "format/tagged.hpp"

#include <span>
#include <vector>

namespace rmirror::v6 {

/// Each item says which neighbours it was put between; kNone, or an id that is not there, is the
/// sequence's start or end.
struct Place {
    Id id;
    Id left;
    Id right;
};

/// Appends `count` consecutive ids starting at `first`, each between its neighbours in the run.
void append_run(std::vector<Place>& places, Place const& first, std::uint32_t count);

struct Order {
    std::vector<std::size_t> indices;  // into `places`; every one exactly once
    bool had_cycle = false;            // the neighbours contradict each other; the order is a best effort
};

/// A topological order of left -> item -> right that keeps runs together. Of items that could
/// stand in the same place the higher author comes first, then the smaller counter.
/// Fixture: concurrent_insertions.rm.
Order order_sequence(std::span<Place const> places);

}  // namespace rmirror::v6
