// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/batch_reading.hpp"

#include "db/array_text.hpp"
#include "db/transaction.hpp"
#include "queue/queue.hpp"
#include "reading/ocr_page.hpp"

#include <boost/json.hpp>

#include <set>

namespace rmirror::jobs {

namespace {

namespace json = boost::json;

/// A batch ends within a day; its pages keep their units until it has been fetched.
constexpr std::chrono::hours kPromise{48};
constexpr std::chrono::seconds kGatherLease{120};
constexpr int kMostPages = 200;
constexpr int kMostBytes = 20'000'000;
constexpr int kMostBatchesAtOnce = 20;
/// The service's clock may be so much slower than the database's.
constexpr std::chrono::minutes kClockSkew{5};

// What nobody waits for and nothing has come of, as much as goes into a batch.
constexpr auto kFindBacklog = R"sql(
    SELECT id FROM (
        SELECT id, row_number() OVER urgent AS nth, sum(bytes) OVER urgent AS bytes
        FROM (SELECT item.id, item.priority, item.run_after,
                  coalesce((SELECT sum(blob.size_bytes)
                            FROM page_images AS image JOIN blobs AS blob ON blob.id = image.blob_id
                            WHERE image.page_id = item.item_key AND image.ink_hash = item.content_hash), 0) AS bytes
              FROM sync_queue AS item
              WHERE status = 'pending' AND item_type = 'ocr_page' AND trigger_source = 'scheduled'
                  AND run_after <= now()
              ORDER BY priority, run_after, id LIMIT $1) AS waiting
        WINDOW urgent AS (ORDER BY priority, run_after, id)) AS backlog
    WHERE nth = 1 OR bytes <= $2)sql";

constexpr auto kAddBatch = "INSERT INTO ocr_batches DEFAULT VALUES RETURNING id";

// Whoever holds the batch holds its pages, for as long as it takes.
constexpr auto kAddMembers = R"sql(
    WITH held AS (
        UPDATE sync_queue SET leased_until = 'infinity'
        WHERE lease_id = ANY ($2::uuid[]) AND status = 'processing'
        RETURNING user_id, id, lease_id)
    INSERT INTO ocr_batch_pages (user_id, batch_id, queue_id, lease_id)
    SELECT user_id, $1, id, lease_id FROM held)sql";

constexpr auto kTakeDue = R"sql(
    UPDATE ocr_batches SET look_at = now() + $1 * interval '1 second'
    WHERE id IN (SELECT id FROM ocr_batches WHERE ended_at IS NULL AND look_at <= now()
                 ORDER BY look_at FOR UPDATE SKIP LOCKED)
    RETURNING id, coalesce(external_id, ''), extract(epoch FROM asked_at), created_at < now() - interval '1 hour')sql";

constexpr auto kListMembers = R"sql(
    SELECT item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        coalesce(item.content_hash, ''), item.lease_id, item.attempts, item.is_outdated, member.places
    FROM ocr_batch_pages AS member
    JOIN sync_queue AS item ON item.id = member.queue_id AND item.lease_id = member.lease_id
    WHERE member.batch_id = $1
    ORDER BY member.id)sql";

constexpr auto kNotePlaces = "UPDATE ocr_batch_pages SET places = $2::jsonb WHERE lease_id = $1";

// Only one may ask for it. Until the call's deadline is long over nobody wonders what became of it.
constexpr auto kBeginAsking = R"sql(
    UPDATE ocr_batches SET asked_at = now(), look_at = now() + interval '15 minutes'
    WHERE id = $1 AND asked_at IS NULL AND ended_at IS NULL RETURNING 1)sql";
constexpr auto kNoteNotAsked = R"sql(
    UPDATE ocr_batches SET asked_at = NULL, look_at = now() + $2 * interval '1 second' WHERE id = $1)sql";
constexpr auto kNoteMade = R"sql(
    UPDATE ocr_batches SET external_id = $2, look_at = now() + $3 * interval '1 second' WHERE id = $1)sql";
constexpr auto kListKnown = "SELECT external_id FROM ocr_batches WHERE external_id IS NOT NULL";

// It stays for a while, so that nobody takes it for one that is looked for. A page whose end could not be
// written is taken back at once.
constexpr auto kClose = R"sql(
    WITH emptied AS (DELETE FROM ocr_batch_pages WHERE batch_id = $1 RETURNING lease_id),
    let_go AS (
        UPDATE sync_queue SET leased_until = now()
        WHERE lease_id IN (SELECT lease_id FROM emptied) AND status = 'processing')
    UPDATE ocr_batches SET ended_at = now() WHERE id = $1)sql";

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

/// What places_of() wrote.
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

