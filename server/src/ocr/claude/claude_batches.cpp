// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/claude/claude_batches.hpp"

#include "ocr/claude/claude_message.hpp"
#include "ocr/service/json_fields.hpp"
#include "ocr/service/request.hpp"
#include "spend/usage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <ctime>
#include <sstream>

namespace rmirror::ocr {

namespace {

namespace json = boost::json;

constexpr std::size_t kMaxResultBytes = 128U << 20U;
/// The list of batches is paginated; no more batches than these are created in the period that is searched.
constexpr int kMaxLists = 20;

/// Batch ids become part of URLs.
bool is_name(std::string const& text)
{
    return !text.empty() && text.size() <= 200 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

/// RFC 3339 in UTC without the zone, to the second; such times sort as text.
std::string utc(std::chrono::system_clock::time_point time)
{
    auto const seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::string text(20, ' ');
    text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts));
    return text;
}

std::size_t pages_of(json::object const& batch)
{
    std::size_t pages = 0;
    if (auto const* const counts = object_at(&batch, "request_counts"))
        for (auto const& count : *counts)
            pages += count_at(counts, count.key());
    return pages;
}

}  // namespace

ClaudeBatches::ClaudeBatches(std::string address, Secret key, std::string model, Ask ask_once, Note note,
                             spend::Budget budget)
    : address_(std::move(address) + "/v1/messages/batches"),
      key_(std::move(key)),
      service_{ProviderKind::claude, "Claude", "RMIRROR_ANTHROPIC_API_KEY", std::move(model), key_},
      ask_(std::move(ask_once)),
      note_(std::move(note)),
      budget_(std::move(budget))
{}

std::string ClaudeBatches::version() const
{
    return version_of("claude", service_.model);
}

/// Returns nullopt if the budget is exhausted. If only today's is, that is reported through note_, since it
/// pauses all pages. If the batch exceeds any day's limit, it isn't: its pages are read one by one, and those
/// that cost too much report it themselves.
std::optional<spend::Reservation> ClaudeBatches::reserve(spend::Nanodollars amount) const
{
    auto reserved = budget_.reserve(amount);
    if (auto const* const limit = std::get_if<spend::LimitReached>(&reserved)) {
        if (!limit->is_too_low)
            note_(spend_limit(*limit));
        return std::nullopt;
    }
    return std::get<spend::Reservation>(std::move(reserved));
}

bool ClaudeBatches::may_be_paid(Page const& page)
{
    auto const reserved =
        budget_.reserve(budget_.cost(max_tokens({page}, default_max_tokens(1)), spend::Rate::batch));
    if (auto const* const limit = std::get_if<spend::LimitReached>(&reserved)) {
        if (!limit->is_too_low)
            note_(spend_limit(*limit));
        return limit->is_too_low;  // submit() then refuses the batch, and its pages are read singly.
    }
    budget_.settle(std::get<spend::Reservation>(reserved), 0);
    return true;
}

BatchProvider::SubmitResult ClaudeBatches::submit(BatchPages const& pages)
{
    spend::Nanodollars max = 0;
    for (auto const& [id, page] : pages)
        max += budget_.cost(max_tokens({page}, default_max_tokens(1)), spend::Rate::batch);
    auto const reserved = reserve(max);
    if (!reserved)
        return {SubmitResult::Kind::over_budget, "", "the spending limit leaves no room for the batch"};
    auto made = ask_for(pages);
    if (made.kind == SubmitResult::Kind::submitted)
        made.reserved = *reserved;
    else if (made.kind != SubmitResult::Kind::unknown)
        budget_.settle(*reserved, 0);
    return made;
}

BatchProvider::SubmitResult ClaudeBatches::ask_for(BatchPages const& pages)
{
    json::array requests;
    for (auto const& [id, page] : pages)
        requests.push_back(
            {{"custom_id", id}, {"params", message_about({page}, service_.model, default_max_tokens(1))}});
    auto call = call_to_claude("POST", address_, key_,
                               json::serialize(json::object{{"requests", std::move(requests)}}));
    call.deadline = kLongDeadline;
    auto const result = ask_(std::move(call));
    auto const failure = failure_of(service_, result, Concern::pages);
    note_(failure);
    if (!failure) {
        auto const batch = object_in(result.body);
        auto const id = text_at(batch ? &*batch : nullptr, "id");
        return is_name(id) ? SubmitResult{SubmitResult::Kind::submitted, id, ""}
                           : SubmitResult{SubmitResult::Kind::unknown, "", "it isn't a batch"};
    }
    bool const was_heard = result.outcome == upstream::CallOutcome::answered
                               ? result.status >= 500 && result.status != 529
                               : result.sent;
    auto const& why = failure->advice.empty() ? failure->outcome.message : failure->advice;
    if (was_heard)
        return {SubmitResult::Kind::unknown, "", why};
    // Reading the pages one by one shows which of them the refusal is about.
    switch (failure->reason) {
        case Reason::forbidden:
        case Reason::not_found:
        case Reason::limit_refused:
        case Reason::unknown:
            return {SubmitResult::Kind::refused, "", why};
        default:
            break;
    }
    bool const is_for_good = failure->outcome.kind == queue::Outcome::Kind::rejected;
    return {is_for_good ? SubmitResult::Kind::refused : SubmitResult::Kind::not_submitted, "", why};
}

