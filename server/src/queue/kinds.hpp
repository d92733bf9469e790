// SPDX-License-Identifier: AGPL-3.0-or-later
// What can be done with an item, by its type: one row each, collected where the program is put together.
#pragma once

#include "queue/item.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::jobs {

struct Kind {
    std::string item_type;
    /// What nobody waits for, as whoever queued it said, is left to others, until something has come of it.
    bool leaves_backlog = false;
    /// Does it, on a worker's thread, for as long as it takes; it may wait. What it throws is a `retry`.
    std::function<Outcome(Item const&)> run;
    /// Which waiting items are best done together with one that was just claimed: their ids. None: it is done
    /// alone. Where there is no such function, all are.
    std::function<std::vector<std::string>(Item const&)> companions;
    /// Does several, each with an outcome of its own in their order. There where `companions` is.
    std::function<std::vector<Outcome>(std::vector<Item> const&)> run_together;
    /// Asked before one is claimed: false leaves all of them waiting. Where there is none, it is always time.
    std::function<bool()> may_begin;
    /// Before an item's end is written, in the same transaction: for locks that others take first as well.
    std::function<void(pqxx::work&, Item const&)> before_end;
    /// After it: `status` is the queue's, such as "retry" or "failed". Tells the thing itself how it stands.
    std::function<void(pqxx::work&, Item const&, std::string_view status, Outcome const&)> after_end;
};

/// Items of a type that has no row here are left alone: they wait until a worker comes that can do them.
using Kinds = std::vector<Kind>;

Kind const* find_kind(Kinds const& kinds, std::string_view item_type);

}  // namespace rmirror::jobs
