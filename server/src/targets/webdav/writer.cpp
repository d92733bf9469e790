// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/writer.hpp"

#include "javascript/engine.hpp"
#include "javascript/vault_writer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>
#include <utility>

namespace rmirror::targets::webdav {

namespace {

namespace json = boost::json;

/// One for each thread that delivers, from its first note on.
javascript::Engine& engine()
{
    static thread_local javascript::Engine engine(javascript::vault_writer(), "vault");
    return engine;
}

Or<json::object> call(std::string_view function, json::object const& argument)
{
    auto const result = engine().call(function, json::serialize(argument));
    if (result.failure == javascript::Failure::exception)
        throw std::logic_error("the vault's writer: " + result.why);
    if (result.failure)
        return failed(queue::ErrorClass::invalid_data, "This notebook is too large for a note.");
    json::error_code error;
    auto value = json::parse(result.text, error);
    if (error || !value.is_object())
        return json::object();
    return std::move(value.get_object());
}

}  // namespace

Or<json::object> next_step(json::object const& task)
{
    return call("plan", task);
}

Or<json::object> read_listing(std::string_view xml, std::string_view path)
{
    return call("entries", {{"xml", xml}, {"path", path}});
}

}  // namespace rmirror::targets::webdav
