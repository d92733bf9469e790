// SPDX-License-Identifier: AGPL-3.0-or-later
// What works behind the requests, for as long as this lives: the workers of each kind of job, and the
// scheduler.
#pragma once

#include "base/settings.hpp"
#include "ocr/ask.hpp"
#include "ocr/pausing_provider.hpp"
#include "queue/scheduler.hpp"
#include "queue/worker_pool.hpp"
#include "reading/provider_reader.hpp"
#include "reading/reading_job.hpp"
#include "targets/delivery_job.hpp"
#include "targets/follower.hpp"
#include "targets/looker.hpp"
#include "targets/pictures.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <stop_token>
#include <vector>

namespace rmirror {

class App;

class Background {
public:
    /// App must outlive it.
    explicit Background(App& app);
    /// Shutdown does not wait for calls to providers.
    ~Background();
    Background(Background const&) = delete;
    Background& operator=(Background const&) = delete;

private:
    ocr::Ask asking(ocr::Repeats repeats) const;
    std::unique_ptr<ocr::PausingProvider> provider();
    std::unique_ptr<ocr::BatchProvider> batch_provider();
    std::vector<queue::PeriodicTask> tasks();
    std::vector<queue::PeriodicTask> following() const;
    std::vector<queue::PeriodicTask> removals();
    void begin(queue::Job& job, std::size_t threads);
    void begin_deliveries();
    std::chrono::seconds still_after() const;
    void begin_looking();
    void say_state();

    App& app_;
    std::stop_source stopping_;
    std::unique_ptr<ocr::PausingProvider> provider_;
    std::unique_ptr<ocr::BatchProvider> batch_provider_;
    reading::ProviderReader reader_;
    reading::ReadingJob reading_;
    queue::Scheduler scheduler_;
    queue::Scheduler remover_;  // On its own: a store may be slow, and everybody's quota is tended above.
    targets::StoredPictures pictures_;
    std::list<targets::DeliveryJob> deliveries_;
    std::list<queue::WorkerPool> pools_;
    std::list<targets::Looker> lookers_;
    std::list<queue::Scheduler> looking_;  // Each has to wait for services.
    targets::Follower follower_;
};

}  // namespace rmirror
