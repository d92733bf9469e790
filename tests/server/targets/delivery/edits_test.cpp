// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do to a library on their tablet, and what a target hears of it.
#include "blobs/pictures.hpp"
#include "library/documents/page_text.hpp"
#include "library/work.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {

namespace {

using namespace test;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::png;
using rmirror::test::uuid_of;

struct Edits : FollowTest {
    void read(std::size_t number, std::string const& text)
    {
        PageId const id(value("SELECT id FROM pages WHERE page_uuid = '" + uuid_of(number) + "'"));
        library::write(pool, user, [&](library::LibraryWork& work) {
            library::write_page_text(work, {id, std::nullopt}, {text, "en", {}});
        });
    }

    static boost::json::object typed(std::size_t number)
    {
        return with(page(number, number), "typed_text", "Page " + std::to_string(number));
    }

    static boost::json::object marked(std::string const& text)
    {
        return with(page(11, 11), "highlights", boost::json::array{highlight(text, 100)});
    }

    static boost::json::object folder_in(std::size_t number, std::size_t parent)
    {
        boost::json::object folder = {{"notebook_uuid", uuid_of(number)},
                                      {"document_type", "folder"},
                                      {"visible_name", "Folder " + std::to_string(number)},
                                      {"pages", boost::json::array()}};
        return parent == 0 ? folder : with(folder, "parent_uuid", uuid_of(parent));
    }