BatchReading::BatchReading(db::Pool& pool, BlobStore& blobs, quota::Rules rules, ocr::Counters& counters,
                           Log& log, ocr::BatchProvider* provider, BatchOptions options)
    : pool_(pool),
      blobs_(blobs),
      rules_(with_longer_promises(rules)),
      counters_(counters),
      log_(log),
      provider_(provider),
      options_(std::move(options)),
      kinds_{ocr_page(pool, rules_, {})}
{}

std::size_t BatchReading::run()
{
    std::size_t moved = 0;
    for (auto& batch : take_due())
        moved += go_on(std::move(batch)) ? 1 : 0;
    for (int made = 0; provider_ && options_.gathers && made < kMostBatchesAtOnce; ++made) {
        auto batch = gather();
        if (!batch || !make(*batch))
            break;
        ++moved;
    }
    return moved;
}

std::vector<BatchReading::Batch> BatchReading::take_due()
{
    auto const seconds = static_cast<int>(options_.every.count());
    auto const rows =
        db::as_system(pool_, [&](pqxx::work& work) { return work.exec_params(kTakeDue, seconds); });
    std::vector<Batch> due;
    for (auto const& row : rows) {
        auto const asked_at = row[2].is_null() ? std::nullopt : std::optional(row[2].as<double>());
        due.push_back({row[0].as<std::string>(), row[1].as<std::string>(), asked_at, row[3].as<bool>()});
    }
    return due;
}

/// Nothing when nothing waits, or it is no time to ask.
std::optional<BatchReading::Batch> BatchReading::gather()
{
    auto const rows = db::as_system(
        pool_, [](pqxx::work& work) { return work.exec_params(kFindBacklog, kMostPages, kMostBytes); });
    std::vector<std::string> ids;
    for (auto const& row : rows)
        ids.push_back(row[0].as<std::string>());
    if (ids.empty() || !may_ask())
        return std::nullopt;
    ArrayText leases;
    for (auto const& item : claim_these(pool_, ids, kGatherLease)) {
        if (auto const refusal = begin_reading(pool_, rules_, item))
            end_member(item, *refusal);
        else
            leases.add(item.lease_id);
    }
    if (leases.size() == 0)
        return std::nullopt;
    Batch batch;
    db::as_system(pool_, [&](pqxx::work& work) {
        batch.id = work.exec1(kAddBatch)[0].as<std::string>();
        work.exec_params0(kAddMembers, batch.id, leases.str());
    });
    return batch;
}

/// False when there is no use in handing over more at this moment.
bool BatchReading::go_on(Batch batch)
{
    if (!provider_) {
        dissolve(batch, "Nobody reads batches any more.");
        return true;
    }
    if (!may_ask())
        return false;
    if (batch.external_id.empty() && batch.asked_at)
        recover(batch);
    if (batch.external_id.empty())
        return !batch.asked_at && make(batch);
    return look(batch);
}

/// Whoever asked for it did not live to hear the answer: the service tells whether it has it. Batches have no
/// names of ours, but sizes and times; whose pages a batch holds is seen for certain when it has ended.
void BatchReading::recover(Batch& batch)
{
    std::chrono::system_clock::time_point const asked{
        std::chrono::seconds(static_cast<std::int64_t>(*batch.asked_at))};
    auto const listed = provider_->made_since(asked - kClockSkew);
    if (!listed)
        return;
    std::set<std::string> known;
    for (auto const& row : db::as_system(pool_, [](pqxx::work& work) { return work.exec(kListKnown); }))
        known.insert(row[0].as<std::string>());
    auto const pages = members_of(batch).size();
    for (auto const& candidate : *listed)
        if (candidate.pages == pages && !known.contains(candidate.batch))
            batch.external_id = candidate.batch;  // The oldest.
    auto const seconds = static_cast<int>(options_.every.count());
    db::as_system(pool_, [&](pqxx::work& work) {
        if (batch.external_id.empty())
            work.exec_params0(kNoteNotAsked, batch.id, seconds);
        else
            work.exec_params0(kNoteMade, batch.id, batch.external_id, seconds);
    });
    if (batch.external_id.empty())
        batch.asked_at.reset();
}

bool BatchReading::make(Batch& batch)
{
    using Made = ocr::BatchProvider::Made;
    auto const pages = pages_of(batch);
    if (pages.empty()) {
        close(batch);
        return true;
    }
    auto const is_ours = !db::as_system(pool_, [&](pqxx::work& work) {
                              return work.exec_params(kBeginAsking, batch.id);
                          }).empty();
    if (!is_ours)
        return true;
    auto const made = provider_->make(pages);
    auto const seconds = static_cast<int>(options_.every.count());
    log_.write(Level::info, made.kind == Made::Kind::made ? "batch made" : "batch not made",
               {{"batch_id", std::string_view(batch.id)},
                {"pages", static_cast<std::int64_t>(pages.size())},
                {"failure", std::string_view(made.why)}});
    if (made.kind == Made::Kind::made) {
        db::as_system(pool_,
                      [&](pqxx::work& work) { work.exec_params0(kNoteMade, batch.id, made.batch, seconds); });
        counters_.observe_batch();
        return true;
    }
    if (made.kind == Made::Kind::refused || (made.kind == Made::Kind::not_made && batch.is_old))
        dissolve(batch, made.why);
    else if (made.kind == Made::Kind::not_made)
        db::as_system(pool_, [&](pqxx::work& work) { work.exec_params0(kNoteNotAsked, batch.id, seconds); });
    return false;
}

