// SPDX-License-Identifier: AGPL-3.0-or-later
// What people with a link read, without an account. The token is in a header, never in an address, which
// proxies and logs keep.
#include "sharing/shared_content.hpp"

#include "app.hpp"
#include "routes/attachment_reply.hpp"
#include "routes/routes.hpp"

#include "auth/attempts.hpp"
#include "auth/password_policy.hpp"
#include "blobs/store.hpp"
#include "db/link_reader.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/files/etag.hpp"
#include "http/origin.hpp"
#include "http/problem.hpp"
#include "reading_limits.hpp"
#include "sharing/link_pass.hpp"

#include <boost/json.hpp>

#include <array>
#include <functional>
#include <utility>
#include <variant>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;
using sharing::Link;

constexpr std::string_view kTokenHeader = "Rmirror-Link";
constexpr std::string_view kPassHeader = "Rmirror-Link-Pass";
constexpr std::array<std::string_view, 2> kPurposes = {"ocr", "display"};

sharing::Time current_time()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Reply unlisted(Reply reply)
{
    return std::move(reply).with("X-Robots-Tag", "noindex, nofollow").with("Cache-Control", "no-store");
}

/// One answer for a token that was guessed, has expired or was revoked, and for a notebook or page that was
/// deleted.
Reply no_such_link()
{
    return unlisted(
        http::problem(Code::Not_Found,
                      "This link doesn't work, or no longer does. Ask the person who gave it to you "
                      "for a new one."));
}

Reply no_such(std::string_view what)
{
    return unlisted(http::problem(Code::Not_Found, "This " + std::string(what) + " doesn't exist."));
}

Reply needs_password()
{
    return unlisted(http::problem(Code::Forbidden, "This link has a password. Enter it to read on.",
                                  {{"type", "link_password_needed"}}));
}

Reply wrong_password()
{
    return unlisted(
        http::problem(Code::Forbidden, "The password is wrong.", {{"type", "link_password_wrong"}}));
}

Secret pass_key(App const& app)
{
    return app.sign_in.key_for(sharing::kPassKey);
}

std::optional<Link> find_link(App& app, Call const& call)
{
    auto const token = call.request.header(kTokenHeader);
    if (token.empty())
        return std::nullopt;
    return db::as_system(app.pool, [&](pqxx::work& work) { return sharing::find_link(work, token); });
}

/// The link of the request if its reader may read; otherwise the refusal.
std::variant<Link, Reply> open_link(App& app, Call const& call)
{
    auto link = find_link(app, call);
    if (!link)
        return no_such_link();
    if (link->password_hash &&
        !sharing::is_pass(pass_key(app), *link, call.request.header(kPassHeader), current_time()))
        return needs_password();
    return std::move(*link);
}

/// Replies with JSON that `read` returns as the reader of the link, or with `missing`.
Reply read_as_reader(App& app, Link const& link,
                     std::function<std::optional<std::string>(pqxx::work&)> const& read, Reply missing)
{
    auto shown = db::as_link(app.pool, link.scope, read);
    return shown ? unlisted(http::ok_json(std::move(*shown))) : std::move(missing);
}

Reply show_notebook(App& app, Call const& call)
{
    auto opened = open_link(app, call);
    if (auto* const refusal = std::get_if<Reply>(&opened))
        return std::move(*refusal);
    auto const& link = std::get<Link>(opened);
    auto reply = read_as_reader(
        app, link, [&](pqxx::work& work) { return sharing::shared_notebook(work, link); }, no_such_link());
    if (reply.status == Code::Ok)
        db::as_system(app.pool, [&](pqxx::work& work) { sharing::note_use(work, link); });
    return reply;
}

Reply show_page(App& app, Call const& call)
{
    auto opened = open_link(app, call);
    if (auto* const refusal = std::get_if<Reply>(&opened))
        return std::move(*refusal);
    auto const& link = std::get<Link>(opened);
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    if (!page)
        return no_such("page");
    return read_as_reader(
        app, link, [&](pqxx::work& work) { return sharing::shared_page(work, link, *page); },
        no_such("page"));
}

/// Can be cached like the owner's images, but must be revalidated, so that a revoked link shows nothing more.
Reply image_reply(App& app, Call const& call, library::ImageFound const& found)
{
    auto const etag = '"' + found.blob.sha256 + '"';
    Reply reply{.content_type = found.media_type, .body = nullptr, .headers = {}};
    reply.with("ETag", etag).with("Cache-Control", "private, no-cache").with("X-Robots-Tag", "noindex");
    if (http::etag_matches(call.request.header_list("If-None-Match"), etag)) {
        reply.status = Code::Not_Modified;
        return reply;
    }
    reply.source = app.blobs->open(found.blob);
    return reply.source ? std::move(reply) : no_such("image");
}

