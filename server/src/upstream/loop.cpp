// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/loop.hpp"

#include <algorithm>
#include <stdexcept>

namespace rmirror::upstream {

namespace {

constexpr int kPollMilliseconds = 1000;  // Only a bound: alarms, curl's own timers and wake-ups come sooner.

void initialise_curl()
{
    static auto const code = curl_global_init(CURL_GLOBAL_ALL);
    if (code != CURLE_OK)
        throw std::runtime_error("curl cannot be initialised");
}

}  // namespace

Client::Loop::Loop(ClientOptions options) : options_(std::move(options))
{
    initialise_curl();
    multi_ = curl_multi_init();
    if (!multi_)
        throw std::runtime_error("curl cannot be initialised");
    // Connections are kept for the next burst of calls.
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.most_under_way));
    thread_ = std::thread([this] { run(); });
}

Client::Loop::~Loop()
{
    curl_multi_cleanup(multi_);
}

void Client::Loop::stop()
{
    {
        std::lock_guard const lock(mutex_);
        letters_.stopping = true;
    }
    curl_multi_wakeup(multi_);
    thread_.join();
}

std::uint64_t Client::Loop::submit(Call call, std::optional<Listener> listener, Done done)
{
    std::uint64_t number = 0;
    {
        std::lock_guard const lock(mutex_);
        number = ++last_number_;
        letters_.calls.push_back(
            std::make_unique<Transfer>(number, std::move(call), std::move(listener), std::move(done)));
    }
    curl_multi_wakeup(multi_);
    return number;
}

void Client::Loop::post(std::function<void()> task)
{
    {
        std::lock_guard const lock(mutex_);
        letters_.tasks.push_back(std::move(task));
    }
    curl_multi_wakeup(multi_);
}

void Client::Loop::at(Time time, std::function<void()> call)
{
    post([this, time, call = std::move(call)] { alarms_.emplace(time, call); });
}

void Client::Loop::cancel(std::uint64_t call)
{
    post([this, call] { cancel_here(call); });
}

void Client::Loop::resume(std::uint64_t call)
{
    post([this, call] { resume_here(call); });
}

void Client::Loop::run()
{
    for (;;) {
        auto letters = take_letters();
        for (auto& call : letters.calls)
            begin(std::move(call));
        for (auto const& task : letters.tasks)
            task();
        if (letters.stopping)
            return end_all();
        int running = 0;
        curl_multi_perform(multi_, &running);
        finish_done();
        ring_due();
        curl_multi_poll(multi_, nullptr, 0, milliseconds_to_wait(), nullptr);
    }
}

Client::Loop::Letters Client::Loop::take_letters()
{
    std::lock_guard const lock(mutex_);
    return std::exchange(letters_, Letters{{}, {}, letters_.stopping});
}

void Client::Loop::begin(std::unique_ptr<Transfer> transfer)
{
    if (under_way_.size() >= options_.most_under_way)
        return transfer->finish(Ending::overloaded, "too many calls are under way");
    auto* const handle = transfer->begin(options_);
    if (!handle)
        return;
    if (curl_multi_add_handle(multi_, handle) != CURLM_OK)
        return transfer->finish(Ending::unreachable, "curl does not take the call");
    auto const number = transfer->number();
    under_way_.emplace(number, std::move(transfer));
}

std::unique_ptr<Transfer> Client::Loop::taken_out(std::uint64_t call)
{
    auto const found = under_way_.find(call);
    if (found == under_way_.end())
        return nullptr;
    auto transfer = std::move(found->second);
    under_way_.erase(found);
    curl_multi_remove_handle(multi_, transfer->handle());
    return transfer;
}

void Client::Loop::cancel_here(std::uint64_t call)
{
    if (auto const transfer = taken_out(call))
        transfer->finish(Ending::cancelled, "whoever asked has left");
}

void Client::Loop::resume_here(std::uint64_t call)
{
    auto const found = under_way_.find(call);
    if (found != under_way_.end())
        found->second->resume();
}

void Client::Loop::finish_done()
{
    int left = 0;
    while (auto const* const message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        auto const code = message->data.result;  // The message does not outlive the handle's removal.
        Transfer* done = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &done);
        if (auto const transfer = taken_out(done->number()))
            transfer->finish(code);
    }
}

void Client::Loop::ring_due()
{
    auto const end = alarms_.upper_bound(std::chrono::steady_clock::now());
    std::vector<std::function<void()>> due;
    for (auto alarm = alarms_.begin(); alarm != end; alarm = alarms_.erase(alarm))
        due.push_back(std::move(alarm->second));
    for (auto const& call : due)
        call();
}

int Client::Loop::milliseconds_to_wait() const
{
    if (alarms_.empty())
        return kPollMilliseconds;
    auto const left = alarms_.begin()->first - std::chrono::steady_clock::now();
    auto const milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(milliseconds, 0, kPollMilliseconds));
}

/// Whoever is told may hand in more, which is told the same.
void Client::Loop::end_all()
{
    for (auto const& [number, transfer] : std::exchange(under_way_, {})) {
        curl_multi_remove_handle(multi_, transfer->handle());
        transfer->finish(Ending::stopped, "the server stops");
    }
    for (auto letters = take_letters(); !letters.calls.empty() || !letters.tasks.empty();
         letters = take_letters()) {
        for (auto const& transfer : letters.calls)
            transfer->finish(Ending::stopped, "the server stops");
        for (auto const& task : letters.tasks)
            task();
    }
}

}  // namespace rmirror::upstream
