// SPDX-License-Identifier: AGPL-3.0-or-later
// Content that is read in pieces while it is being sent, such as a file that isn't held in memory as a whole.
#pragma once

#include <cstddef>
#include <string>

namespace rmirror {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Total bytes, independent of what was read.
    virtual std::size_t size() const = 0;
    /// Bytes of memory that the source itself occupies.
    virtual std::size_t held() const { return 0; }
    /// Reads the next bytes, at most `max`. Empty at the end, or if reading fails.
    virtual std::string read(std::size_t max) = 0;
};

}  // namespace rmirror