    /// The one of its type that is there.
    static std::string key_of(std::string const& type)
    {
        auto const& items = receiver().items;
        auto const found = items.lower_bound(type + " ");
        return found == items.end() ? "" : found->first;
    }
};

TEST_F(Edits, ink_that_is_erased_takes_along_what_was_read_of_it)
{
    send(library({notebook(10, {page(11, 1)})}));
    switch_on();
    read(11, "Groceries\n\n- [ ] milk");
    EXPECT_EQ(sync(), "+notebook +notebook_metadata +page_text +todo");
    send(library({notebook(10, {with(page(11, 2), "has_ink", false)})}));
    EXPECT_EQ(sync(), "-page_text -todo");
    expect_mirrored();
}

TEST_F(Edits, another_picture_of_the_same_ink_comes_where_pictures_go)
{
    static constexpr std::array kPages = {ItemType::page_text};
    static constexpr std::array kPictures = {Extra::pictures};
    target.accepts = kPages;
    target.extras = kPictures;
    send(library({notebook(10, {page(11, 1)})}));
    switch_on();
    EXPECT_EQ(sync(), "");
    auto const picture = [&](std::string const& content) {
        store(image_of(10, 11, 1, png() + content), png() + content);
    };
    picture("one");
    EXPECT_EQ(sync(), "") << "it is being read";
    run("UPDATE pages SET ocr_status = 'completed'");
    EXPECT_EQ(sync(), "+page_text");
    picture("two");
    run("UPDATE pages SET ocr_status = 'completed'");
    EXPECT_EQ(sync(), "+page_text");
    picture("two");
    EXPECT_EQ(sync(), "");
    target.extras = {};
    begin_full_scan(Cause::check);
    EXPECT_EQ(sync(), "-page_text") << "nothing is left to bring without it";
}

TEST_F(Edits, pictures_go_where_a_flag_is_on_and_all_is_compared_when_it_changes)
{
    static constexpr std::array kPages = {ItemType::page_text};
    static constexpr std::array kFields = {Field{.key = "pictures",
                                                 .kind = FieldKind::flag,
                                                 .label = "Pictures",
                                                 .is_required = false,
                                                 .default_value = kOn,
                                                 .gives = Extra::pictures}};
    target.accepts = kPages;
    target.fields = kFields;
    send(library({notebook(10, {typed(11), page(12, 12)})}));
    store(10, 12, 12);
    run("UPDATE pages SET ocr_status = 'completed'");
    switch_on();
    EXPECT_EQ(sync(), "+page_text*2");
    auto const save = [&](std::string_view flag) {
        targets::Setup setup;
        setup.values = {{"pictures", std::string(flag)}};
        db::as_user(pool, user, [&](pqxx::work& work) {
            auto const merged = targets::merged(work, vault, target, user, setup);
            EXPECT_EQ(fault_of(target, merged, false).has_value(), flag == "maybe");
            if (flag != "maybe")
                targets::save(work, vault, target, user, setup);
        });
    };
    save(kOn);
    EXPECT_EQ(sync(), "");
    save(kOff);
    EXPECT_EQ(sync(), "+page_text -page_text");
    save("maybe");
    save(kOn);
    EXPECT_EQ(sync(), "+page_text*2");
}

TEST_F(Edits, a_new_picture_and_another_number_are_no_change_of_a_text)
{
    static constexpr std::array kPages = {ItemType::page_text};
    target.accepts = kPages;
    send(library({notebook(10, {typed(11), typed(12)})}));
    switch_on();
    EXPECT_EQ(sync(), "+page_text*2");
    store(10, 11, 11);
    EXPECT_EQ(sync(), "");
    send(library({notebook(10, {typed(12), typed(11)})}));
    EXPECT_EQ(sync(), "");
}

TEST_F(Edits, a_highlight_stays_the_same_item_when_its_text_changes_and_when_its_page_comes_back)
{
    send(library({notebook(10, {marked("to be"), page(12, 12)})}));
    switch_on();
    sync();
    auto const key = key_of("highlight");
    send(library({notebook(10, {marked("to be or not to be"), page(12, 12)})}));
    EXPECT_EQ(sync(), "+highlight");
    EXPECT_EQ(key_of("highlight"), key);
    send(library({notebook(10, {page(12, 12)})}));
    EXPECT_EQ(sync(), "+notebook -highlight");
    send(library({notebook(10, {marked("to be or not to be"), page(12, 12)})}));
    EXPECT_EQ(sync(), "+highlight +notebook");
    EXPECT_EQ(key_of("highlight"), key);
    expect_mirrored();
}

TEST_F(Edits, a_folder_that_is_moved_takes_all_below_it_along)
{
    send(library({folder_in(1, 0), folder_in(2, 0), folder_in(3, 2),
                  with(notebook(10, {typed(11)}), "parent_uuid", uuid_of(3)),
                  with(notebook(20, {typed(21)}), "parent_uuid", uuid_of(1))}));
    switch_on();
    choose("'{\"folders\": [\"" + uuid_of(1) + "\"]}'");
    EXPECT_EQ(sync(), "+notebook +notebook_metadata +page_text");
    send(library({folder_in(2, 1)}));
    EXPECT_EQ(sync(), "+notebook +notebook_metadata +page_text");
    expect_mirrored();
    EXPECT_EQ(receiver()
                  .items
                  .at("notebook_metadata " +
                      value("SELECT id FROM notebooks WHERE notebook_uuid = '" + uuid_of(10) + "'"))
                  .at("full_path"),
              "Folder 1/Folder 2/Folder 3/Notebook 10");
    send(library({folder_in(2, 0)}));
    EXPECT_EQ(sync(), "-notebook");
    expect_mirrored();
}

TEST_F(Edits, tags_ticks_and_typed_text_are_brought)
{
    auto const tasks = [](std::string const& text) {
        return notebook(10,
                        {with(with(page(11, 11), "typed_text", text), "typed_markdown", "- [ ] " + text)});
    };
    send(library({tasks("ink")}));
    switch_on();
    sync();
    send(library({with(tasks("ink"), "tags", boost::json::array{"shop"})}));
    EXPECT_EQ(sync(), "+notebook_metadata");
    run("UPDATE todos SET is_completed = true");
    EXPECT_EQ(sync(), "+todo");
    auto const ticked = receiver().items.at(key_of("todo"));
    EXPECT_TRUE(ticked.at("is_completed").as_bool());
    send(library({with(tasks("paper"), "tags", boost::json::array{"shop"})}));
    EXPECT_EQ(sync(), "+page_text +todo -todo");
    expect_mirrored();
}

TEST_F(Edits, what_is_delivered_told_and_set_up_leads_to_no_comparison)
{
    send(library({notebook(10, {typed(11)})}));
    switch_on();
    sync();
    run("INSERT INTO notifications (user_id, kind, about) SELECT id, 'first_sync', 'again' FROM users");
    run("UPDATE integrations SET settings = '{\"address\": \"elsewhere\"}'");
    run("UPDATE sync_records SET status = 'success'");
    EXPECT_EQ(value("SELECT last > cursor_change FROM integrations JOIN change_counters USING (user_id)"),
              "t");
    auto const before = value("SELECT string_agg(xmin::text, ' ' ORDER BY id) FROM sync_records");
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(value("SELECT last - cursor_change FROM integrations JOIN change_counters USING (user_id)"),
              "0");
    EXPECT_EQ(value("SELECT string_agg(xmin::text, ' ' ORDER BY id) FROM sync_records"), before);
}

TEST_F(Edits, a_record_says_what_is_under_way_before_the_call_and_where_it_is_right_after)
{
    static constexpr std::array kPages = {ItemType::page_text};
    target.accepts = kPages;
    target.max_batch_size = 5;
    std::vector<std::string> seen;
    receiver().each = [&](Delivery const& delivery) {
        seen.push_back(value("SELECT status || ' ' || (marker = '" + delivery.marker +
                             "') || ' ' || (content_hash IS NOT NULL) || ' ' || coalesce(external_id, '-') "
                             "FROM sync_records WHERE item_key = '" +
                             delivery.item_key + "'"));
        return DeliveryResult{queue::Outcome::done(), Remote{"there-" + std::to_string(seen.size())}};
    };
    send(library({notebook(10, {typed(11), typed(12), typed(13)})}));
    switch_on();
    EXPECT_EQ(sync(), "+page_text*3");
    EXPECT_EQ(seen, std::vector<std::string>(3, "in_progress true true -"));
    EXPECT_EQ(
        value("SELECT string_agg(status || ' ' || external_id, ', ' ORDER BY external_id) FROM sync_records"),
        "success there-1, success there-2, success there-3");
    // All of them were one call.
    EXPECT_EQ(
        value("SELECT count(*) || ' ' || min(details ->> 'written') || ' ' || min(details ->> 'removed') "
              "FROM audit WHERE action = 'delivery'"),
        "1 3 0");
    send(library({notebook(10, {typed(13)})}));
    EXPECT_EQ(sync(), "-page_text*2");
    EXPECT_EQ(value("SELECT details ->> 'target_name' || ' ' || (details ->> 'written') || ' ' || "
                    "(details ->> 'removed') FROM audit WHERE action = 'delivery' ORDER BY id DESC LIMIT 1"),
              "notes 0 2");
}

}  // namespace

}  // namespace rmirror::targets
