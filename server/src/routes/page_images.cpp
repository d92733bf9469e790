// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "hashing.hpp"
#include "http/content_digest.hpp"
#include "http/etag.hpp"
#include "http/problem.hpp"
#include "http/query.hpp"
#include "library/page_image.hpp"

#include <boost/json/parse.hpp>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using http::Request;

constexpr std::size_t kImageBytes = 7'500'000;  // What Claude takes.
constexpr std::int64_t kMostParts = 100;
constexpr double kFarthest = 1e7;  // Page units.
constexpr input::Length kHash{.least = 1, .most = 100};

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

std::string hash_of(std::string const& body)
{
    return sha256_hex({reinterpret_cast<std::uint8_t const*>(body.data()), body.size()});
}

/// Where on the page, and which part of it.
std::optional<Reply> read_query(Request const& request, library::PageImage& image)
{
    http::Query query(request);
    image.ink_hash = query.text("ink_hash", kHash);
    image.x = query.number("x", -kFarthest, kFarthest);
    image.y = query.number("y", -kFarthest, kFarthest);
    image.width = query.number("width", 0, kFarthest);
    image.height = query.number("height", 0, kFarthest);
    if (image.width <= 0 || image.height <= 0)
        query.refuse(image.width <= 0 ? "width" : "height", "Must be greater than 0.");
    auto const part = query.integer_if_any("part", 1, kMostParts);
    auto const of = query.integer_if_any("of", 1, kMostParts);
    if (part.has_value() != of.has_value())
        query.refuse(part ? "of" : "part", "`part` and `of` must be given together.");
    image.part = static_cast<int>(part.value_or(1));
    image.part_count = static_cast<int>(of.value_or(1));
    if (image.part > image.part_count)
        query.refuse("part", "Must not be greater than `of`.");
    return query.refusal();
}

/// Nothing when it is not there exactly once.
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

/// The picture itself: what it is declared to be, whole, and a PNG.
std::optional<Reply> read_picture(Request const& request, library::PageImage& image)
{
    if (!http::equal_ignoring_case(only_header(request, "Content-Type").value_or(""), "image/png"))
        return http::problem(Code::Unsupported_Media_Type, "The body's Content-Type must be image/png.");
    auto const stated = sha256_of_digest(only_header(request, "Content-Digest").value_or(""));
    if (!stated)
        return http::problem(Code::Bad_Request,
                             "Content-Digest must be the SHA-256 of the body: sha-256=:BASE64:.");
    image.sha256 = hash_of(request.body);
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

Reply reply_to(library::Stored const& stored)
{
    using library::Storing;
    switch (stored.outcome) {
        case Storing::no_such_page:
            return no_such_page();
        case Storing::outdated:
            return http::problem(
                Code::Conflict,
                "This isn't the latest version of the page that the server knows of. Send the manifest, then "
                "the pages it asks for.");
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

Reply store(App& app, Call const& call, library::PageImage const& image)
{
    auto const& content = call.request.body;
    if (app.disk && !app.disk->has_room_for(content.size()))
        return disk_full();
    try {
        auto const stored =
            library::store_page_image(app.pool, *app.blobs, app.quota, call.user.id, image, content);
        bool const is_stored =
            stored.outcome != library::Storing::no_such_page && stored.outcome != library::Storing::outdated;
        if (app.disk && is_stored)
            app.disk->note_stored();
        return reply_to(stored);
    } catch (DiskFull const&) {
        if (app.disk)
            app.disk->note_full();
        return disk_full();
    }
}

Reply put_image(App& app, Call const& call)
{
    auto const page = page_named_by(call.request);
    if (!page)
        return no_such_page();
    library::PageImage image;
    image.page = *page;
    if (auto refusal = read_query(call.request, image))
        return *refusal;
    if (auto refusal = read_picture(call.request, image))
        return *refusal;
    return store(app, call, image);
}

Reply get_image(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const part = static_cast<int>(query.integer_if_any("part", 1, kMostParts).value_or(1));
    if (auto refusal = query.refusal())
        return *refusal;
    auto const page = page_named_by(call.request);
    auto const found = page ? library::find_page_image(app.pool, call.user.id, *page, part) : std::nullopt;
    if (!found)
        return http::problem(Code::Not_Found, "This image doesn't exist.");
    auto const etag = '"' + found->blob.sha256 + '"';
    Reply reply{.content_type = found->media_type, .body = nullptr, .headers = {}};
    // The address stays, the picture changes: so it is kept, but asked after.
    reply.with("ETag", etag).with("Cache-Control", "private, no-cache");
    if (http::names_etag(call.request.header_list("If-None-Match"), etag)) {
        reply.status = Code::Not_Modified;
        return reply;
    }
    reply.source = app.blobs->open(found->blob);
    if (!reply.source)
        return http::problem(Code::Not_Found, "This image doesn't exist.");
    return reply;
}

constexpr auto kPath = "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image";

constexpr Row kRows[] = {
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
    return kRows;
}

}  // namespace rmirror::routes
