// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace rmirror {

namespace {

[[noreturn]] void fail(int why, std::string const& program)
{
    throw std::system_error(why, std::generic_category(), program);
}

/// This process's variables, then `more`.
std::vector<std::string> environment_with(std::map<std::string, std::string> const& more)
{
    std::vector<std::string> entries;
    for (char** entry = environ; entry && *entry; ++entry) {
        std::string text(*entry);
        if (!more.contains(text.substr(0, text.find('='))))
            entries.push_back(std::move(text));
    }
    for (auto const& [name, value] : more)
        entries.emplace_back(name).append("=").append(value);
    return entries;
}

/// For posix_spawn, which doesn't change them.
std::vector<char*> pointers(std::vector<std::string> const& texts)
{
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (auto const& text : texts)
        result.push_back(const_cast<char*>(text.c_str()));
    result.push_back(nullptr);
    return result;
}

/// Redirects one descriptor of the new program, and resets the signals that this one ignores.
class SpawnOptions {
public:
    SpawnOptions(int from, int to)
    {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_adddup2(&actions_, from, to);
        sigset_t ignored;
        sigemptyset(&ignored);
        sigaddset(&ignored, SIGPIPE);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setsigdefault(&attributes_, &ignored);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnOptions()
    {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    SpawnOptions(SpawnOptions const&) = delete;
    SpawnOptions& operator=(SpawnOptions const&) = delete;

    posix_spawn_file_actions_t const* actions() const { return &actions_; }
    posix_spawnattr_t const* attributes() const { return &attributes_; }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> const& arguments,
                           std::map<std::string, std::string> const& variables, Pipe pipe)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        fail(errno, arguments[0]);
    bool const is_input = pipe == Pipe::to_input;
    auto const [ours, theirs] = is_input ? std::pair(ends[1], ends[0]) : std::pair(ends[0], ends[1]);
    SpawnOptions const options(theirs, is_input ? STDIN_FILENO : STDOUT_FILENO);
    auto const environment = environment_with(variables);
    auto const why = ::posix_spawnp(&process_, arguments[0].c_str(), options.actions(), options.attributes(),
                                    pointers(arguments).data(), pointers(environment).data());
    ::close(theirs);
    if (why != 0) {
        ::close(ours);
        process_ = -1;
        fail(why, arguments[0]);
    }
    pipe_ = ours;
}

ChildProcess::~ChildProcess()
{
    if (process_ < 0)
        return;
    ::kill(process_, SIGKILL);
    finish();
}

std::string ChildProcess::read(std::size_t size) const
{
    std::string bytes(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        auto const count = ::read(pipe_, bytes.data() + filled, size - filled);
        if (count == 0 || (count < 0 && errno != EINTR))
            break;
        filled += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    bytes.resize(filled);
    return bytes;
}

bool ChildProcess::write(std::string_view bytes) const
{
    while (!bytes.empty()) {
        auto const count = ::write(pipe_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return true;
}

bool ChildProcess::finish()
{
    ::close(std::exchange(pipe_, -1));
    int status = 0;
    auto const process = std::exchange(process_, -1);
    while (::waitpid(process, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace rmirror
