// SPDX-License-Identifier: AGPL-3.0-or-later
// A device that syncs documents misses none, whichever transaction commits last.
#include "library/documents/since.hpp"

#include "db/pool.hpp"
#include "library/library.hpp"

#include <pqxx/except>

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::DocumentCursor;

class DocumentsSince : public LibraryTest {
protected:
    DocumentsSince() { send(library({notebook(1, {page(1, 1), page(2, 2)})})); }

    static std::string transcribe(std::size_t page)
    {
        return "UPDATE pages SET ocr_text = 'Ink' WHERE page_uuid = '" + uuid_of(page) + "'";
    }

    json::object news(std::string const& cursor)
    {
        return json::parse(db::as_user(pool, user,
                                       [&](pqxx::work& work) {
                                           return library::documents_since(
                                                      work, user, *DocumentCursor::parse(cursor), 100)
                                               .value();
                                       }))
            .as_object();
    }
};

TEST_F(DocumentsSince, finds_what_commits_late_because_later_numbers_wait_for_it)
{
    auto const seconds = std::chrono::seconds(30);
    auto const slow = db::open_connection(database.url(), seconds);
    auto const quick = db::open_connection(database.url(), seconds);
    pqxx::work first(*slow);
    first.exec(transcribe(1));
    {
        pqxx::work second(*quick);
        second.exec("SET LOCAL lock_timeout = '100ms'");
        EXPECT_THROW(second.exec(transcribe(2)), pqxx::sql_error)
            << "it takes a number before the first commits";
    }
    auto const before = news("0");
    EXPECT_TRUE(before.at("created").as_array().empty());
    first.commit();
    pqxx::work second(*quick);
    second.exec(transcribe(2));
    second.commit();
    auto const after = news(std::string(before.at("next").as_string()));
    EXPECT_EQ(after.at("created").as_array().size(), 2U);
}

TEST_F(DocumentsSince, says_nothing_of_pages_without_text_or_of_changes_of_anything_else)
{
    auto const before = std::string(news("0").at("next").as_string());
    send(library({notebook(1, {page(1, 3), page(2, 2)})}));
    auto const now = news(before);
    EXPECT_TRUE(now.at("created").as_array().empty());
    EXPECT_TRUE(now.at("updated").as_array().empty());
}

TEST(DocumentCursor, is_parsed_strictly)
{
    std::string const id = "00000000-0000-4000-8000-000000000001";
    EXPECT_EQ(DocumentCursor::parse("12")->change, "12");
    EXPECT_EQ(DocumentCursor::parse("12." + id)->id, id);
    EXPECT_EQ(DocumentCursor::parse("12." + id + ".40")->without, "40");
    for (auto const& forged :
         {std::string(), std::string("-1"), std::string("1."), "1." + id + ".", "1." + id + ".4.5",
          std::string("1.x"), std::string(19, '9'), std::string("1e3")})
        EXPECT_EQ(DocumentCursor::parse(forged), std::nullopt) << forged;
}

}  // namespace
}  // namespace rmirror::test
