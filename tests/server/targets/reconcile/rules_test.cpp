// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules decide what of a library is delivered, and where.
#include "library/documents/page_text.hpp"
#include "library/work.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;
namespace json = boost::json;

/// Where the stand-in was called, in order.
std::vector<std::string>& places()
{
    static std::vector<std::string> only;
    return only;
}

json::object typed(std::size_t number, std::string const& text)
{
    return with(with(page(number, number), "typed_text", text), "typed_markdown", text);
}

/// A notebook of two pages, with a to-do on each.
json::object book(std::size_t number)
{
    return notebook(number, {typed(number + 1, "- [ ] buy ink"), typed(number + 2, "- [ ] call Ann")});
}

json::object tagged(json::object object, std::string const& tag)
{
    return with(std::move(object), "tags", json::array{json::string(tag)});
}

json::object folder_at(std::size_t number)
{
    return {{"notebook_uuid", uuid_of(number)},
            {"document_type", "folder"},
            {"visible_name", "Folder " + std::to_string(number)},
            {"pages", json::array()}};
}

json::object in(std::size_t parent, json::object object)
{
    return with(std::move(object), "parent_uuid", uuid_of(parent));
}

/// The page at `index` of a notebook has this tag.
json::object with_tag_on_page(json::object object, std::size_t index, std::string const& tag)
{
    auto& pages = object["pages"].as_array();
    pages[index] = tagged(pages[index].as_object(), tag);
    return object;
}

Rules only(Rule rule, Leave leave = Leave::withdraw)
{
    return {.list = {std::move(rule)}, .otherwise = Does::leave_out, .leave = leave};
}

struct RulesTest : FollowTest {
    void set(std::optional<Rules> const& wanted)
    {
        targets::Setup setup;
        setup.rules = wanted;
        db::as_user(pool, user, [&](pqxx::work& work) { save(work, vault, target, user, setup); });
    }
    /// Sets the integration up with these rules, and delivers.
    std::string begin(Rules const& wanted)
    {
        switch_on();
        set(wanted);
        return sync();
    }
    /// Only to-dos are taken, so each is decided about by itself.
    void take_todos()
    {
        static constexpr std::array kTodos = {ItemType::todo};
        target.accepts = kTodos;
        target.ruled_place = "project";
        places().clear();
        target.push = [](TargetContext& context, std::span<Delivery const> deliveries) {
            return noted("+", context, deliveries);
        };
        target.remove = [](TargetContext& context, std::span<Delivery const> deliveries) {
            return noted("-", context, deliveries);
        };
    }
    static std::vector<DeliveryResult> noted(std::string const& sign, TargetContext& context,
                                             std::span<Delivery const> deliveries,
                                             std::string_view key = "project")
    {
        context.count_call();
        std::vector<DeliveryResult> results;
        for (auto const& delivery : deliveries) {
            receiver().calls.push_back(sign + "todo");
            places().push_back(sign + context.setting(key));
            results.push_back({queue::Outcome::done(), Remote{delivery.item_key}});
        }
        return results;
    }
    /// Notebooks with their pages are taken, and moved where they are delivered.
    void take_notebooks()
    {
        static constexpr std::array kNotebooks = {ItemType::notebook, ItemType::page_text};
        target.accepts = kNotebooks;
        target.ruled_place = "folder";
        target.moves_in_push = true;
        places().clear();
        target.push = [](TargetContext& context, std::span<Delivery const> deliveries) {
            context.count_call();
            std::vector<DeliveryResult> results;
            for (auto const& delivery : deliveries) {
                receiver().calls.push_back("+" + std::string(to_string(delivery.type)));
                if (delivery.type == ItemType::notebook)
                    places().push_back(delivery.moved_from.value_or("new") + ">" + context.setting("folder"));
                results.push_back({queue::Outcome::done(), Remote{delivery.item_key}});
            }
            return results;
        };
        target.remove = [](TargetContext& context, std::span<Delivery const> deliveries) {
            return noted("-", context, deliveries, "folder");
        };
    }
    std::string place_of_notebook()
    {
        return value(
            "SELECT coalesce(place, '-') || ' ' || status FROM sync_records "
            "WHERE item_type = 'notebook' AND deleted_at IS NULL");
    }
    void star(bool is_starred) { send(library({with(book(10), "is_pinned", is_starred)})); }
    void correct(std::size_t number, std::string const& text)
    {
        PageId const id(value("SELECT id FROM pages WHERE page_uuid = '" + uuid_of(number) + "'"));
        library::write(pool, user, [&](library::LibraryWork& work) {
            library::write_page_text(work, {id, std::nullopt}, ocr::PageText{text, "en", {}});
        });
    }
    /// What was in progress when a worker was killed.
    void forget_leases()
    {
        run("UPDATE sync_queue SET status = 'pending', lease_id = NULL, leased_until = NULL "
            "WHERE status = 'processing'");
    }
};

