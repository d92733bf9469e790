// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/export_contents.hpp"

#include "blobs/pictures.hpp"
#include "hashing.hpp"
#include "library/images/display_image.hpp"
#include "library/images/uploads.hpp"
#include "library/library.hpp"
#include "rights/archive.hpp"
#include "rights/export_reader.hpp"
#include "rights/exported_tables.hpp"

#include <algorithm>
#include <set>

namespace rmirror::test {
namespace {

namespace json = boost::json;
using rights::ExportReader;

constexpr auto kNotebook = "notebooks/Notebook 1 00000001/";
constexpr auto kPage = "notebooks/Notebook 1 00000001/pages/0001-00000001";

class Export : public LibraryTest {
protected:
    Export()
    {
        send(library({notebook(1, {page(1, 1), page(2, 2)})}));
        store(1, 1, 1);
        execute(
            "UPDATE pages SET typed_markdown = '# Plan', ocr_text = 'Buy ink', document_created = 1 "
            "WHERE page_number = 1");
        execute(
            "INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) "
            "SELECT user_id, id, 0, 'Buy ink', 't1:0' FROM pages WHERE page_number = 1");
    }

    void execute(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    std::unique_ptr<rights::ExportPlan> plan() { return rights::plan_export(pool, user); }

    std::string read(std::unique_ptr<rights::ExportPlan> made, std::uint64_t from, std::uint64_t to)
    {
        auto const is_kept = [this](BlobKey const& key) {
            return db::as_reader(pool, user, [&](pqxx::work& work) { return rights::has_blob(work, key); });
        };
        ExportReader reader(std::move(made), *blobs, is_kept, {from, to});
        std::string all;
        for (auto piece = reader.read(1000); !piece.empty(); piece = reader.read(1000))
            all += piece;
        return all;
    }

    std::string archive()
    {
        auto made = plan();
        auto const bytes = made->archive_bytes();
        auto all = read(std::move(made), 0, bytes);
        EXPECT_EQ(all.size(), bytes);
        return all;
    }
};

TEST_F(Export, contains_rows_texts_images_and_a_readme)
{
    auto const files = files_in(archive());
    EXPECT_TRUE(files.at("README.md").starts_with("# Your data"));
    EXPECT_NE(files.at("README.md").find("# Deine Daten"), std::string::npos);
    EXPECT_EQ(json::parse(files.at("account/users.json")).at(0).at("email"), "owner@example.org");
    EXPECT_EQ(json::parse(files.at(std::string(kNotebook) + "notebook.json")).at("visible_name"),
              "Notebook 1");
    EXPECT_EQ(files.at(std::string(kPage) + ".md"), "# Plan\n\nBuy ink");
    auto const page = json::parse(files.at(std::string(kPage) + ".json"));
    EXPECT_EQ(page.at("todos").at(0).at("text"), "Buy ink");
    EXPECT_EQ(page.at("images").at(0).at("crop_width"), 100);
    EXPECT_EQ(files.at(std::string(kPage) + "-handwriting-1.png"), png() + "1");
    EXPECT_FALSE(files.contains("notebooks/Notebook 1 00000001/pages/0002-00000002.md")) << "it has no text";
}

TEST_F(Export, contains_nothing_of_others)
{
    auto const other = add_user("other@example.org");
    send(library({notebook(7, {page(7, 7)})}), other);
    auto const all = archive();
    for (auto const& [name, content] : files_in(all)) {
        EXPECT_EQ(name.find("Notebook 7"), std::string::npos);
        EXPECT_EQ(content.find("other@example.org"), std::string::npos) << name;
        EXPECT_EQ(content.find(other.text()), std::string::npos) << name;
    }
}

TEST_F(Export, contains_no_secret)
{
    execute("UPDATE users SET password_hash = 'hash-of-a-password'");
    execute(
        "INSERT INTO sessions (id, user_id, expires_at) "
        "SELECT '00000000-0000-7000-8000-000000000001', id, now() FROM users");
    execute(
        "INSERT INTO connections (user_id, provider, credential, key_id) "
        "SELECT id, 'readwise', 'sealed-credential', 'key-7' FROM users");
    auto const files = files_in(archive());
    EXPECT_EQ(json::parse(files.at("account/connections.json")).at(0).at("provider"), "readwise");
    EXPECT_EQ(json::parse(files.at("account/sessions.json")).as_array().size(), 1U);
    for (auto const& [name, content] : files)
        for (auto const* const secret : {"hash-of-a-password", "sealed-credential", "7365616c6564", "key-7"})
            EXPECT_EQ(content.find(secret), std::string::npos) << name << " has " << secret;
}

TEST_F(Export, has_every_page_and_notebook_of_a_library_with_many)
{
    json::array pages;
    for (std::size_t i = 0; i < 60; ++i)
        pages.push_back(page(100 + i, 100 + i));
    json::array notebooks = {notebook(2, pages)};
    for (std::size_t i = 0; i < 210; ++i)
        notebooks.push_back(notebook(1000 + i, {}));
    send(library(std::move(notebooks)));
    execute(
        "INSERT INTO notifications (user_id, kind, about) "
        "SELECT users.id, 'quota_exhausted', number::text FROM users, generate_series(1, 1200) AS number");
    auto const files = files_in(archive());
    auto const count = [&](std::string_view end) {
        return std::count_if(files.begin(), files.end(),
                             [&](auto const& file) { return file.first.ends_with(end); });
    };
    EXPECT_EQ(count("/notebook.json"), 212);
    EXPECT_EQ(std::count_if(files.begin(), files.end(),
                            [](auto const& file) {
                                return file.first.find("/pages/") != std::string::npos &&
                                       file.first.ends_with(".json");
                            }),
              62);
    EXPECT_EQ(json::parse(files.at("account/notifications.json")).as_array().size(), 1200U);
}

TEST_F(Export, continues_at_any_byte)
{
    auto const all = archive();
    for (std::size_t from = 0; from <= all.size(); from += 211)
        ASSERT_EQ(read(plan(), from, all.size()), all.substr(from)) << from;
    EXPECT_EQ(read(plan(), 100, 250), all.substr(100, 150));
    EXPECT_EQ(read(plan(), all.size() - 1, all.size()), all.substr(all.size() - 1));
}

TEST_F(Export, is_the_same_until_the_library_changes)
{
    auto const before = plan()->digest();
    execute(
        "INSERT INTO sessions (id, user_id, expires_at) "
        "SELECT '00000000-0000-7000-8000-000000000001', id, date_trunc('day', now()) FROM users");
    auto const signed_in = plan()->digest();
    EXPECT_NE(signed_in, before);
    execute("UPDATE sessions SET last_used_at = last_used_at + interval '1 microsecond'");
    EXPECT_EQ(plan()->digest(), signed_in) << "using a session changes nothing";
    store(1, 2, 2);
    EXPECT_NE(plan()->digest(), signed_in);
}

TEST_F(Export, has_zeros_for_an_image_that_the_store_lost)
{
    blobs->remove(stored_image(1)->blob);
    auto const files = files_in(archive());
    EXPECT_EQ(files.at(std::string(kPage) + "-handwriting-1.png"), std::string((png() + "1").size(), '\0'));
}

TEST_F(Export, ends_at_an_image_that_was_removed_since)
{
    auto made = plan();
    auto const bytes = made->archive_bytes();
    send(library({notebook(1, {page(1, 9), page(2, 2)})}));
    store(1, 1, 9);
    remove_unused();
    EXPECT_THROW(read(std::move(made), 0, bytes), rights::ExportOutdated);
}

TEST_F(Export, names_are_valid_on_every_system)
{
    auto named = notebook(3, {});
    named["visible_name"] = "a/b\\c:d\te… " + std::string(200, 'x') + "...";
    send(library({std::move(named)}));
    auto const files = files_in(archive());
    auto const file = std::find_if(files.begin(), files.end(),
                                   [](auto const& each) { return each.first.starts_with("notebooks/a"); });
    ASSERT_NE(file, files.end());
    EXPECT_TRUE(file->first.starts_with("notebooks/a_b_c_d_e… xxx")) << file->first;
    EXPECT_LT(file->first.size(), 130U);
}

TEST_F(Export, knows_every_table_with_rows_of_a_user)
{
    auto const tables =
        db::as_reader(pool, user, [](pqxx::work& work) { return rights::exported_tables(work); });
    std::set<std::string> known{"schema_migrations"};
    for (auto const& table : tables)
        known.insert(table.name);
    for (auto const& name : rights::kTablesOfNotebooks)
        known.emplace(name);
    for (auto const& name : rights::kTablesLeftOut)
        EXPECT_TRUE(known.emplace(name).second) << name << " is listed twice";
    auto const found = db::as_system(pool, [](pqxx::work& work) {
        return work.exec(
            "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attname = 'user_id'");
    });
    for (auto const& row : found)
        EXPECT_TRUE(known.contains(row[0].as<std::string>()) || row[0].as<std::string>() == "admin_acts")
            << row[0].c_str() << " is neither exported nor listed as left out: rights/exported_tables.hpp";
    for (auto const& name : rights::kTablesLeftOut)
        EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                                [&](auto const& row) { return row[0].template as<std::string>() == name; }))
            << name << " doesn't exist";
}

}  // namespace
}  // namespace rmirror::test
