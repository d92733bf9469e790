// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/changes/change_feed.hpp"

#include "library/changes/change_notice.hpp"

#include <algorithm>
#include <iterator>

namespace rmirror::library {

namespace {

constexpr std::size_t kMaxReaders = 5000;
constexpr std::size_t kMaxReadersOfOne = 20;

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
    Reader const reader{since, Clock::now() + at_most, std::move(on_changes)};
    // Registers the reader before it queries, so that a change in between wakes the reader.
    bool const waits = at_most.count() > 0 && add(user_id, reader);
    auto changes = changes_since(pool_, user_id, since);
    if (waits && changes.is_empty)
        return [this, user_id, is_over = reader.is_over] { forget(user_id, is_over); };
    forget(user_id, reader.is_over);
    reader.on_changes(std::move(changes));
    return nullptr;
}

void ChangeFeed::forget(UserId const& user_id, std::shared_ptr<std::atomic<bool>> const& reader)
{
    *reader = true;
    std::lock_guard const lock(mutex_);
    auto const [begin, end] = readers_.equal_range(user_id);
    auto const found =
        std::find_if(begin, end, [&](auto const& each) { return each.second.is_over == reader; });
    if (found != end)
        readers_.erase(found);
}

std::size_t ChangeFeed::waiting() const
{
    std::lock_guard const lock(mutex_);
    return readers_.size();
}

bool ChangeFeed::add(UserId const& user_id, Reader const& reader)
{
    std::lock_guard const lock(mutex_);
    if (is_stopped_ || *reader.is_over || readers_.size() >= kMaxReaders ||
        readers_.count(user_id) >= kMaxReadersOfOne)
        return false;
    readers_.emplace(user_id, reader);
    return true;
}

void ChangeFeed::stop()
{
    Readers readers;
    {
        std::lock_guard const lock(mutex_);
        is_stopped_ = true;
        readers.swap(readers_);
    }
    serve(readers, WhenEmpty::answer);
}

void ChangeFeed::answer(ChangeNotice const& notice)
{
    Readers readers;
    {
        std::lock_guard const lock(mutex_);
        auto const [begin, end] = readers_.equal_range(notice.user_id);
        for (auto reader = begin; reader != end;)
            readers.insert(readers_.extract(reader++));
    }
    serve(readers, notice.is_about_access ? WhenEmpty::answer : WhenEmpty::wait);
}

void ChangeFeed::answer_all()
{
    Readers readers;
    {
        std::lock_guard const lock(mutex_);
        readers.swap(readers_);
    }
    serve(readers, WhenEmpty::wait);
}

void ChangeFeed::answer_late()
{
    Readers readers;
    auto const now = Clock::now();
    {
        std::lock_guard const lock(mutex_);
        for (auto reader = readers_.begin(); reader != readers_.end();) {
            auto const next = std::next(reader);
            if (reader->second.until <= now)
                readers.insert(readers_.extract(reader));
            reader = next;
        }
    }
    serve(readers, WhenEmpty::answer);
}

void ChangeFeed::serve(Readers const& readers, WhenEmpty when_empty)
{
    for (auto const& [user_id, reader] : readers) {
        if (*reader.is_over)
            continue;
        try {
            auto changes = changes_since(pool_, user_id, reader.since);
            if (!changes.is_empty || when_empty == WhenEmpty::answer || !add(user_id, reader))
                reader.on_changes(std::move(changes));
        } catch (std::exception const& error) {
            log_.write(Level::error, "changes could not be read", {{"what", std::string_view(error.what())}});
            reader.on_changes(std::nullopt);
        }
    }
}

}  // namespace rmirror::library