constexpr auto kWholeBook = "+notebook +notebook_metadata +page_text*2 +todo*2";

TEST_F(RulesTest, without_rules_nothing_is_asked_of_them)
{
    send(library({book(10)}));
    switch_on();
    EXPECT_EQ(sync(), kWholeBook);
    EXPECT_EQ(value("SELECT count(*) FROM integrations, ruled_items(user_id, rules, true, '{notebook}', "
                    "ARRAY(SELECT id FROM notebooks))"),
              "0");
    expect_mirrored();
}

TEST_F(RulesTest, a_tag_brings_a_notebook_and_withdraws_it_when_it_is_taken_away)
{
    send(library({tagged(book(10), "work"), book(20)}));
    EXPECT_EQ(begin(only({.tags = {"play", "work"}})), kWholeBook);
    send(library({book(10), tagged(book(20), "work")}));
    EXPECT_EQ(sync(), std::string(kWholeBook) + " -notebook");
    set(std::nullopt);
    EXPECT_EQ(sync(), kWholeBook);
    expect_mirrored();
}

TEST_F(RulesTest, tags_of_folders_are_inherited_at_any_depth)
{
    auto const nested = [](json::object outer) {
        return library({std::move(outer), in(1, folder_at(2)), in(2, book(10)), book(20)});
    };
    send(nested(folder_at(1)));
    EXPECT_EQ(begin(only({.tags = {"work"}})), "");
    send(nested(tagged(folder_at(1), "work")));
    EXPECT_EQ(sync(), kWholeBook);
    send(nested(folder_at(1)));
    EXPECT_EQ(sync(), "-notebook");
    send(library({tagged(folder_at(1), "work"), in(1, folder_at(2)), in(2, book(10)), in(2, book(20))}));
    EXPECT_EQ(sync(), "+notebook*2 +notebook_metadata*2 +page_text*4 +todo*4");
    send(library({tagged(folder_at(1), "work"), folder_at(2), in(2, book(10)), in(1, book(20))}));
    EXPECT_EQ(sync(), "+notebook_metadata -notebook");
}

TEST_F(RulesTest, folders_in_a_circle_come_to_rest)
{
    send(library({tagged(in(2, folder_at(1)), "work"), in(1, folder_at(2)), in(2, book(10))}));
    EXPECT_EQ(begin(only({.tags = {"work"}})), kWholeBook);
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
}

TEST_F(RulesTest, rules_that_contradict_each_other_come_to_rest)
{
    send(library({tagged(book(10), "work"), book(20)}));
    Rules const contradicting{.list = {{.tags = {"work"}, .does = Does::leave_out},
                                       {.tags = {"work"}, .does = Does::send},
                                       {.types = {"notebook"}, .does = Does::send}},
                              .otherwise = Does::leave_out};
    EXPECT_EQ(begin(contradicting), kWholeBook);
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
}

TEST_F(RulesTest, the_first_rule_that_matches_decides)
{
    send(library({in(1, tagged(book(10), "private")), in(1, book(20)), folder_at(1)}));
    Rule const leaves{.tags = {"private"}, .does = Does::leave_out};
    Rule const sends{.folders = {uuid_of(1)}};
    EXPECT_EQ(begin({.list = {leaves, sends}, .otherwise = Does::leave_out}), kWholeBook);
    set(Rules{.list = {sends, leaves}, .otherwise = Does::leave_out});
    EXPECT_EQ(sync(), kWholeBook);
    set(Rules{.list = {leaves}, .otherwise = Does::send});
    EXPECT_EQ(sync(), "-notebook");
}

