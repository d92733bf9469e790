// SPDX-License-Identifier: AGPL-3.0-or-later
// One exchange in progress: a curl handle, the deadline and cancellation of the exchange, and its result.
#pragma once

#include "upstream/client/client.hpp"

#include <curl/curl.h>

namespace rmirror::upstream {

class Transfer {
public:
    Transfer(std::uint64_t number, std::chrono::milliseconds deadline, std::stop_token cancellation);
    virtual ~Transfer() = default;
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    std::uint64_t number() const { return number_; }
    /// Null if it has already ended: cancelled, too late, or refused by curl. `resume` ends a pause.
    CURL* begin(ClientOptions const& options, std::function<void()> resume);
    CURL* handle() const { return handle_.get(); }
    /// Calls `on_cancel` on the cancelling thread, or immediately if the exchange is already cancelled.
    void watch(std::function<void()> on_cancel) { watch_.emplace(cancellation_, std::move(on_cancel)); }
    virtual void resume() {}
    /// Reports the result to the caller. Call finish() once.
    virtual void finish(CURLcode code) = 0;
    virtual void finish(CallOutcome outcome, std::string why) = 0;

protected:
    struct Free {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    /// Sets one of curl's options; false if curl refuses it.
    template <typename Value>
    bool set(CURLoption option, Value value)
    {
        return curl_easy_setopt(handle_.get(), option, value) == CURLE_OK;
    }
    /// The last status or reply code; 0 before the first.
    int response_code() const;

private:
    virtual bool set_up(std::function<void()> resume) = 0;
    bool set_up_common(ClientOptions const& options, std::chrono::milliseconds left);

    std::uint64_t number_;
    std::stop_token cancellation_;
    std::optional<std::stop_callback<std::function<void()>>> watch_;
    std::chrono::steady_clock::time_point until_;
    std::unique_ptr<CURL, Free> handle_;
};

}  // namespace rmirror::upstream
