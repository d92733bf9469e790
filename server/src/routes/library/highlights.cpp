// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/highlights.hpp"
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"

#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/images/room_check.hpp"

namespace rmirror::routes {

namespace {

using http::Reply;

/// Two texts of the largest size, with each second byte escaped.
constexpr std::size_t kHighlightBytes = 2U << 20U;

Reply change_highlight(App& app, Call const& call)
{
    http::JsonBody body(call.request, kHighlightBytes);
    auto& fields = body.fields();
    constexpr input::Length kText{.max = library::kMaxHighlightText};
    library::HighlightChange change;
    change.corrected_text = fields.text_if_any("corrected_text", kText);
    change.has_corrected_text = change.corrected_text || fields.is_null("corrected_text");
    change.note = fields.text_if_any("note", kText);
    change.is_rejected = fields.flag_if_any("is_rejected");
    if (!change.has_corrected_text && !change.note && !change.is_rejected)
        fields.refuse("note", "Send a corrected text, a note, or whether the mark is rejected.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const changed = id ? write_library(app, call,
                                            [&](library::LibraryWork& work) {
                                                library::RoomCheck const check(work, app.quota);
                                                auto highlight = library::change_highlight(work, *id, change);
                                                check.expect_room();
                                                return highlight;
                                            })
                            : std::nullopt;
    return changed ? http::ok_json(*changed)
                   : http::problem(http::Code::Not_Found, "This highlight doesn't exist.");
}

constexpr Row kHighlightsRows[] = {
    {http::Method::patch,
     "/api/v1/highlights/:id",
     Access::user,
     change_highlight,
     {.body_bytes = kHighlightBytes, .needs_user = true}},
};

}  // namespace

Table highlight_routes()
{
    return kHighlightsRows;
}

}  // namespace rmirror::routes
