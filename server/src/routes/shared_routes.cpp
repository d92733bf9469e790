// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/shared_routes.hpp"

#include "app.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/library_full.hpp"
#include "workspaces/shared_notebook.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Method;
using workspaces::Role;
using workspaces::SharedNotebook;

/// What tells the notebook.
enum class Named {
    notebook,          // The parameter notebook_uuid.
    part,              // The parameter id: of a page, a to-do, a highlight, an attachment or an upload.
    document_of_body,  // The member document_id of the body.
};

struct SharedRoute {
    Method method;
    std::string_view path;
    Role least;
    Named named;
};

/// All that members can do with a notebook of another person. Their handlers use read_library() and
/// write_library(), or do what a member may do as its person.
constexpr SharedRoute kSharedRoutes[] = {
    {Method::get, "/api/v1/notebooks/:notebook_uuid", Role::viewer, Named::notebook},
    {Method::get, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid", Role::viewer, Named::notebook},
    {Method::get, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image", Role::viewer, Named::notebook},
    {Method::get, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/related", Role::viewer, Named::notebook},
    {Method::get, "/api/v1/documents/:id", Role::viewer, Named::part},
    {Method::put, "/api/v1/documents/:id", Role::member, Named::part},
    {Method::remove, "/api/v1/documents/:id", Role::member, Named::part},
    {Method::get, "/api/v1/documents/:id/versions", Role::viewer, Named::part},
    {Method::post, "/api/v1/documents/:id/versions", Role::member, Named::part},
    {Method::get, "/api/v1/documents/:id/versions/:version_id", Role::viewer, Named::part},
    {Method::get, "/api/v1/documents/:id/attachments", Role::viewer, Named::part},
    {Method::get, "/api/v1/attachments/:id", Role::viewer, Named::part},
    {Method::remove, "/api/v1/attachments/:id", Role::member, Named::part},
    {Method::post, "/api/v1/uploads/presign", Role::member, Named::document_of_body},
    {Method::put, "/api/v1/uploads/:id/content", Role::member, Named::part},
    {Method::post, "/api/v1/uploads/:id/complete", Role::member, Named::part},
    {Method::patch, "/api/v1/highlights/:id", Role::member, Named::part},
    {Method::patch, "/api/v1/todos/:id", Role::member, Named::part},
};

SharedRoute const* shared_route_of(Row const& row)
{
    auto const* const found =
        std::find_if(std::begin(kSharedRoutes), std::end(kSharedRoutes),
                     [&](auto const& each) { return each.method == row.method && each.path == row.path; });
    return found == std::end(kSharedRoutes) ? nullptr : found;
}

/// The handler has checked the body before.
std::optional<std::string> document_of(http::Request const& request)
{
    boost::system::error_code error;
    auto const body = json::parse(request.body, error);
    auto const* const object = error ? nullptr : body.if_object();
    auto const* const id = object ? object->if_contains("document_id") : nullptr;
    return id && id->is_string() ? input::parse_uuid(std::string_view(id->get_string())) : std::nullopt;
}

std::optional<SharedNotebook> find_shared(App& app, SharedRoute const& route, Call const& call)
{
    auto const name = route.named == Named::notebook
                          ? input::parse_uuid(call.request.parameter("notebook_uuid"))
                      : route.named == Named::part ? input::parse_uuid(call.request.parameter("id"))
                                                   : document_of(call.request);
    if (!name)
        return std::nullopt;
    return db::as_system(app.pool, [&](pqxx::work& work) {
        return route.named == Named::notebook ? workspaces::find_shared_notebook(work, call.user.id, *name)
                                              : workspaces::find_notebook_of_part(work, call.user.id, *name);
    });
}

/// With the notebook_uuid by which its person names the notebook.
http::Request renamed(http::Request request, std::string const& notebook_uuid)
{
    for (auto& [name, value] : request.parameters)
        if (name == "notebook_uuid")
            value = notebook_uuid;
    return request;
}

http::Reply owner_has_no_room()
{
    return http::problem(
        http::Code::Request_Entity_Too_Large,
        "The storage of the person that this notebook belongs to is full. Nothing of this was "
        "saved.",
        {{"type", "storage_full"}});
}

http::Reply reply_about(App& app, SharedRoute const& route, Call const& call, Handler handler,
                        SharedNotebook const& notebook)
{
    auto const request = renamed(call.request, notebook.notebook_uuid);
    if (notebook.owner_id == call.user.id)
        return handler(app, {request, call.user});
    if (notebook.role < route.least)
        throw workspaces::RoleRefused();
    auto person = call.user;
    person.id = notebook.owner_id;
    if (route.least > Role::viewer)
        app.replica.expect_news(person.id);
    try {
        auto reply = handler(app, {request, person, &notebook});
        if (route.least > Role::viewer)
            app.replica.expect_news(person.id);
        return reply;
    } catch (library::LibraryFull const&) {
        return owner_has_no_room();
    }
}

}  // namespace

http::Reply with_shared_library(App& app, Row const& row, Call const& call, Handler handler)
{
    auto reply = handler(app, call);
    auto const* const route = reply.status == http::Code::Not_Found ? shared_route_of(row) : nullptr;
    auto const notebook = route ? find_shared(app, *route, call) : std::nullopt;
    return notebook ? reply_about(app, *route, call, handler, *notebook) : reply;
}

}  // namespace rmirror::routes
