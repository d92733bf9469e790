// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device holds becomes what the server knows; what is unchanged is not written.
#include "library/library.hpp"

#include <thread>

namespace rmirror::test {
namespace {

namespace json = boost::json;

json::array pages_numbered(std::initializer_list<std::size_t> numbers)
{
    json::array pages;
    for (auto const number : numbers)
        pages.push_back(page(number, number));
    return pages;
}

class Manifest : public LibraryTest {
protected:
    /// The live pages in their order: "1 2 3".
    std::string order()
    {
        return value(
            "SELECT string_agg(ltrim(right(page_uuid::text, 12), '0'), ' ' ORDER BY page_number) "
            "FROM pages WHERE deleted_at IS NULL");
    }

    static std::string wanted(json::object const& answer)
    {
        std::string list;
        for (auto const& each : answer.at("want").as_array())
            for (auto const& uuid : each.at("page_uuids").as_array())
                list += std::string(list.empty() ? "" : " ") +
                        std::to_string(std::stoi(std::string(uuid.as_string().c_str()).substr(24)));
        return list;
    }

    /// Every row version there is, and what would tell a reader of changes.
    std::string versions()
    {
        std::string sql;
        for (auto const* const table : {"notebooks", "pages", "todos", "highlights", "quota_usage",
                                        "sync_queue", "change_counters", "blobs"})
            sql +=
                std::string(sql.empty() ? "SELECT " : " || ' ' || ") +
                "(SELECT md5(coalesce(string_agg(xmin::text || ctid::text || xmax::text, ' ' ORDER BY ctid), "
                "'')) FROM " +
                table + ")";
        return value(sql);
    }
};

TEST_F(Manifest, brings_a_library_and_asks_for_its_pages)
{
    auto first = notebook(1, pages_numbered({11, 12}));
    first["last_modified"] = "2026-01-01T00:00:00Z";
    auto second = notebook(2, pages_numbered({21}));
    second["last_modified"] = "2026-02-01T00:00:00Z";
    second["parent_uuid"] = uuid_of(3);
    json::object const folder = {
        {"notebook_uuid", uuid_of(3)}, {"document_type", "folder"}, {"visible_name", "F"}};
    auto const answer = send(library({first, second, folder}));
    EXPECT_EQ(wanted(answer), "21 11 12");
    EXPECT_EQ(answer.at("wanted_pages"), 3);
    EXPECT_EQ(answer.at("quota").at("left"), 30);
    EXPECT_EQ(answer.at("cursor"), "1");
    EXPECT_EQ(status_of(11), "not_synced");
}

TEST_F(Manifest, of_an_unchanged_library_of_a_thousand_pages_writes_nothing)
{
    json::array notebooks;
    for (std::size_t number = 1; number <= 20; ++number) {
        json::array pages;
        for (std::size_t each = 0; each < 50; ++each) {
            pages.push_back(page(1000 * number + each, each));
            auto& object = pages.back().as_object();
            object["typed_text"] = "Käse \"\\ {}";
            object["typed_markdown"] = "- [ ] Käse \"\\ {}";
            object["tags"] = {"a,b", "NULL"};
            object["highlights"] = {{{"original_text", "same"},
                                     {"rects", {{{"x", 0.1}, {"y", 2}, {"width", 1e3}, {"height", 4.25}}}}},
                                    {{"original_text", "same"}}};
        }
        notebooks.push_back(notebook(number, pages));
        notebooks.back().as_object()["last_opened"] = "2026-01-01T00:00:00.123Z";
        notebooks.back().as_object()["tags"] = json::array{"x"};
    }
    EXPECT_EQ(written(library(notebooks)), "20 1000 2000, deleted 0 0");
    auto const before = versions();
    auto const answer = send(library(notebooks));
    EXPECT_EQ(versions(), before);
    EXPECT_EQ(answer.at("wanted_pages"), 1000);
    EXPECT_EQ(written(library(notebooks)), "0 0 0, deleted 0 0");
}

TEST_F(Manifest, counts_what_could_not_be_read_and_asks_for_nothing_because_of_it)
{
    auto const with = [](json::value count) {
        auto counted = page(1, 1);
        counted["unreadable_parts"] = std::move(count);
        return library({notebook(1, {counted})});
    };
    send(with(2));
    store(1, 1, 1);
    auto const reported = [&] {
        return value("SELECT page_json(pages, notebook_id)->>'unreadable_parts' FROM pages");
    };
    EXPECT_EQ(reported(), "2");
    auto const before = value("SELECT ocr_status || ' ' || image_hash FROM pages");
    EXPECT_EQ(written(with(3)), "0 1 0, deleted 0 0");
    EXPECT_EQ(reported(), "3");
    EXPECT_EQ(send(with(4)).at("wanted_pages"), 0);
    EXPECT_EQ(value("SELECT ocr_status || ' ' || image_hash FROM pages"), before);
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue"), "1");
    EXPECT_EQ(value("SELECT sum(reserved) FROM quota_usage"), "1");
    for (auto const& wrong : {json::value(-1), json::value(1'000'001), json::value("2")})
        EXPECT_EQ(send(with(wrong)).at("field"), "notebooks[0].pages[0].unreadable_parts");
    EXPECT_EQ(reported(), "4");
    send(library({notebook(1, {page(1, 1)})}));
    EXPECT_EQ(reported(), "0") << "a device that counts none has none";
}

TEST_F(Manifest, renumbers_what_follows_an_inserted_page)
{
    json::array pages;
    for (std::size_t number = 1; number <= 100; ++number)
        pages.push_back(page(number, number));
    send(library({notebook(1, pages)}));
    for (std::size_t const number : {1, 50, 100})
        store(1, number, number);
    pages.insert(pages.begin(), page(500, 500));
    auto const answer = send(library({notebook(1, pages)}));
    EXPECT_EQ(answer.at("written").at("pages"), 101);
    EXPECT_EQ(wanted(answer).substr(0, 9), "500 2 3 4");
    EXPECT_EQ(answer.at("wanted_pages"), 98);
    EXPECT_EQ(order().substr(0, 9), "500 1 2 3");
}

TEST_F(Manifest, moves_pages_and_deletes_those_it_does_not_name)
{
    send(library({notebook(1, pages_numbered({1, 2, 3, 4}))}));
    EXPECT_EQ(written(library({notebook(1, pages_numbered({4, 3, 1}))})), "0 3 0, deleted 0 1");
    EXPECT_EQ(order(), "4 3 1");
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE deleted_at IS NOT NULL"), "1");
    EXPECT_EQ(written(library({notebook(1, pages_numbered({2, 4, 3, 1}))})), "0 4 0, deleted 0 0");
    EXPECT_EQ(order(), "2 4 3 1");
}

TEST_F(Manifest, deletes_notebooks_only_when_it_speaks_of_the_whole_library)
{
    send(library({notebook(1, pages_numbered({1})), notebook(2, pages_numbered({2, 3}))}));
    EXPECT_EQ(written(library({notebook(1, pages_numbered({1}))})), "0 0 0, deleted 0 0");
    EXPECT_EQ(written(library({notebook(1, pages_numbered({1}))}, "library")), "0 0 0, deleted 1 2");
    EXPECT_EQ(order(), "1");
    auto deletion = library({});
    deletion["deleted_notebooks"] = {uuid_of(1), uuid_of(77)};
    EXPECT_EQ(written(deletion), "0 0 0, deleted 1 1");
    EXPECT_EQ(written(library({notebook(2, pages_numbered({2, 3}))})), "1 2 0, deleted 0 0");
    EXPECT_EQ(order(), "2 3");
}

TEST_F(Manifest, does_not_take_an_empty_library_for_one_that_was_deleted)
{
    send(library({notebook(1, pages_numbered({1}))}));
    EXPECT_EQ(send(library({}, "library")).at("field"), "notebooks");
    EXPECT_EQ(order(), "1");
}

TEST_F(Manifest, wants_a_page_again_only_when_it_looks_different)
{
    auto const with_ink = [](std::size_t ink) { return library({notebook(1, {page(1, ink)})}); };
    send(with_ink(1));
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(wanted(send(with_ink(1))), "");
    EXPECT_EQ(wanted(send(with_ink(2))), "1");
    EXPECT_EQ(value("SELECT status FROM sync_queue"), "cancelled");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "0");
    // Undone on the tablet before the new picture came.
    EXPECT_EQ(wanted(send(with_ink(1))), "1");
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    value("UPDATE pages SET ocr_status = 'completed', ocr_hash = image_hash RETURNING 1");
    EXPECT_EQ(wanted(send(with_ink(2))), "1");
    EXPECT_EQ(wanted(send(with_ink(1))), "");
    EXPECT_EQ(status_of(1), "completed");
}

TEST_F(Manifest, still_wants_a_page_when_an_older_picture_of_it_is_read_late)
{
    auto const with_ink = [](std::size_t ink) { return library({notebook(1, {page(1, ink)})}); };
    send(with_ink(1));
    store(1, 1, 1);
    EXPECT_EQ(wanted(send(with_ink(2))), "1");
    for (auto const* const late : {"completed", "failed", "pending"}) {
        value("UPDATE pages SET ocr_hash = image_hash, ocr_status = '" + std::string(late) + "' RETURNING 1");
        EXPECT_EQ(wanted(send(with_ink(2))), "1") << late;
        EXPECT_EQ(status_of(1), "not_synced") << late;
    }
    EXPECT_EQ(store(1, 1, 2).outcome, Storing::queued);
    EXPECT_EQ(wanted(send(with_ink(2))), "");
}

TEST_F(Manifest, withdraws_what_was_to_be_read_of_deleted_pages)
{
    send(library({notebook(1, pages_numbered({1, 2}))}));
    store(1, 1, 1);
    store(1, 2, 2);
    send(library({notebook(1, pages_numbered({2}))}));
    EXPECT_EQ(value("SELECT string_agg(status, ' ' ORDER BY status) FROM sync_queue"), "cancelled pending");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "1");
    // Back from the tablet's bin: what is stored is asked for once more, nothing is charged twice.
    EXPECT_EQ(wanted(send(library({notebook(1, pages_numbered({1, 2}))}))), "1");
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "2");
}

