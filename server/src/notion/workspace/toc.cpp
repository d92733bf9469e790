// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/toc.hpp"

#include "base/utc_text.hpp"
#include "crypto/json_member.hpp"
#include "notion/workspace/plain_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::array_member;
using crypto::object_member;
using crypto::text_member;

namespace {

constexpr int kMaxCalls = 20;  // 2,000 top-level blocks at 100 per call.
constexpr std::array<std::string_view, 4> kHeadings = {"heading_1", "heading_2", "heading_3", "heading_4"};

std::optional<Section> heading_of(json::object const& block, std::string const& id)
{
    auto const type = text_member(block, "type");
    auto const* const found = std::find(kHeadings.begin(), kHeadings.end(), type);
    auto const* const content = found == kHeadings.end() ? nullptr : object_member(block, type);
    if (!content)
        return std::nullopt;
    auto const* const toggle = content->if_contains("is_toggleable");
    return Section{.heading_id = id,
                   .level = static_cast<int>(found - kHeadings.begin()) + 1,
                   .title = plain_text(*content, "rich_text"),
                   .is_toggle = toggle && toggle->is_bool() && toggle->get_bool(),
                   .end_id = id};
}

/// Assigns blocks to sections, in page order.
class Reading {
public:
    void take(json::object const& block)
    {
        std::string const id(text_member(block, "id"));
        auto heading = heading_of(block, id);
        if (heading)
            std::erase_if(open_, [&](std::size_t at) { return toc_.sections[at].level >= heading->level; });
        for (auto const at : open_)
            toc_.sections[at].end_id = id;
        if (heading) {
            open_.push_back(toc_.sections.size());
            toc_.sections.push_back(std::move(*heading));
        }
        toc_.end_id = id;
    }

    Toc& toc() { return toc_; }

private:
    Toc toc_;
    std::vector<std::size_t> open_;  // Indexes of the sections that contain the next block.
};

/// Length of "2026-11-22T23:45".
constexpr std::size_t kMinuteLetters = 16;

std::string minute_of(Tocs::Time time)
{
    return utc_minute(Tocs::Time::clock::to_time_t(time));
}

std::size_t bytes_of(Toc const& toc)
{
    std::size_t bytes = sizeof(Toc);
    for (auto const& section : toc.sections)
        bytes += sizeof(section) + section.title.size() + section.heading_id.size() + section.end_id.size();
    return bytes;
}

}  // namespace

Answered<Toc> read_toc(Api const& api, UserId const& user_id, Access const& access,
                       std::string const& page_id)
{
    Reading reading;
    std::string cursor;
    for (int calls = 0; calls < kMaxCalls; ++calls) {
        auto const path = "/blocks/" + page_id + "/children?page_size=100" +
                          (cursor.empty() ? "" : "&start_cursor=" + cursor);
        auto const answer = api.ask(user_id, access, "GET", path);
        if (auto const* const failed = std::get_if<Failed>(&answer))
            return *failed;
        auto const& list = std::get<json::object>(answer);
        auto const* const blocks = array_member(list, "results");
        if (!blocks)
            return Failed{.why = Failed::Why::odd};
        for (auto const& block : *blocks)
            if (auto const* const object = block.if_object())
                reading.take(*object);
        cursor = text_member(list, "next_cursor");
        if (cursor.empty())
            return std::move(reading.toc());
    }
    reading.toc().is_whole = false;
    return std::move(reading.toc());
}

std::optional<Toc> Tocs::find(std::string const& key, std::string const& last_edited_time)
{
    std::lock_guard const lock(mutex_);
    auto const entry = entries_.find(key);
    if (entry == entries_.end() || entry->second.last_edited_time != last_edited_time)
        return std::nullopt;
    entry->second.used = ++uses_;
    return entry->second.toc;
}

void Tocs::keep(std::string const& key, std::string const& last_edited_time, Toc const& toc, Time read_at)
{
    // One minute of tolerance for the difference between this server's clock and Notion's.
    if (last_edited_time.size() < kMinuteLetters ||
        minute_of(read_at - std::chrono::minutes(1)) <= last_edited_time.substr(0, kMinuteLetters))
        return;
    std::lock_guard const lock(mutex_);
    if (auto const known = entries_.find(key); known != entries_.end())
        forget(known);
    auto const bytes = bytes_of(toc) + key.size();
    entries_.emplace(key, Entry{last_edited_time, toc, bytes, ++uses_});
    bytes_ += bytes;
    while (bytes_ > kMaxBytes)
        forget(std::min_element(entries_.begin(), entries_.end(), [](auto const& one, auto const& other) {
            return one.second.used < other.second.used;
        }));
}

void Tocs::forget(std::map<std::string, Entry>::iterator entry)
{
    bytes_ -= entry->second.bytes;
    entries_.erase(entry);
}

}  // namespace rmirror::notion
