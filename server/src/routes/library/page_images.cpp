// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"

#include "hashing.hpp"
#include "http/body/content_digest.hpp"
#include "http/body/query.hpp"
#include "http/files/etag.hpp"
#include "http/problem.hpp"
#include "library/images/display_image.hpp"
#include "library/images/page_image.hpp"
#include "reading_limits.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using http::Request;

constexpr std::size_t kImageBytes = 7'500'000;  // The limit of the Claude API.
constexpr double kFarthest = 1e7;               // Page units.
constexpr input::Length kHash{.min = 1, .max = 100};
constexpr std::array<std::string_view, 2> kPurposes = {"ocr", "display"};

std::optional<library::PageName> page_named_by(Request const& request)
{
    auto notebook = input::parse_uuid(request.parameter("notebook_uuid"));
    auto page = input::parse_uuid(request.parameter("page_uuid"));
    if (!notebook || !page)
        return std::nullopt;
    return library::PageName{std::move(*notebook), std::move(*page)};
}

Reply no_such_page()
{
    return http::problem(Code::Not_Found, "This page doesn't exist.");
}

bool is_for_display(http::Query& query)
{
    return query.one_of_if_any("purpose", kPurposes) == "display";
}

library::PagePlace place_in(http::Query& query)
{
    library::PagePlace const place{.x = query.number("x", -kFarthest, kFarthest),
                                   .y = query.number("y", -kFarthest, kFarthest),
                                   .width = query.number("width", 0, kFarthest),
                                   .height = query.number("height", 0, kFarthest)};
    if (place.width <= 0 || place.height <= 0)
        query.refuse(place.width <= 0 ? "width" : "height", "Must be greater than 0.");
    return place;
}

std::optional<Reply> read_query(http::Query& query, library::PageImage& image)
{
    image.ink_hash = query.text("ink_hash", kHash);
    image.place = place_in(query);
    auto const part = query.integer_if_any("part", 1, kMaxPageParts);
    auto const of = query.integer_if_any("of", 1, kMaxPageParts);
    if (part.has_value() != of.has_value())
        query.refuse(part ? "of" : "part", "`part` and `of` must be given together.");
    image.part = static_cast<int>(part.value_or(1));
    image.part_count = static_cast<int>(of.value_or(1));
    if (image.part > image.part_count)
        query.refuse("part", "Must not be greater than `of`.");
    return query.refusal();
}

/// nullopt unless the header occurs exactly once.
std::optional<std::string_view> only_header(Request const& request, std::string_view name)
{
    std::optional<std::string_view> found;
    for (auto const& [known, value] : request.headers) {
        if (!http::equal_ignoring_case(known, name))
            continue;
        if (found)
            return std::nullopt;
        found = value;
    }
    return found;
}

/// Checks that the body is declared as a PNG, matches its Content-Digest and is a PNG. Sets `image.sha256`
/// and `image.size`. `image`: a PageImage or a DisplayImage.
template <typename Image>
std::optional<Reply> read_picture(Request const& request, Image& image)
{
    if (!http::equal_ignoring_case(only_header(request, "Content-Type").value_or(""), "image/png"))
        return http::problem(Code::Unsupported_Media_Type, "The body's Content-Type must be image/png.");
    auto const stated = http::sha256_of_digest(only_header(request, "Content-Digest").value_or(""));
    if (!stated)
        return http::problem(Code::Bad_Request,
                             "Content-Digest must be the SHA-256 of the body: sha-256=:BASE64:.");
    image.sha256 = sha256_hex(request.body);
    if (*stated != image.sha256)
        return http::problem(
            Code::Bad_Request,
            "The body doesn't match Content-Digest. It was damaged on the way; send it again.");
    auto const size = check_png(request.body);
    if (!size.ok())
        return http::problem(Code::Unprocessable_Entity, size.error().sentence);
    image.size = size.value();
    return std::nullopt;
}

/// A larger image would only be scaled down before it is transcribed.
std::optional<Reply> refusal_of_size(PngSize const& size)
{
    if (std::max(size.width, size.height) <= kMaxPictureEdge &&
        picture_tokens(size.width, size.height) <= kMaxPictureTokens)
        return std::nullopt;
    return http::problem(Code::Unprocessable_Entity,
                         "An image for transcription can have at most " + std::to_string(kMaxPictureEdge) +
                             " pixels per edge, and " + std::to_string(kMaxPictureTokens) +
                             " squares of 28 by 28 pixels.");
}

Reply too_many_pixels()
{
    return http::problem(Code::Unprocessable_Entity,
                         "The images of a page can have at most " + std::to_string(kMaxPageTokens) +
                             " squares of 28 by 28 pixels together. Draw the page smaller.");
}

Reply outdated()
{
    return http::problem(Code::Conflict,
                         "This isn't the latest version of the page that the server knows of. Send the "
                         "manifest, then the pages "
                         "it asks for.");
}

