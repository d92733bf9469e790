// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's pages for pickers: search, favourites and a page's outline.
#include "routes/notion/notion_requests.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "notion/workspace/favourites.hpp"
#include "notion/workspace/page_id.hpp"
#include "notion/workspace/toc.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace rmirror::routes {

namespace json = boost::json;
using http::Code;
using http::Reply;
using notion::Page;

namespace {

/// A request's user, connection and page.
struct AskedPage {
    UserId user_id;
    std::optional<ConnectionId> connection_id;
    std::string page_id = {};  // From the path, if it has one.
};

std::variant<notion::Access, notion::NoAccess> access_for(App& app, AskedPage const& asked)
{
    return open_notion(app, asked.user_id, asked.connection_id);
}

notion::Outcome<Page> page_of(App& app, AskedPage const& asked,
                              std::variant<notion::Access, notion::NoAccess> const& access)
{
    return call_notion<Page>(app, asked.user_id, access, [&](notion::Access const& open) {
        return notion::show_page(app.notion, asked.user_id, open, asked.page_id);
    });
}

json::object shown(Page const& page, bool is_favourite)
{
    json::value const edited =
        page.last_edited_time.empty() ? json::value() : json::value(page.last_edited_time);
    return {{"id", page.id},     {"title", page.title},        {"url", page.url},
            {"icon", page.icon}, {"last_edited_time", edited}, {"is_favourite", is_favourite}};
}

json::object shown(notion::PageList const& list, std::vector<Page> const& favourites, bool is_first)
{
    auto const is_favourite = [&](Page const& page) {
        return std::any_of(favourites.begin(), favourites.end(),
                           [&](Page const& each) { return each.id == page.id; });
    };
    json::array items;
    for (auto const& page : list.pages)
        items.push_back(shown(page, is_favourite(page)));
    json::array marked;
    if (is_first)
        for (auto const& page : favourites)
            marked.push_back(shown(page, true));
    return {{"favourites", std::move(marked)},
            {"items", std::move(items)},
            {"next", list.next ? json::value(*list.next) : json::value()}};
}

Reply listed_pages(App& app, AskedPage const& asked, notion::Search const& search)
{
    auto const access = access_for(app, asked);
    auto const outcome =
        call_notion<notion::PageList>(app, asked.user_id, access, [&](notion::Access const& open) {
            return notion::search_pages(app.notion, asked.user_id, open, search);
        });
    auto const* const list = std::get_if<notion::PageList>(&outcome);
    if (!list)
        return problem_of(outcome);
    auto const id = std::get<notion::Access>(access).id;
    auto const favourites = db::as_user(app.pool, asked.user_id, [&](pqxx::work& work) {
        notion::see_pages(work, asked.user_id, id, list->pages);
        return notion::favourites(work, asked.user_id, id);
    });
    return no_store_json(shown(*list, favourites, search.cursor.empty()));
}

void list_pages(App& app, Call const& call, http::Answer const& given)
{
    http::Query query(call.request);
    auto const search = search_in(query);
    AskedPage const asked{call.user.id, connection_in(query)};
    if (auto refusal = query.refusal())
        return given.send(std::move(*refusal));
    answer_async(app, call, given, [&app, asked, search] { return listed_pages(app, asked, search); });
}

/// Reads a request about one page. Sends the refusal and returns nullopt if it is invalid.
std::optional<AskedPage> asked_of_page(Call const& call, http::Answer const& given)
{
    http::Query query(call.request);
    auto const connection_id = connection_in(query);
    if (auto refusal = query.refusal()) {
        given.send(std::move(*refusal));
        return std::nullopt;
    }
    auto const page_id = notion::parse_page_id(call.request.parameter("id"));
    if (!page_id) {
        given.send(http::problem(Code::Not_Found, "A page of Notion has a UUID for its id."));
        return std::nullopt;
    }
    return AskedPage{call.user.id, connection_id, *page_id};
}

Reply marked(App& app, AskedPage const& asked)
{
    auto const access = access_for(app, asked);
    auto const outcome = page_of(app, asked, access);
    auto const* const page = std::get_if<Page>(&outcome);
    if (!page)
        return problem_of(outcome);
    bool const has_room = db::as_user(app.pool, asked.user_id, [&](pqxx::work& work) {
        return notion::add_favourite(work, asked.user_id, std::get<notion::Access>(access).id, *page);
    });
    return has_room ? http::empty_reply(Code::No_Content)
                    : http::problem(Code::Conflict, "There are 100 favourites already. Remove one first.");
}

void mark(App& app, Call const& call, http::Answer const& given)
{
    if (auto const asked = asked_of_page(call, given))
        answer_async(app, call, given, [&app, asked = *asked] { return marked(app, asked); });
}

void unmark(App& app, Call const& call, http::Answer const& given)
{
    auto const asked = asked_of_page(call, given);
    if (!asked)
        return;
    bool const was_one = db::as_user(app.pool, asked->user_id, [&](pqxx::work& work) {
        auto const access = notion::open_access(work, app.vault, asked->user_id, asked->connection_id);
        auto const* const open = std::get_if<notion::Access>(&access);
        return open && notion::remove_favourite(work, asked->user_id, open->id, asked->page_id);
    });
    given.send(was_one ? http::empty_reply(Code::No_Content)
                       : http::problem(Code::Not_Found, "This page is no favourite."));
}

json::object shown(Page const& page, notion::Toc const& toc)
{
    json::array sections;
    for (auto const& section : toc.sections)
        sections.push_back({{"heading_block_id", section.heading_id},
                            {"level", section.level},
                            {"title", section.title},
                            {"is_toggle", section.is_toggle},
                            {"section_end_block_id", section.end_id}});
    return {{"page_id", page.id},
            {"title", page.title},
            {"last_edited_time", page.last_edited_time},
            {"sections", std::move(sections)},
            {"end_block_id", toc.end_id.empty() ? json::value() : json::value(toc.end_id)},
            {"is_whole", toc.is_whole}};
}

Reply outlined(App& app, AskedPage const& asked)
{
    auto const access = access_for(app, asked);
    // Read before the blocks: after a change in between, last_edited_time differs from the cached one, so the
    // next request reads the blocks again.
    auto const outcome = page_of(app, asked, access);
    auto const* const page = std::get_if<Page>(&outcome);
    if (!page)
        return problem_of(outcome);
    auto const key = std::get<notion::Access>(access).id.text() + " " + asked.page_id;
    if (auto const known = app.tocs->find(key, page->last_edited_time))
        return no_store_json(shown(*page, *known));
    auto const read_at = notion::Tocs::Time::clock::now();
    auto const read =
        call_notion<notion::Toc>(app, asked.user_id, access_for(app, asked), [&](notion::Access const& open) {
            return notion::read_toc(app.notion, asked.user_id, open, asked.page_id);
        });
    auto const* const toc = std::get_if<notion::Toc>(&read);
    if (!toc)
        return problem_of(read);
    app.tocs->keep(key, page->last_edited_time, *toc, read_at);
    return no_store_json(shown(*page, *toc));
}

void outline(App& app, Call const& call, http::Answer const& given)
{
    if (auto const asked = asked_of_page(call, given))
        answer_async(app, call, given, [&app, asked = *asked] { return outlined(app, asked); });
}

constexpr Row kNotionPagesRows[] = {
    {http::Method::get, "/api/notion/pages", Access::user, list_pages, kAskingNotion},
    {http::Method::put, "/api/notion/pages/:id/favourite", Access::user, mark, kAskingNotion},
    {http::Method::remove, "/api/notion/pages/:id/favourite", Access::user, unmark},
    {http::Method::get, "/api/notion/pages/:id/toc", Access::user, outline, kAskingNotion},
};

}  // namespace

Table notion_pages_routes()
{
    return kNotionPagesRows;
}

}  // namespace rmirror::routes
