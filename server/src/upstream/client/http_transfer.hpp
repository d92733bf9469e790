// SPDX-License-Identifier: AGPL-3.0-or-later
// One HTTP call in progress: configures a curl handle and collects its result.
#pragma once

#include "upstream/client/transfer.hpp"

namespace rmirror::upstream {

class HttpTransfer final : public Transfer {
public:
    HttpTransfer(std::uint64_t number, Call call, std::optional<Sink> sink, Done done,
                 std::stop_token cancellation);

    void resume() override;
    /// Calls `done`.
    void finish(CURLcode code) override;
    void finish(CallOutcome outcome, std::string why) override;

private:
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static int before_request(void* transfer, char* to, char* from, int to_port, int from_port);
    static curl_socket_t open_socket(void* transfer, curlsocktype purpose, curl_sockaddr* address);

    std::size_t take_body(std::string_view bytes);
    bool take_header(std::string_view line);
    void show_head();
    bool set_up(Sink::Resume resume) override;
    bool set_up_sink();
    bool set_up_reach();
    bool was_sent() const;
    bool may_be_sent();

    Call call_;
    std::optional<Sink> sink_;
    Sink::Resume resume_;
    Done done_;
    std::unique_ptr<curl_slist, Free> headers_;
    CallResult result_;
    std::size_t header_bytes_ = 0;
    bool too_large_ = false;
    bool is_out_of_reach_ = false;  // The address is outside the call's reach.
    bool was_cut_off_ = false;      // A reused connection closed after the request was sent.
    bool head_shown_ = false;       // The rest of the body goes to the sink.
    bool paused_ = false;
};

}  // namespace rmirror::upstream
