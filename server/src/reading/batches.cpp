// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/batches.hpp"

#include "db/transaction.hpp"
#include "library/documents/kept_answers.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "reading/page_state.hpp"

#include <boost/json.hpp>

#include <utility>

namespace rmirror::reading {

namespace {

namespace json = boost::json;
using queue::Item;
using queue::Outcome;

/// Lifetime of reservations: a batch ends within a day, and its pages keep their units until it has been
/// fetched.
constexpr std::chrono::hours kPromise{48};
constexpr std::chrono::seconds kBatchCreationLease{120};
constexpr int kMaxBatchesAtOnce = 20;
/// How far the service's clock may be behind the database's.
constexpr std::chrono::minutes kClockSkew{5};

quota::Rules with_longer_promises(quota::Rules rules)
{
    rules.promise = kPromise;
    return rules;
}

std::string places_of(ocr::Page const& page)
{
    json::array places;
    for (auto const& picture : page.pictures)
        places.push_back(json::array{picture.left, picture.top, picture.width, picture.height});
    return json::serialize(places);
}

/// Parses what places_of() wrote. The images have no content.
ocr::Page page_at(std::string const& places)
{
    ocr::Page page;
    auto const list = json::parse(places);
    for (auto const& place : list.as_array())
        page.pictures.push_back({"", place.at(0).to_number<double>(), place.at(1).to_number<double>(),
                                 place.at(2).to_number<double>(), place.at(3).to_number<double>()});
    return page;
}

}  // namespace

Batches::Batches(db::Pool& pool, BlobStore& blobs, quota::Rules rules, ocr::Counters& counters, Log& log,
                 queue::Job& job, PageReader& reader, ocr::BatchProvider* provider, BatchOptions options)
    : pool_(pool),
      blobs_(blobs),
      rules_(with_longer_promises(std::move(rules))),
      counters_(counters),
      log_(log),
      job_(job),
      reader_(reader),
      provider_(provider),
      options_(options)
{}

std::size_t Batches::run()
{
    std::size_t moved = 0;
    for (auto& batch : take_due_batches(pool_, options_.every))
        moved += advance(std::move(batch)) ? 1 : 0;
    for (int made = 0; provider_ && options_.creates_batches && made < kMaxBatchesAtOnce; ++made) {
        auto batch = create_batch();
        if (!batch || !submit(*batch))
            break;
        ++moved;
    }
    return moved;
}

/// Claims waiting pages for a new batch. nullopt if none are waiting or the service can't be called now.
std::optional<Batch> Batches::create_batch()
{
    auto const waiting = backlog_for_batch(pool_);
    if (waiting.empty() || !job_.may_begin() || !provider_->may_be_paid({}))
        return std::nullopt;
    std::vector<std::string> leases;
    for (auto const& item : queue::claim_these(pool_, waiting, kBatchCreationLease)) {
        if (auto const refusal = begin_reading(pool_, rules_, reader_, item, provider_->version()))
            end_member(item, *refusal);
        else
            leases.push_back(item.lease_id);
    }
    if (leases.empty())
        return std::nullopt;
    return add_batch(pool_, leases);
}

/// Takes the next step of a batch. False if nothing more can be submitted at this moment.
bool Batches::advance(Batch batch)
{
    if (!provider_) {
        dissolve(batch, "Batches are turned off on this server. The page is transcribed singly.");
        return true;
    }
    if (!job_.may_begin())
        return false;
    if (batch.external_id.empty() && batch.asked_at)
        recover(batch);
    if (batch.external_id.empty())
        return !batch.asked_at && submit(batch);
    return look(batch);
}

/// The worker that submitted the batch died before it got the reply, so the service's list tells whether it
/// has the batch. The list has none of our names, only sizes and times; which pages a batch holds is certain
/// only when it has ended.
void Batches::recover(Batch& batch)
{
    std::chrono::system_clock::time_point const asked{
        std::chrono::seconds(static_cast<std::int64_t>(*batch.asked_at))};
    auto const listed = provider_->submitted_since(asked - kClockSkew);
    if (!listed)
        return;
    auto const known = known_batches(pool_);
    auto const pages = members_of(pool_, batch).size();
    for (auto const& candidate : *listed)
        if (candidate.pages == pages && !known.contains(candidate.batch))
            batch.external_id = candidate.batch;  // The list is newest first, so the oldest match stays.
    if (!batch.external_id.empty())
        return note_submitted(pool_, batch, batch.external_id, options_.every);
    note_not_submitted(pool_, batch, options_.every);
    batch.asked_at.reset();
}

bool Batches::submit(Batch& batch)
{
    using SubmitResult = ocr::BatchProvider::SubmitResult;
    auto const pages = pages_of(batch);
    if (pages.empty()) {
        close_batch(pool_, batch);
        return true;
    }
    if (!claim_submission(pool_, batch))
        return true;
    auto const made = provider_->submit(pages);
    log_.write(Level::info, made.kind == SubmitResult::Kind::submitted ? "batch made" : "batch not made",
               {{"batch_id", std::string_view(batch.id)},
                {"pages", static_cast<std::int64_t>(pages.size())},
                {"failure", std::string_view(made.why)}});
    if (made.kind == SubmitResult::Kind::submitted) {
        note_reserved(pool_, batch, made.reserved);
        note_submitted(pool_, batch, made.batch, options_.every);
        counters_.observe_batch();
        return true;
    }
    if (made.kind == SubmitResult::Kind::refused || made.kind == SubmitResult::Kind::over_budget ||
        (made.kind == SubmitResult::Kind::not_submitted && batch.is_old))
        dissolve(batch, made.why);
    else if (made.kind == SubmitResult::Kind::not_submitted)
        note_not_submitted(pool_, batch, options_.every);
    return false;
}

/// The pages as they are submitted. Stores their images' positions for when the results arrive. A page that
/// can't be loaded leaves the batch.
ocr::BatchPages Batches::pages_of(Batch const& batch)
{
    ocr::BatchPages pages;
    for (auto const& member : drop_outdated_members(batch)) {
        auto found = shown(member.item);
        if (auto const* const failure = std::get_if<Outcome>(&found)) {
            end_member(member.item, *failure);
            continue;
        }
        auto& sent = std::get<PageToRead>(found);
        note_sent(pool_, member.item.lease_id, places_of(sent.page), sent.asked);
        pages.emplace(member.item.lease_id, std::move(sent.page));
    }
    return pages;
}

/// An exception fails this page only, so that the others are still read.
std::variant<PageToRead, Outcome> Batches::shown(Item const& item)
{
    try {
        return page_to_read(pool_, blobs_, item, provider_->version());
    } catch (std::exception const& error) {
        log_.write(
            Level::error, "job failed",
            {{"queue_id", std::string_view(item.id.text())}, {"what", std::string_view(error.what())}});
        return Outcome::retry(queue::ErrorClass::unknown_error, "Something went wrong on the server.");
    }
}

bool Batches::look(Batch const& batch)
{
    using State = ocr::BatchProvider::State;
    drop_outdated_members(batch);
    switch (provider_->look(batch.external_id)) {
        case State::has_ended:
            return finish(batch);
        case State::is_gone:
            dissolve(batch, "The batch doesn't exist any more. The page is transcribed singly.");
            return true;
        case State::runs:
        case State::is_unknown:
            break;
    }
    return true;
}

bool Batches::finish(Batch const& batch)
{
    auto const members = drop_outdated_members(batch);
    ocr::BatchPages pages;
    for (auto const& member : members)
        pages.emplace(member.item.lease_id, page_at(member.places));
    auto results = provider_->results(batch.external_id, pages);
    if (!results)
        return false;
    counters_.observe(results->usage);
    settle(pool_, batch, results->cost);
    for (auto const& member : members) {
        auto const text = results->texts.find(member.item.lease_id);
        if (text == results->texts.end()) {
            auto apart = Outcome::apart("The batch didn't transcribe the page. It is transcribed singly.");
            bool const was_answered = results->failed.contains(member.item.lease_id);
            auto result =
                was_answered ? PageResult(AnsweredFailure{std::move(apart)}) : PageResult(std::move(apart));
            end_member(member.item, end_reading(rules_, reader_, member.item, std::move(result)));
            continue;
        }
        auto key = db::as_system(pool_, [&](pqxx::work& work) {
            return library::keep_answer(work, member.item.user_id, look_of(member.item), member.asked,
                                        text->second);
        });
        end_member(member.item, end_reading(rules_, reader_, member.item,
                                            Transcribed(std::move(text->second), std::move(key))));
        counters_.observe_batch_page();
    }
    close_batch(pool_, batch);
    return true;
}

/// Ends the batch. Its pages are read singly.
void Batches::dissolve(Batch const& batch, std::string const& why)
{
    for (auto const& member : members_of(pool_, batch))
        end_member(member.item, Outcome::apart(why));
    close_batch(pool_, batch);
}

/// Pages that were redrawn meanwhile leave the batch: their present look shouldn't wait for a day.
std::vector<Member> Batches::drop_outdated_members(Batch const& batch)
{
    auto members = members_of(pool_, batch);
    std::erase_if(members, [this](Member const& member) {
        if (member.item.is_outdated)
            end_member(member.item, Outcome::later(std::chrono::seconds(0), "The page changed."));
        return member.item.is_outdated;
    });
    return members;
}

/// Saves a member's outcome. A failure doesn't affect the other members; close_batch() then ends the lease.
void Batches::end_member(Item const& item, Outcome const& outcome)
{
    try {
        bool const is_ours = queue::end(pool_, job_, item, outcome);
        log_.write(
            Level::info, is_ours ? "item ended" : "item lease lost",
            {{"queue_id", std::string_view(item.id.text())}, {"failure", std::string_view(outcome.message)}});
    } catch (std::exception const& error) {
        log_.write(
            Level::error, "outcome not saved",
            {{"queue_id", std::string_view(item.id.text())}, {"what", std::string_view(error.what())}});
    }
}

}  // namespace rmirror::reading
