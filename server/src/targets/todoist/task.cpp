// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/task.hpp"

#include "base/trimmed.hpp"
#include "crypto/json_member.hpp"
#include "hashing.hpp"
#include "input/uuid.hpp"
#include "input/written_date.hpp"
#include "targets/todoist/due_date.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets::todoist {

namespace {

namespace json = boost::json;
using crypto::text_member;

// Todoist counts characters (code points).
constexpr std::size_t kMaxContent = 500;
constexpr std::size_t kMaxLabel = 60;
constexpr std::size_t kMaxWholeText = 12'000;  // Of 16,383 for the description.
constexpr std::string_view kAnchor = "#todo-";
constexpr std::string_view kNoDate = "no date";

/// At most `max` characters, with "…" at the end if the text is longer.
std::string cut(std::string_view text, std::size_t max)
{
    std::size_t characters = 0;
    std::size_t end_of_most = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const begins = (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
        if (!begins)
            continue;
        if (characters == max - 1)
            end_of_most = at;
        if (characters++ == max)
            return std::string(text.substr(0, end_of_most)) + "…";
    }
    return std::string(text);
}

/// On one line. A task that begins with "* " couldn't be completed.
std::string line_of(std::string_view text)
{
    std::string line;
    for (char const c : trimmed(text, kWhitespace))
        line.push_back(kWhitespace.find(c) == std::string_view::npos ? c : ' ');
    auto const begin = line.starts_with("* ") ? std::size_t{2} : std::size_t{0};
    return std::string(trimmed(std::string_view(line).substr(begin), kWhitespace));
}

std::string escaped(std::string_view name)
{
    std::string text;
    for (char const c : name) {
        if (std::string_view("\\`*_[]<>").find(c) != std::string_view::npos)
            text.push_back('\\');
        text.push_back(c);
    }
    return text;
}

std::string source_of(Delivery const& item, Link const& link)
{
    auto const* const number = crypto::member_of(item.context, "page_number");
    auto path = "/notebooks/" + item.notebook_uuid;
    bool const has_number = number && number->is_int64();
    if (has_number)
        path += "/pages/" + std::to_string(number->as_int64());
    auto const address = link(path + std::string(kAnchor) + item.item_key);
    auto const name = escaped(line_of(text_member(item.context, "visible_name")));
    auto const notebook = name.empty() ? std::string("a notebook") : "*" + name + "*";
    if (!has_number)
        return "From [" + notebook + "](" + address + ")";
    return "From " + notebook + ", [page " + std::to_string(number->as_int64()) + "](" + address + ")";
}

std::vector<std::string> texts_in(json::object const& object, std::string_view name)
{
    std::vector<std::string> texts;
    if (auto const* const values = crypto::array_member(object, name))
        for (auto const& value : *values)
            if (value.is_string())
                texts.emplace_back(value.as_string());
    return texts;
}

json::array array_of(std::vector<std::string> const& texts)
{
    json::array values;
    for (auto const& text : texts)
        values.emplace_back(text);
    return values;
}

Facts stored_facts(json::object const& metadata, std::string_view name)
{
    auto const* const stored = crypto::object_member(metadata, name);
    if (!stored)
        return {};
    return {.content = std::string(text_member(*stored, "content")),
            .description = std::string(text_member(*stored, "description")),
            .due = std::string(text_member(*stored, "due")),
            .labels = texts_in(*stored, "labels")};
}

json::object stored(Facts const& facts)
{
    return {{"content", facts.content},
            {"description", facts.description},
            {"due", facts.due},
            {"labels", array_of(facts.labels)}};
}

/// The labels that are there, without those of ours that no longer apply.
std::vector<std::string> labels_with(std::vector<std::string> there, std::vector<std::string> const& before,
                                     std::vector<std::string> const& wanted)
{
    auto const contains = [](std::vector<std::string> const& all, std::string const& label) {
        return std::find(all.begin(), all.end(), label) != all.end();
    };
    std::erase_if(
        there, [&](std::string const& label) { return contains(before, label) && !contains(wanted, label); });
    for (auto const& label : wanted)
        if (!contains(there, label) && !contains(before, label))
            there.push_back(label);
    return there;
}

}  // namespace

std::string label_of(std::string_view notebook_name)
{
    std::string label;
    for (char const c : line_of(notebook_name)) {
        if (c == ' ')
            label.push_back('_');
        else if (std::string_view("@\"'()|&!,#\\*").find(c) == std::string_view::npos)
            label.push_back(c);
    }
    return cut(label, kMaxLabel);
}

