// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether pages are read in this installation: said by those who read, for everybody who answers questions.
#pragma once

#include "db/pool.hpp"

#include <optional>
#include <string>

namespace rmirror::reading {

struct State {
    bool has_reader = false;
    std::optional<std::string> paused_because;  // A sentence for users.
};

/// A worker without a reader is heard only where nobody has said otherwise for some minutes: who reads says
/// so again each minute.
void say_state(db::Pool& pool, State const& state);

/// What the settings of a server without workers let expect, until a worker has said something.
void suppose_reader(db::Pool& pool);

}  // namespace rmirror::reading
