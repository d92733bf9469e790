// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/dispatch/cached_answer.hpp"

#include "http/problem.hpp"

#include <utility>

namespace rmirror::http {

class CachedAnswer::Sink : public AnswerSink {
public:
    explicit Sink(std::shared_ptr<CachedAnswer> shared) : shared_(std::move(shared)) {}

    void send(Reply reply) override { shared_->publish(reply); }

    /// A stream can't be repeated for later requests, so it is an error.
    void begin(Reply, std::shared_ptr<StreamState> state) override
    {
        state->mark_disconnected();
        send(problem(Code::Internal_Server_Error, "The server didn't respond. Try again."));
    }
    void write(std::string) override {}
    void end() override {}
    void cut() override {}
    /// Another request may always arrive that needs the answer.
    void notify_on_disconnect(std::function<void()>) override {}
    bool is_wanted() const override { return true; }

private:
    std::shared_ptr<CachedAnswer> shared_;
};

void CachedAnswer::answer_with_cache(Answer const& answer, Make const& make)
{
    {
        std::unique_lock lock(mutex_);
        if (!is_being_made_ && Clock::now() < fresh_until_) {
            auto reply = reply_;
            lock.unlock();
            return answer.send(std::move(reply));
        }
        waiting_.push_back(answer);
        if (std::exchange(is_being_made_, true))
            return;
    }
    make(Answer(std::make_shared<Sink>(shared_from_this()), 0));
}

void CachedAnswer::publish(Reply const& reply)
{
    std::vector<Answer> waiting;
    {
        std::lock_guard const lock(mutex_);
        bool const is_failure = static_cast<int>(reply.status) >= 500;
        reply_ = is_failure ? Reply{} : reply;
        fresh_until_ = is_failure ? Clock::time_point{} : Clock::now() + kept_;
        is_being_made_ = false;
        waiting.swap(waiting_);
    }
    for (auto const& each : waiting)
        each.send(reply);
}

}  // namespace rmirror::http
