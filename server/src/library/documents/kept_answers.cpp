// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/kept_answers.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/documents/transcribed_lines.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <cstddef>
#include <utility>
#include <vector>

namespace rmirror::library {

namespace {

constexpr db::Statement kKeepAnswer = R"sql(
    INSERT INTO kept_answers AS known (user_id, pictures, asked, page_id, tops, heights, markdown, language, lines,
                                       drawings, drawings_left_out, is_charged)
    SELECT $1, pictures, $4, page_id, tops, heights, $5, nullif($6::text, ''), $7::jsonb, $8::jsonb, $9, false
    FROM page_pictures
    WHERE user_id = $1 AND page_id = $2
        AND ink_hash = coalesce($3, (SELECT image_hash FROM pages WHERE user_id = $1 AND id = $2))
    ON CONFLICT (user_id, pictures, asked) DO UPDATE
    SET page_id = excluded.page_id, tops = excluded.tops, heights = excluded.heights, markdown = excluded.markdown,
        language = excluded.language, lines = excluded.lines, drawings = excluded.drawings,
        drawings_left_out = excluded.drawings_left_out, is_charged = excluded.is_charged,
        created_at = excluded.created_at, used_at = excluded.used_at
    RETURNING pictures)sql";

constexpr db::Statement kNoteCharged = R"sql(
    UPDATE kept_answers SET is_charged = true
    WHERE user_id = $1 AND pictures = $2 AND asked = $3 AND NOT is_charged)sql";

constexpr db::Statement kFindKeptAnswer = R"sql(
    UPDATE kept_answers AS kept SET used_at = now()
    FROM page_pictures AS mine
    WHERE mine.user_id = $1 AND mine.page_id = $2
        AND mine.ink_hash = coalesce($3, (SELECT image_hash FROM pages WHERE user_id = $1 AND id = $2))
        AND kept.user_id = $1 AND kept.pictures = mine.pictures AND kept.asked = $4
        AND are_placed_alike(mine.tops, mine.heights, kept.tops, kept.heights)
    RETURNING kept.pictures, kept.markdown, coalesce(kept.language, ''), kept.lines, mine.tops[1] - kept.tops[1],
        kept.drawings, kept.drawings_left_out, kept.is_charged)sql";

constexpr db::Statement kHasKeptAnswer = R"sql(
    SELECT EXISTS (
        SELECT 1 FROM page_pictures AS mine
        JOIN kept_answers AS kept ON kept.user_id = (SELECT $1::uuid) AND kept.pictures = mine.pictures
        WHERE mine.user_id = $1 AND mine.page_id = $2 AND mine.ink_hash = $3 AND kept.is_charged
            AND are_placed_alike(mine.tops, mine.heights, kept.tops, kept.heights)))sql";

constexpr db::Statement kForgetAnswersAbout = R"sql(
    DELETE FROM kept_answers AS kept
    WHERE user_id = $1
        AND (page_id = ANY ($2::uuid[])
             OR pictures IN (SELECT pictures FROM page_pictures WHERE user_id = $1 AND page_id = ANY ($2::uuid[])))
        AND NOT EXISTS (SELECT 1 FROM page_pictures AS other
                        WHERE other.user_id = (SELECT $1::uuid) AND other.pictures = kept.pictures
                            AND other.page_id <> ALL ($2::uuid[])))sql";

using Boxes = std::vector<std::optional<ocr::Drawing>>;

std::string boxes_json(Boxes const& drawings)
{
    boost::json::array list;
    for (auto const& drawing : drawings) {
        if (drawing)
            list.push_back({{"caption", drawing->caption},
                            {"picture", drawing->picture},
                            {"left", drawing->left},
                            {"top", drawing->top},
                            {"right", drawing->right},
                            {"bottom", drawing->bottom}});
        else
            list.push_back(nullptr);
    }
    return boost::json::serialize(list);
}

Boxes boxes_of_json(std::string const& text)
{
    Boxes drawings;
    auto const list = boost::json::parse(text);
    for (auto const& value : list.as_array()) {
        if (value.is_null()) {
            drawings.emplace_back();
            continue;
        }
        auto const side = [&](char const* name) { return value.at(name).to_number<double>(); };
        drawings.push_back(ocr::Drawing{.caption = std::string(value.at("caption").as_string()),
                                        .picture = value.at("picture").to_number<std::size_t>(),
                                        .left = side("left"),
                                        .top = side("top"),
                                        .right = side("right"),
                                        .bottom = side("bottom")});
    }
    return drawings;
}

}  // namespace

std::optional<AnswerKey> keep_answer(pqxx::work& work, UserId const& user_id, PageLook const& look,
                                     std::string const& asked, ocr::PageText const& text)
{
    if (asked.empty())
        return std::nullopt;
    auto const rows =
        kKeepAnswer.rows(work, user_id, look.page_id, look.ink_hash, asked, text.markdown, text.language,
                         lines_json(text.lines), boxes_json(text.drawings), text.drawings_left_out);
    return rows.empty() ? std::nullopt : std::optional(AnswerKey{rows[0][0].as<std::string>(), asked});
}

void note_charged(LibraryWork& work, AnswerKey const& key)
{
    kNoteCharged.rows(*work, work.user_id(), key.pictures, key.asked);
}

std::optional<KeptAnswer> kept_answer(LibraryWork& work, PageLook const& look, std::string const& asked)
{
    if (asked.empty())
        return std::nullopt;
    auto const rows = kFindKeptAnswer.rows(*work, work.user_id(), look.page_id, look.ink_hash, asked);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    return KeptAnswer{.key = {row[0].as<std::string>(), asked},
                      .text = {.markdown = row[1].as<std::string>(),
                               .language = row[2].as<std::string>(),
                               .lines = lines_of_json(row[3].as<std::string>(), row[4].as<double>()),
                               .drawings = boxes_of_json(row[5].as<std::string>()),
                               .drawings_left_out = row[6].as<std::size_t>()},
                      .is_charged = row[7].as<bool>()};
}

bool has_kept_answer(LibraryWork& work, PageLook const& look)
{
    return kHasKeptAnswer.row(*work, work.user_id(), look.page_id, look.ink_hash)[0].as<bool>();
}

void forget_answers_about(LibraryWork& work, std::string const& pages)
{
    kForgetAnswersAbout.rows(*work, work.user_id(), pages);
}

}  // namespace rmirror::library
