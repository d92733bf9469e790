// SPDX-License-Identifier: AGPL-3.0-or-later
// The exports that are being sent. Each holds a temporary file and up to a blob in memory, so they are few:
// one for each user, whose newer request ends the older one, and a limited number of all.
#pragma once

#include "base/ids.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace rmirror::rights {

class RunningExports {
public:
    static constexpr std::size_t kMax = 8;

    using Export = std::shared_ptr<void>;

    /// Returns false if too many are running.
    bool add(UserId const& user_id, Export running);
    /// Does nothing if the user has another one by now.
    void remove(UserId const& user_id, void const* ended);

private:
    std::mutex mutex_;
    std::unordered_map<UserId, Export> running_;
};

}  // namespace rmirror::rights