Facts facts_of(Delivery const& item, Link const& link)
{
    auto const text = line_of(text_member(item.content, "text"));
    auto const before_templates = text_member(item.context, "written_text");
    auto const dated = before_templates.empty() ? text : line_of(before_templates);
    auto const written = input::date_written(text_member(item.context, "date_written"));
    Facts facts{.content = cut(text, kMaxContent), .labels = {std::string(kLabel)}};
    facts.due =
        due_date(dated, written ? std::optional<std::string_view>(*written) : std::nullopt).value_or("");
    if (facts.content != text)
        facts.description = cut(text, kMaxWholeText) + "\n\n";
    facts.description += source_of(item, link);
    if (written)
        facts.description += "\nWritten on " + *written;
    if (auto label = label_of(text_member(item.context, "visible_name")); !label.empty() && label != kLabel)
        facts.labels.push_back(std::move(label));
    return facts;
}

std::optional<std::string> todo_in(std::string_view description)
{
    auto const found = description.rfind(kAnchor);
    constexpr std::size_t kUuidLength = 36;
    return found == std::string_view::npos
               ? std::nullopt
               : input::parse_uuid(description.substr(found + kAnchor.size(), kUuidLength));
}

std::optional<Task> task_of(json::object const& answer)
{
    Task task{.id = std::string(text_member(answer, "id"))};
    if (task.id.empty())
        return std::nullopt;
    task.facts = {.content = std::string(text_member(answer, "content")),
                  .description = std::string(text_member(answer, "description")),
                  .labels = texts_in(answer, "labels")};
    if (auto const* const due = crypto::object_member(answer, "due")) {
        task.facts.due = std::string(text_member(*due, "date"));
        task.is_recurring = crypto::flag_member(*due, "is_recurring");
    }
    task.is_checked = crypto::flag_member(answer, "checked");
    task.is_deleted = crypto::flag_member(answer, "is_deleted");
    task.completed_at = std::string(text_member(answer, "completed_at"));
    return task;
}

Facts hashed(Facts const& facts)
{
    auto copy = facts;
    copy.content = sha256_hex(facts.content);
    copy.description = sha256_hex(facts.description);
    return copy;
}

Known known_of(json::object const& metadata)
{
    auto const* const kept = metadata.if_contains("kept");
    return {.sent = stored_facts(metadata, "sent"),
            .there = stored_facts(metadata, "there"),
            .is_checked = crypto::flag_member(metadata, "checked"),
            .is_unsent = crypto::flag_member(metadata, "unsent"),
            .kept = kept && kept->is_int64() ? kept->as_int64() : 0};
}

json::object json_of(Known const& known)
{
    if (known.is_unsent)
        return {{"unsent", true}};
    json::object metadata{
        {"sent", stored(known.sent)}, {"there", stored(known.there)}, {"checked", known.is_checked}};
    if (known.kept > 0)
        metadata["kept"] = known.kept;
    return metadata;
}

Update update_of(Facts const& facts, Known const& known, Task const& task, bool overrides)
{
    auto const wanted = hashed(facts);
    auto const there = hashed(task.facts);
    Update update;
    auto const changes = [&](std::string Facts::*fact) {
        if (wanted.*fact == there.*fact)
            return false;
        if (overrides || there.*fact == known.there.*fact)
            return overrides || wanted.*fact != known.sent.*fact;
        ++update.kept;
        return false;
    };
    if (changes(&Facts::content))
        update.body["content"] = facts.content;
    if (changes(&Facts::description))
        update.body["description"] = facts.description;
    if (changes(&Facts::due)) {
        if (facts.due.empty())
            update.body["due_string"] = json::string_view(kNoDate.data(), kNoDate.size());
        else
            update.body["due_date"] = facts.due;
    }
    auto const labels = labels_with(task.facts.labels, known.sent.labels, facts.labels);
    if (labels != task.facts.labels)
        update.body["labels"] = array_of(labels);
    return update;
}

Known known_after(Facts const& facts, Known known, Update const& update, Task const& task)
{
    auto const there = hashed(task.facts);
    if (update.body.contains("content"))
        known.there.content = there.content;
    if (update.body.contains("description"))
        known.there.description = there.description;
    if (update.body.contains("due_date") || update.body.contains("due_string"))
        known.there.due = there.due;
    known.sent = hashed(facts);
    known.kept = update.kept;
    return known;
}

json::object body_of(Facts const& facts)
{
    json::object body{
        {"content", facts.content}, {"description", facts.description}, {"labels", array_of(facts.labels)}};
    if (!facts.due.empty())
        body["due_date"] = facts.due;
    return body;
}

}  // namespace rmirror::targets::todoist
