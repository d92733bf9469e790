// SPDX-License-Identifier: AGPL-3.0-or-later
// A real redis-server on a socket of its own, in a folder that goes with it.
#pragma once

#include <sys/types.h>
#include <string>

namespace rmirror::rates::test {

class RedisServer {
public:
    /// Ready when this returns. With a password when one is given.
    explicit RedisServer(std::string password = "");
    ~RedisServer();
    RedisServer(RedisServer const&) = delete;
    RedisServer& operator=(RedisServer const&) = delete;

    void start();
    /// At once, as when its machine is gone.
    void kill();

    std::string socket() const { return folder_ + "/redis.sock"; }

private:
    std::string folder_;
    std::string password_;
    pid_t process_ = -1;
};

}  // namespace rmirror::rates::test
