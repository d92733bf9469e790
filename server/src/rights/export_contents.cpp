// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/export_contents.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "rights/export_readme.hpp"
#include "rights/exported_tables.hpp"

#include <pqxx/result>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

namespace rmirror::rights {

namespace {

constexpr std::size_t kNotebooksAtOnce = 200;
/// A page's row with its earlier texts can have some megabytes.
constexpr std::size_t kPagesAtOnce = 25;
constexpr std::size_t kRowsAtOnce = 500;
constexpr auto kFirst = "00000000-0000-0000-0000-000000000000";

constexpr db::Statement kNotebooks = R"sql(
    SELECT id, visible_name, right(notebook_uuid::text, 8),
           jsonb_pretty((to_jsonb(notebook) - 'user_id') || jsonb_build_object(
               'reading_words', (SELECT words FROM reading_words AS told
                                 WHERE told.user_id = $1 AND told.notebook_id = notebook.id)))
    FROM notebooks AS notebook WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3)sql";

// Ids of the rows of a page, and the numbers of their changes, mean nothing elsewhere, but say which is
// which.
constexpr db::Statement kPages = R"sql(
    SELECT page.id, page.page_uuid, page.page_number, right(page.page_uuid::text, 8),
           jsonb_pretty((to_jsonb(page) - ARRAY['user_id', 'notebook_id']) || jsonb_build_object(
               'todos', (SELECT coalesce(jsonb_agg(to_jsonb(todo) - ARRAY['user_id', 'page_id'] ORDER BY todo.id), '[]')
                         FROM todos AS todo WHERE todo.user_id = $1 AND todo.page_id = page.id),
               'highlights', (SELECT coalesce(jsonb_agg(to_jsonb(highlight) - ARRAY['user_id', 'page_id']
                                                         ORDER BY highlight.id), '[]')
                              FROM highlights AS highlight
                              WHERE highlight.user_id = $1 AND highlight.page_id = page.id),
               'versions', (SELECT coalesce(jsonb_agg(to_jsonb(former) - ARRAY['user_id', 'page_id'] ORDER BY former.id), '[]')
                            FROM document_versions AS former
                            WHERE former.user_id = $1 AND former.page_id = page.id),
               'images', (SELECT coalesce(jsonb_agg(to_jsonb(image) - ARRAY['user_id', 'page_id', 'blob_id']
                                                    ORDER BY image.ink_hash, image.part), '[]')
                          FROM page_images AS image WHERE image.user_id = $1 AND image.page_id = page.id),
               'display_image', (SELECT to_jsonb(look) - ARRAY['user_id', 'page_id', 'blob_id']
                                 FROM display_images AS look WHERE look.user_id = $1 AND look.page_id = page.id),
               'attachments', (SELECT coalesce(jsonb_agg(to_jsonb(file) - ARRAY['user_id', 'page_id', 'blob_id']
                                                         ORDER BY file.id), '[]')
                               FROM attachments AS file WHERE file.user_id = $1 AND file.page_id = page.id))),
           concat_ws(E'\n\n', nullif(coalesce(page.typed_markdown, page.typed_text), ''),
                     nullif(coalesce(page.document, page.ocr_text), ''))
    FROM pages AS page
    WHERE page.user_id = $1 AND page.notebook_id = $2 AND page.page_uuid > $3 ORDER BY page.page_uuid LIMIT $4)sql";

// In the order of the lists in the pages' JSON.
constexpr db::Statement kFiles = R"sql(
    SELECT page_id, kind, file_name, sha256, copy, size_bytes
    FROM (SELECT page_id, 'look' AS kind, '' AS file_name, '' AS place, blob_id
          FROM display_images WHERE user_id = $1 AND page_id = ANY ($2::uuid[])
          UNION ALL
          SELECT page_id, 'ink', '', ink_hash || ' ' || to_char(part, '000'), blob_id
          FROM page_images WHERE user_id = $1 AND page_id = ANY ($2::uuid[])
          UNION ALL
          SELECT page_id, 'attached', right(id::text, 8) || '-' || file_name, id::text, blob_id
          FROM attachments WHERE user_id = $1 AND page_id = ANY ($2::uuid[])) AS file
    JOIN blobs ON blobs.user_id = $1 AND blobs.id = file.blob_id
    ORDER BY page_id, kind, place COLLATE "C")sql";

constexpr db::Statement kHasBlob = R"sql(
    SELECT EXISTS (SELECT 1 FROM blobs WHERE user_id = $1 AND sha256 = $2 AND copy = $3))sql";

/// A name that every system can store.
std::string file_name_of(std::string_view name)
{
    constexpr std::size_t kMaxBytes = 80;
    constexpr std::string_view kReserved = "\\/:*?\"<>|";
    std::string safe;
    for (char const letter : name) {
        bool const is_control = static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
        safe += is_control || kReserved.find(letter) != std::string_view::npos ? '_' : letter;
    }
    if (safe.size() > kMaxBytes) {
        auto end = kMaxBytes;
        while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xC0U) == 0x80)
            --end;
        safe.resize(end);
    }
    safe.erase(
        std::find_if(safe.rbegin(), safe.rend(), [](char letter) { return letter != ' ' && letter != '.'; })
            .base(),
        safe.end());
    return safe.empty() ? "_" : safe;
}