upstream::CallResult ClaudeBatches::get(std::string const& path, std::size_t max_bytes) const
{
    auto call = call_to_claude("GET", address_ + path, key_, "");
    call.max_bytes = max_bytes;
    auto result = ask_(std::move(call));
    // Here a 404 is about the batch, not about the model.
    if (result.outcome != upstream::CallOutcome::answered || result.status != 404)
        note_(failure_of(service_, result, Concern::service));
    return result;
}

BatchProvider::State ClaudeBatches::look(std::string const& batch)
{
    auto const result = get("/" + batch, kMaxAnswerBytes);
    if (result.outcome == upstream::CallOutcome::answered && result.status == 404)
        return State::is_gone;
    auto const body = result.status == 200 ? object_in(result.body) : std::nullopt;
    if (!body)
        return State::is_unknown;
    return text_at(&*body, "processing_status") == "ended" ? State::has_ended : State::runs;
}

std::optional<BatchProvider::Results> ClaudeBatches::results(std::string const& batch,
                                                             BatchPages const& pages)
{
    // Ignores the answer's `results_url`: the request carries the key, so it only goes to the configured
    // address.
    auto const result = get("/" + batch + "/results", kMaxResultBytes);
    if (result.outcome != upstream::CallOutcome::answered || result.status != 200)
        return std::nullopt;
    Results results;
    std::istringstream lines(result.body);
    for (std::string line; std::getline(lines, line);)
        take_line(line, pages, results);
    return results;
}

void ClaudeBatches::take_line(std::string const& line, BatchPages const& pages, Results& results) const
{
    auto const whole = object_in(line);
    auto const* const body = object_at(object_at(whole ? &*whole : nullptr, "result"), "message");
    Message message;
    if (!body || !message.take(*body))
        return;
    auto const* const used = object_at(body, "usage");
    auto const tokens = used ? spend::tokens_of(*used) : max_tokens({Page{}}, default_max_tokens(1));
    results.cost += budget_.cost(tokens, spend::Rate::batch);
    results.usage.input_tokens += message.usage.input_tokens;
    results.usage.output_tokens += message.usage.output_tokens;
    auto const page = pages.find(text_at(&*whole, "custom_id"));
    if (page == pages.end())
        return;
    auto answer = answers_of(service_, {page->second}, message).front();
    if (auto* const text = std::get_if<PageText>(&answer))
        results.texts.insert_or_assign(page->first, std::move(*text));
    else
        results.failed.insert(page->first);
}

std::optional<std::vector<BatchProvider::Listed>> ClaudeBatches::submitted_since(
    std::chrono::system_clock::time_point time)
{
    auto const since = utc(time);
    std::vector<Listed> listed;
    std::string after;
    for (int lists = 0; lists < kMaxLists; ++lists) {
        auto const result = get("?limit=100" + after, kMaxAnswerBytes);
        auto const body = result.status == 200 ? object_in(result.body) : std::nullopt;
        auto const* const data = body ? body->if_contains("data") : nullptr;
        if (!data || !data->is_array())
            return std::nullopt;
        // Newest first.
        for (auto const& entry : data->get_array()) {
            auto const* const batch = entry.if_object();
            if (text_at(batch, "created_at") < since)
                return listed;
            if (auto id = text_at(batch, "id"); is_name(id))
                listed.push_back({std::move(id), pages_of(*batch)});
        }
        auto const* const has_more = body->if_contains("has_more");
        auto const last = text_at(&*body, "last_id");
        if (!has_more || *has_more != true || !is_name(last))
            return listed;
        after = "&after_id=" + last;
    }
    return listed;
}

}  // namespace rmirror::ocr
