// SPDX-License-Identifier: AGPL-3.0-or-later
// One call in progress: configures a curl handle and collects its result.
#pragma once

#include "upstream/client/client.hpp"

#include <curl/curl.h>

namespace rmirror::upstream {

class Transfer {
public:
    Transfer(std::uint64_t number, Call call, std::optional<Sink> sink, Done done,
             std::stop_token cancellation);
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    std::uint64_t number() const { return number_; }
    /// Null if it has already ended: cancelled, too late, or refused by curl. `resume` is passed to the sink.
    CURL* begin(ClientOptions const& options, Sink::Resume resume);
    CURL* handle() const { return handle_.get(); }
    /// Calls `on_cancel` on the cancelling thread, or immediately if the call is already cancelled.
    void watch(std::function<void()> on_cancel) { watch_.emplace(cancellation_, std::move(on_cancel)); }
    void resume();
    /// Calls `done`. Call finish() once.
    void finish(CURLcode code);
    void finish(CallOutcome outcome, std::string why);

private:
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static int before_request(void* transfer, char* to, char* from, int to_port, int from_port);
    static curl_socket_t open_socket(void* transfer, curlsocktype purpose, curl_sockaddr* address);

    std::size_t take_body(std::string_view bytes);
    bool take_header(std::string_view line);
    void show_head();
    bool set_up(ClientOptions const& options, std::chrono::milliseconds left);
    bool set_up_sink();
    bool set_up_reach();
    int status() const;
    bool was_sent() const;
    bool may_be_sent();

    struct Free {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    std::uint64_t number_;
    Call call_;
    std::optional<Sink> sink_;
    Sink::Resume resume_;
    Done done_;
    std::stop_token cancellation_;
    std::optional<std::stop_callback<std::function<void()>>> watch_;
    std::chrono::steady_clock::time_point until_;
    std::unique_ptr<CURL, Free> handle_;
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
