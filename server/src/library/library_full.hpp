// SPDX-License-Identifier: AGPL-3.0-or-later
// The exception for a write that would exceed a limit of the library.
#pragma once

#include <cstdint>
#include <stdexcept>

namespace rmirror::library {

enum class Full {
    storage,
    backups,  // People's encrypted backups, which may take a part of the storage.
    display,  // The remaining room is kept for images that are transcribed, and for text.
    transit,  // Too many bytes still have to leave the store; nothing may come in for some minutes.
    notebooks,
    pages,
};

/// Rolls back the transaction that throws it.
class LibraryFull : public std::runtime_error {
public:
    LibraryFull(Full of, std::int64_t limit) : std::runtime_error("the library is full"), of(of), limit(limit)
    {}

    Full of;
    std::int64_t limit;
};

}  // namespace rmirror::library
