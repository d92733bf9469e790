// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/page_text.hpp"

#include "library/deliveries.hpp"
#include "library/nfc.hpp"
#include "library/todos.hpp"
#include "text_fingerprint.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <cmath>
#include <stdexcept>

namespace rmirror::library {

namespace {

namespace json = boost::json;

constexpr int kPriority = 3;

// The text of an older look is better than none until the new one is read.
constexpr auto kWriteText = R"sql(
    UPDATE pages
    SET ocr_text = $3, ocr_confidence = $4, ocr_hash = coalesce($5, image_hash), ocr_completed_at = now(),
        text_hash = $6, ocr_language = $7, ocr_lines = $8::jsonb,
        (ocr_status, ocr_error) = (
            SELECT CASE WHEN is_current THEN 'completed' ELSE ocr_status END,
                   CASE WHEN is_current THEN NULL ELSE ocr_error END
            FROM (SELECT $5::text IS NULL OR coalesce(ink_hash = $5 AND image_hash = $5, false)) AS look (is_current))
    WHERE id = $1 AND user_id = $2
    RETURNING notebook_id)sql";

// Those that wait because they look the same need not wait any longer.
constexpr auto kWakeTwins = R"sql(
    UPDATE sync_queue SET run_after = now()
    WHERE user_id = $1 AND item_type = 'ocr_page' AND status = 'retry' AND run_after > now() AND content_hash = $2)sql";

constexpr auto kFindText = R"sql(
    SELECT ocr_text, coalesce(ocr_language, ''), ocr_lines
    FROM pages
    WHERE user_id = $1 AND ocr_text IS NOT NULL
        AND ocr_hash = coalesce($3, (SELECT image_hash FROM pages WHERE id = $2 AND user_id = $1))
    ORDER BY id = $2 DESC, ocr_completed_at DESC LIMIT 1)sql";

// One whose reading has begun: not only claimed, or two would wait for each other.
constexpr auto kIsTwinBeingRead = R"sql(
    SELECT EXISTS (SELECT FROM sync_queue AS item JOIN pages AS twin ON twin.id = item.item_key
                   WHERE item.user_id = $1 AND item.item_type = 'ocr_page' AND item.status = 'processing'
                       AND item.item_key <> $2 AND twin.user_id = $1 AND twin.ocr_status = 'processing'
                       AND twin.image_hash = coalesce($3, (SELECT image_hash FROM pages
                                                           WHERE id = $2 AND user_id = $1))))sql";

double rounded(double value, double steps)
{
    return std::round(value * steps) / steps;
}

std::string json_of(std::vector<ocr::Line> const& lines)
{
    json::array list;
    for (auto const& line : lines)
        list.push_back({{"text", nfc(line.text)},
                        {"confidence", rounded(line.confidence, 1000)},
                        {"top", rounded(line.top, 10)},
                        {"bottom", rounded(line.bottom, 10)}});
    return json::serialize(list);
}

/// What json_of() wrote.
std::vector<ocr::Line> lines_of(std::string const& text)
{
    std::vector<ocr::Line> lines;
    auto const list = json::parse(text);
    for (auto const& value : list.as_array())
        lines.push_back({std::string(value.at("text").as_string()),
                         value.at("confidence").to_number<double>(), value.at("top").to_number<double>(),
                         value.at("bottom").to_number<double>()});
    return lines;
}

std::string hash_of(std::string const& text)
{
    std::string why;
    auto hash = text_fingerprint({{"kind", "page_text"}, {"text", text}}, why);
    if (!hash)
        throw std::logic_error("a page's text has no fingerprint: " + why);
    return *hash;
}

}  // namespace

void write_page_text(LibraryWork& work, PageLook const& look, ocr::PageText read)
{
    read.markdown = nfc(normalise_text(read.markdown));
    auto const hash = hash_of(read.markdown);
    auto const language = read.language.empty() ? std::nullopt : std::optional(read.language);
    auto const written =
        work->exec_params(kWriteText, look.page_id, work.user_id(), read.markdown, read.confidence(),
                          look.ink_hash, hash, language, json_of(read.lines));
    if (written.empty())
        return;
    write_todos(work, look.page_id, read);
    deliver(*work, work.user_id(), {"page_text", look.page_id, "update", hash, kPriority});
    deliver(*work, work.user_id(), {"notebook", written[0][0].as<std::string>(), "update", std::nullopt});
    if (look.ink_hash)
        work->exec_params0(kWakeTwins, work.user_id(), *look.ink_hash);
}

std::optional<ocr::PageText> known_page_text(LibraryWork& work, PageLook const& look)
{
    auto const rows = work->exec_params(kFindText, work.user_id(), look.page_id, look.ink_hash);
    if (rows.empty())
        return std::nullopt;
    return ocr::PageText{rows[0][0].as<std::string>(), rows[0][1].as<std::string>(),
                         lines_of(rows[0][2].as<std::string>())};
}

bool is_twin_being_read(LibraryWork& work, PageLook const& look)
{
    return work->exec_params1(kIsTwinBeingRead, work.user_id(), look.page_id, look.ink_hash)[0].as<bool>();
}

}  // namespace rmirror::library
