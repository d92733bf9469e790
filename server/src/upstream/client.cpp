// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client.hpp"

#include "upstream/transfer.hpp"

#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <unordered_map>

namespace rmirror::upstream {

namespace {

constexpr int kPollMilliseconds = 1000;  // Only a bound: curl's own timers and wake-ups come sooner.

bool breaks_out(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

void expect_well_formed(Call const& call)
{
    bool broken = call.method.empty() || breaks_out(call.method) || breaks_out(call.url);
    for (auto const& [name, value] : call.headers)
        broken = broken || name.empty() || breaks_out(name) || breaks_out(value);
    if (broken)
        throw std::invalid_argument("a call that would break out of its line");
}

void initialise_curl()
{
    static auto const code = curl_global_init(CURL_GLOBAL_ALL);
    if (code != CURLE_OK)
        throw std::runtime_error("curl cannot be initialised");
}

}  // namespace

class Client::Loop {
public:
    explicit Loop(std::size_t most_under_way) : most_under_way_(most_under_way)
    {
        initialise_curl();
        multi_ = curl_multi_init();
        if (!multi_)
            throw std::runtime_error("curl cannot be initialised");
        thread_ = std::thread([this] { run(); });
    }

    ~Loop()
    {
        {
            std::lock_guard const lock(mutex_);
            stopping_ = true;
        }
        curl_multi_wakeup(multi_);
        thread_.join();
        curl_multi_cleanup(multi_);
    }

    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;

    void submit(std::unique_ptr<Transfer> transfer)
    {
        {
            std::lock_guard const lock(mutex_);
            given_.push_back(std::move(transfer));
        }
        curl_multi_wakeup(multi_);
    }

private:
    void run()
    {
        while (take_given()) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            finish_done();
            curl_multi_poll(multi_, nullptr, 0, kPollMilliseconds, nullptr);
        }
        for (auto& [handle, transfer] : under_way_) {
            curl_multi_remove_handle(multi_, handle);
            transfer->finish(Ending::stopped, "the server stops");
        }
        under_way_.clear();
    }

    /// False when it is time to end.
    bool take_given()
    {
        std::vector<std::unique_ptr<Transfer>> given;
        bool stopping = false;
        {
            std::lock_guard const lock(mutex_);
            given.swap(given_);
            stopping = stopping_;
        }
        for (auto& transfer : given) {
            if (stopping)
                transfer->finish(Ending::stopped, "the server stops");
            else if (under_way_.size() >= most_under_way_)
                transfer->finish(Ending::overloaded, "too many calls are under way");
            else if (auto* const handle = transfer->begin())
                start(handle, std::move(transfer));
        }
        return !stopping;
    }

    void start(CURL* handle, std::unique_ptr<Transfer> transfer)
    {
        if (curl_multi_add_handle(multi_, handle) == CURLM_OK)
            under_way_.emplace(handle, std::move(transfer));
        else
            transfer->finish(Ending::unreachable, "curl does not take the call");
    }

    void finish_done()
    {
        int left = 0;
        while (auto const* const message = curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            auto const code = message->data.result;
            auto const found = under_way_.find(message->easy_handle);
            auto const transfer = std::move(found->second);
            under_way_.erase(found);
            curl_multi_remove_handle(multi_, transfer->handle());
            transfer->finish(code);
        }
    }

    std::size_t most_under_way_;
    CURLM* multi_ = nullptr;
    std::unordered_map<CURL*, std::unique_ptr<Transfer>> under_way_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Transfer>> given_;
    bool stopping_ = false;
    std::thread thread_;
};

Client::Client(std::size_t most_under_way) : loop_(std::make_unique<Loop>(most_under_way)) {}

Client::~Client() = default;

void Client::ask(Call call, Done done)
{
    expect_well_formed(call);
    loop_->submit(std::make_unique<Transfer>(std::move(call), std::move(done)));
}

Outcome Client::ask_and_wait(Call call)
{
    std::promise<Outcome> promise;
    ask(std::move(call), [&promise](Outcome outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
}

}  // namespace rmirror::upstream
