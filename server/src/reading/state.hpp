// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether this installation reads pages: reported by the workers, for all servers.
#pragma once

#include "db/pool.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace rmirror::reading {

struct State {
    bool has_reader = false;
    std::optional<std::string> pause_message;  // A sentence for users.
};

/// Stores a worker's report. Workers with a reader repeat theirs each minute; one without a reader counts
/// only if no such report came for some minutes.
void report_state(db::Pool& pool, State const& state);

/// Reports the state of a process whose threads notice changes at the same time. Thread-safe.
class StateReporter {
public:
    /// `current` is called by report(), one call at a time.
    StateReporter(db::Pool& pool, std::function<State()> current);

    /// Stores the state as it is now. Reports are stored in the order in which their states were read, so an
    /// old state never replaces a newer one.
    void report();

private:
    db::Pool& pool_;
    std::function<State()> current_;
    std::mutex mutex_;
};

/// Assumes a reader until a worker has reported: for servers without workers whose settings suggest it.
void assume_reader(db::Pool& pool);

}  // namespace rmirror::reading
