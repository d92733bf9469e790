// SPDX-License-Identifier: AGPL-3.0-or-later
// Another program that a test needs: it ends when its standard input does, at the latest with this process.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace rmirror::test {

class HelperProcess {
public:
    /// The program, found as a shell would, and its arguments.
    explicit HelperProcess(std::vector<std::string> arguments);
    ~HelperProcess();
    HelperProcess(HelperProcess const&) = delete;
    HelperProcess& operator=(HelperProcess const&) = delete;

    /// What it says next, without the line's end; empty when it says no more.
    std::string line() const;

private:
    pid_t process_ = -1;
    int input_ = -1;
    int output_ = -1;
};

}  // namespace rmirror::test
