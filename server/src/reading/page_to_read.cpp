// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/page_to_read.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "library/reading_words.hpp"
#include "reading/asked.hpp"
#include "reading/page_state.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <algorithm>

namespace rmirror::reading {

namespace {

namespace json = boost::json;

constexpr std::size_t kPreviousLines = 3;

// With the notebook's language, as its owner set it or else the most frequent one, and the end of the
// previous page.
constexpr auto kFindFacts = R"sql(
    SELECT notebook.visible_name, to_jsonb(notebook.tags || page.tags),
           coalesce(notebook.language,
                    (SELECT ocr_language FROM pages
                     WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND ocr_language IS NOT NULL
                     GROUP BY ocr_language ORDER BY count(*) DESC, ocr_language LIMIT 1), ''),
           coalesce((SELECT right(without_attachment_links(coalesce(document, ocr_text)), 500) FROM pages
                     WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id
                         AND page_number = page.page_number - 1 AND deleted_at IS NULL), ''),
           notebook.id, page.page_number
    FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND page.id = $2)sql";

constexpr auto kListPictures = R"sql(
    SELECT blob.sha256, blob.copy, image.crop_left, image.crop_top, image.crop_width, image.crop_height
    FROM page_images AS image
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = image.page_id
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE image.user_id = $1 AND image.page_id = $2
        AND image.ink_hash = coalesce(nullif($3::text, ''), page.image_hash)
    ORDER BY image.part)sql";

// The next push then sends the image again.
constexpr auto kWantPicture = R"sql(
    UPDATE pages SET image_hash = NULL, ocr_status = 'not_synced', ocr_error = NULL
    WHERE user_id = $1 AND id = $2 AND image_hash IS NOT DISTINCT FROM coalesce(nullif($3::text, ''), image_hash))sql";

struct Found {
    PageToRead page;
    std::vector<BlobKey> blobs;  // Of the images.
};

std::string last_lines(std::string_view text)
{
    auto start = text.size();
    for (std::size_t lines = 0; lines < kPreviousLines && start != std::string_view::npos && start > 0;
         ++lines)
        start = text.rfind('\n', start - 1);
    return std::string(start == std::string_view::npos ? text
                                                       : text.substr(std::min(start + 1, text.size())));
}

Found find(pqxx::work& work, queue::Item const& item, std::string const& version)
{
    Found found;
    auto const facts = work.exec_params(db::routable(kFindFacts), item.user_id, page_of(item));
    if (facts.empty())
        return found;
    auto& page = found.page.page;
    page.notebook = facts[0][0].as<std::string>();
    auto const tags = json::parse(facts[0][1].as<std::string>());
    for (auto const& tag : tags.as_array())
        page.tags.emplace_back(tag.as_string());
    page.language_hint = facts[0][2].as<std::string>();
    page.previous_lines = last_lines(facts[0][3].as<std::string>());
    found.page.notebook_id = facts[0][4].as<NotebookId>();
    found.page.number = facts[0][5].as<int>();
    page.words = library::reading_words_of(work, item.user_id, found.page.notebook_id);
    found.page.asked = asked_about(work, item, version);
    for (auto const& row :
         work.exec_params(db::routable(kListPictures), item.user_id, page_of(item), item.content_hash)) {
        found.blobs.push_back({item.user_id, row[0].as<std::string>(), row[1].as<std::string>()});
        page.pictures.push_back(
            {"", row[2].as<double>(), row[3].as<double>(), row[4].as<double>(), row[5].as<double>()});
    }
    return found;
}

queue::Outcome picture_lost(queue::Item const& item)
{
    auto outcome = queue::Outcome::dropped(queue::ErrorClass::invalid_data,
                                           "The page's image is missing. Sync again to send it.");
    outcome.write = [item](pqxx::work& work) {
        work.exec_params0(kWantPicture, item.user_id, page_of(item), item.content_hash);
    };
    return outcome;
}

}  // namespace

std::variant<PageToRead, queue::Outcome> page_to_read(db::Pool& pool, BlobStore& blobs,
                                                      queue::Item const& item, std::string const& version)
{
    auto found = db::as_system(pool, [&](pqxx::work& work) { return find(work, item, version); });
    if (found.blobs.empty())
        return queue::Outcome::dropped(queue::ErrorClass::invalid_data, "The page changed in the meantime.");
    for (std::size_t i = 0; i < found.blobs.size(); ++i) {
        auto png = blobs.get(found.blobs[i]);
        if (!png)
            return picture_lost(item);
        found.page.page.pictures[i].png = std::move(*png);
    }
    return std::move(found.page);
}

}  // namespace rmirror::reading
