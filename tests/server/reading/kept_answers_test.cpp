// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer is paid for once, whatever becomes of the page that it is about, and of the worker that asked.
#include "library/documents/kept_answers.hpp"

#include "library/deletion/delete_notebook.hpp"
#include "library/deletion/purge.hpp"
#include "library/library.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "reading/old_answers.hpp"
#include "reading/provider_reader.hpp"
#include "reading/retranscribe.hpp"
#include "reading/state.hpp"

namespace rmirror::reading::test {
namespace {

using rmirror::test::ink_of;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::Storing;
using rmirror::test::uuid_of;

constexpr std::chrono::seconds kKeptLease{120};

/// Answers "Text 1", "Text 2", and so on.
class CountedModel final : public ocr::Provider {
public:
    ocr::Readings read(std::vector<ocr::Page> const& pages) override
    {
        ocr::Readings readings;
        hint = pages.front().language_hint;
        for (auto const& page : pages)
            readings.answers.emplace_back(ocr::PageText{
                "Text " + std::to_string(++calls), "en", {{"Text", 0.9, page.pictures[0].top + 10, 20}}});
        return readings;
    }
    std::optional<ocr::Failure> probe() override { return std::nullopt; }
    std::string version() const override { return name; }

    std::string name = "a model";
    std::string hint;
    int calls = 0;
};

class KeptAnswers : public rmirror::test::LibraryTest {
protected:
    KeptAnswers() { report_state(pool, {.has_reader = true}); }

    /// The page is in the notebook of the same number, and looks so from now on.
    Storing push(std::size_t number, std::size_t ink, std::string const& content = "ink", double top = 0,
                 UserId const& as = {})
    {
        send(rmirror::test::library({notebook(number, {page(number, ink)})}), as);
        auto image = image_of(number, number, ink, content);
        image.place.y = top;
        return store(image, content, as).outcome;
    }

    std::optional<queue::Item> claim() { return queue::claim(pool, job_, cursor_, kKeptLease); }

    void read_next()
    {
        auto const item = claim();
        ASSERT_TRUE(item);
        EXPECT_TRUE(queue::end(pool, job_, *item, job_.work({&*item, 1}).front()));
    }

    /// A worker that dies between the answer and the end of its item.
    void die_before_the_end()
    {
        auto const item = claim();
        ASSERT_TRUE(item);
        job_.work({&*item, 1});
        change(
            "UPDATE sync_queue SET status = 'pending', lease_id = NULL, leased_until = NULL "
            "WHERE status = 'processing'");
    }

    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    /// All pages are removed for good, as when their time is over.
    void forget_pages()
    {
        change("DELETE FROM page_images");
        change("DELETE FROM pages");
    }

    std::string text_of(std::size_t number)
    {
        return value("SELECT ocr_status || ' ' || coalesce(ocr_text, '-') FROM pages WHERE page_uuid = '" +
                     uuid_of(number) + "'");
    }

    std::string usage()
    {
        return value("SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage");
    }

