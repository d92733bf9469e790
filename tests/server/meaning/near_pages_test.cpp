// SPDX-License-Identifier: AGPL-3.0-or-later
// The nearest pages of a library with more passages than are compared exactly are those that comparing all
// would find.
#include "meaning/search/near_pages.hpp"
#include "db/array_text.hpp"
#include "db/database.hpp"
#include "db/extensions.hpp"
#include "meaning/page_vectors.hpp"
#include "meaning/passages.hpp"

#include <pqxx/nontransaction>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

namespace rmirror::meaning {
namespace {

constexpr std::size_t kDimensions = 256;
constexpr int kPages = 3'000;
constexpr int kSubjects = 60;

struct NearPagesTest : db::test::DatabaseTest {
    UserId const user = add_user("ada@example.org");
    std::mt19937 random{11};

    std::vector<float> direction()
    {
        std::normal_distribution<float> number;
        std::vector<float> numbers(kDimensions);
        for (auto& each : numbers)
            each = number(random);
        return numbers;
    }

    /// Texts of one subject are as near as those of real models.
    Vector8 near(std::vector<float> const& subject)
    {
        auto numbers = direction();
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = 1.2F * subject[i] + numbers[i];
        return *Vector8::of(numbers);
    }

    Space space()
    {
        return db::as_system(
            pool, [](pqxx::work& work) { return space_of(work, "asked", "answered", kDimensions).value(); });
    }

    void write_pages(int count)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                R"sql(
                WITH notebook AS (
                    INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name)
                    VALUES ($1, gen_random_uuid(), 'notebook', 'Diary') RETURNING id)
                INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, typed_text)
                SELECT $1, notebook.id, gen_random_uuid(), number, 'Page ' || number
                FROM notebook, generate_series(1, $2::integer) AS number)sql",
                user, count);
        });
    }

    std::vector<PageId> page_ids()
    {
        return db::as_system(pool, [&](pqxx::work& work) {
            std::vector<PageId> ids;
            for (auto const& row :
                 work.exec_params("SELECT id FROM pages WHERE user_id = $1 ORDER BY page_number", user))
                ids.push_back(row[0].as<PageId>());
            return ids;
        });
    }
};

TEST_F(NearPagesTest, are_found_by_their_signs_as_by_all_their_numbers)
{
    write_pages(kPages);
    auto const here = space();
    auto const ids = page_ids();
    std::vector<std::vector<float>> subjects;
    subjects.reserve(kSubjects);
    for (int i = 0; i < kSubjects; ++i)
        subjects.push_back(direction());
    std::vector<Vector8> vectors;
    db::as_system(pool, [&](pqxx::work& work) {
        vectors.clear();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            vectors.push_back(near(subjects[i % kSubjects]));
            write_vectors(work, user, ids[i], here, {{hash_of("Page " + std::to_string(i + 1)), vectors[i]}});
        }
    });
    constexpr std::size_t kWanted = 30;
    std::size_t found = 0;
    for (auto const& subject : subjects) {
        auto const question = near(subject);
        std::vector<std::size_t> exact(ids.size());
        for (std::size_t i = 0; i < exact.size(); ++i)
            exact[i] = i;
        std::sort(exact.begin(), exact.end(), [&](auto left, auto right) {
            return question.similarity(vectors[left]) > question.similarity(vectors[right]);
        });
        auto const pages = db::as_reader(pool, user, [&](pqxx::work& work) {
            return near_pages(work, user, here, question, {}, kWanted);
        });
        ASSERT_EQ(pages.size(), kWanted);
        EXPECT_EQ(pages.front().page_id, ids[exact.front()]);
        for (std::size_t i = 0; i < kWanted; ++i)
            found += std::any_of(pages.begin(), pages.end(),
                                 [&](auto const& page) { return page.page_id == ids[exact[i]]; });
    }
    auto const share = static_cast<double>(found) / (kWanted * kSubjects);
    RecordProperty("found_of_the_nearest_30", std::to_string(share));
    EXPECT_GE(share, 0.99);
}

/// As of pgvector, but the farthest are the nearest, so that results tell it apart.
struct ReversedPgvector {
    explicit ReversedPgvector(Secret const& url) : connection(db::open_connection(url, {}))
    {
        run("CREATE FUNCTION hamming_distance(one bit, other bit) RETURNS double precision LANGUAGE sql "
            "IMMUTABLE AS 'SELECT -bit_count(one # other)::double precision'");
    }
    ~ReversedPgvector()
    {
        run("DROP FUNCTION hamming_distance(bit, bit)");
        db::set_has_pgvector(false);
    }
    ReversedPgvector(ReversedPgvector const&) = delete;
    ReversedPgvector& operator=(ReversedPgvector const&) = delete;

    void run(std::string const& sql) const { pqxx::nontransaction(*connection).exec(sql); }

    std::unique_ptr<pqxx::connection> connection;
};

TEST_F(NearPagesTest, are_compared_by_pgvector_where_the_database_has_it)
{
    constexpr int kMore = 100;
    write_pages(kCompared + kMore);
    auto const here = space();
    auto const ids = page_ids();
    auto const subject = direction();
    db::as_system(pool, [&](pqxx::work& work) {
        for (std::size_t i = 0; i < ids.size(); ++i)
            write_vectors(work, user, ids[i], here,
                          {{hash_of("Page " + std::to_string(i)), near(i == 0 ? subject : direction())}});
    });
    auto const finds_the_nearest = [&](db::Pool& by) {
        auto const pages = db::as_reader(
            by, user, [&](pqxx::work& work) { return near_pages(work, user, here, near(subject), {}, 1); });
        return !pages.empty() && pages.front().page_id == ids[0];
    };
    EXPECT_TRUE(finds_the_nearest(pool));
    {
        ReversedPgvector const reversed(database.url());
        db::Pool later(database.options());
        EXPECT_FALSE(finds_the_nearest(later));
    }
    db::Pool after(database.options());
    EXPECT_TRUE(finds_the_nearest(after));
}

TEST_F(NearPagesTest, are_not_those_of_other_people_spaces_or_the_trash)
{
    write_pages(4);
    auto const here = space();
    auto const ids = page_ids();
    auto const subject = direction();
    db::as_system(pool, [&](pqxx::work& work) {
        for (auto const& id : ids)
            write_vectors(work, user, id, here,
                          {{hash_of("a"), near(subject)}, {hash_of("b"), near(subject)}});
        auto other = here;
        other.id = 99;
        write_vectors(work, user, ids[0], other, {{hash_of("a"), near(subject)}});
        work.exec_params("UPDATE pages SET deleted_at = now() WHERE user_id = $1 AND id = $2", user, ids[1]);
    });
    auto const found_by = [&](UserId const& person, Where const& where) {
        return db::as_reader(pool, person, [&](pqxx::work& work) {
            return near_pages(work, user, here, near(subject), where, 10).size();
        });
    };
    EXPECT_EQ(found_by(user, {}), 2U);
    EXPECT_EQ(found_by(user, {.other_than = ids[2]}), 1U);
    EXPECT_EQ(found_by(user, {.only_in = "{}"}), 0U);
    EXPECT_EQ(found_by(user, {.tags = "{sea}"}), 0U);
    EXPECT_EQ(found_by(add_user("bob@example.org"), {}), 0U);
    auto const middle =
        db::as_reader(pool, user, [&](pqxx::work& work) { return vector_of_page(work, user, here, ids[2]); });
    ASSERT_TRUE(middle);
    EXPECT_EQ(middle->dimensions(), kDimensions);
}

}  // namespace
}  // namespace rmirror::meaning
