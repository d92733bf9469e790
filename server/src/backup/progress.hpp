// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace rmirror::backup {

/// Called often during long work: what is being done, and how much of it is done. `of` is 0 if that isn't
/// known. May be empty.
using Progress = std::function<void(std::string_view what, std::size_t done, std::size_t of)>;

inline void report(Progress const& progress, std::string_view what, std::size_t done, std::size_t of)
{
    if (progress)
        progress(what, done, of);
}

}  // namespace rmirror::backup