struct PageFiles {
    std::string stem;  // "notebooks/Diary 0a1b2c3d/pages/0001-4e5f6071"
    std::string folder;
    std::size_t images = 0;
};

std::string numbered(int number)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d", number);
    return text.data();
}

std::string name_of(PageFiles& page, std::string const& kind, std::string const& file_name)
{
    if (kind == "look")
        return page.stem + ".png";
    if (kind == "ink")
        return page.stem + "-handwriting-" + std::to_string(++page.images) + ".png";
    return page.folder + "/attachments/" + file_name_of(file_name);
}

class Planner {
public:
    Planner(db::Pool& pool, UserId const& user_id) : pool_(pool), user_id_(user_id) {}

    std::unique_ptr<ExportPlan> plan()
    {
        plan_->add_text("README.md", kReadme);
        auto const tables =
            db::as_reader(pool_, user_id_, [](pqxx::work& work) { return exported_tables(work); });
        for (auto const& table : tables)
            add_table(table);
        for (std::string after = kFirst; !after.empty();)
            after = add_notebooks(after);
        plan_->finish();
        return std::move(plan_);
    }

private:
    /// All rows in one transaction, read in pieces.
    void add_table(ExportedTable const& table)
    {
        auto const before = plan_->mark();
        db::as_reader(pool_, user_id_, [&](pqxx::work& work) {
            plan_->rewind_to(before);
            plan_->begin_text("account/" + table.name + ".json");
            work.exec0("DECLARE exported NO SCROLL CURSOR FOR " + rows_of(work, table, user_id_));
            std::string_view separator = "[\n";
            while (true) {
                auto const rows =
                    work.exec("FETCH FORWARD " + std::to_string(kRowsAtOnce) + " FROM exported");
                for (auto const& row : rows) {
                    plan_->append(std::exchange(separator, ",\n"));
                    plan_->append(row[0].c_str());
                }
                if (static_cast<std::size_t>(rows.size()) < kRowsAtOnce)
                    break;
            }
            plan_->append(separator == "[\n" ? "[]\n" : "\n]\n");
            plan_->end_text();
        });
    }

    /// Returns the id of the last notebook; empty if there are no more.
    std::string add_notebooks(std::string const& after)
    {
        auto const rows = db::as_reader(pool_, user_id_, [&](pqxx::work& work) {
            return kNotebooks.rows(work, user_id_, after, kNotebooksAtOnce);
        });
        for (auto const& row : rows) {
            auto const folder =
                "notebooks/" + file_name_of(row[1].c_str()) + " " + std::string(row[2].c_str());
            plan_->add_text(folder + "/notebook.json", row[3].c_str());
            for (std::string page = kFirst; !page.empty();)
                page = add_pages(folder, row[0].as<std::string>(), page);
        }
        return rows.empty() ? "" : rows.back()[0].as<std::string>();
    }

    /// The UUID of the last page; empty if there are no more.
    std::string add_pages(std::string const& folder, std::string const& notebook_id, std::string const& after)
    {
        pqxx::result pages;
        pqxx::result files;
        db::as_reader(pool_, user_id_, [&](pqxx::work& work) {
            pages = kPages.rows(work, user_id_, notebook_id, after, kPagesAtOnce);
            ArrayText ids;
            for (auto const& page : pages)
                ids.add(page[0].as<std::string>());
            files = kFiles.rows(work, user_id_, ids.str());
        });
        for (auto const& page : pages) {
            PageFiles named{folder + "/pages/" + numbered(page[2].as<int>()) + "-" + page[3].c_str(), folder};
            plan_->add_text(named.stem + ".json", page[4].c_str());
            if (std::string_view const text = page[5].c_str(); !text.empty())
                plan_->add_text(named.stem + ".md", text);
            add_files(named, page[0].as<std::string>(), files);
        }
        return static_cast<std::size_t>(pages.size()) < kPagesAtOnce ? "" : pages.back()[1].as<std::string>();
    }

    void add_files(PageFiles& page, std::string const& page_id, pqxx::result const& files)
    {
        for (auto const& file : files)
            if (file[0].c_str() == page_id)
                plan_->add_blob(name_of(page, file[1].as<std::string>(), file[2].as<std::string>()),
                                {user_id_, file[3].as<std::string>(), file[4].as<std::string>()},
                                file[5].as<std::uint64_t>());
    }

    db::Pool& pool_;
    UserId const& user_id_;
    std::unique_ptr<ExportPlan> plan_ = std::make_unique<ExportPlan>();
};

}  // namespace

std::unique_ptr<ExportPlan> plan_export(db::Pool& pool, UserId const& user_id)
{
    return Planner(pool, user_id).plan();
}

bool has_blob(pqxx::work& work, BlobKey const& key)
{
    return kHasBlob.row(work, key.user_id, key.sha256, key.copy)[0].as<bool>();
}

}  // namespace rmirror::rights
