// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/client_thread.hpp"

#include "base/threads/thread.hpp"
#include "upstream/client/http_transfer.hpp"
#include "upstream/client/mail_transfer.hpp"

#include <algorithm>
#include <stdexcept>

namespace rmirror::upstream {

namespace {

constexpr auto kName = "upstream";

constexpr int kPollMilliseconds = 1000;  // Upper bound; timers, curl's own and wake-ups end the wait earlier.

void initialise_curl()
{
    static auto const code = curl_global_init(CURL_GLOBAL_ALL);
    if (code != CURLE_OK)
        throw std::runtime_error("curl can't be initialised");
}

}  // namespace

Client::Thread::Thread(ClientOptions options) : options_(std::move(options))
{
    initialise_curl();
    multi_ = curl_multi_init();
    if (!multi_)
        throw std::runtime_error("curl can't be initialised");
    // Keeps connections open for the next burst of calls.
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.max_under_way));
    thread_ = start_thread(kName, [this](std::stop_token const& stop) { run(stop); });
}

Client::Thread::~Thread()
{
    curl_multi_cleanup(multi_);
}

void Client::Thread::stop()
{
    thread_.request_stop();
    curl_multi_wakeup(multi_);
    thread_.join();
}

void Client::Thread::submit(Call call, std::optional<Sink> sink, Done done, std::stop_token cancellation)
{
    {
        std::lock_guard const lock(mutex_);
        submissions_.calls.push_back(std::make_unique<HttpTransfer>(
            ++last_number_, std::move(call), std::move(sink), std::move(done), std::move(cancellation)));
    }
    curl_multi_wakeup(multi_);
}

void Client::Thread::submit(Mail mail, MailDone done)
{
    {
        std::lock_guard const lock(mutex_);
        submissions_.calls.push_back(
            std::make_unique<MailTransfer>(++last_number_, std::move(mail), std::move(done)));
    }
    curl_multi_wakeup(multi_);
}

void Client::Thread::post(std::function<void()> task)
{
    {
        std::lock_guard const lock(mutex_);
        submissions_.tasks.push_back(std::move(task));
    }
    curl_multi_wakeup(multi_);
}

void Client::Thread::at(Time time, std::function<void()> call)
{
    post([this, time, call = std::move(call)] { alarms_.emplace(time, call); });
}

/// Returns a function that can be called from any thread and at any time, and runs `action` on this thread.
std::function<void()> Client::Thread::posting(void (Thread::*action)(std::uint64_t), std::uint64_t call)
{
    return [weak = weak_from_this(), action, call] {
        if (auto const thread = weak.lock())
            thread->post([thread = thread.get(), action, call] { (thread->*action)(call); });
    };
}

void Client::Thread::run(std::stop_token const& stop)
{
    for (;;) {
        auto submissions = take_submissions();
        for (auto& call : submissions.calls)
            contain_failure(kName, [&] { begin(std::move(call)); });
        for (auto const& task : submissions.tasks)
            contain_failure(kName, task);
        if (stop.stop_requested())
            return end_all();
        int running = 0;
        curl_multi_perform(multi_, &running);
        finish_done();
        ring_due();
        curl_multi_poll(multi_, nullptr, 0, milliseconds_to_wait(), nullptr);
    }
}

Client::Thread::Submissions Client::Thread::take_submissions()
{
    std::lock_guard const lock(mutex_);
    return std::exchange(submissions_, {});
}

void Client::Thread::begin(std::unique_ptr<Transfer> transfer)
{
    if (under_way_.size() >= options_.max_under_way)
        return transfer->finish(CallOutcome::overloaded, "too many calls are in progress");
    auto const number = transfer->number();
    auto* const handle = transfer->begin(options_, posting(&Thread::resume, number));
    if (!handle)
        return;
    if (curl_multi_add_handle(multi_, handle) != CURLM_OK)
        return transfer->finish(CallOutcome::unreachable, "curl refused the call");
    auto& begun = *under_way_.emplace(number, std::move(transfer)).first->second;
    begun.watch(posting(&Thread::cancel, number));
}

std::unique_ptr<Transfer> Client::Thread::taken_out(std::uint64_t call)
{
    auto const found = under_way_.find(call);
    if (found == under_way_.end())
        return nullptr;
    auto transfer = std::move(found->second);
    under_way_.erase(found);
    curl_multi_remove_handle(multi_, transfer->handle());
    return transfer;
}

void Client::Thread::cancel(std::uint64_t call)
{
    if (auto const transfer = taken_out(call))
        transfer->finish(CallOutcome::cancelled, "the caller has gone");
}

void Client::Thread::resume(std::uint64_t call)
{
    auto const found = under_way_.find(call);
    if (found != under_way_.end())
        found->second->resume();
}

void Client::Thread::finish_done()
{
    int left = 0;
    while (auto const* const message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        auto const code = message->data.result;  // The message is invalid once the handle is removed.
        Transfer* done = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &done);
        contain_failure(kName, [&] {
            if (auto const transfer = taken_out(done->number()))
                transfer->finish(code);
        });
    }
}

void Client::Thread::ring_due()
{
    auto const end = alarms_.upper_bound(std::chrono::steady_clock::now());
    std::vector<std::function<void()>> due;
    for (auto alarm = alarms_.begin(); alarm != end; alarm = alarms_.erase(alarm))
        due.push_back(std::move(alarm->second));
    for (auto const& call : due)
        contain_failure(kName, call);
}

int Client::Thread::milliseconds_to_wait() const
{
    if (alarms_.empty())
        return kPollMilliseconds;
    auto const left = alarms_.begin()->first - std::chrono::steady_clock::now();
    auto const milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(milliseconds, 0, kPollMilliseconds));
}

/// An exception from one callback doesn't affect other calls. Callbacks may submit more calls, which end as
/// `stopped` too.
void Client::Thread::end_all()
{
    auto const finish = [](Transfer& transfer) {
        contain_failure(kName, [&] { transfer.finish(CallOutcome::stopped, "the server is stopping"); });
    };
    for (auto const& [number, transfer] : std::exchange(under_way_, {})) {
        curl_multi_remove_handle(multi_, transfer->handle());
        finish(*transfer);
    }
    for (auto submissions = take_submissions(); !submissions.calls.empty() || !submissions.tasks.empty();
         submissions = take_submissions()) {
        for (auto const& transfer : submissions.calls)
            finish(*transfer);
        for (auto const& task : submissions.tasks)
            contain_failure(kName, task);
    }
}

}  // namespace rmirror::upstream
