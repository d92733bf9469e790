// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/document.hpp"

#include "db/ids.hpp"
#include "library/documents/attachment_links.hpp"
#include "library/documents/note_title.hpp"
#include "library/documents/text_hash.hpp"
#include "library/documents/versions.hpp"
#include "library/nfc.hpp"
#include "library/todos.hpp"
#include "line_diff.hpp"
#include "text_fingerprint.hpp"
#include "text_merge.hpp"

#include <boost/json.hpp>

#include <pqxx/result>

#include <algorithm>
#include <set>
#include <utility>

namespace rmirror::library {

namespace {

namespace json = boost::json;

// A page goes with its notebook. What an author writes within ten minutes is one version.
constexpr auto kFind = R"sql(
    SELECT page.deleted_at IS NOT NULL OR notebook.deleted_at IS NOT NULL,
           coalesce(page.document, page.ocr_text, ''), page.document IS NOT NULL, coalesce(page.document_base, ''),
           coalesce(page.document_author, 'transcription'),
           coalesce(now() - page.document_began_at < interval '10 minutes', false),
           coalesce(page.document_conflicts, '[]'), document_json(page, notebook)
    FROM pages AS page
    JOIN notebooks AS notebook ON notebook.user_id = page.user_id AND notebook.id = page.notebook_id
    WHERE page.user_id = $1 AND page.id = $2)sql";

// A document that a person begins has the transcription as its base.
constexpr auto kSave = R"sql(
    UPDATE pages
    SET document = $3, document_base = coalesce($4, document_base, ocr_text, ''), document_author = $5,
        document_saved_at = now(),
        document_began_at = (SELECT CASE WHEN $6::boolean THEN document_began_at ELSE now() END),
        document_conflicts = $7::jsonb, text_hash = $8
    WHERE user_id = $1 AND id = $2)sql";

// The person's text stays as it is.
constexpr auto kMerge = R"sql(
    UPDATE pages SET document_base = $3, document_conflicts = $4::jsonb, text_hash = $5
    WHERE user_id = $1 AND id = $2)sql";

constexpr auto kUndo = R"sql(
    UPDATE pages
    SET document = NULL, document_base = NULL, document_author = NULL, document_saved_at = NULL,
        document_began_at = NULL, document_conflicts = NULL, text_hash = $3
    WHERE user_id = $1 AND id = $2)sql";

constexpr auto kNameNote = R"sql(
    UPDATE notebooks SET visible_name = $3, last_modified = now()
    WHERE user_id = $1 AND document_type = 'notes'
        AND id = (SELECT notebook_id FROM pages WHERE user_id = $1 AND id = $2))sql";

constexpr auto kTranscription =
    "SELECT ocr_text FROM pages WHERE user_id = $1 AND id = $2 AND ocr_text IS NOT NULL";

struct State {
    bool is_deleted = false;
    std::string content;
    bool is_corrected = false;
    std::string base;
    std::string author;
    bool is_same_session = false;  // Its author began to write less than ten minutes ago.
    std::vector<DocumentConflict> conflicts;
    json::object shown;  // Without the content.
    std::string etag;
    bool is_note = false;
};

std::optional<std::string> text_if_any(json::value const& value)
{
    return value.is_string() ? std::optional<std::string>(value.as_string()) : std::nullopt;
}

std::vector<DocumentConflict> parse_conflicts(std::string const& text)
{
    std::vector<DocumentConflict> conflicts;
    auto const list = json::parse(text);
    for (auto const& each : list.as_array())
        conflicts.push_back({text_if_any(each.at("mine")), text_if_any(each.at("theirs"))});
    return conflicts;
}

std::optional<State> find(pqxx::work& work, UserId const& user_id, PageId const& page_id)
{
    if (page_id.empty())
        return std::nullopt;
    auto const rows = work.exec_params(kFind, user_id, page_id);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    auto shown = json::parse(row[7].as<std::string>()).as_object();
    std::string etag(shown.at("content_etag").as_string());
    bool const is_note = shown.at("is_note").as_bool();
    return State{row[0].as<bool>(),
                 row[1].as<std::string>(),
                 row[2].as<bool>(),
                 row[3].as<std::string>(),
                 row[4].as<std::string>(),
                 row[5].as<bool>(),
                 parse_conflicts(row[6].as<std::string>()),
                 std::move(shown),
                 std::move(etag),
                 is_note};
}

Document document_of(State const& state)
{
    auto shown = state.shown;
    shown["content"] = state.content;
    std::string notebook_uuid(shown.at("notebook_uuid").as_string());
    return {state.etag, json::serialize(shown), std::move(notebook_uuid), state.is_note};
}

/// A conflict is settled once the person's line is changed or the other one is taken.
std::vector<DocumentConflict> open_conflicts(std::vector<DocumentConflict> const& conflicts,
                                             std::string_view content)
{
    auto const lines = lines_of(content);
    std::set<std::string_view> const present(lines.begin(), lines.end());
    std::vector<DocumentConflict> open;
    for (auto const& conflict : conflicts)
        if ((!conflict.mine || present.contains(*conflict.mine)) &&
            !(conflict.theirs && present.contains(*conflict.theirs)))
            open.push_back(conflict);
    return open;
}

