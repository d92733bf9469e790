// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/carry_out.hpp"

#include "targets/vault/notebook_delivery.hpp"
#include "targets/webdav/answers.hpp"

#include <utility>

namespace rmirror::targets::webdav {

namespace {

namespace json = boost::json;

std::string text_of(json::value const& object, std::string_view name)
{
    return std::string(object.at(name).as_string());
}

std::optional<File> file_at(Notes const& notes, std::string const& path)
{
    auto const found = notes.find(path);
    return found == notes.end() ? std::nullopt : std::optional(found->second);
}

/// Stops at the first step that isn't made.
template <typename Step>
Or<Change> each(json::value const& steps, Step step)
{
    for (auto const& one : steps.as_array()) {
        Or<Change> change = step(one);
        auto const* const made = std::get_if<Change>(&change);
        if (!made || *made != Change::made)
            return change;
    }
    return Change::made;
}

bool ended_as(Or<Change> const& change, Change expected)
{
    auto const* const made = std::get_if<Change>(&change);
    return made && *made == expected;
}

bool is_made(Or<Change> const& change)
{
    return ended_as(change, Change::made);
}

/// Where a server can't move a file, its content is written to the new place.
Or<Change> copy_and_remove(Tools& tools, std::string const& from, std::string const& to)
{
    auto const before = file_at(tools.notes, from);
    if (!before)
        return Change::conflict;
    auto written = tools.folder.write(to, before->content, std::nullopt);
    if (!is_made(written))
        return written;
    return tools.folder.remove(from, before);
}

/// Ends a move whose copy is there already, because an earlier delivery ended before it removed the original.
Or<Change> remove_copied(Tools& tools, std::string const& from, std::string const& to)
{
    auto const before = file_at(tools.notes, from);
    auto read = tools.folder.read(to);
    if (auto* const failure = failure_in(read))
        return std::move(*failure);
    auto const& copy = std::get<std::optional<File>>(read);
    if (!before || !copy || !copy->is_text || copy->content != before->content)
        return Change::conflict;
    return tools.folder.remove(from, before);
}

Or<Change> move(Tools& tools, json::value const& step)
{
    auto const from = text_of(step, "from");
    auto const to = text_of(step, "to");
    auto moved = tools.folder.move(from, to);
    if (ended_as(moved, Change::refused))
        moved = copy_and_remove(tools, from, to);
    if (ended_as(moved, Change::conflict))
        moved = remove_copied(tools, from, to);
    if (!is_made(moved))
        return moved;
    tools.notes.erase(from);
    // Its ETag may be another one now.
    auto read = tools.folder.read(to);
    if (auto* const failure = failure_in(read))
        return std::move(*failure);
    auto& file = std::get<std::optional<File>>(read);
    if (!file)
        return Change::conflict;
    tools.notes.insert_or_assign(to, std::move(*file));
    return Change::made;
}

Or<Change> write_asset(Tools& tools, json::value const& step, json::object& known)
{
    auto const path = text_of(step, "path");
    auto stored = vault::stored_asset(tools.context, step);
    if (auto* const failure = failure_in(stored))
        return std::move(*failure);
    if (auto const& bytes = std::get<std::optional<std::string>>(stored))
        return tools.folder.write_bytes(path, *bytes);
    known.erase(path);
    return Change::made;
}

Or<Change> without_refusal(Or<Change> change)
{
    auto const* const made = std::get_if<Change>(&change);
    if (!made || *made == Change::made || *made == Change::conflict)
        return change;
    return refused_note();
}

}  // namespace

Or<Change> carry_out(Tools& tools, json::object& plan)
{
    auto change =
        each(plan.at("moves"), [&](json::value const& step) { return without_refusal(move(tools, step)); });
    if (!is_made(change))
        return change;
    change = each(plan.at("notes"), [&](json::value const& step) {
        auto const path = text_of(step, "path");
        return without_refusal(tools.folder.write(path, text_of(step, "text"), file_at(tools.notes, path)));
    });
    if (!is_made(change))
        return change;
    auto& known = plan["known"].as_object()["assets"].as_object();
    change = each(plan.at("assets"),
                  [&](json::value const& step) { return without_refusal(write_asset(tools, step, known)); });
    if (!is_made(change))
        return change;
    return each(plan.at("deletes"), [&](json::value const& step) {
        std::string const path(step.as_string());
        return without_refusal(tools.folder.remove(path, file_at(tools.notes, path)));
    });
}

}  // namespace rmirror::targets::webdav
