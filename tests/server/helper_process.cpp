// SPDX-License-Identifier: AGPL-3.0-or-later
#include "helper_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace rmirror::test {

HelperProcess::HelperProcess(std::vector<std::string> arguments)
{
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    std::vector<char*> list;
    list.reserve(arguments.size() + 1);
    for (auto& argument : arguments)
        list.push_back(argument.data());
    list.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::execvp(list[0], list.data());
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    output_ = output[0];
}

HelperProcess::~HelperProcess()
{
    ::close(input_);
    ::close(output_);
    ::waitpid(process_, nullptr, 0);
}

std::string HelperProcess::line() const
{
    std::string text;
    for (char byte = 0; ::read(output_, &byte, 1) == 1 && byte != '\n';)
        text += byte;
    return text;
}

}  // namespace rmirror::test