void write_todos_of(LibraryWork& work, PageId const& page_id, std::string_view text)
{
    PageTodos todos{page_id, {}};
    for (auto const& todo : ocr::todos_in(nfc(normalise_text(with_attachment_names(text)))))
        todos.found.push_back({todo, std::nullopt});
    write_todos(work, TodoSource::handwriting, {todos});
}

struct Writing {
    std::string const& content;
    std::optional<std::string> base;  // nullopt: as it is.
    std::string author;
    std::vector<DocumentConflict> const& conflicts;
};

/// Keeps a version of the text before, unless the same author goes on with it.
void write(LibraryWork& work, PageId const& page_id, State const& before, Writing const& writing)
{
    bool const goes_on = before.is_corrected && before.author == writing.author && before.is_same_session;
    if (!goes_on && before.content != writing.content)
        keep_version(work, page_id);
    work->exec_params0(kSave, work.user_id(), page_id, writing.content, writing.base, writing.author, goes_on,
                       conflicts_json(writing.conflicts), text_hash(writing.content));
    if (before.is_note)
        work->exec_params0(kNameNote, work.user_id(), page_id, note_title(writing.content));
    write_todos_of(work, page_id, writing.content);
}

enum class Changed { yes, no };

/// Calls `change` if the page is there and the precondition is met, and returns the document afterwards.
Saved if_met(LibraryWork& work, PageId const& page_id, Precondition const& is_met,
             std::function<Changed(State const&)> const& change)
{
    auto const state = find(*work, work.user_id(), page_id);
    if (!state)
        return NoDocument::unknown_page;
    if (state->is_deleted)
        return NoDocument::deleted_page;
    if (!is_met(state->etag))
        return Stale{document_of(*state)};
    return document_of(change(*state) == Changed::yes ? *find(*work, work.user_id(), page_id) : *state);
}

}  // namespace

std::optional<std::string> conflicts_json(std::vector<DocumentConflict> const& conflicts)
{
    if (conflicts.empty())
        return std::nullopt;
    json::array list;
    for (auto const& conflict : conflicts)
        list.push_back(
            {{"mine", json::value_from(conflict.mine)}, {"theirs", json::value_from(conflict.theirs)}});
    return json::serialize(list);
}

std::variant<Document, NoDocument> find_document(pqxx::work& work, UserId const& user_id,
                                                 PageId const& page_id)
{
    auto const state = find(work, user_id, page_id);
    if (!state)
        return NoDocument::unknown_page;
    if (state->is_deleted)
        return NoDocument::deleted_page;
    return document_of(*state);
}

Saved save_document(LibraryWork& work, PageId const& page_id, Precondition const& is_met,
                    DocumentChange const& change)
{
    return if_met(work, page_id, is_met, [&](State const& state) {
        auto conflicts = open_conflicts(state.conflicts, change.content);
        std::erase_if(conflicts, [&](auto const& conflict) {
            return std::find(change.settled.begin(), change.settled.end(), conflict) != change.settled.end();
        });
        if (change.content == state.content && conflicts == state.conflicts)
            return Changed::no;
        write(work, page_id, state, {change.content, std::nullopt, "person", conflicts});
        return Changed::yes;
    });
}

Saved undo_correction(LibraryWork& work, PageId const& page_id, Precondition const& is_met)
{
    return if_met(work, page_id, is_met, [&](State const& state) {
        if (!state.is_corrected)
            return Changed::no;
        keep_version(work, page_id);
        auto const rows = work->exec_params(kTranscription, work.user_id(), page_id);
        auto const transcription = rows.empty() ? "" : rows[0][0].as<std::string>();
        work->exec_params0(kUndo, work.user_id(), page_id,
                           rows.empty() ? std::nullopt : std::optional(text_hash(transcription)));
        write_todos_of(work, page_id, transcription);
        return Changed::yes;
    });
}

Document begin_document(LibraryWork& work, PageId const& page_id, std::string const& content)
{
    write(work, page_id, *find(*work, work.user_id(), page_id), {content, std::nullopt, "person", {}});
    return document_of(*find(*work, work.user_id(), page_id));
}

bool merge_transcription(LibraryWork& work, PageId const& page_id, std::string const& transcription)
{
    auto const state = find(*work, work.user_id(), page_id);
    if (!state || !state->is_corrected)
        return false;
    auto merged = merge_texts(state->base, state->content, transcription);
    if (merged.text.size() > kMaxDocumentBytes)
        merged = {state->content, {}};
    auto conflicts = open_conflicts(state->conflicts, merged.text);
    for (auto const& each : merged.conflicts)
        conflicts.push_back({each.mine, each.theirs});
    conflicts = open_conflicts(conflicts, merged.text);
    if (merged.text != state->content) {
        write(work, page_id, *state, {merged.text, transcription, "transcription", conflicts});
    } else {
        work->exec_params0(kMerge, work.user_id(), page_id, transcription, conflicts_json(conflicts),
                           text_hash(merged.text));
        write_todos_of(work, page_id, merged.text);
    }
    if (!merged.conflicts.empty())
        keep_transcription(work, page_id, transcription);
    return true;
}

}  // namespace rmirror::library
