// SPDX-License-Identifier: AGPL-3.0-or-later
// A deleter for OpenSSL's objects in a std::unique_ptr, which calls the object's own free function.
#pragma once

namespace rmirror::crypto {

template <auto free>
struct Deleter {
    template <typename Value>
    void operator()(Value* value) const
    {
        free(value);
    }
};

}  // namespace rmirror::crypto
