// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"
#include "routes/workspaces/refusals.hpp"

#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "meaning/search/mixed_search.hpp"
#include "search/search.hpp"
#include "workspaces/shelf.hpp"

#include <utility>

namespace rmirror::routes {

namespace {

constexpr std::int64_t kDefaultItems = 10;
constexpr std::int64_t kMaxItems = 50;
constexpr std::string_view kModes[] = {"words", "meaning"};
/// The states of `sync_progress`.
constexpr std::string_view kStates[] = {"failed", "pending_quota", "pending", "not_synced", "synced"};

http::Reply find_in_workspace(App& app, Call const& call, search::Question const& question)
{
    auto found = workspaces::read_people(
        app.pool, call.user.id, *question.workspace,
        [&](pqxx::work& work, UserId const& person) { return search::find(work, person, question); });
    return found ? http::ok_json(search::answer(std::move(*found), question))
                 : workspace_reply(workspaces::Refusal::no_such_workspace);
}

http::Reply find_words(App& app, UserId const& user_id, search::Question const& question)
{
    return http::ok_json(app.replica.as_reader(
        user_id, [&](pqxx::work& work) { return search::answer(work, user_id, question); }));
}

/// Waits for the embeddings service, unless it was asked the same not long ago.
http::Reply find_mixed(App& app, meaning::QueryVectors& vectors, UserId const& user_id,
                       search::Question const& question)
{
    auto const sought = meaning::vector_for(vectors, user_id, question.text);
    std::vector<meaning::FoundBoth> found;
    if (!question.workspace) {
        found.push_back(app.replica.as_reader(user_id, [&](pqxx::work& work) {
            return meaning::find_both(work, user_id, question, vectors.model(), sought);
        }));
        return http::ok_json(meaning::answer(std::move(found), question));
    }
    auto shared = workspaces::read_people(
        app.pool, user_id, *question.workspace, [&](pqxx::work& work, UserId const& person) {
            return meaning::find_both(work, person, question, vectors.model(), sought);
        });
    return shared ? http::ok_json(meaning::answer(std::move(*shared), question))
                  : workspace_reply(workspaces::Refusal::no_such_workspace);
}

search::Question question_of(http::Query& query)
{
    search::Question question;
    question.text = query.text("q", {1, search::kMaxLetters});
    question.folder = query.uuid_if_any("folder");
    question.notebook = query.uuid_if_any("notebook");
    question.workspace = query.uuid_if_any("workspace_id");
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
    if (question.workspace && question.folder)
        query.refuse("folder", "Folders stay with their person: a workspace has none.");
    return question;
}

void search_library(App& app, Call const& call, http::Answer const& answer)
{
    http::Query query(call.request);
    auto const question = question_of(query);
    bool const is_mixed = query.one_of_if_any("mode", kModes) == "meaning";
    if (is_mixed && question.after)
        query.refuse("cursor", "A search by meaning is answered in one part.");
    if (auto refusal = query.refusal())
        return answer.send(std::move(*refusal));
    if (is_mixed && !app.meaning)
        return answer.send(
            http::problem(http::Code::Conflict, "Search by meaning isn't set up on this server."));
    if (is_mixed)
        return answer_async(app, call, answer,
                            [&app, vectors = app.meaning, user_id = call.user.id, question] {
                                return find_mixed(app, *vectors, user_id, question);
                            });
    answer.send(question.workspace ? find_in_workspace(app, call, question)
                                   : find_words(app, call.user.id, question));
}

constexpr Row kSearchRows[] = {
    {http::Method::get, "/api/v1/search", Access::user, search_library},
};

}  // namespace

Table search_routes()
{
    return kSearchRows;
}

}  // namespace rmirror::routes