/// As they are sent; where they lie is kept for when they come back. What cannot be shown leaves the batch.
ocr::BatchPages BatchReading::pages_of(Batch const& batch)
{
    ocr::BatchPages pages;
    for (auto const& member : current_members_of(batch)) {
        auto found = shown(member.item);
        if (auto const* const failure = std::get_if<Outcome>(&found)) {
            end_member(member.item, *failure);
            continue;
        }
        auto& page = std::get<PageToRead>(found).page;
        db::as_system(pool_, [&](pqxx::work& work) {
            work.exec_params0(kNotePlaces, member.item.lease_id, places_of(page));
        });
        pages.emplace(member.item.lease_id, std::move(page));
    }
    return pages;
}

/// One whose picture cannot be had does not keep the others from being read.
std::variant<PageToRead, Outcome> BatchReading::shown(Item const& item)
{
    try {
        return page_to_read(pool_, blobs_, item);
    } catch (std::exception const& error) {
        log_.write(Level::error, "job failed",
                   {{"queue_id", std::string_view(item.id)}, {"what", std::string_view(error.what())}});
        return Outcome::retry(ErrorClass::unknown_error, "Something went wrong here.");
    }
}

bool BatchReading::look(Batch const& batch)
{
    using State = ocr::BatchProvider::State;
    current_members_of(batch);
    switch (provider_->look(batch.external_id)) {
        case State::has_ended:
            return finish(batch);
        case State::is_gone:
            dissolve(batch, "The batch is gone.");
            return true;
        case State::runs:
        case State::is_unknown:
            break;
    }
    return true;
}

bool BatchReading::finish(Batch const& batch)
{
    auto const members = current_members_of(batch);
    ocr::BatchPages pages;
    for (auto const& member : members)
        pages.emplace(member.item.lease_id, page_at(member.places));
    auto results = provider_->results(batch.external_id, pages);
    if (!results)
        return false;
    counters_.observe(results->usage);
    for (auto const& member : members) {
        auto const text = results->texts.find(member.item.lease_id);
        if (text == results->texts.end()) {
            end_member(member.item, Outcome::apart("The page was not read in a batch."));
            continue;
        }
        end_member(member.item, end_reading(rules_, member.item, std::move(text->second)));
        counters_.observe_batch_page();
    }
    close(batch);
    return true;
}

/// Its pages are read one by one.
void BatchReading::dissolve(Batch const& batch, std::string const& why)
{
    for (auto const& member : members_of(batch))
        end_member(member.item, Outcome::apart(why));
    close(batch);
}

std::vector<BatchReading::Member> BatchReading::members_of(Batch const& batch)
{
    auto const rows =
        db::as_system(pool_, [&](pqxx::work& work) { return work.exec_params(kListMembers, batch.id); });
    std::vector<Member> members;
    for (auto const& row : rows)
        members.push_back({item_of(row), row[9].as<bool>(), row[10].as<std::string>()});
    return members;
}

/// Those that were drawn anew meanwhile leave the batch: nobody wants to wait a day for how a page looks now.
std::vector<BatchReading::Member> BatchReading::current_members_of(Batch const& batch)
{
    auto members = members_of(batch);
    std::erase_if(members, [this](Member const& member) {
        if (member.is_outdated)
            end_member(member.item, Outcome::later(std::chrono::seconds(0), "The page was drawn anew."));
        return member.is_outdated;
    });
    return members;
}

/// One that cannot be written does not keep the others from it; it is missed when the batch is closed.
void BatchReading::end_member(Item const& item, Outcome const& outcome)
{
    try {
        bool const is_ours = end(pool_, kinds_, item, outcome);
        log_.write(Level::info, is_ours ? "item ended" : "item was lost meanwhile",
                   {{"queue_id", std::string_view(item.id)}, {"failure", std::string_view(outcome.message)}});
    } catch (std::exception const& error) {
        log_.write(Level::error, "outcome not written",
                   {{"queue_id", std::string_view(item.id)}, {"what", std::string_view(error.what())}});
    }
}

void BatchReading::close(Batch const& batch)
{
    db::as_system(pool_, [&](pqxx::work& work) { work.exec_params0(kClose, batch.id); });
}

}  // namespace rmirror::jobs