Reply reply_to(library::Stored const& stored)
{
    using library::Storing;
    switch (stored.outcome) {
        case Storing::no_such_page:
            return no_such_page();
        case Storing::outdated:
            return outdated();
        case Storing::too_many_pixels:
            return too_many_pixels();
        case Storing::deferred:
            return http::problem(Code::Payment_Required,
                                 "The page is stored, but your page quota is used up. It will be transcribed "
                                 "when the quota resets.",
                                 boost::json::parse(stored.answer).as_object());
        case Storing::incomplete:
        case Storing::queued:
            break;
    }
    return http::ok_json(stored.answer);
}

library::Stored store(App& app, UserId const& user_id, library::PageImage const& image,
                      std::string const& content)
{
    return library::store_page_image(app.uploads, user_id, image, content);
}

library::Stored store(App& app, UserId const& user_id, library::DisplayImage const& image,
                      std::string const& content)
{
    return {library::store_display_image(app.uploads, user_id, image, content), ""};
}

/// nullopt if the server's disk has no room.
template <typename Image>
std::optional<library::Stored> store_if_room(App& app, Call const& call, Image const& image)
{
    auto const& content = call.request.body;
    if (app.disk && !app.disk->has_room_for(content.size()))
        return std::nullopt;
    try {
        auto stored = store(app, call.user.id, image, content);
        if (app.disk && library::is_stored(stored.outcome))
            app.disk->note_stored();
        return stored;
    } catch (DiskFull const&) {
        if (app.disk)
            app.disk->note_full();
        return std::nullopt;
    }
}

Reply put_display_image(App& app, Call const& call, http::Query& query, library::PageName const& page)
{
    library::DisplayImage image;
    image.page = page;
    image.look_hash = query.text("look_hash", kHash);
    image.place = place_in(query);
    if (auto refusal = query.refusal())
        return *refusal;
    if (auto refusal = read_picture(call.request, image))
        return *refusal;
    auto const stored = store_if_room(app, call, image);
    if (!stored)
        return disk_full();
    if (stored->outcome == library::Storing::no_such_page)
        return no_such_page();
    return stored->outcome == library::Storing::outdated ? outdated() : http::empty_reply(Code::No_Content);
}

Reply put_image(App& app, Call const& call)
{
    auto const page = page_named_by(call.request);
    if (!page)
        return no_such_page();
    http::Query query(call.request);
    if (is_for_display(query))
        return put_display_image(app, call, query, *page);
    library::PageImage image;
    image.page = *page;
    if (auto refusal = read_query(query, image))
        return *refusal;
    if (auto refusal = read_picture(call.request, image))
        return *refusal;
    if (auto refusal = refusal_of_size(image.size))
        return *refusal;
    auto const stored = store_if_room(app, call, image);
    return stored ? reply_to(*stored) : disk_full();
}

Reply no_such_image()
{
    return http::problem(Code::Not_Found, "This image doesn't exist.");
}

std::optional<library::ImageFound> find_image(App& app, Call const& call, library::PageName const& page,
                                              bool for_display, int part)
{
    auto const& user_id = call.user.id;
    auto const find = [&](pqxx::work& work) {
        return for_display ? library::find_display_image(work, user_id, page)
                           : library::find_page_image(work, user_id, page, part);
    };
    return call.shared ? read_library(app, call, find) : app.replica.find(user_id, find);
}

Reply get_image(App& app, Call const& call)
{
    http::Query query(call.request);
    bool const for_display = is_for_display(query);
    auto const part = query.integer_if_any("part", 1, kMaxPageParts);
    if (for_display && part)
        query.refuse("part", "A display image has no parts.");
    if (auto refusal = query.refusal())
        return *refusal;
    auto const page = page_named_by(call.request);
    if (!page)
        return no_such_image();
    auto const found = find_image(app, call, *page, for_display, static_cast<int>(part.value_or(1)));
    if (!found)
        return no_such_image();
    auto const etag = '"' + found->blob.sha256 + '"';
    Reply reply{.content_type = found->media_type, .body = nullptr, .headers = {}};
    // The image behind this URL can change, so clients may cache it but must revalidate.
    reply.with("ETag", etag).with("Cache-Control", "private, no-cache");
    if (http::etag_matches(call.request.header_list("If-None-Match"), etag)) {
        reply.status = Code::Not_Modified;
        return reply;
    }
    reply.source = app.blobs->open(found->blob);
    if (reply.source)
        return reply;
    if (for_display && !call.shared)
        library::request_display_image(app.pool, call.user.id, *page, found->blob);
    return no_such_image();
}

constexpr auto kPath = "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image";

constexpr Row kPageImagesRows[] = {
    {http::Method::get, kPath, Access::user, get_image, {.traffic = http::Traffic::picture}},
    {http::Method::put,
     kPath,
     Access::user,
     put_image,
     {.body_bytes = kImageBytes, .traffic = http::Traffic::upload}},
};

}  // namespace

Table page_images_routes()
{
    return kPageImagesRows;
}

}  // namespace rmirror::routes
