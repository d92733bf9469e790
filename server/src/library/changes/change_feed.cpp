// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/changes/change_feed.hpp"

#include "library/changes/change_notice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rmirror::library {

namespace {

constexpr std::size_t kMaxReaders = 5000;
constexpr std::ptrdiff_t kMaxReadersOfOne = 20;

}  // namespace

ChangeFeed::ChangeFeed(Secret const& database, db::Pool& pool, Log& log)
    : pool_(pool),
      log_(log),
      listener_(database, kChangesChannel,
                {.on_notice = [this](std::string const& payload) { answer(read_change_notice(payload)); },
                 .on_gap = [this] { answer_all(); },
                 .on_tick = [this] { answer_late(); }})
{}

ChangeFeed::~ChangeFeed()
{
    stop();
}

std::function<void()> ChangeFeed::wait_for_changes(UserId const& user_id, Cursor const& since,
                                                   std::chrono::seconds at_most, OnChanges on_changes)
{
    return wait_for({user_id, {}, [this, user_id, since] { return changes_since(pool_, user_id, since); }},
                    at_most, std::move(on_changes));
}

std::function<void()> ChangeFeed::wait_for(Watch watch, std::chrono::seconds at_most, OnChanges on_changes)
{
    auto const reader = std::make_shared<Reader>();
    reader->watch = std::move(watch);
    reader->until = Clock::now() + at_most;
    reader->on_changes = std::move(on_changes);
    // Registers the reader before it queries, so that a change in between wakes the reader.
    bool const waits = at_most.count() > 0 && add(reader);
    auto changes = reader->watch.read();
    if (waits && changes.is_empty)
        return [this, weak = std::weak_ptr(reader)] {
            if (auto const left = weak.lock())
                forget(left);
        };
    forget(reader);
    reader->on_changes(std::move(changes));
    return nullptr;
}

void ChangeFeed::forget(ReaderPointer const& reader)
{
    reader->is_over = true;
    std::lock_guard const lock(mutex_);
    take_out(reader);
}

void ChangeFeed::take_out(ReaderPointer const& reader)
{
    if (readers_.erase(reader) == 0)
        return;
    auto const take_out_of = [&](UserId const& id) {
        auto const [begin, end] = by_id_.equal_range(id);
        auto const found = std::find_if(begin, end, [&](auto const& each) { return each.second == reader; });
        if (found != end)
            by_id_.erase(found);
    };
    take_out_of(reader->watch.reader);
    for (auto const& other : reader->watch.others)
        take_out_of(other);
}

std::size_t ChangeFeed::waiting() const
{
    std::lock_guard const lock(mutex_);
    return readers_.size();
}

bool ChangeFeed::has_too_many(UserId const& user_id) const
{
    auto const [begin, end] = by_id_.equal_range(user_id);
    return std::count_if(begin, end, [&](auto const& each) {
               return each.second->watch.reader == user_id;
           }) >= kMaxReadersOfOne;
}

bool ChangeFeed::add(ReaderPointer const& reader)
{
    std::lock_guard const lock(mutex_);
    if (is_stopped_ || reader->is_over || by_id_.size() >= kMaxReaders || has_too_many(reader->watch.reader))
        return false;
    readers_.insert(reader);
    by_id_.emplace(reader->watch.reader, reader);
    for (auto const& other : reader->watch.others)
        by_id_.emplace(other, reader);
    return true;
}

void ChangeFeed::stop()
{
    std::vector<ReaderPointer> readers;
    {
        std::lock_guard const lock(mutex_);
        is_stopped_ = true;
        readers.assign(readers_.begin(), readers_.end());
        readers_.clear();
        by_id_.clear();
    }
    serve(readers, WhenEmpty::answer);
}

void ChangeFeed::answer(ChangeNotice const& notice)
{
    std::vector<ReaderPointer> readers;
    {
        std::lock_guard const lock(mutex_);
        auto const [begin, end] = by_id_.equal_range(notice.user_id);
        for (auto each = begin; each != end; ++each)
            readers.push_back(each->second);
        for (auto const& reader : readers)
            take_out(reader);
    }
    for (auto const& reader : readers) {
        bool const is_about_reader = notice.is_about_access && reader->watch.reader == notice.user_id;
        serve(reader, is_about_reader ? WhenEmpty::answer : WhenEmpty::wait);
    }
}

void ChangeFeed::answer_all()
{
    std::vector<ReaderPointer> readers;
    {
        std::lock_guard const lock(mutex_);
        readers.assign(readers_.begin(), readers_.end());
        readers_.clear();
        by_id_.clear();
    }
    serve(readers, WhenEmpty::wait);
}

void ChangeFeed::answer_late()
{
    std::vector<ReaderPointer> readers;
    auto const now = Clock::now();
    {
        std::lock_guard const lock(mutex_);
        std::copy_if(readers_.begin(), readers_.end(), std::back_inserter(readers),
                     [&](ReaderPointer const& reader) { return reader->until <= now; });
        for (auto const& reader : readers)
            take_out(reader);
    }
    serve(readers, WhenEmpty::answer);
}

void ChangeFeed::serve(std::vector<ReaderPointer> const& readers, WhenEmpty when_empty)
{
    for (auto const& reader : readers)
        serve(reader, when_empty);
}

void ChangeFeed::serve(ReaderPointer const& reader, WhenEmpty when_empty)
{
    if (reader->is_over)
        return;
    try {
        auto changes = reader->watch.read();
        if (!changes.is_empty || when_empty == WhenEmpty::answer || !add(reader))
            reader->on_changes(std::move(changes));
    } catch (std::exception const& error) {
        log_.write(Level::error, "changes could not be read", {{"what", std::string_view(error.what())}});
        reader->on_changes(std::nullopt);
    }
}

}  // namespace rmirror::library
