// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background.hpp"

#include "app.hpp"
#include "library/unused_blobs.hpp"
#include "ocr/configured_provider.hpp"
#include "reading/read_with.hpp"

namespace rmirror {

namespace {

std::vector<jobs::Chore> chores(App& app)
{
    constexpr std::size_t kLookedAtOnce = 1000;
    auto unused = std::make_shared<library::UnusedBlobs>(app.pool, *app.blobs);
    auto chores = jobs::usual_chores(app.pool, app.quota);
    chores.push_back({"remove unused pictures", std::chrono::minutes(10),
                      [unused = std::move(unused)] { return unused->remove_some(kLookedAtOnce); }});
    return chores;
}

}  // namespace

Background::Background(App& app)
    : provider_(provider(app)),
      batches_(batches(app)),
      batch_reading_(app.pool, *app.blobs, app.quota, app.reading, app.log, batches_.get(),
                     batch_options(app.settings)),
      scheduler_(app.log, chores(app)),
      batch_scheduler_(app.log, {{"read in batches", batch_options(app.settings).every,
                                  [this] { return batch_reading_.run(); }}}),
      worker_(app.pool, app.settings.secret("RMIRROR_DATABASE_URL"), app.log, kinds(app),
              {.threads = app.settings.count("RMIRROR_OCR_CONCURRENCY")})
{}

Background::~Background()
{
    worker_.stop();
    stopping_.request_stop();
}

ocr::Ask Background::asking(App& app, ocr::Repeats repeats) const
{
    auto& reader = app.gateways->to(app.settings.text("RMIRROR_OCR_PROVIDER"));
    return ocr::through(reader, app.settings.count("RMIRROR_OCR_CONCURRENCY"), repeats,
                        stopping_.get_token());
}

std::unique_ptr<ocr::PausingProvider> Background::provider(App& app) const
{
    auto configured = ocr::configured_provider(app.settings, asking(app, ocr::Repeats::yes));
    return configured ? std::make_unique<ocr::PausingProvider>(std::move(configured)) : nullptr;
}

std::unique_ptr<ocr::BatchProvider> Background::batches(App& app)
{
    return ocr::configured_batches(app.settings, asking(app, ocr::Repeats::no),
                                   [this](auto const& failure) { provider_->note_batch_call(failure); });
}

jobs::BatchOptions Background::batch_options(Settings const& settings)
{
    return {settings.flag("RMIRROR_OCR_BATCH"), settings.seconds("RMIRROR_OCR_BATCH_SECONDS"),
            [this] { return provider_->may_be_asked(); }};
}

/// Without anybody to read pages they are left alone.
jobs::Kinds Background::kinds(App& app)
{
    if (!provider_)
        return {};
    auto read = jobs::read_with(app.pool, *app.blobs, *provider_, app.reading);
    auto kind = jobs::ocr_page(app.pool, app.quota, std::move(read), provider_->pages_together());
    kind.leaves_backlog = batch_options(app.settings).gathers;
    kind.may_begin = [this] { return provider_->may_be_asked(); };
    return {std::move(kind)};
}

}  // namespace rmirror
