// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/reply.hpp"

#include <utility>

namespace rmirror::http {

Reply& Reply::with(std::string name, std::string value) &
{
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Reply&& Reply::with(std::string name, std::string value) &&
{
    return std::move(with(std::move(name), std::move(value)));
}

Reply ok_json(std::string json)
{
    return {.body = std::make_shared<std::string const>(std::move(json)), .headers = {}};
}

Reply ok_text(std::string text)
{
    return {.content_type = "text/plain; charset=utf-8",
            .body = std::make_shared<std::string const>(std::move(text)),
            .headers = {}};
}

Reply empty_reply(Code status)
{
    return {.status = status, .body = nullptr, .headers = {}};
}

}  // namespace rmirror::http
