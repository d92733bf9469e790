// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "search/search.hpp"

namespace rmirror::routes {

namespace {

constexpr std::int64_t kDefaultItems = 10;
constexpr std::int64_t kMaxItems = 50;
/// The states of `sync_progress`.
constexpr std::string_view kStates[] = {"failed", "pending_quota", "pending", "not_synced", "synced"};

http::Reply find_words(App& app, Call const& call)
{
    http::Query query(call.request);
    search::Question question;
    question.text = query.text("q", {1, search::kMaxLetters});
    question.folder = query.uuid_if_any("folder");
    question.notebook = query.uuid_if_any("notebook");
    question.from = query.time_if_any("from");
    question.to = query.time_if_any("to");
    question.tags = query.texts("tag", {1, search::kMaxLetters}, search::kMaxTags);
    question.is_pinned = query.flag_if_any("is_pinned");
    question.states = query.some_of("state", kStates);
    question.limit = query.integer_if_any("limit", 1, kMaxItems).value_or(kDefaultItems);
    auto const cursor = query.text_if_any("cursor", {.max = 100});
    question.after = search::Cursor::parse(cursor.value_or(""));
    if (cursor && !question.after)
        query.refuse("cursor", "Must be the `next` of an earlier answer.");
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(app.replica.as_reader(
        call.user.id, [&](pqxx::work& work) { return search::answer(work, call.user.id, question); }));
}

constexpr Row kSearchRows[] = {
    {http::Method::get, "/api/v1/search", Access::user, find_words},
};

}  // namespace

Table search_routes()
{
    return kSearchRows;
}

}  // namespace rmirror::routes
