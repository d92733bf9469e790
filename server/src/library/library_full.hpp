// SPDX-License-Identifier: AGPL-3.0-or-later
// A library that would hold more than it may: what was to be written is not.
#pragma once

#include <cstdint>
#include <stdexcept>

namespace rmirror::library {

enum class Full {
    storage,
    display,  // What is left is kept for pictures that are read, and for text.
    transit,  // So much is on its way out of the store that nothing more may come in for some minutes.
    notebooks,
    pages,
};

/// Ends the transaction that would have written it.
class LibraryFull : public std::runtime_error {
public:
    LibraryFull(Full of, std::int64_t limit) : std::runtime_error("the library is full"), of(of), limit(limit)
    {}

    Full of;
    std::int64_t limit;
};

}  // namespace rmirror::library
