// SPDX-License-Identifier: AGPL-3.0-or-later
// What works behind the requests, for as long as this lives: the queue's worker, the scheduler, batches.
#pragma once

#include "base/settings.hpp"
#include "ocr/ask.hpp"
#include "ocr/pausing_provider.hpp"
#include "queue/scheduler.hpp"
#include "queue/worker.hpp"
#include "reading/batch_reading.hpp"

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
    ocr::Ask asking(App& app, ocr::Repeats repeats) const;
    std::unique_ptr<ocr::PausingProvider> provider(App& app) const;
    std::unique_ptr<ocr::BatchProvider> batches(App& app);
    jobs::BatchOptions batch_options(Settings const& settings);
    jobs::Kinds kinds(App& app);

    std::stop_source stopping_;
    std::unique_ptr<ocr::PausingProvider> provider_;
    std::unique_ptr<ocr::BatchProvider> batches_;
    jobs::BatchReading batch_reading_;
    jobs::Scheduler scheduler_;
    jobs::Scheduler batch_scheduler_;  // Of its own: handing over takes its time.
    jobs::Worker worker_;
};

}  // namespace rmirror