Reply get_image(App& app, Call const& call)
{
    http::Query query(call.request);
    bool const for_display = query.one_of_if_any("purpose", kPurposes) == "display";
    auto const part = query.integer_if_any("part", 1, kMaxPageParts);
    if (for_display && part)
        query.refuse("part", "A display image has no parts.");
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto opened = open_link(app, call);
    if (auto* const refusal = std::get_if<Reply>(&opened))
        return std::move(*refusal);
    auto const& link = std::get<Link>(opened);
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    if (!page)
        return no_such("image");
    auto const wanted = for_display ? std::nullopt : std::optional(static_cast<int>(part.value_or(1)));
    auto const found = db::as_link(app.pool, link.scope, [&](pqxx::work& work) {
        return sharing::shared_image(work, link, *page, wanted);
    });
    return found ? image_reply(app, call, *found) : no_such("image");
}

/// Images are part of the text. Other files are served if the owner allows downloads.
Reply get_attachment(App& app, Call const& call)
{
    auto opened = open_link(app, call);
    if (auto* const refusal = std::get_if<Reply>(&opened))
        return std::move(*refusal);
    auto const& link = std::get<Link>(opened);
    auto const id = input::parse_uuid(call.request.parameter("id"));
    if (!id)
        return no_such("attachment");
    auto const found = db::as_link(
        app.pool, link.scope, [&](pqxx::work& work) { return sharing::shared_attachment(work, link, *id); });
    if (!found || !(link.allows_download || is_shown_as_image(found->content_type)))
        return no_such("attachment");
    auto reply = attachment_reply(call.request, *app.blobs,
                                  {found->file_name, found->content_type, found->blob}, "private, no-cache");
    return reply ? std::move(*reply).with("X-Robots-Tag", "noindex") : no_such("attachment");
}

Reply locked_link(auth::Attempt const& attempt)
{
    return unlisted(http::problem(Code::Too_Many_Requests,
                                  "Too many wrong passwords for this link. Wait, then try again.")
                        .with("Retry-After", std::to_string(attempt.locked_for.count())));
}

/// As in signing in, the attempt is counted before the password is checked, and no database connection is
/// held while it is hashed.
Reply unlock(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const password = body.fields().text("password", {.min = 1, .max = auth::kMaxPassword});
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const link = find_link(app, call);
    if (!link)
        return no_such_link();
    auto const token = call.request.header(kTokenHeader);
    auto const attempt = db::as_system(app.pool, [&](pqxx::work& work) {
        return auth::begin_attempt_on_link(work, token, http::network_of(call.request.client, {}),
                                           app.settings.count("RMIRROR_TEST_WRONG_PASSWORDS"));
    });
    if (attempt.locked_for > std::chrono::seconds(0))
        return locked_link(attempt);
    if (!app.sign_in.passwords().is_right(link->password_hash, password))
        return wrong_password();
    db::as_system(app.pool, [&](pqxx::work& work) { auth::clear_attempts_on_link(work, token, attempt); });
    auto const pass = sharing::make_pass(pass_key(app), *link, current_time() + sharing::kPassLife);
    return unlisted(http::ok_json(json::serialize(
        json::object{{"pass", pass}, {"expires_in", std::chrono::seconds(sharing::kPassLife).count()}})));
}

constexpr Row kSharedRows[] = {
    {http::Method::get, "/api/v1/shared", Access::anyone, show_notebook},
    {http::Method::post,
     "/api/v1/shared/unlock",
     Access::anyone,
     unlock,
     {.runs = http::Runs::apart, .traffic = http::Traffic::sign_in}},
    {http::Method::get, "/api/v1/shared/pages/:page_uuid", Access::anyone, show_page},
    {http::Method::get,
     "/api/v1/shared/pages/:page_uuid/image",
     Access::anyone,
     get_image,
     {.traffic = http::Traffic::picture}},
    {http::Method::get,
     "/api/v1/shared/attachments/:id",
     Access::anyone,
     get_attachment,
     {.traffic = http::Traffic::picture}},
};

}  // namespace

Table shared_routes()
{
    return kSharedRows;
}

}  // namespace rmirror::routes
