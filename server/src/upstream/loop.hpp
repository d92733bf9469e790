// SPDX-License-Identifier: AGPL-3.0-or-later
// The client's thread: everything that is handed in from other threads, and curl.
#pragma once

#include "upstream/transfer.hpp"

#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace rmirror::upstream {

class Client::Loop final : public Ticket::Office {
public:
    explicit Loop(ClientOptions options);
    /// Only after stop().
    ~Loop() override;
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;

    /// Tells all calls that it stopped, and returns when the thread has ended.
    void stop();

    std::uint64_t submit(Call call, std::optional<Listener> listener, Done done);
    void post(std::function<void()> task);
    void at(Time time, std::function<void()> call);
    void cancel(std::uint64_t call) override;
    void resume(std::uint64_t call) override;

private:
    /// What other threads hand in.
    struct Letters {
        std::vector<std::unique_ptr<Transfer>> calls;
        std::vector<std::function<void()>> tasks;
        bool stopping = false;
    };

    void run();
    Letters take_letters();
    void begin(std::unique_ptr<Transfer> transfer);
    void cancel_here(std::uint64_t call);
    void resume_here(std::uint64_t call);
    void finish_done();
    void ring_due();
    int milliseconds_to_wait() const;
    void end_all();
    std::unique_ptr<Transfer> taken_out(std::uint64_t call);

    ClientOptions options_;
    CURLM* multi_ = nullptr;
    // The thread's own:
    std::unordered_map<std::uint64_t, std::unique_ptr<Transfer>> under_way_;
    std::multimap<Time, std::function<void()>> alarms_;
    // Shared:
    std::mutex mutex_;
    Letters letters_;
    std::uint64_t last_number_ = 0;
    std::thread thread_;
};

}  // namespace rmirror::upstream