TEST_F(Manifest, wants_neither_pages_without_ink_nor_what_lies_in_the_bin)
{
    auto blank = page(1, 1);
    blank["has_ink"] = false;
    json::object const bare = {{"page_uuid", uuid_of(2)}, {"has_ink", false}, {"typed_text", "typed"}};
    EXPECT_EQ(wanted(send(library({notebook(1, {blank, bare})}))), "");
    EXPECT_EQ(status_of(1), "skipped");
    EXPECT_EQ(wanted(send(library({notebook(1, {page(1, 1), bare})}))), "1");
    auto trashed = notebook(1, {page(1, 1), bare});
    trashed["is_trashed"] = true;
    EXPECT_EQ(wanted(send(library({trashed}))), "");
}

TEST_F(Manifest, keeps_highlights_that_only_moved)
{
    auto const with_highlights = [](std::initializer_list<char const*> texts) {
        json::array highlights;
        for (auto const* const text : texts)
            highlights.push_back({{"original_text", text}, {"color", "yellow"}});
        auto marked = page(1, 1);
        marked["highlights"] = highlights;
        return library({notebook(1, {marked})});
    };
    auto const shown = [&](char const* what) {
        return value("SELECT coalesce(string_agg(" + std::string(what) +
                     ", ' ' ORDER BY ordinal), '') FROM highlights WHERE deleted_at IS NULL");
    };
    send(with_highlights({"a", "b", "b"}));
    auto const ids = shown("id::text");
    EXPECT_EQ(written(with_highlights({"x", "a", "b", "b"})), "0 0 4, deleted 0 0");
    EXPECT_EQ(shown("original_text"), "x a b b");
    EXPECT_EQ(shown("id::text").substr(37), ids);
    EXPECT_EQ(written(with_highlights({"x", "a", "b"})), "0 0 1, deleted 0 0");
    EXPECT_EQ(shown("original_text"), "x a b");
    // "ä" in two ways of writing it is one text.
    EXPECT_EQ(written(with_highlights({"x", "a", "b", "\u00e4"})), "0 0 1, deleted 0 0");
    EXPECT_EQ(written(with_highlights({"x", "a", "b", "a\u0308"})), "0 0 0, deleted 0 0");
    EXPECT_EQ(written(library({notebook(1, {page(2, 2)})})), "0 1 4, deleted 0 1");
    EXPECT_EQ(shown("original_text"), "");
}

