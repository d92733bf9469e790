// SPDX-License-Identifier: AGPL-3.0-or-later
// What models answered about images, kept within one account beyond the pages that had them
// (docs/decisions/0106).
#pragma once

#include "library/documents/page_text.hpp"

#include <optional>
#include <string>

namespace rmirror::library {

/// What an answer is found by.
struct AnswerKey {
    std::string pictures;  // As in page_pictures.
    std::string asked;     // SHA-256 of the model, its instructions and what the owner set.
};

struct KeptAnswer {
    AnswerKey key;
    ocr::PageText text;  // Its lines are at their places on the page that was asked for; drawings as boxes.
    bool is_charged = false;  // False: it was paid for, but its page was never written and charged.
};

/// Keeps an answer about the images of a page that isn't charged yet, in place of an older one: as the model
/// gave it, before its drawings are cut out, which are attachments of the page and go with it. Returns
/// nullopt, and keeps nothing, if `asked` is empty or the page has no such images any more. Needs no lock of
/// the library.
std::optional<AnswerKey> keep_answer(pqxx::work& work, UserId const& user_id, PageLook const& look,
                                     std::string const& asked, ocr::PageText const& text);

/// Marks it as charged, in the transaction that charges for it.
void note_charged(LibraryWork& work, AnswerKey const& key);

/// The answer about these images that was asked for in the same way; nullopt if there is none.
std::optional<KeptAnswer> kept_answer(LibraryWork& work, PageLook const& look, std::string const& asked);

/// Whether the images have a charged answer, however it was asked for.
bool has_kept_answer(LibraryWork& work, PageLook const& look);

/// Forgets what was answered about these pages (a PostgreSQL array of their ids), except for images that
/// other pages have as well. For pages that a person removes for good.
void forget_answers_about(LibraryWork& work, std::string const& pages);

}  // namespace rmirror::library
