// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/search/fusion.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace rmirror::meaning {

namespace json = boost::json;

namespace {

constexpr double kRankOffset = 60;
constexpr std::size_t kMaxPagesOfItem = 5;
constexpr std::size_t kMaxSnippetsOfPage = 3;

double share_of(std::size_t rank)
{
    return 1 / (kRankOffset + static_cast<double>(rank));
}

struct RankedPage {
    json::object json;
    double score = 0;
};

struct RankedItem {
    json::object json;  // Its pages are in `pages`.
    double of_name = 0;
    std::vector<RankedPage> pages = {};

    double score() const
    {
        double best = of_name;
        for (auto const& page : pages)
            best = std::max(best, page.score);
        return best;
    }
};

std::string id_in(json::object const& object)
{
    return std::string(object.at("id").as_string());
}

class Fusion {
public:
    void add_words(std::vector<search::Found::Item> items)
    {
        std::size_t rank = 0;
        for (auto& found : items) {
            auto& item = item_of(found.json.at("notebook").as_object(), found.json.at("name"));
            auto& pages = found.json.at("pages").as_array();
            if (pages.empty())
                item.of_name = share_of(++rank);
            for (auto& page : pages)
                item.pages.push_back({std::move(page.as_object()), share_of(++rank)});
        }
    }

    void add_near(std::vector<ShownPage> const& pages)
    {
        std::size_t rank = 0;
        for (auto const& near : pages) {
            json::value const name{{"text", near.notebook.at("visible_name")}, {"ranges", json::array()}};
            auto& page = page_of(item_of(near.notebook, name), near.page);
            page.score += share_of(++rank);
            auto& snippets = page.json.at("snippets").as_array();
            if (snippets.size() == kMaxSnippetsOfPage || near.passage.at("text").as_string().empty())
                continue;
            auto snippet = near.passage;
            snippet["source"] = "passage";
            snippets.push_back(std::move(snippet));
        }
    }

    std::size_t size() const { return items_.size(); }

    json::array best(std::size_t limit) &&
    {
        std::stable_sort(items_.begin(), items_.end(), [](RankedItem const& left, RankedItem const& right) {
            return left.score() > right.score();
        });
        json::array all;
        for (auto& item : items_)
            if (all.size() < limit)
                all.push_back(json_of(item));
        return all;
    }

private:
    RankedItem& item_of(json::object const& notebook, json::value const& name)
    {
        auto const [known, is_new] = places_.try_emplace(id_in(notebook), items_.size());
        if (is_new)
            items_.push_back({json::object{{"notebook", notebook}, {"name", name}}});
        return items_[known->second];
    }

    static RankedPage& page_of(RankedItem& item, json::object const& named)
    {
        auto const found = std::find_if(item.pages.begin(), item.pages.end(), [&](RankedPage const& page) {
            return page.json.at("id") == named.at("id");
        });
        if (found != item.pages.end())
            return *found;
        auto page = named;
        page["snippets"] = json::array();
        item.pages.push_back({std::move(page)});
        return item.pages.back();
    }

    /// The best score is that of a page which is first in both lists.
    static json::object json_of(RankedItem& item)
    {
        std::stable_sort(
            item.pages.begin(), item.pages.end(),
            [](RankedPage const& left, RankedPage const& right) { return left.score > right.score; });
        item.json["score"] = std::round(100 * item.score() / (2 * share_of(1))) / 100;
        json::array pages;
        for (auto& page : item.pages)
            if (pages.size() < kMaxPagesOfItem)
                pages.push_back(std::move(page.json));
        item.json["pages"] = std::move(pages);
        return std::move(item.json);
    }

    std::vector<RankedItem> items_;
    std::map<std::string, std::size_t> places_;  // In items_, by the notebook's id.
};

/// Best first, as lists of several people are merged (search::answer()).
bool is_better(search::Found::Item const& left, search::Found::Item const& right)
{
    auto const key = [](search::Found::Item const& item) {
        auto const cursor = search::Cursor::parse(item.cursor).value_or(search::Cursor{"0", "0", {}});
        return std::tuple(-std::stoll(cursor.score), -std::stoll(cursor.modified), cursor.notebook_id.text());
    };
    return key(left) < key(right);
}

}  // namespace

std::string fused_answer(std::vector<search::Found> words, std::vector<ShownPage> near, std::int64_t limit,
                         std::optional<std::string> const& problem)
{
    std::vector<search::Found::Item> items;
    bool is_complete = true;
    json::array corrections;
    for (auto& found : words) {
        std::move(found.items.begin(), found.items.end(), std::back_inserter(items));
        is_complete = is_complete && found.is_complete && !found.has_more;
        if (corrections.empty())
            corrections = std::move(found.corrections);
    }
    if (words.size() > 1)
        std::stable_sort(items.begin(), items.end(), is_better);
    std::stable_sort(near.begin(), near.end(), [](ShownPage const& left, ShownPage const& right) {
        return left.similarity > right.similarity;
    });
    Fusion fusion;
    fusion.add_words(std::move(items));
    fusion.add_near(near);
    auto const total = fusion.size();
    json::value const why = problem ? json::value(*problem) : json::value();
    return json::serialize(json::object{{"items", std::move(fusion).best(static_cast<std::size_t>(limit))},
                                        {"total", total},
                                        {"is_complete", is_complete},
                                        {"corrections", std::move(corrections)},
                                        {"next", nullptr},
                                        {"meaning_problem", why}});
}

}  // namespace rmirror::meaning
