// SPDX-License-Identifier: AGPL-3.0-or-later
// One call under way: a curl handle, set up and read out.
#pragma once

#include "upstream/client.hpp"

#include <curl/curl.h>

#include <string_view>

namespace rmirror::upstream {

class Transfer {
public:
    Transfer(Call call, Client::Done done);
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    /// Nothing when the deadline has passed already or curl refuses the call.
    CURL* begin();
    CURL* handle() const { return handle_.get(); }
    /// Tells whoever asked. Once.
    void finish(CURLcode code);
    void finish(Ending ending, std::string why);

private:
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* transfer);

    bool take_body(std::string_view bytes);
    bool take_header(std::string_view line);
    bool set_up(std::chrono::milliseconds left);

    struct Free {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    Call call_;
    Client::Done done_;
    std::chrono::steady_clock::time_point until_;
    std::unique_ptr<CURL, Free> handle_;
    std::unique_ptr<curl_slist, Free> headers_;
    Outcome outcome_;
    std::size_t header_bytes_ = 0;
    bool too_large_ = false;
};

}  // namespace rmirror::upstream
