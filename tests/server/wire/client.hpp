// SPDX-License-Identifier: AGPL-3.0-or-later
// A client that can misbehave: raw bytes on a real socket, and what comes back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace rmirror::wire::test {

struct Received {
    int status = 0;
    std::string head;
    std::map<std::string, std::string> headers;  // Lower-case names; the first of each.
    std::string body;

    std::string header(std::string const& name) const;
};

enum class Pace { usual, tiny_window };

class Client {
public:
    explicit Client(std::uint16_t port, Pace pace = Pace::usual);
    ~Client();
    Client(Client&& other) noexcept;
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// False when the server has closed; it may do so while we still send.
    bool send(std::string_view bytes);
    /// The next whole answer, by its length or its chunks; status 0 when the connection ends before.
    Received receive(bool is_answer_to_head = false);
    /// Everything up to the end of the connection.
    std::string receive_rest();
    /// Everything up to `end` and with it, or all there is when the connection ends before.
    std::string receive_up_to(std::string_view end);
    /// At least one byte more, or nothing at the end.
    std::string receive_some();
    Received ask(std::string_view bytes);

    void finish_sending();
    /// Closes with a reset, as a crashed client does.
    void abort();

private:
    bool fill();
    bool fill_to(std::size_t bytes);
    std::string take(std::size_t bytes);
    std::string read_chunks();

    int socket_;
    std::string buffer_;
};

std::string get(std::string_view path, std::string_view more_headers = "");

/// How many this process has.
std::size_t open_descriptors();

}  // namespace rmirror::wire::test

/// Until those who say http::test have moved.
namespace rmirror::http {
namespace test = wire::test;
}  // namespace rmirror::http
