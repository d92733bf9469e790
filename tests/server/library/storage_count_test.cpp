// SPDX-License-Identifier: AGPL-3.0-or-later
// What is counted as stored is what lands in the database, within a factor of two, whatever a device sends.
#include "library/library.hpp"

#include "quota/library_usage.hpp"

#include <pqxx/nontransaction>

#include <chrono>
#include <random>

namespace rmirror::test {
namespace {

namespace json = boost::json;

class CountedRows : public LibraryTest {
protected:
    CountedRows()
    {
        give_back_space();
        empty_ = landed();
    }

    /// With indexes, of all tables.
    double landed()
    {
        return std::stod(
            value("SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                  "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"));
    }

    double counted()
    {
        return static_cast<double>(db::as_user(pool, user, [&](pqxx::work& work) {
            return quota::library_usage(work, rules, user).storage.used;
        }));
    }

    void expect_all_counted()
    {
        auto const more = landed() - empty_;
        EXPECT_GT(more, 1'000'000) << "too little to tell";
        EXPECT_LT(more / counted(), 2.0) << more << " landed, " << counted() << " counted";
        EXPECT_GT(more / counted(), 0.5) << more << " landed, " << counted() << " counted";
    }

    /// A random word of these letters.
    std::string word(std::size_t length, std::string_view letters = "abcdefghijklmnopqrstuvwxyz")
    {
        std::uniform_int_distribution<std::size_t> letter(0, letters.size() - 1);
        std::string drawn;
        for (std::size_t i = 0; i < length; ++i)
            drawn += letters[letter(random_)];
        return drawn;
    }

    template <typename Word>
    std::string text(std::size_t words, Word each)
    {
        std::string joined;
        for (std::size_t i = 0; i < words; ++i)
            joined += each() + ' ';
        return joined;
    }

    /// `fill(page)` says what else is on each.
    template <typename Fill>
    void send_pages(std::size_t count, Fill fill)
    {
        json::array pages;
        for (std::size_t number = 1; number <= count; ++number) {
            auto each = page(number, number);
            fill(each);
            pages.push_back(std::move(each));
        }
        auto const answer = send(library({notebook(1, std::move(pages))}));
        ASSERT_TRUE(answer.contains("written")) << json::serialize(answer);
    }

    std::mt19937 random_{1};  // NOLINT(cert-msc51-cpp): the same each time

private:
    /// The tables of a database that served earlier tests have free space, in which new rows would hide.
    void give_back_space()
    {
        auto const tables = value(
            "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'");
        auto const connection = db::open_connection(database.url(), std::chrono::seconds(60));
        pqxx::nontransaction(*connection).exec("VACUUM (FULL) " + tables);
    }

    double empty_ = 0;
};

TEST_F(CountedRows, of_empty_highlights)
{
    send_pages(8, [](json::object& page) {
        json::array marks;
        for (int i = 0; i < 1000; ++i)
            marks.push_back({{"original_text", ""}, {"rects", json::array()}});
        page["highlights"] = std::move(marks);
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_highlights_with_many_places)
{
    send_pages(10, [&](json::object& page) {
        json::array marks;
        for (int i = 0; i < 100; ++i) {
            json::array rects;
            for (int j = 0; j < 10; ++j)
                rects.push_back({{"x", i * 7.25}, {"y", j * 31.5}, {"width", 100 + i}, {"height", 30}});
            marks.push_back({{"original_text", "x"}, {"rects", std::move(rects)}});
        }
        page["highlights"] = std::move(marks);
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_words_that_nobody_has_written)
{
    send_pages(15, [&](json::object& page) {
        page["typed_text"] = text(700, [&] { return word(5 + random_() % 8); });
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_long_words)
{
    send_pages(5, [&](json::object& page) { page["typed_text"] = text(300, [&] { return word(30); }); });
    expect_all_counted();
}

TEST_F(CountedRows, of_words_with_digits)
{
    send_pages(60, [&](json::object& page) {
        page["typed_text"] = text(900, [&] { return word(7, "0123456789abcdef") + "1"; });
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_pages_with_a_word_each)
{
    send_pages(2000, [&](json::object& page) { page["typed_text"] = word(9); });
    expect_all_counted();
}

TEST_F(CountedRows, of_a_diary)
{
    std::vector<std::string> vocabulary(3000);
    for (auto& each : vocabulary)
        each = word(2 + random_() % 9);
    send_pages(500, [&](json::object& page) {
        // Few words are used most of the time.
        page["typed_text"] = text(200, [&] { return vocabulary[random_() % (1 + random_() % 3000)]; });
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_empty_pages)
{
    send_pages(3000, [](json::object&) {});
    expect_all_counted();
}

TEST_F(CountedRows, of_tags)
{
    send_pages(100, [&](json::object& page) {
        json::array tags;
        for (int i = 0; i < 100; ++i)
            tags.push_back(json::string(word(10)));
        page["tags"] = std::move(tags);
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_typed_todos)
{
    send_pages(5, [](json::object& page) {
        std::string tasks;
        for (int i = 0; i < 1000; ++i)
            tasks += "- [ ] " + std::to_string(i) + "\n";
        page["typed_text"] = "tasks";
        page["typed_markdown"] = tasks;
    });
    expect_all_counted();
}

TEST_F(CountedRows, of_notebooks_deep_in_folders)
{
    json::array all;
    for (std::size_t number = 1; number <= 1000; ++number) {
        json::object each{{"notebook_uuid", uuid_of(number)},
                          {"document_type", number <= 30 ? "folder" : "notebook"},
                          {"visible_name", word(40)}};
        if (number > 1)
            each["parent_uuid"] = uuid_of(std::min<std::size_t>(number, 31) - 1);
        all.push_back(std::move(each));
    }
    auto const answer = send(library(std::move(all)));
    ASSERT_TRUE(answer.contains("written")) << json::serialize(answer);
    expect_all_counted();
}

TEST_F(CountedRows, of_images_of_a_few_bytes)
{
    send_pages(100, [](json::object&) {});
    value(
        "WITH image AS MATERIALIZED (SELECT user_id, id AS page_id, uuid_v7() AS blob_id, part "
        "FROM pages, generate_series(1, 20) AS part), "
        "stored AS (INSERT INTO blobs (id, user_id, sha256, media_type, size_bytes, store) "
        "SELECT blob_id, user_id, encode(sha256(blob_id::text::bytea), 'hex'), 'image/png', 68, 'disk' "
        "FROM image), "
        "shown AS (INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, width, "
        "height, "
        "crop_left, crop_top, crop_width, crop_height) "
        "SELECT user_id, page_id, blob_id, 'i1:' || repeat('0', 64), part, 20, 1, 1, 0, 0, 1, 1 FROM image) "
        "SELECT count(*) FROM image");
    expect_all_counted();
}

}  // namespace
}  // namespace rmirror::test
