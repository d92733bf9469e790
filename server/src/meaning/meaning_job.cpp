// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/meaning_job.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"
#include "meaning/failure.hpp"
#include "meaning/passages.hpp"
#include "meaning/queue_names.hpp"
#include "queue/waiting.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::meaning {

namespace {

using queue::ErrorClass;
using queue::Item;
using queue::Outcome;

constexpr std::size_t kPagesTogether = 16;

/// What a page lacks, if it is there.
struct Looked {
    std::vector<std::optional<PageText>> pages;  // One per item.
    std::optional<Space> space;
};

Looked look_at(pqxx::work& work, std::span<Item const> items, std::string const& model)
{
    Looked looked;
    looked.space = current_space(work, model);
    for (auto const& item : items)
        looked.pages.push_back(read_page(work, item.user_id, PageId(item.item_key), looked.space));
    return looked;
}

std::map<std::string, std::string> lacking(std::vector<std::optional<PageText>> const& pages)
{
    std::map<std::string, std::string> texts;
    for (auto const& page : pages)
        for (auto const& passage : page ? page->passages : std::vector<std::string>())
            if (auto hash = hash_of(passage); !page->known.contains(hash))
                texts.emplace(std::move(hash), passage);
    return texts;
}

bool lacks_any(PageText const& page)
{
    return std::any_of(page.passages.begin(), page.passages.end(),
                       [&](auto const& passage) { return !page.known.contains(hash_of(passage)); });
}

Outcome page_gone()
{
    return Outcome::dropped(ErrorClass::invalid_data, "The page doesn't exist any more.");
}

}  // namespace

std::string_view MeaningJob::target() const
{
    return kTarget;
}

bool MeaningJob::may_begin()
{
    std::lock_guard const lock(mutex_);
    return embedder_ && Clock::now() >= paused_until_;
}

void MeaningJob::before_end(pqxx::work& work, Item const& item)
{
    library::LibraryWork const locked(work, item.user_id);
}

/// A page that failed is tried alone.
std::vector<ItemId> MeaningJob::group_of(Item const& claimed)
{
    if (claimed.last_error == ErrorClass::invalid_data)
        return {};
    return db::as_system(
        pool_, [&](pqxx::work& work) { return queue::waiting_alike(work, claimed, kPagesTogether - 1); });
}

std::vector<Outcome> MeaningJob::work(std::span<Item const> items)
{
    auto const looked =
        db::as_system(pool_, [&](pqxx::work& work) { return look_at(work, items, embedder_->model()); });
    auto const texts = lacking(looked.pages);
    auto embedded = embed(texts);
    auto* const failure = std::get_if<Failure>(&embedded);
    if (failure)
        note(*failure);
    else if (!texts.empty())
        note_success();
    auto const* const fresh = std::get_if<Embedded>(&embedded);
    bool const is_new_space =
        fresh && fresh->space && (!looked.space || fresh->space->id != looked.space->id);
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto const& page = looked.pages[i];
        if (!page)
            outcomes.push_back(page_gone());
        else if (is_new_space && !page->known.empty())
            outcomes.push_back(
                Outcome::later(std::chrono::seconds(0), "The model changed: all of the page is read again."));
        else if (!failure || !lacks_any(*page))
            outcomes.push_back(fresh ? outcome_of(items[i], *page, fresh->space ? fresh->space : looked.space,
                                                  fresh->vectors)
                                     : outcome_of(items[i], *page, looked.space, {}));
        else if (failure->may_be_one_texts && items.size() > 1)
            outcomes.push_back(Outcome::apart(failure->outcome.message));
        else
            outcomes.push_back(failure->outcome);
    }
    return outcomes;
}

std::variant<MeaningJob::Embedded, Failure> MeaningJob::embed(
    std::map<std::string, std::string> const& texts_by_hash)
{
    Embedded embedded;
    auto next = texts_by_hash.begin();
    while (next != texts_by_hash.end()) {
        std::vector<std::string> hashes;
        std::vector<std::string> texts;
        for (; next != texts_by_hash.end() && texts.size() < kMaxTexts; ++next) {
            hashes.push_back(next->first);
            texts.push_back(next->second);
        }
        auto answer = embedder_->embed(texts);
        if (auto* const failure = std::get_if<Failure>(&answer))
            return std::move(*failure);
        auto& came = std::get<Vectors>(answer);
        auto const space = db::as_system(pool_, [&](pqxx::work& work) {
            return space_of(work, embedder_->model(), came.model, came.vectors.front().dimensions());
        });
        if (!space || (embedded.space && embedded.space->id != space->id))
            return other_vectors();
        embedded.space = space;
        for (std::size_t i = 0; i < hashes.size(); ++i)
            embedded.vectors.emplace(std::move(hashes[i]), std::move(came.vectors[i]));
    }
    return embedded;
}

/// Of a page whose passages all have vectors now. Without any passage there may be no space yet.
Outcome MeaningJob::outcome_of(Item const& item, PageText const& page, std::optional<Space> const& space,
                               std::map<std::string, Vector8> const& fresh) const
{
    auto const of_all = space.value_or(Space{});
    std::vector<HashedVector> vectors;
    for (auto const& passage : page.passages) {
        auto hash = hash_of(passage);
        auto const known = page.known.find(hash);
        auto vector = known != page.known.end() ? Vector8::parse(known->second, of_all.dimensions)
                                                : std::optional(fresh.at(hash));
        if (vector)
            vectors.push_back({std::move(hash), std::move(*vector)});
    }
    return Outcome::done([item, space = of_all, vectors = std::move(vectors)](pqxx::work& work) {
        write_vectors(work, item.user_id, PageId(item.item_key), space, vectors);
    });
}

void MeaningJob::note_success()
{
    std::lock_guard const lock(mutex_);
    advice_.clear();
}

void MeaningJob::note(Failure const& failure)
{
    std::lock_guard const lock(mutex_);
    if (failure.concerns_all)
        paused_until_ = Clock::now() + failure.outcome.after;
    if (failure.advice.empty() || failure.advice == advice_)
        return;
    advice_ = failure.advice;
    log_.write(Level::error, "embeddings need the administrator", {{"advice", std::string_view(advice_)}});
}

}  // namespace rmirror::meaning