TEST_F(RulesTest, all_conditions_of_a_rule_have_to_hold)
{
    auto const pdf = with(tagged(book(10), "work"), "document_type", "pdf");
    send(library({folder_at(1), in(1, pdf), in(1, tagged(book(20), "work")), in(1, book(30))}));
    EXPECT_EQ(begin(only({.tags = {"work"}, .folders = {uuid_of(1)}, .types = {"pdf", "epub"}})), kWholeBook);
    EXPECT_EQ(value("SELECT string_agg(visible_name, ' ') FROM sync_records JOIN notebooks ON notebooks.id = "
                    "item_key "
                    "WHERE item_type = 'notebook'"),
              "Notebook 10");
}

TEST_F(RulesTest, a_star_brings_a_notebook_and_each_of_its_todos)
{
    star(false);
    EXPECT_EQ(begin(only({.is_pinned = true})), "");
    star(true);
    EXPECT_EQ(sync(), kWholeBook);
    star(false);
    EXPECT_EQ(sync(), "-notebook");
}

TEST_F(RulesTest, words_are_looked_for_in_all_of_a_notebook_and_after_each_correction)
{
    send(library({notebook(10, {page(11, 1), typed(12, "something else")}), book(20)}));
    correct(11, "Nothing yet");
    EXPECT_EQ(begin(only({.words = {"iNvoice", "bill of"}})), "");
    correct(11, "The INVOICES of March");
    EXPECT_EQ(sync(), "+notebook +notebook_metadata +page_text*2");
    correct(11, "The letters of March");
    EXPECT_EQ(sync(), "-notebook");
}

TEST_F(RulesTest, words_of_a_corrected_highlight_bring_its_notebook)
{
    auto const marked = [](std::string const& text) {
        return with(typed(11, "something"), "highlights", json::array{highlight(text, 100)});
    };
    send(library({notebook(10, {marked("a marked sentence"), typed(12, "else")})}));
    EXPECT_EQ(begin(only({.words = {"invoice"}})), "");
    run("UPDATE highlights SET corrected_text = 'an invoice'");
    EXPECT_EQ(sync(), "+highlight +notebook +notebook_metadata +page_text*2");
    run("UPDATE highlights SET corrected_text = 'a letter'");
    EXPECT_EQ(sync(), "-notebook");
}

TEST_F(RulesTest, a_pages_tag_brings_its_whole_notebook)
{
    send(library({book(10)}));
    EXPECT_EQ(begin(only({.tags = {"work"}})), "");
    send(library({with_tag_on_page(book(10), 1, "work")}));
    EXPECT_EQ(sync(), kWholeBook);
    expect_mirrored();
    send(library({book(10)}));
    EXPECT_EQ(sync(), "-notebook");
}

TEST_F(RulesTest, what_is_kept_stays_as_it_is_until_it_matches_or_is_deleted)
{
    send(library({tagged(book(10), "work")}));
    auto const keeps = only({.tags = {"work"}}, Leave::keep);
    EXPECT_EQ(begin(keeps), kWholeBook);
    send(library({book(10)}));
    EXPECT_EQ(sync(), "");
    auto changed = book(10);
    changed["pages"].as_array()[0] = typed(11, "- [ ] buy paper");
    send(library({changed}));
    EXPECT_EQ(sync(), "");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
    send(library({with_tag_on_page(changed, 1, "work")}));
    EXPECT_EQ(sync(), "+notebook +notebook_metadata +page_text*2 +todo -todo");
    expect_mirrored();
    send(library({changed}));
    EXPECT_EQ(sync(), "");
    send(with(library({}), "deleted_notebooks", json::array{uuid_of(10)}));
    EXPECT_EQ(sync(), "-notebook");
    EXPECT_TRUE(receiver().items.empty());
}

