// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/library.hpp"

#include "blobs/pictures.hpp"
#include "hashing.hpp"
#include "http/body/json_body.hpp"
#include "library/images/stored_blobs.hpp"
#include "library/images/unused_blobs.hpp"
#include "library/images/uploads.hpp"
#include "library/manifest/write_manifest.hpp"
#include "reading/state.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>

namespace rmirror::test {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string numbered(char const* format, std::size_t number)
{
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), format, number);
    return text.data();
}

}  // namespace

std::string uuid_of(std::size_t number)
{
    return numbered("00000000-0000-4000-8000-%012zu", number);
}

std::string ink_of(std::size_t number)
{
    return numbered("i1:%064zu", number);
}

json::object page(std::size_t number, std::size_t ink)
{
    return {{"page_uuid", uuid_of(number)}, {"ink_hash", ink_of(ink)}, {"has_ink", true}};
}

json::object notebook(std::size_t number, json::array pages)
{
    return {{"notebook_uuid", uuid_of(number)},
            {"document_type", "notebook"},
            {"visible_name", "Notebook " + std::to_string(number)},
            {"pages", std::move(pages)}};
}

json::object library(json::array notebooks, std::string_view scope)
{
    return {{"scope", json::string_view(scope.data(), scope.size())}, {"notebooks", std::move(notebooks)}};
}

LibraryTest::LibraryTest()
{
    std::string name = (fs::temp_directory_path() / "rmirror-library-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    blobs = open_disk_store(folder);
    user = add_user("owner@example.org");
    reading::report_state(pool, {.has_reader = true});
}

LibraryTest::~LibraryTest()
{
    fs::remove_all(folder);
}

json::object LibraryTest::send_text(std::string const& body, UserId const& as)
{
    http::Request request;
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = body;
    http::JsonBody read(request, library::kManifestBytes);
    auto const manifest = library::read_manifest(read.fields());
    if (auto const refusal = read.refusal())
        return json::parse(*refusal->body).as_object();
    auto const& owner = as.empty() ? user : as;
    return json::parse(library::write_manifest(pool, rules, owner, manifest)).as_object();
}

json::object LibraryTest::send(json::object const& manifest, UserId const& as)
{
    return send_text(json::serialize(manifest), as);
}

std::string LibraryTest::written(json::object const& manifest)
{
    auto const answer = send(manifest);
    auto const& counts = answer.at("written").as_object();
    auto const count = [&](char const* name) { return std::to_string(counts.at(name).as_int64()); };
    return count("notebooks") + " " + count("pages") + " " + count("highlights") + ", deleted " +
           count("deleted_notebooks") + " " + count("deleted_pages");
}

PageImage LibraryTest::image_of(std::size_t notebook, std::size_t page, std::size_t ink,
                                std::string const& content)
{
    PageImage image;
    image.page = {uuid_of(notebook), uuid_of(page)};
    image.ink_hash = ink_of(ink);
    image.place.width = 100;
    image.place.height = 50;
    image.size = {40, 30};
    image.sha256 = sha256_hex(content);
    return image;
}

Stored LibraryTest::store(PageImage const& image, std::string const& content, UserId const& as)
{
    library::Uploads uploads(pool, *blobs, rules);
    return library::store_page_image(uploads, as.empty() ? user : as, image, content);
}

Stored LibraryTest::store(std::size_t notebook, std::size_t page, std::size_t ink)
{
    auto const content = png() + std::to_string(ink);
    return store(image_of(notebook, page, ink, content), content);
}

std::optional<library::ImageFound> LibraryTest::stored_image(std::size_t page, int part, UserId const& as)
{
    auto const& reader = as.empty() ? user : as;
    return db::as_reader(pool, reader, [&](pqxx::work& work) {
        return library::find_page_image(work, reader, {uuid_of(page), uuid_of(page)}, part);
    });
}

std::string LibraryTest::status_of(std::size_t page)
{
    return value("SELECT ocr_status FROM pages WHERE page_uuid = '" + uuid_of(page) + "'");
}

std::size_t LibraryTest::stored_files() const
{
    std::size_t count = 0;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        count += entry.is_regular_file() ? 1 : 0;
    return count;
}

std::optional<BlobKey> LibraryTest::blob_of(PageImage const& image, UserId const& as)
{
    auto const& owner = as.empty() ? user : as;
    auto const rows = db::as_user(pool, owner, [&](pqxx::work& work) {
        return work.exec_params("SELECT copy FROM blobs WHERE user_id = $1 AND sha256 = $2", owner,
                                image.sha256);
    });
    if (rows.empty())
        return std::nullopt;
    return BlobKey{owner, image.sha256, rows[0][0].as<std::string>()};
}

std::size_t LibraryTest::remove_unused()
{
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE pending_blobs SET due_at = now()"); });
    return library::UnusedBlobs(pool, *blobs).remove_some(1000);
}

}  // namespace rmirror::test
