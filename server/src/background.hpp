// SPDX-License-Identifier: AGPL-3.0-or-later
// The background work of a process: workers for each job, schedulers, and pollers of services. Runs until
// destroyed.
#pragma once

#include "base/settings/settings.hpp"
#include "mail/mail_job.hpp"
#include "meaning/meaning_job.hpp"
#include "notices/webhook_job.hpp"
#include "ocr/pausing_provider.hpp"
#include "ocr/service/service_call.hpp"
#include "plans/stripe.hpp"
#include "queue/workers/scheduler.hpp"
#include "queue/workers/worker_pool.hpp"
#include "reading/pictures_job.hpp"
#include "reading/provider_reader.hpp"
#include "reading/reading_job.hpp"
#include "reading/state.hpp"
#include "targets/delivery/delivery_job.hpp"
#include "targets/inbound/remote_poller.hpp"
#include "targets/pictures.hpp"
#include "targets/reconcile/change_feed_follower.hpp"
#include "targets/reconcile/full_scan.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace rmirror {

class App;

class Background {
public:
    /// `app` must outlive this.
    explicit Background(App& app);
    /// Saves whether mails are sent, and from which domain. Before the constructor, whose threads may soon
    /// hold all connections to the database.
    static void report_mailer(App& app);
    /// Cancels calls to services, so that shutdown doesn't wait for them.
    ~Background();
    Background(Background const&) = delete;
    Background& operator=(Background const&) = delete;

private:
    ocr::Ask asking(ocr::Repeats repeats) const;
    std::unique_ptr<ocr::PausingProvider> provider();
    std::unique_ptr<ocr::BatchProvider> batch_provider();
    std::vector<queue::PeriodicTask> tasks();
    std::vector<queue::PeriodicTask> following() const;
    std::vector<queue::PeriodicTask> embedding() const;
    std::vector<queue::PeriodicTask> removals();
    void begin(queue::Job& job, std::size_t threads);
    void begin_deliveries();
    void begin_mails();
    static mail::Mailer const* mailer_of(App const& app);
    void begin_notices();
    std::chrono::seconds still_after() const;
    /// Revokes granted tokens.
    targets::BeforeRemoval before_removal() const;
    void start_pollers();
    void start_plans();
    reading::State reading_state() const;
    void report_state();

    App& app_;
    std::stop_source stopping_;
    std::unique_ptr<ocr::PausingProvider> provider_;
    std::unique_ptr<ocr::BatchProvider> batch_provider_;
    reading::StateReporter state_reporter_;
    reading::ProviderReader reader_;
    reading::ReadingJob reading_;
    reading::PicturesJob picture_reading_;
    std::unique_ptr<meaning::Embedder> embedder_;  // Null without a service.
    meaning::MeaningJob meaning_;
    queue::Scheduler scheduler_;
    /// Separate from scheduler_, because a store may be slow and would delay its tasks, such as quota resets.
    queue::Scheduler remover_;
    targets::StoredPictures pictures_;
    std::optional<mail::MailJob> mails_;  // None without a mail server.
    notices::WebhookJob notices_;
    std::list<targets::DeliveryJob> deliveries_;
    std::list<queue::WorkerPool> pools_;
    std::list<targets::RemotePoller> pollers_;
    std::unique_ptr<plans::Stripe> stripe_;  // Null if nothing is sold here.
    std::list<queue::Scheduler> polling_;    // Separate, because each waits for services.
    targets::ChangeFeedFollower follower_;
};

}  // namespace rmirror