TEST_F(RulesTest, what_was_kept_is_withdrawn_once_the_rules_say_so)
{
    send(library({tagged(book(10), "work")}));
    begin(only({.tags = {"work"}}, Leave::keep));
    send(library({book(10)}));
    EXPECT_EQ(sync(), "");
    set(only({.tags = {"work"}}, Leave::withdraw));
    EXPECT_EQ(sync(), "-notebook");
}

TEST_F(RulesTest, an_attempt_that_was_cut_off_is_done_again_when_its_item_matches_again)
{
    take_todos();
    send(library({tagged(notebook(10, {typed(11, "- [ ] buy ink")}), "work")}));
    switch_on();
    set(only({.tags = {"work"}}, Leave::keep));
    compare();
    auto const item = queue::claim(pool, job, cursor, std::chrono::seconds(120));
    ASSERT_TRUE(item);
    job.work(std::vector{*item});
    forget_leases();
    send(library({notebook(10, {typed(11, "- [ ] buy ink")})}));
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(value("SELECT status FROM sync_records"), "skipped");
    send(library({tagged(notebook(10, {typed(11, "- [ ] buy ink")}), "work")}));
    EXPECT_EQ(sync(), "+todo");
    EXPECT_EQ(value("SELECT status FROM sync_records"), "success");
}

TEST_F(RulesTest, todos_are_decided_about_one_by_one)
{
    take_todos();
    send(library({book(10)}));
    EXPECT_EQ(begin(only({.words = {"INK"}})), "+todo");
    set(only({.tags = {"shop"}}));
    EXPECT_EQ(sync(), "-todo");
    send(library({with_tag_on_page(book(10), 1, "shop")}));
    EXPECT_EQ(sync(), "+todo");
    set(only({.is_pinned = true}));
    EXPECT_EQ(sync(), "-todo");
    star(true);
    EXPECT_EQ(sync(), "+todo*2");
}

TEST_F(RulesTest, a_todo_whose_place_changes_is_removed_there_and_made_here)
{
    take_todos();
    send(library({book(10)}));
    EXPECT_EQ(begin({.list = {{.words = {"ink"}, .place = "shopping"}}}), "+todo*2");
    EXPECT_EQ(std::set(places().begin(), places().end()), (std::set<std::string>{"+", "+shopping"}));
    places().clear();
    set(Rules{.list = {{.words = {"ink"}, .place = "work"}}});
    EXPECT_EQ(sync(), "+todo -todo");
    EXPECT_EQ(places(), (std::vector<std::string>{"-shopping", "+work"}));
    EXPECT_EQ(value("SELECT string_agg(coalesce(place, '-'), ' ' ORDER BY place) FROM sync_records"),
              "work -");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
    places().clear();
    set(std::nullopt);
    EXPECT_EQ(sync(), "+todo -todo");
    EXPECT_EQ(places(), (std::vector<std::string>{"-work", "+"}));
}

TEST_F(RulesTest, the_place_of_the_settings_is_no_other_place_when_a_rule_names_it)
{
    take_todos();
    static constexpr std::array kFields = {
        Field{.key = "project", .kind = FieldKind::text, .label = "Project", .default_value = "inbox"}};
    target.fields = kFields;
    send(library({book(10)}));
    EXPECT_EQ(begin({.list = {{.words = {"ink"}}}}), "+todo*2");
    set(Rules{.list = {{.words = {"ink"}, .place = "inbox"}}});
    EXPECT_EQ(sync(), "");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
}

TEST_F(RulesTest, what_is_completed_stays_where_it_is)
{
    take_todos();
    send(library({notebook(10, {typed(11, "- [x] buy ink")})}));
    EXPECT_EQ(begin({.list = {{.words = {"ink"}, .place = "shopping"}}}), "+todo");
    set(Rules{.list = {{.words = {"ink"}, .place = "work"}}});
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(value("SELECT place FROM sync_records"), "work");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
}

