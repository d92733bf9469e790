// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/user.hpp"

#include "http/problem.hpp"
#include "services.hpp"

namespace rmirror {

http::Handler authenticated(Services& services, UserHandler handler)
{
    return [&services, handler = std::move(handler)](http::Request const& request) -> http::Reply {
        auto asks = services.sign_in.authenticator().who_asks(request);
        if (auto* const refusal = std::get_if<http::Reply>(&asks))
            return std::move(*refusal);
        return handler(request, std::get<User>(asks));
    };
}

http::LateHandler authenticated_late(Services& services, LateUserHandler handler)
{
    return [&services, handler = std::move(handler)](http::Request const& request, http::Answer answer) {
        auto asks = services.sign_in.authenticator().who_asks(request);
        if (auto* const refusal = std::get_if<http::Reply>(&asks))
            return answer.send(std::move(*refusal));
        handler(request, std::get<User>(asks), std::move(answer));
    };
}

http::Handler in_person(Services& services, UserHandler handler)
{
    return authenticated(
        services, [handler = std::move(handler)](http::Request const& request, User const& user) {
            if (!user.agent_jti.empty())
                return http::problem(http::Code::Forbidden, "An agent may not do this. Sign in yourself.");
            return handler(request, user);
        });
}

}  // namespace rmirror
