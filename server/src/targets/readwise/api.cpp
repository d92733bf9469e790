// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/api.hpp"

#include "input/bounded_json.hpp"
#include "targets/failure.hpp"
#include "targets/readwise/members.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace rmirror::targets::readwise {

namespace {

namespace json = boost::json;
using queue::ErrorClass;
using queue::Outcome;

constexpr std::string_view kName = "Readwise";
// Below Readwise's limits for a token, because its owner may use it in other programs too.
constexpr RateLimit kCalls{.of = "", .per_minute = 200};
constexpr RateLimit kLists{.of = "lists", .per_minute = 18};
constexpr std::chrono::seconds kTimeout{20};
constexpr std::size_t kMaxAnswerBytes = 64U << 20U;  // Enough for a list of a thousand long highlights.

DeliveryResult unreadable()
{
    return {Outcome::retry(ErrorClass::network_error, "Readwise sent a response that can't be read."),
            std::nullopt};
}

std::optional<json::value> parsed(upstream::CallResult const& result)
{
    std::string why;
    return result.outcome == upstream::CallOutcome::answered ? input::parse_answer(result.body, why)
                                                             : std::nullopt;
}

DeliveryResult refused()
{
    return {Outcome::rejected(ErrorClass::invalid_data, "Readwise refused the highlight."), std::nullopt};
}

void take_book(json::value const& book, Sent& sent)
{
    auto const* const object = book.if_object();
    if (!object)
        return;
    sent.books.insert(number_at(*object, "id"));
    auto const* const ids = object->if_contains("modified_highlights");
    if (ids && ids->is_array())
        for (auto const& id : ids->as_array())
            if (id.is_int64())
                sent.modified.push_back(id.as_int64());
}

}  // namespace

std::vector<std::int64_t> Listed::ids_under(std::string_view url) const
{
    std::vector<std::int64_t> ids;
    for (auto found = by_url.lower_bound(url); found != by_url.end() && found->first.starts_with(url);
         ++found)
        ids.push_back(found->second);
    return ids;
}

upstream::CallResult Api::ask(std::string method, std::string_view path, std::string body, Kind kind)
{
    upstream::Call call;
    call.method = std::move(method);
    call.body = std::move(body);
    // The path needs its trailing slash: without it Readwise redirects, and the body is lost.
    call.url = context_.service() + "/api/v2/" + std::string(path);
    call.headers = {{"Authorization", "Token " + context_.secret("token").reveal()}};
    if (!call.body.empty())
        call.headers.emplace_back("Content-Type", "application/json");
    call.deadline = kTimeout;
    call.max_bytes = kMaxAnswerBytes;
    return context_.ask(std::move(call), kind == Kind::list ? kLists : kCalls);
}

std::optional<DeliveryResult> Api::check_token()
{
    auto const result = ask("GET", "auth/");
    if (is_done(result))
        return result.status == 204 ? std::nullopt : std::optional(unreadable());
    return failure_of(result, kName);
}

Answered<Sent> Api::send(json::array highlights)
{
    auto const result =
        ask("POST", "highlights/", json::serialize(json::object{{"highlights", std::move(highlights)}}));
    if (result.status == 400)
        return {{}, refused()};
    if (!is_done(result))
        return {{}, failure_of(result, kName)};
    auto const answer = parsed(result);
    if (!answer || !answer->is_array())
        return {{}, unreadable()};
    Sent sent;
    for (auto const& book : answer->as_array())
        take_book(book, sent);
    return {std::move(sent)};
}

std::optional<DeliveryResult> Api::walk(std::string const& path,
                                        std::function<void(json::object const&)> const& take)
{
    for (int page = 1;; ++page) {
        auto const result = ask("GET", path + "page_size=1000&page=" + std::to_string(page), "", Kind::list);
        if (!is_done(result))
            return failure_of(result, kName);
        auto const answer = parsed(result);
        auto const* const list = answer ? answer->if_object() : nullptr;
        auto const* const results = list ? list->if_contains("results") : nullptr;
        if (!results || !results->is_array())
            return unreadable();
        for (auto const& each : results->as_array())
            if (each.is_object())
                take(each.as_object());
        if (text_at(*list, "next").empty())
            return std::nullopt;
    }
}

Answered<Listed> Api::list(std::set<std::int64_t> const& books)
{
    Listed listed;
    for (auto const book : books) {
        auto failure =
            walk("highlights/?book_id=" + std::to_string(book) + "&", [&](json::object const& each) {
                auto const id = number_at(each, "id");
                if (auto url = text_at(each, "url"); !url.empty())
                    listed.by_url.emplace(std::move(url), id);
                listed.by_text.emplace(text_at(each, "text"), id);
            });
        if (failure)
            return {{}, std::move(failure)};
    }
    return {std::move(listed)};
}

Answered<std::set<std::int64_t>> Api::books_of(std::string_view notebook_url)
{
    std::set<std::int64_t> books;
    auto failure = walk("books/?", [&](json::object const& each) {
        if (text_at(each, "source_url") == notebook_url)
            books.insert(number_at(each, "id"));
    });
    return {std::move(books), std::move(failure)};
}

Answered<bool> Api::change(std::int64_t id, json::object const& members)
{
    auto const result = ask("PATCH", "highlights/" + std::to_string(id) + "/", json::serialize(members));
    if (is_done(result) || result.status == 404)
        return {is_done(result)};
    return {false, result.status == 400 ? refused() : failure_of(result, kName)};
}

std::optional<DeliveryResult> Api::link_to(std::int64_t id, std::string const& url)
{
    return change(id, {{"url", url}}).failure;
}

std::optional<DeliveryResult> Api::remove(std::int64_t id)
{
    auto const result = ask("DELETE", "highlights/" + std::to_string(id) + "/");
    return is_done(result) || result.status == 404 ? std::nullopt : std::optional(failure_of(result, kName));
}

}  // namespace rmirror::targets::readwise