TEST_F(RulesTest, a_move_that_is_killed_at_any_point_ends_at_the_new_place)
{
    take_todos();
    send(library({notebook(10, {typed(11, "- [ ] buy ink")})}));
    EXPECT_EQ(begin({.list = {{.words = {"ink"}, .place = "shopping"}}}), "+todo");
    set(Rules{.list = {{.words = {"ink"}, .place = "work"}}});
    compare();
    places().clear();
    for (auto const& killed_after : {"removing", "making"}) {
        auto const item = queue::claim(pool, job, cursor, std::chrono::seconds(120));
        ASSERT_TRUE(item) << killed_after;
        job.work(std::vector{*item});
        forget_leases();
        deliver(1);
    }
    EXPECT_EQ(places(), (std::vector<std::string>{"-shopping", "-shopping", "+work", "+work"}));
    EXPECT_EQ(value("SELECT place || ' ' || status FROM sync_records WHERE deleted_at IS NULL"),
              "work success");
    EXPECT_EQ(sync(), "");
}

TEST_F(RulesTest, a_notebook_whose_place_changes_is_moved_by_one_delivery_without_its_pages)
{
    take_notebooks();
    send(library({tagged(book(10), "work")}));
    EXPECT_EQ(begin({.list = {{.tags = {"work"}, .place = "Work"}}}), "+notebook +page_text*2");
    EXPECT_EQ(places(), (std::vector<std::string>{"new>Work"}));
    places().clear();
    set(Rules{.list = {{.tags = {"work"}, .place = "Trips"}}});
    EXPECT_EQ(sync(), "+notebook");
    EXPECT_EQ(places(), (std::vector<std::string>{"Work>Trips"}));
    EXPECT_EQ(place_of_notebook(), "Trips success");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
    places().clear();
    set(std::nullopt);
    EXPECT_EQ(sync(), "+notebook");
    EXPECT_EQ(places(), (std::vector<std::string>{"Trips>"}));
    EXPECT_EQ(place_of_notebook(), "- success");
}

TEST_F(RulesTest, a_notebook_is_known_where_it_was_until_its_move_is_done)
{
    take_notebooks();
    send(library({tagged(book(10), "work")}));
    begin({.list = {{.tags = {"work"}, .place = "Work"}}});
    set(Rules{.list = {{.tags = {"work"}, .place = "Trips"}}});
    compare();
    places().clear();
    auto const item = queue::claim(pool, job, cursor, std::chrono::seconds(120));
    ASSERT_TRUE(item);
    job.work(std::vector{*item});
    forget_leases();
    EXPECT_EQ(place_of_notebook(), "Work in_progress");
    set(Rules{.list = {{.tags = {"work"}, .place = "Archive"}}});
    sync();
    EXPECT_EQ(places(), (std::vector<std::string>{"Work>Trips", "Work>Archive"}));
    EXPECT_EQ(place_of_notebook(), "Archive success");
}

TEST_F(RulesTest, a_notebook_is_withdrawn_where_its_rule_had_put_it)
{
    take_notebooks();
    send(library({tagged(book(10), "work")}));
    begin({.list = {{.tags = {"work"}, .place = "Work"}}});
    places().clear();
    set(Rules{.list = {{.tags = {"work"}, .does = Does::leave_out}}});
    sync();
    EXPECT_EQ(places(), (std::vector<std::string>{"-Work"}));
}

TEST_F(RulesTest, what_is_withdrawn_is_removed_where_its_rule_had_put_it)
{
    take_todos();
    send(library({book(10)}));
    begin({.list = {{.words = {"ink"}, .place = "shopping"}}});
    places().clear();
    set(Rules{.list = {{.words = {"ink"}, .does = Does::leave_out}}});
    EXPECT_EQ(sync(), "-todo");
    EXPECT_EQ(places(), (std::vector<std::string>{"-shopping"}));
}

TEST_F(RulesTest, fifty_rules_are_gone_through_in_order)
{
    take_todos();
    send(library({tagged(book(10), "tag 49"), tagged(book(20), "tag 7"), book(30)}));
    Rules many{.otherwise = Does::leave_out};
    for (int i = 0; i < 50; ++i)
        many.list.push_back({.tags = {"tag " + std::to_string(i)}, .place = "place " + std::to_string(i)});
    EXPECT_EQ(begin(many), "+todo*4");
    EXPECT_EQ(std::set(places().begin(), places().end()), (std::set<std::string>{"+place 49", "+place 7"}));
}

}  // namespace

}  // namespace rmirror::targets
