// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/search/mixed_search.hpp"

#include "db/array_text.hpp"
#include "meaning/search/fusion.hpp"
#include "search/queries.hpp"

#include <boost/json.hpp>

#include <iterator>
#include <utility>

namespace rmirror::meaning {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxNear = 30;
constexpr std::size_t kMaxRelated = 5;
/// Of the lists that are mixed: as many notebooks as an answer has at most.
constexpr std::int64_t kMaxByWords = 50;

constexpr std::string_view kBeingPrepared =
    "The pages are being prepared for another model, so these are results by words.";

}  // namespace

Sought vector_for(QueryVectors& vectors, UserId const& user_id, std::string const& text)
{
    auto found = vectors.of(user_id, text);
    if (auto* const problem = std::get_if<std::string>(&found))
        return {std::nullopt, std::move(*problem)};
    return {std::get<QueryVector>(std::move(found)), ""};
}

FoundBoth find_both(pqxx::work& work, UserId const& user_id, search::Question question,
                    std::string const& asked_model, Sought const& sought)
{
    question.limit = kMaxByWords;
    FoundBoth found{search::find(work, user_id, question), {}, sought.problem};
    auto const space = sought.vector ? current_space(work, asked_model) : std::nullopt;
    if (!space)
        return found;
    auto const& [vector, model] = *sought.vector;
    if (!space->holds(model, vector.dimensions())) {
        found.problem = kBeingPrepared;
        return found;
    }
    auto const scope = search::scope_of(work, user_id, question);
    Where const where{
        .only_in = scope.only_in, .not_in = scope.not_in, .tags = ArrayText(question.tags).str()};
    found.near = show(work, user_id, near_pages(work, user_id, *space, vector, where, kMaxNear));
    return found;
}

std::string answer(std::vector<FoundBoth> found, search::Question const& question)
{
    std::vector<search::Found> words;
    std::vector<ShownPage> near;
    std::optional<std::string> problem;
    for (auto& each : found) {
        words.push_back(std::move(each.words));
        std::move(each.near.begin(), each.near.end(), std::back_inserter(near));
        if (!each.problem.empty())
            problem = std::move(each.problem);
    }
    return fused_answer(std::move(words), std::move(near), question.limit, problem);
}

std::string related_pages(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                          std::string const& asked_model)
{
    json::array items;
    auto const space = current_space(work, asked_model);
    auto const vector = space ? vector_of_page(work, user_id, *space, page_id) : std::nullopt;
    if (vector) {
        search::Question const anywhere{.text = ""};
        Where const where{.not_in = search::scope_of(work, user_id, anywhere).not_in, .other_than = page_id};
        for (auto& page : show(work, user_id, near_pages(work, user_id, *space, *vector, where, kMaxRelated)))
            items.push_back(json::object{{"notebook", std::move(page.notebook)},
                                         {"page", std::move(page.page)},
                                         {"passage", std::move(page.passage)}});
    }
    return json::serialize(json::object{{"items", std::move(items)}});
}

}  // namespace rmirror::meaning
