// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of one user, and the job that has them read. What reads is a stand-in.
#pragma once

#include "library/work.hpp"
#include "queue/end.hpp"
#include "queue/inspect.hpp"
#include "queue/queue_fixture.hpp"
#include "reading/page_job.hpp"
#include "reading/page_state.hpp"
#include "reading/state.hpp"

#include <functional>
#include <string>
#include <utility>

namespace rmirror::reading::test {

using queue::ErrorClass;
using queue::Item;
using queue::Outcome;
using ReadPage = std::function<PageResult(Item const&)>;

/// One page a call.
class GivenReader final : public PageReader {
public:
    explicit GivenReader(ReadPage read) : read_(std::move(read)) {}
    std::vector<PageResult> read(std::span<Item const> items) override
    {
        EXPECT_EQ(items.size(), 1U);
        return {read_(items.front())};
    }

private:
    ReadPage read_;
};

struct PageJobTest : queue::test::QueueFixture {
    quota::Rules const rules{.free_pages = 2};

    PageJobTest() { report_state(pool, {.has_reader = true}); }

    /// A page whose picture is stored, and the item that asks for it to be read.
    void add_page(int number, std::string const& look = "i1:old")
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "INSERT INTO notebooks (id, user_id, notebook_uuid, document_type, visible_name) "
                "VALUES ($1, $2, $1, 'notebook', 'Notes') ON CONFLICT DO NOTHING",
                key(1000), user);
            work.exec_params(
                "INSERT INTO pages (id, user_id, notebook_id, page_uuid, page_number, ink_hash, "
                "image_hash, image_at, ocr_status) "
                "VALUES ($1, $2, $3, $1, $4, $5, $5, now(), 'pending')",
                key(number), user, key(1000), number, look);
        });
        enqueue(number);
        set(number, "content_hash = '" + look + "'");
    }

    void do_next(ReadPage read)
    {
        GivenReader reader(std::move(read));
        PageJob pages(pool, rules, reader);
        auto const item = *queue::claim(pool, pages, cursor, queue::test::kLease);
        EXPECT_TRUE(queue::end(pool, pages, item, pages.work({&item, 1}).front()));
    }

    /// As a device or an upload does while the page is being read.
    ReadPage changing_page(std::string const& assignments, ReadPage read)
    {
        return [this, assignments, read = std::move(read)](Item const& item) {
            value("UPDATE pages SET " + assignments + " RETURNING 1");
            return read(item);
        };
    }

    std::string page(int number)
    {
        return value("SELECT ocr_status || ' ' || coalesce(ocr_text, '-') FROM pages WHERE id = '" +
                     key(number) + "'");
    }

    std::string usage()
    {
        return value("SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage");
    }

    static ReadPage reading(std::string const& markdown)
    {
        return [markdown](Item const&) { return ocr::PageText{markdown, "en", {{"Buy ink", 0.9, 10, 20}}}; };
    }

    static PageResult read_well(Item const& item) { return reading("Buy ink")(item); }

    static PageResult never(Item const&)
    {
        ADD_FAILURE() << "It must not be read.";
        return ocr::PageText{};
    }

    /// "Buy ink, open 0.9|": what is to be done on all pages.
    std::string todos()
    {
        return value(
            "SELECT coalesce(string_agg(text || CASE WHEN is_completed THEN ', done|' ELSE ', open|' END, '' "
            "ORDER BY ordinal), '') FROM todos WHERE deleted_at IS NULL");
    }

    /// As when the page was redrawn and its new picture stored.
    void draw_anew(int number, std::string const& look)
    {
        value("UPDATE pages SET ink_hash = '" + look + "', image_hash = '" + look +
              "', ocr_status = 'pending' WHERE id = '" + key(number) + "' RETURNING 1");
        enqueue(number);
        set(number, "content_hash = '" + look + "'");
    }
};

}  // namespace rmirror::reading::test