    CountedModel model_;
    ocr::Counters counters_;
    ProviderReader reader_{pool, *blobs, rules, &model_, counters_};
    PageJob job_{pool, rules, reader_};
    queue::RoundRobinCursor cursor_;
};

TEST_F(KeptAnswers, serve_a_page_that_comes_back_after_it_was_removed)
{
    push(1, 1);
    read_next();
    forget_pages();
    EXPECT_EQ(push(7, 1, "ink", 30), Storing::queued);
    read_next();
    EXPECT_EQ(text_of(7), "completed Text 1");
    EXPECT_EQ(value("SELECT ocr_lines -> 0 ->> 'top' FROM pages"), "40");
    EXPECT_EQ(value("SELECT ocr_language FROM pages"), "en");
    EXPECT_EQ(model_.calls, 1);
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(KeptAnswers, serve_a_page_that_was_drawn_and_drawn_back)
{
    push(1, 1, "ink");
    read_next();
    push(1, 2, "more ink");
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 2");
    push(1, 1, "ink");
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 1");
    EXPECT_EQ(model_.calls, 2);
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(KeptAnswers, cost_nothing_where_the_quota_is_used_up)
{
    push(1, 1);
    read_next();
    forget_pages();
    rules.free_pages = 1;
    EXPECT_EQ(push(2, 1), Storing::queued);
    read_next();
    EXPECT_EQ(text_of(2), "completed Text 1");
    EXPECT_EQ(push(3, 3, "other ink"), Storing::deferred);
}

TEST_F(KeptAnswers, of_another_model_or_other_instructions_are_not_taken)
{
    push(1, 1);
    read_next();
    forget_pages();
    model_.name = "a better model";
    push(1, 1);
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 2");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
    // Without quota the page waits, although the other model's answer let it in.
    forget_pages();
    model_.name = "the best model";
    change("UPDATE quota_usage SET used = 30");
    EXPECT_EQ(push(1, 1), Storing::queued);
    read_next();
    EXPECT_EQ(text_of(1), "pending_quota -");
    EXPECT_EQ(model_.calls, 2);
}

TEST_F(KeptAnswers, of_another_language_that_the_owner_set_are_not_taken)
{
    push(1, 1);
    read_next();
    forget_pages();
    change("UPDATE notebooks SET language = 'he'");
    push(1, 1);
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 2");
    EXPECT_EQ(model_.hint, "he");
    forget_pages();
    change("UPDATE notebooks SET language = NULL");
    push(1, 1);
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 1");
    EXPECT_EQ(model_.calls, 2);
}

TEST_F(KeptAnswers, are_never_another_accounts)
{
    push(1, 1);
    read_next();
    auto const other = add_user("other@example.org");
    push(1, 1, "ink", 0, other);
    read_next();
    EXPECT_EQ(model_.calls, 2);
    EXPECT_EQ(value("SELECT string_agg(used::text, ' ') FROM quota_usage"), "1 1");
    EXPECT_EQ(value("SELECT count(*) FROM kept_answers"), "2");
}

TEST_F(KeptAnswers, must_be_about_parts_at_the_same_places)
{
    push(1, 1);
    read_next();
    change("UPDATE kept_answers SET heights = ARRAY[heights[1] + 5]");
    forget_pages();
    push(1, 1);
    read_next();
    EXPECT_EQ(model_.calls, 2);
}

TEST_F(KeptAnswers, are_charged_once_when_the_worker_dies_before_it_writes_them)
{
    push(1, 1);
    die_before_the_end();
    EXPECT_EQ(value("SELECT ocr_text IS NULL FROM pages"), "t");
    EXPECT_EQ(usage(), "0 used, 1 reserved");
    // It dies twice.
    die_before_the_end();
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 1");
    EXPECT_EQ(model_.calls, 1);
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    EXPECT_EQ(value("SELECT is_charged FROM kept_answers"), "t");
    forget_pages();
    push(1, 1);
    read_next();
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(KeptAnswers, are_charged_to_the_next_page_that_needs_them_if_their_own_is_gone)
{
    push(1, 1);
    die_before_the_end();
    change("DELETE FROM sync_queue");
    change("DELETE FROM quota_reservations");
    change("UPDATE quota_usage SET reserved = 0");
    forget_pages();
    push(2, 1);
    read_next();
    EXPECT_EQ(text_of(2), "completed Text 1");
    EXPECT_EQ(model_.calls, 1);
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(KeptAnswers, are_not_what_a_person_wants_who_has_a_page_transcribed_again)
{
    push(1, 1);
    read_next();
    auto const again = [this] {
        auto const seen = value("SELECT to_json(ocr_completed_at) #>> '{}' FROM pages");
        return library::write(pool, user, [&](library::LibraryWork& work) {
            return retranscribe(work, rules, {uuid_of(1), uuid_of(1), seen}).outcome;
        });
    };
    EXPECT_EQ(again(), RetranscribeOutcome::begun);
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 2");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
    // But an answer that this wish has brought already is taken.
    EXPECT_EQ(again(), RetranscribeOutcome::begun);
    die_before_the_end();
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 3");
    EXPECT_EQ(model_.calls, 3);
    EXPECT_EQ(usage(), "3 used, 0 reserved");
    // The newest one is kept.
    forget_pages();
    push(1, 1);
    read_next();
    EXPECT_EQ(text_of(1), "completed Text 3");
}

TEST_F(KeptAnswers, are_forgotten_with_a_notebook_that_its_owner_removes_for_good)
{
    push(1, 1, "ink");
    read_next();
    push(1, 2, "more ink");
    read_next();
    push(2, 3, "shared ink");
    read_next();
    push(1, 3, "shared ink");
    read_next();
    EXPECT_EQ(value("SELECT count(*) FROM kept_answers"), "3");
    library::write(pool, user, [&](library::LibraryWork& work) {
        return library::delete_notebook(work, rules, uuid_of(1));
    });
    EXPECT_TRUE(library::purge_notebook(pool, user, uuid_of(1)));
    EXPECT_EQ(value("SELECT markdown FROM kept_answers"), "Text 3") << "Another page has it as well.";
}

TEST_F(KeptAnswers, are_forgotten_some_months_after_the_last_page_with_their_images)
{
    push(1, 1, "ink");
    read_next();
    push(2, 2, "more ink");
    read_next();
    change("UPDATE kept_answers SET used_at = now() - interval '91 days'");
    change("DELETE FROM page_images WHERE ink_hash = '" + ink_of(2) + "'");
    change("DELETE FROM pages WHERE ink_hash = '" + ink_of(2) + "'");
    EXPECT_EQ(forget_old_answers(pool), 1U);
    EXPECT_EQ(value("SELECT markdown || ' ' || (used_at > now() - interval '1 hour') FROM kept_answers"),
              "Text 1 true");
    EXPECT_EQ(forget_old_answers(pool), 0U);
}

}  // namespace
}  // namespace rmirror::reading::test
