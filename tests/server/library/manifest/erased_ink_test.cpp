// SPDX-License-Identifier: AGPL-3.0-or-later
// What was read of ink goes with it; what was typed stays.
#include "library/documents/page_text.hpp"
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::LibraryWork;

class ErasedInk : public LibraryTest {
protected:
    ErasedInk()
    {
        send_page(inked());
        store(1, 1, 1);
        read("Buy ink\n\n- [ ] Call Ann");
    }

    static json::object inked()
    {
        auto sent = page(1, 1);
        sent["typed_text"] = "Shopping";
        sent["typed_markdown"] = "- [ ] Paper";
        return sent;
    }

    static json::object erased()
    {
        auto sent = inked();
        sent["ink_hash"] = ink_of(2);
        sent["has_ink"] = false;
        return sent;
    }

    void send_page(json::object sent) { send(library({notebook(1, {std::move(sent)})})); }

    void read(std::string const& markdown)
    {
        PageId const id(value("SELECT id FROM pages WHERE page_uuid = '" + uuid_of(1) + "'"));
        ocr::PageText const text{markdown, "en", {{"Buy ink", 0.9, 10, 60}}};
        library::write(pool, user, [&](LibraryWork& work) {
            library::write_page_text(work, {id, ink_of(1)}, text);
            return 0;
        });
    }

    std::string read_of_page()
    {
        return value(
            "SELECT concat_ws('|', ocr_text, text_hash, ocr_hash, ocr_confidence, ocr_language, "
            "ocr_completed_at, nullif(ocr_lines, '[]')) FROM pages");
    }

    std::string todos()
    {
        return value(
            "SELECT coalesce(string_agg(text, ', ' ORDER BY text), '') FROM todos "
            "WHERE deleted_at IS NULL");
    }

    std::string found(std::string const& word)
    {
        return value("SELECT count(*) FROM search_documents WHERE page_id IS NOT NULL AND vector @@ '" +
                     word + "'::tsquery");
    }

    std::string change() { return value("SELECT change FROM pages"); }
};

TEST_F(ErasedInk, leaves_nothing_of_what_was_read)
{
    EXPECT_NE(read_of_page(), "");
    EXPECT_EQ(todos(), "Call Ann, Paper");
    EXPECT_EQ(found("ink"), "1");
    auto const before = change();
    send_page(erased());
    EXPECT_EQ(read_of_page(), "");
    EXPECT_EQ(todos(), "Paper");
    EXPECT_EQ(found("ink"), "0");
    EXPECT_EQ(found("shop"), "1");
    EXPECT_EQ(status_of(1), "skipped");
    EXPECT_NE(change(), before);
    EXPECT_EQ(value("SELECT change FROM todos WHERE deleted_at IS NOT NULL"), change());
    auto const after = change();
    send_page(erased());
    EXPECT_EQ(change(), after);
}

TEST_F(ErasedInk, is_not_read_late)
{
    send_page(erased());
    auto const before = change();
    read("Buy ink\n\n- [ ] Call Ann");
    EXPECT_EQ(read_of_page(), "");
    EXPECT_EQ(todos(), "Paper");
    EXPECT_EQ(change(), before);
}

TEST_F(ErasedInk, that_comes_back_is_wanted_again)
{
    send_page(erased());
    send_page(inked());
    EXPECT_EQ(status_of(1), "not_synced");
    store(1, 1, 1);
    read("Buy ink");
    EXPECT_EQ(status_of(1), "completed");
    EXPECT_EQ(found("ink"), "1");
}

TEST_F(ErasedInk, is_not_that_of_a_page_which_a_device_cannot_open)
{
    send_page({{"page_uuid", uuid_of(1)}, {"has_ink", false}});
    EXPECT_NE(read_of_page(), "");
    EXPECT_EQ(found("ink"), "1");
}

TEST_F(ErasedInk, that_an_older_server_left_goes_when_the_page_is_named_again)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec("UPDATE pages SET ocr_status = 'skipped', ink_hash = '" + ink_of(2) + "'");
    });
    EXPECT_NE(read_of_page(), "");
    send_page(erased());
    EXPECT_EQ(read_of_page(), "");
}

}  // namespace
}  // namespace rmirror::test