TEST_F(Manifest, keeps_two_users_with_the_same_ids_apart)
{
    auto const other = add_user("other@example.org");
    auto const manifest = library({notebook(1, pages_numbered({1, 2}))});
    send(manifest);
    send(manifest, other);
    store(1, 1, 1);
    auto const content = std::string("theirs");
    EXPECT_EQ(store(image_of(1, 1, 1, content), content, other).outcome, Storing::queued);
    send(library({notebook(1, pages_numbered({2}))}));
    EXPECT_EQ(
        value("SELECT count(*) FROM pages WHERE user_id = '" + other.text() + "' AND deleted_at IS NULL"),
        "2");
    EXPECT_EQ(stored_image(1, 1, other)->blob.sha256, image_of(1, 1, 1, content).sha256);
    EXPECT_FALSE(stored_image(1));
}

TEST_F(Manifest, may_come_from_several_devices_at_once)
{
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (std::size_t round = 0; round < 5; ++round)
                send(library({notebook(1, {page(1 + (thread + round) % 3, round), page(9, thread)})}));
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE deleted_at IS NULL"), "2");
}

class BadManifest : public LibraryTest {};

TEST_F(BadManifest, is_refused_with_the_name_of_the_field)
{
    struct Case {
        std::string body;
        std::string field;
    };
    auto const notebook =
        R"("notebook_uuid":")" + uuid_of(1) + R"(","document_type":"notebook","visible_name":"N")";
    auto const one = [&](std::string const& more) {
        return R"({"scope":"library","notebooks":[{)" + notebook + more + "}]}";
    };
    auto const paged = [&](std::string const& page) { return one(R"(,"pages":[{)" + page + "}]"); };
    auto const page = R"("page_uuid":")" + uuid_of(2) + R"(","has_ink":true,"ink_hash":"i1:00")";
    auto const twice = std::string(page).append("},{").append(page);
    ASSERT_FALSE(send_text(paged(page)).contains("detail"));
    auto const before = value("SELECT count(*) FROM pages");
    for (auto const& [body, field] : {
             Case{R"({"notebooks":[]})", "scope"},
             Case{R"({"scope":"all","notebooks":[]})", "scope"},
             Case{R"({"scope":"library"})", "notebooks"},
             Case{R"({"scope":"library","notebooks":{}})", "notebooks"},
             Case{R"({"scope":"library","notebooks":[7]})", "notebooks[0]"},
             Case{R"({"scope":"library","notebooks":[],"user_id":"x"})", "notebooks"},
             Case{R"({"scope":"notebooks","notebooks":[],"user_id":"x"})", "user_id"},
             Case{R"({"scope":"notebooks","notebooks":[],"deleted_notebooks":["../x"]})",
                  "deleted_notebooks[0]"},
             Case{one("},{" + notebook), "notebooks[1].notebook_uuid"},
             Case{one(R"(,"parent_uuid":"root")"), "notebooks[0].parent_uuid"},
             Case{one(R"(,"parent_uuid":")" + uuid_of(1) + '"'), "notebooks[0].parent_uuid"},
             Case{one(R"(,"orientation":"diagonal")"), "notebooks[0].orientation"},
             Case{one(R"(,"tags":[1])"), "notebooks[0].tags[0]"},
             Case{one(R"(,"tags":["a\u0000b"])"), "notebooks[0].tags[0]"},
             Case{one(R"(,"last_modified":1234)"), "notebooks[0].last_modified"},
             Case{one(R"(,"last_modified":"2026-02-30T00:00:00Z")"), "notebooks[0].last_modified"},
             Case{one(R"(,"user_id":"x")"), "notebooks[0].user_id"},
             Case{paged(twice), "notebooks[0].pages[1].page_uuid"},
             Case{paged(R"("page_uuid":"2","has_ink":true)"), "notebooks[0].pages[0].page_uuid"},
             Case{paged(R"("page_uuid":")" + uuid_of(2) + R"(","has_ink":true)"),
                  "notebooks[0].pages[0].ink_hash"},
             Case{paged(page + R"(,"page_number":1e400)"), ""},
             Case{paged(page + R"(,"page_number":1)"), "notebooks[0].pages[0].page_number"},
             Case{paged(R"("page_uuid":")" + uuid_of(2) +
                        R"(","has_ink":true,"ink_hash":"'; DROP TABLE pages")"),
                  "notebooks[0].pages[0].ink_hash"},
             Case{paged(page + R"(,"typed_text":"a\u0000b")"), "notebooks[0].pages[0].typed_text"},
             Case{paged(page + R"(,"typed_text":")" + std::string(100'001, 'x') + '"'),
                  "notebooks[0].pages[0].typed_text"},
             Case{paged(page + R"(,"typed_markdown":["- [ ] a"])"), "notebooks[0].pages[0].typed_markdown"},
             Case{paged(page + R"(,"typed_markdown":false)"), "notebooks[0].pages[0].typed_markdown"},
             Case{paged(page + R"(,"typed_markdown":"a\u0000b")"), "notebooks[0].pages[0].typed_markdown"},
             Case{paged(page + R"(,"typed_markdown":")" + std::string(100'001, 'x') + '"'),
                  "notebooks[0].pages[0].typed_markdown"},
             Case{paged(page + R"(,"highlights":[{}])"), "notebooks[0].pages[0].highlights[0].original_text"},
             Case{paged(page + R"(,"highlights":[{"original_text":"a","rects":[{"x":1}]}])"),
                  "notebooks[0].pages[0].highlights[0].rects[0].y"},
         }) {
        auto const answer = send_text(body);
        ASSERT_TRUE(answer.contains("detail")) << body.substr(0, 300);
        EXPECT_EQ(answer.at("status"), 400);
        if (!field.empty()) {
            EXPECT_EQ(answer.at("field"), json::string_view(field)) << answer;
        }
    }
    EXPECT_EQ(value("SELECT count(*) FROM pages"), before);
}

TEST_F(BadManifest, keeps_hostile_texts_as_they_are)
{
    auto const hostile = std::string(R"('; DROP TABLE pages; -- "}{,\ NULL)") + "\n\t\x01";
    auto marked = page(1, 1);
    marked["typed_text"] = hostile;
    marked["tags"] = {hostile, "NULL", "{}"};
    auto named = notebook(1, {marked});
    named["visible_name"] = hostile;
    send(library({named}));
    EXPECT_EQ(value("SELECT visible_name FROM notebooks"), hostile);
    EXPECT_EQ(value("SELECT typed_text FROM pages"), hostile);
    EXPECT_EQ(value("SELECT tags[1] FROM pages"), hostile);
    EXPECT_EQ(value("SELECT tags[2] || tags[3] FROM pages"), "NULL{}");
    // What grows most when it is composed still fits.
    std::string growing;
    for (int i = 0; i < 300; ++i)
        growing += "\U0001D160";
    named["visible_name"] = growing;
    EXPECT_FALSE(send(library({named})).contains("detail"));
}

}  // namespace
}  // namespace rmirror::test
