// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/redis_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rmirror::rates::test {

namespace {

/// Up to the line that says so, or the end of its output.
bool says_it_is_ready(int output)
{
    std::string line;
    for (char byte = 0; ::read(output, &byte, 1) == 1;) {
        if (byte != '\n') {
            line += byte;
            continue;
        }
        if (line.find("ready to accept connections") != std::string::npos ||
            line.find("Ready to accept connections") != std::string::npos)
            return true;
        line.clear();
    }
    return false;
}

}  // namespace

RedisServer::RedisServer(std::string password) : password_(std::move(password))
{
    std::string pattern = std::filesystem::temp_directory_path() / "rmirror-redis-XXXXXX";
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("no folder for redis-server");
    folder_ = pattern;
    start();
}

RedisServer::~RedisServer()
{
    kill();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void RedisServer::start()
{
    std::vector<std::string> words = {"redis-server", "--port",       "0", "--unixsocket",
                                      socket(),       "--save",       "",  "--dir",
                                      folder_,        "--appendonly", "no"};
    if (!password_.empty())
        words.insert(words.end(), {"--requirepass", password_});
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe for redis-server");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    bool const ready = says_it_is_ready(pipe[0]);
    ::close(pipe[0]);
    if (!ready)
        throw std::runtime_error("redis-server does not start");
}

void RedisServer::kill()
{
    if (process_ <= 0)
        return;
    ::kill(process_, SIGKILL);
    ::waitpid(std::exchange(process_, -1), nullptr, 0);
}

}  // namespace rmirror::rates::test
