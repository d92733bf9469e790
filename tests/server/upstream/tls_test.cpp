// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls over TLS, to a server of Node's with a certificate made for the test.
#include "upstream/client.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <vector>

namespace rmirror::upstream {
namespace {

namespace fs = std::filesystem;

/// A process with pipes to its standard input and from its output.
class Process {
public:
    explicit Process(std::vector<std::string> words)
    {
        std::vector<char*> arguments;
        arguments.reserve(words.size() + 1);
        for (auto& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        std::array<int, 2> input{};
        std::array<int, 2> output{};
        if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(input[0], STDIN_FILENO);
            ::dup2(output[1], STDOUT_FILENO);
            ::execvp(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(input[0]);
        ::close(output[1]);
        input_ = input[1];
        output_ = output[0];
    }

    ~Process()
    {
        ::close(input_);
        ::close(output_);
        ::waitpid(process_, nullptr, 0);
    }

    Process(Process const&) = delete;
    Process& operator=(Process const&) = delete;

    /// Up to the end of the line, or of the output.
    std::string line() const
    {
        std::string text;
        for (char byte = 0; ::read(output_, &byte, 1) == 1 && byte != '\n';)
            text += byte;
        return text;
    }

private:
    pid_t process_ = -1;
    int input_ = -1;
    int output_ = -1;
};

class Tls : public testing::Test {
protected:
    Tls()
    {
        std::string pattern = fs::temp_directory_path() / "rmirror-tls-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error("no folder for a certificate");
        folder_ = pattern;
        auto const made =
            Process({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                     "-nodes", "-days", "2", "-subj", "/CN=rmirror test", "-addext",
                     "subjectAltName=IP:127.0.0.1", "-keyout", key(), "-out", certificate()})
                .line();
    }
    ~Tls() override { fs::remove_all(folder_); }

    std::string key() const { return folder_ / "key.pem"; }
    std::string certificate() const { return folder_ / "certificate.pem"; }

    void serve(std::string const& version)
    {
        server_.emplace(std::vector<std::string>{
            "node", std::string(RMIRROR_SOURCE_DIR) + "/tests/server/upstream/http2-server.mjs",
            certificate(), key(), version});
        port_ = server_->line();
    }

    Call call() const
    {
        Call call;
        call.url = "https://127.0.0.1:" + port_ + "/";
        return call;
    }

    fs::path folder_;
    std::optional<Process> server_;
    std::string port_;
};

TEST_F(Tls, speaks_http_2_and_shares_one_connection)
{
    serve("h2");
    Client client({.authorities = certificate()});
    std::vector<std::promise<Outcome>> answers(20);
    for (auto& answer : answers)
        client.ask(call(), [&answer](Outcome outcome) { answer.set_value(std::move(outcome)); });
    for (auto& answer : answers) {
        auto const outcome = answer.get_future().get();
        EXPECT_EQ(outcome.body, "HTTP/2.0 by connection 1") << outcome.why;
    }
}

TEST_F(Tls, speaks_http_1_where_the_other_side_does)
{
    serve("http/1.1");
    Client client({.authorities = certificate()});
    auto const outcome = client.ask_and_wait(call());
    EXPECT_TRUE(outcome.body.starts_with("HTTP/1.1 ")) << outcome.why;
}

TEST_F(Tls, trusts_nobody_without_a_reason)
{
    serve("h2");
    Client client;
    auto const outcome = client.ask_and_wait(call());
    EXPECT_EQ(outcome.ending, Ending::unreachable);
    EXPECT_FALSE(outcome.sent);
    EXPECT_EQ(outcome.body, "");
}

}  // namespace
}  // namespace rmirror::upstream
