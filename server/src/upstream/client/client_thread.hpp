// SPDX-License-Identifier: AGPL-3.0-or-later
// The client's thread, which runs curl and everything submitted by other threads.
#pragma once

#include "upstream/client/transfer.hpp"

#include <mutex>
#include <stop_token>
#include <thread>
#include <unordered_map>
#include <vector>

namespace rmirror::upstream {

class Client::Thread final : public std::enable_shared_from_this<Thread> {
public:
    explicit Thread(ClientOptions options);
    /// Call stop() first.
    ~Thread();
    Thread(Thread const&) = delete;
    Thread& operator=(Thread const&) = delete;

    /// Ends all calls as `stopped` and joins the thread.
    void stop();

    void submit(Call call, std::optional<Sink> sink, Done done, std::stop_token cancellation);
    void submit(Mail mail, MailDone done);
    void post(std::function<void()> task);
    void at(Time time, std::function<void()> call);

private:
    /// Work submitted by other threads.
    struct Submissions {
        std::vector<std::unique_ptr<Transfer>> calls;
        std::vector<std::function<void()>> tasks;
    };

    void run(std::stop_token const& stop);
    Submissions take_submissions();
    void begin(std::unique_ptr<Transfer> transfer);
    void cancel(std::uint64_t call);
    void resume(std::uint64_t call);
    std::function<void()> posting(void (Thread::*action)(std::uint64_t), std::uint64_t call);
    void finish_done();
    void ring_due();
    int milliseconds_to_wait() const;
    void end_all();
    std::unique_ptr<Transfer> taken_out(std::uint64_t call);

    ClientOptions options_;
    CURLM* multi_ = nullptr;
    // Used by the thread only:
    std::unordered_map<std::uint64_t, std::unique_ptr<Transfer>> under_way_;
    std::multimap<Time, std::function<void()>> alarms_;
    // Guarded by `mutex_`:
    std::mutex mutex_;
    Submissions submissions_;
    std::uint64_t last_number_ = 0;
    std::jthread thread_;
};

}  // namespace rmirror::upstream
