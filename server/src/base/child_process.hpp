// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs another program, with a pipe to its input or from its output. Its messages go to this program's
// standard error.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

class ChildProcess {
public:
    enum class Pipe { to_input, from_output };

    /// Looks `arguments[0]` up in PATH. `variables` are added to this process's environment. Throws
    /// std::system_error if the program can't be started.
    ChildProcess(std::vector<std::string> const& arguments,
                 std::map<std::string, std::string> const& variables, Pipe pipe);
    /// Kills it if finish() wasn't called.
    ~ChildProcess();
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;

    /// `size` bytes; fewer at the end of its output.
    std::string read(std::size_t size) const;
    /// Returns false if it doesn't read any more, which finish() explains. The caller must ignore SIGPIPE.
    bool write(std::string_view bytes) const;
    /// Closes the pipe and waits for its end. Returns true if it was successful.
    bool finish();

private:
    pid_t process_ = -1;
    int pipe_ = -1;
};

}  // namespace rmirror
