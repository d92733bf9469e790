// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background.hpp"

#include "app.hpp"
#include "db/transaction.hpp"
#include "library/deletion/purge.hpp"
#include "library/images/unused_blobs.hpp"
#include "library/manifest/selection.hpp"
#include "library/sealed/sealed_chunk.hpp"
#include "mail/outbox.hpp"
#include "mail/requests.hpp"
#include "meaning/configured_embedder.hpp"
#include "meaning/spaces.hpp"
#include "ocr/configured_provider.hpp"
#include "periodic_tasks.hpp"
#include "plans/checks.hpp"
#include "plans/comparison.hpp"
#include "plans/leavers.hpp"
#include "plans/plan.hpp"
#include "reading/state.hpp"
#include "rights/removal.hpp"
#include "routes/rights/revocations.hpp"
#include "targets/delivery/redelivery.hpp"
#include "targets/reconcile/full_scan.hpp"
#include "targets/registry.hpp"

#include <algorithm>

namespace rmirror {

namespace {

constexpr std::size_t kEmbeddingThreads = 2;

reading::BatchOptions batch_options(Settings const& settings)
{
    return {settings.flag("RMIRROR_OCR_BATCH"), settings.seconds("RMIRROR_TEST_OCR_BATCH_SECONDS")};
}

}  // namespace

Background::Background(App& app)
    : app_(app),
      provider_(provider()),
      batch_provider_(batch_provider()),
      state_reporter_(app.pool, [this] { return reading_state(); }),
      reader_(app.pool, *app.blobs, app.quota, provider_.get(), app.reading),
      reading_(app.pool, *app.blobs, app.quota, app.reading, app.log, reader_, batch_provider_.get(),
               batch_options(app.settings)),
      picture_reading_(app.pool, *app.blobs, app.quota, provider_.get(), app.reading),
      embedder_(meaning::configured_embedder(app.settings, app.gateways->to(meaning::kGateway), app.spend,
                                             meaning::Use::pages, stopping_.get_token())),
      meaning_(app.pool, app.log, embedder_.get()),
      scheduler_(app.log, tasks()),
      remover_(app.log, removals()),
      pictures_(app.pool, *app.blobs),
      notices_(app.pool, app.notice_sender),
      follower_(direct_database_url(app.settings), app.pool, targets::all_targets())
{
    report_state();
    // One call per job, with its number of threads (docs/guides/add-a-job.md).
    begin(reading_, app.settings.count("RMIRROR_OCR_CONCURRENCY"));
    constexpr std::size_t kThreadsForPictures = 2;
    begin(picture_reading_, kThreadsForPictures);
    if (embedder_) {
        app.spend.note_prices(spend::Vendor::other, {embedder_->model()});
        begin(meaning_, kEmbeddingThreads);
    }
    begin_deliveries();
    begin_mails();
    begin_notices();
    start_pollers();
    start_plans();
}

void Background::begin_notices()
{
    constexpr std::size_t kThreads = 8;
    if (!upstream::only_reads_elsewhere(app_.settings))
        begin(notices_, kThreads);
}

/// Without a mail server, none is queued.
void Background::report_mailer(App& app)
{
    auto const* const mailer = mailer_of(app);
    db::as_system(app.pool, [&](pqxx::work& work) {
        mail::report_state(work, mailer ? std::optional(mailer->domain()) : std::nullopt);
    });
}

/// A server for trying things out sends no mail to people.
mail::Mailer const* Background::mailer_of(App const& app)
{
    return upstream::only_reads_elsewhere(app.settings) ? nullptr : app.mailer.get();
}

void Background::begin_mails()
{
    constexpr std::size_t kThreads = 4;
    auto const* const mailer = mailer_of(app_);
    if (!mailer)
        return;
    mails_.emplace(app_.pool, *mailer, app_.mail_links, app_.log);
    begin(*mails_, kThreads);
}

/// Each target has its own pool, so that a slow service delays no other. Its threads mostly wait for the
/// service (docs/decisions/0031-users-take-turns.md).
void Background::begin_deliveries()
{
    constexpr std::size_t kThreads = 32;
    constexpr std::size_t kThreadsForReceivers = 96;
    if (upstream::only_reads_elsewhere(app_.settings))
        return;
    for (auto const* const target : targets::all_targets()) {
        if (target->way == targets::DeliveryMode::pulled)
            continue;
        auto& job = deliveries_.emplace_back(
            *target, app_.pool, app_.vault, app_.gateways->to(target->service.name),
            targets::DeliveryOptions{.public_url = app_.sign_in.public_url(),
                                     .private_urls = app_.settings.flag("RMIRROR_PRIVATE_URLS"),
                                     .cancellation = stopping_.get_token(),
                                     .callers = &app_.notion_callers,
                                     .renew = app_.oauth.renewal_for(*target),
                                     .pictures = &pictures_,
                                     .still_after = still_after(),
                                     .max_pages = app_.settings.count("RMIRROR_TEST_NOTION_ROW_PAGES")});
        begin(job, job.slow_after() ? kThreadsForReceivers : kThreads);
    }
}

/// Polls services for changes that users made there. A slow connection delays those after it on the same
/// thread.
void Background::start_pollers()
{
    constexpr int kThreads = 2;
    for (auto const* const target : targets::all_targets()) {
        if (!target->list_changed_todos)
            continue;
        auto& poller = pollers_.emplace_back(
            *target, app_.pool, app_.gateways->to(target->service.name), app_.notion_callers,
            targets::RemotePollerOptions{.every = app_.settings.seconds("RMIRROR_TEST_NOTION_POLL_SECONDS"),
                                         .public_url = app_.sign_in.public_url(),
                                         .cancellation = stopping_.get_token(),
                                         .vault = &app_.vault,
                                         .renew = app_.oauth.renewal_for(*target)});
        for (int i = 0; i < kThreads; ++i)
            polling_.emplace_back(
                app_.log, std::vector<queue::PeriodicTask>{{"take completed todos", std::chrono::seconds(1),
                                                            [&poller] { return poller.poll_due(); }}});
    }
}

/// Reading a subscription has a thread of its own, so that a payment takes effect in a second or two while
/// plans are compared.
void Background::start_plans()
{
    if (!app_.stripe)
        return;
    stripe_ = std::make_unique<plans::Stripe>(app_.stripe->options, app_.gateways->to("stripe"),
                                              stopping_.get_token());
    auto& pool = app_.pool;
    polling_.emplace_back(
        app_.log,
        std::vector<queue::PeriodicTask>{
            {"read subscriptions", std::chrono::milliseconds(500),
             [this, &pool] { return plans::check_due_subscriptions(pool, *stripe_, app_.quota, app_.log); }},
            {"ask for subscriptions whose period ended", std::chrono::minutes(1),
             [&pool] { return plans::ask_for_ended_periods(pool); }}});
    polling_.emplace_back(app_.log,
                          std::vector<queue::PeriodicTask>{
                              {"cancel subscriptions of deleted accounts", std::chrono::seconds(1),
                               [this, &pool] { return plans::cancel_for_leavers(pool, *stripe_, app_.log); }},
                              {"compare plans with Stripe", std::chrono::minutes(10),
                               [this, &pool] { return plans::compare_daily(pool, *stripe_, app_.log); }}});
}

Background::~Background()
{
    for (auto& pool : pools_)
        pool.stop();
    stopping_.request_stop();
}

std::vector<queue::PeriodicTask> Background::tasks()
{
    auto tasks = periodic_tasks(app_.pool, app_.quota);
    tasks.push_back({"save transcription state", std::chrono::minutes(1), [this] {
                         report_state();
                         return std::size_t{0};
                     }});
    tasks.push_back({"save limits of tiers", std::chrono::minutes(1), [this] {
                         plans::report_tier_limits(app_.pool, app_.settings.tiers("RMIRROR_PAID_PAGES"));
                         return std::size_t{0};
                     }});
    for (auto& task : following())
        tasks.push_back(std::move(task));
    for (auto& task : embedding())
        tasks.push_back(std::move(task));
    return tasks;
}

std::vector<queue::PeriodicTask> Background::following() const
{
    auto& pool = app_.pool;
    auto const often = std::clamp(still_after() / 10, std::chrono::seconds(1), std::chrono::seconds(60));
    return {{"begin daily checks of targets", std::chrono::minutes(1),
             [&pool] { return db::as_system(pool, targets::begin_daily_checks); }},
            {"finish removed integrations", std::chrono::seconds(1),
             [this] { return targets::finish_removals(app_.pool, before_removal()); }},
            {"queue requested mails", std::chrono::seconds(1),
             [this] { return mail::resolve_requests(app_.pool, app_.mail_links); }},
            {"apply selections", std::chrono::seconds(1),
             [&pool, rules = app_.quota] { return library::apply_selections(pool, rules); }},
            {"bring items once more", often,
             [&pool] { return targets::queue_due_redeliveries(pool, targets::all_targets()); }}};
}

/// The first report comes with the first run, at once.
std::vector<queue::PeriodicTask> Background::embedding() const
{
    auto& pool = app_.pool;
    std::vector<queue::PeriodicTask> tasks;
    tasks.push_back({"save embedding state", std::chrono::minutes(1),
                     [&pool, this] { return meaning::report_embedder(pool, embedder_ != nullptr); }});
    if (embedder_)
        tasks.push_back({"queue pages without vectors", std::chrono::seconds(10), [&pool, this] {
                             return meaning::queue_unembedded_pages(pool, embedder_->model());
                         }});
    return tasks;
}

targets::BeforeRemoval Background::before_removal() const
{
    return [this](pqxx::work& work, UserId const& user_id, std::string const& target_name) {
        auto const* const target = targets::find_target(target_name);
        return target ? app_.oauth.revocation(work, *target, user_id) : std::function<void()>();
    };
}

std::chrono::seconds Background::still_after() const
{
    return app_.settings.seconds("RMIRROR_TEST_NOTION_PICTURE_SECONDS");
}

std::vector<queue::PeriodicTask> Background::removals()
{
    constexpr std::size_t kLookedAtOnce = 1000;
    // Shutdown waits for a purge of this many rows, which takes some seconds.
    constexpr std::size_t kPurgedAtOnce = 10'000;
    auto unused = std::make_shared<library::UnusedBlobs>(app_.pool, *app_.blobs);
    return {{"remove unused images", std::chrono::minutes(10),
             [unused = std::move(unused)] { return unused->remove_some(kLookedAtOnce); }},
            {"remove chunks that no backup uses", std::chrono::minutes(10),
             [&pool = app_.pool] { return library::remove_unused_chunks(pool, kLookedAtOnce); }},
            // Rows that are kept until a person removes them are skipped on every run.
            {"remove deleted notebooks and pages for good", std::chrono::minutes(10),
             [this, days = app_.settings.count("RMIRROR_DELETED_DAYS")] {
                 return library::purge(app_.pool, days, kPurgedAtOnce);
             }},
            {"remove deleted accounts", std::chrono::seconds(10), [this] {
                 return rights::remove_leaving_accounts(
                     app_.pool, *app_.blobs,
                     {.before_connections = [this](pqxx::work& work, UserId const& user_id) {
                         return routes::revocations(app_, work, user_id);
                     }});
             }}};
}

void Background::begin(queue::Job& job, std::size_t threads)
{
    pools_.emplace_back(app_.pool, direct_database_url(app_.settings), app_.log, job,
                        queue::WorkerOptions{.threads = threads, .counters = &app_.work});
}

reading::State Background::reading_state() const
{
    return {provider_ != nullptr, provider_ ? provider_->pause_message() : std::nullopt};
}

/// If this fails, the next attempt follows a minute later.
void Background::report_state()
{
    try {
        state_reporter_.report();
    } catch (std::exception const& error) {
        app_.log.write(Level::error, "transcription state not saved",
                       {{"what", std::string_view(error.what())}});
    }
}

ocr::Ask Background::asking(ocr::Repeats repeats) const
{
    auto& reader = app_.gateways->to(app_.settings.text("RMIRROR_OCR_PROVIDER"));
    return ocr::through(reader, app_.settings.count("RMIRROR_OCR_CONCURRENCY"), repeats,
                        stopping_.get_token());
}

std::unique_ptr<ocr::PausingProvider> Background::provider()
{
    // The service may charge for a call that it received, so with a spending limit, calls without an answer
    // aren't retried.
    auto const repeats = app_.spend.has_limit() ? ocr::Repeats::no : ocr::Repeats::yes;
    auto configured = ocr::configured_provider(
        app_.settings, ocr::within(ocr::configured_budget(app_.settings, app_.spend), asking(repeats)));
    if (!configured)
        return nullptr;
    app_.spend.note_prices(
        app_.settings.text("RMIRROR_OCR_PROVIDER") == "claude" ? spend::Vendor::claude : spend::Vendor::other,
        {app_.settings.text("RMIRROR_OCR_MODEL")});
    app_.spend.note_cost_of_page(ocr::min_cost_of_page(app_.settings, app_.spend),
                                 app_.settings.text("RMIRROR_OCR_MODEL"));
    ocr::PausingProvider::Options options;
    options.on_change = [this] {
        app_.reading.observe_pause(provider_->pause_reason());
        report_state();
    };
    options.on_advice = [this](ocr::Failure const& failure) {
        app_.log.write(
            Level::error, "transcription needs the administrator",
            {{"reason", ocr::to_string(failure.reason)}, {"advice", std::string_view(failure.advice)}});
    };
    return std::make_unique<ocr::PausingProvider>(std::move(configured), std::move(options));
}

std::unique_ptr<ocr::BatchProvider> Background::batch_provider()
{
    return ocr::configured_batches(
        app_.settings, asking(ocr::Repeats::no),
        [this](auto const& failure) { provider_->note_batch_call(failure); },
        ocr::configured_budget(app_.settings, app_.spend));
}

}  // namespace rmirror
