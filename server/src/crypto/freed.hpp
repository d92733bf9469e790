// SPDX-License-Identifier: AGPL-3.0-or-later
// OpenSSL's objects in a std::unique_ptr, each freed by its own function.
#pragma once

namespace rmirror::crypto {

template <auto free>
struct Freed {
    template <typename Value>
    void operator()(Value* value) const
    {
        free(value);
    }
};

}  // namespace rmirror::crypto
