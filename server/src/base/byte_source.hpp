// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes that are read piece by piece, as somebody takes them: a file that is not held in memory as a whole.
#pragma once

#include <cstddef>
#include <string>

namespace rmirror {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Of all of it, whatever was read.
    virtual std::size_t size() const = 0;
    /// What it holds in memory itself.
    virtual std::size_t held() const { return 0; }
    /// The next bytes, at most so many; none at the end, and when they cannot be read any more.
    virtual std::string read(std::size_t most) = 0;
};

}  // namespace rmirror
