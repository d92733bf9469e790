// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/pictures_job.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "library/documents/document.hpp"
#include "library/nfc.hpp"
#include "library/work.hpp"
#include "ocr/text/drawing_marks.hpp"
#include "reading/page_state.hpp"
#include "reading/provider_reader.hpp"
#include "reading/read_pictures.hpp"
#include "text_fingerprint.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <optional>
#include <string>

namespace rmirror::reading {

namespace {

using library::LibraryWork;
using queue::ErrorClass;
using queue::Item;
using queue::Outcome;

/// Of a page's text, in bytes: what is added is shorter than the rest of a document.
constexpr std::size_t kMaxTextBefore = library::kMaxDocumentBytes / 2;
/// Longer than a call takes. A worker that died keeps its unit for so long.
constexpr std::chrono::minutes kCallLifetime{60};

constexpr auto kFindDisplayed = R"sql(
    SELECT notebook.visible_name, to_jsonb(notebook.tags || page.tags),
           coalesce(notebook.language, page.ocr_language, ''),
           octet_length(coalesce(page.document, page.ocr_text, '')), blob.sha256, blob.copy,
           image.place_left, image.place_top, image.place_width, image.place_height
    FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    JOIN display_images AS image ON image.user_id = (SELECT $1::uuid) AND image.page_id = page.id
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = image.blob_id
    WHERE page.user_id = $1 AND page.id = $2 AND page.deleted_at IS NULL)sql";

struct Displayed {
    ocr::Page page;
    BlobKey blob;
    std::size_t text_bytes = 0;
};

std::optional<Displayed> displayed(LibraryWork& work, Item const& item)
{
    auto const rows = work->exec_params(db::routable(kFindDisplayed), item.user_id, page_of(item));
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    Displayed found;
    found.page.notebook = row[0].as<std::string>();
    auto const tags = boost::json::parse(row[1].as<std::string>());
    for (auto const& tag : tags.as_array())
        found.page.tags.emplace_back(tag.as_string());
    found.page.language_hint = row[2].as<std::string>();
    found.page.only_pictures = true;
    found.text_bytes = row[3].as<std::size_t>();
    found.blob = {item.user_id, row[4].as<std::string>(), row[5].as<std::string>()};
    found.page.pictures.push_back(
        {"", row[6].as<double>(), row[7].as<double>(), row[8].as<double>(), row[9].as<double>()});
    return found;
}

/// Adds the text below the page's, unless it is there already: it becomes part of what its owner wrote, so
/// that later transcriptions of the handwriting leave it alone.
void add_text(LibraryWork& work, PageId const& page_id, std::string const& markdown)
{
    auto const text = library::nfc(normalise_text(markdown));
    auto const found = library::find_document(*work, work.user_id(), page_id);
    auto const* const document = std::get_if<library::Document>(&found);
    if (text.empty() || !document)
        return;
    std::string content(boost::json::parse(document->json).at("content").as_string());
    if (content.find(text) != std::string::npos)
        return;
    content += content.empty() ? text : "\n\n" + text;
    library::save_document(work, page_id, [](std::string_view) { return true; }, {std::move(content), {}});
}

}  // namespace

std::string_view PicturesJob::target() const
{
    return kPicturesTarget;
}

std::vector<Outcome> PicturesJob::work(std::span<Item const> items)
{
    std::vector<Outcome> outcomes;
    for (auto const& item : items)
        outcomes.push_back(read(item));
    return outcomes;
}

/// Reserves the unit, and loads the image. The lease names the call: each attempt is one of its own.
std::variant<ocr::Page, Outcome> PicturesJob::begin(Item const& item)
{
    auto found = library::write_as_system(
        pool_, item.user_id, [&](LibraryWork& work) -> std::variant<Displayed, Outcome> {
            auto page = displayed(work, item);
            if (!page)
                return Outcome::dropped(ErrorClass::invalid_data,
                                        "The page isn't stored as it looks any more.");
            if (page->text_bytes > kMaxTextBefore)
                return Outcome::rejected(ErrorClass::invalid_data, "The page's text is too long for more.");
            auto const reserved =
                quota::reserve_call(*work, rules_, item.user_id, item.lease_id, {.pages = 1}, kCallLifetime);
            if (reserved.lacking != quota::CallReservation::Lacking::nothing)
                return Outcome::rejected(
                    ErrorClass::quota_exceeded,
                    "Your page quota is used up. You can have the pictures read when it resets.");
            return std::move(*page);
        });
    if (auto* const outcome = std::get_if<Outcome>(&found))
        return std::move(*outcome);
    auto& page = std::get<Displayed>(found);
    auto png = blobs_.get(page.blob);
    if (!png)
        return Outcome::rejected(ErrorClass::invalid_data,
                                 "The page's image is missing. Sync again to send it.");
    page.page.pictures.front().png = std::move(*png);
    return std::move(page.page);
}

Outcome PicturesJob::read(Item const& item)
{
    auto begun = begin(item);
    if (auto* const outcome = std::get_if<Outcome>(&begun))
        return std::move(*outcome);
    auto answer = ask_provider(*provider_, counters_, {std::get<ocr::Page>(std::move(begun))}).front();
    if (auto* const failure = std::get_if<ocr::Failure>(&answer)) {
        bool const was_answered = costs_as_a_text(failure->reason);
        auto outcome = std::move(failure->outcome);
        if (was_answered)
            outcome.write = [rules = rules_, user_id = item.user_id](pqxx::work& work) {
                quota::note_failed_reading(work, rules, user_id);
            };
        return outcome;
    }
    return Outcome::done([rules = rules_, item,
                          // What it calls drawings are parts of the pictures, which the page shows.
                          markdown = ocr::with_drawings(std::get<ocr::PageText>(answer).markdown, {})](
                             pqxx::work& transaction) {
        LibraryWork work(transaction, item.user_id);
        add_text(work, page_of(item), markdown);
        quota::settle_pages(*work, rules, item.user_id, item.lease_id, true);
    });
}

void PicturesJob::before_end(pqxx::work& work, Item const& item)
{
    LibraryWork const locked(work, item.user_id);
}

void PicturesJob::after_end(pqxx::work& transaction, Item const& item, queue::Status status,
                            Outcome const& /*outcome*/)
{
    LibraryWork work(transaction, item.user_id);
    if (status != queue::Status::completed && !item.lease_id.empty())
        quota::settle_pages(*work, rules_, item.user_id, item.lease_id, false);
    show_reading_pictures(work, page_of(item),
                          status == queue::Status::pending || status == queue::Status::retry);
}

}  // namespace rmirror::reading
