// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_fingerprint.hpp"

#include "canonical_json.hpp"
#include "hashing.hpp"
#include "json.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace rmirror {

namespace {

namespace json = boost::json;

enum class MemberKind { text, optional_text, flag, pages };

struct Member {
    std::string_view name;
    MemberKind kind = MemberKind::text;
};

struct Kind {
    std::string_view name;
    std::span<Member const> members;
};

constexpr Member kPageText[] = {{"text"}};
constexpr Member kTodo[] = {{"text"}, {"completed", MemberKind::flag}};
constexpr Member kHighlight[] = {{"original_text"},
                                 {"corrected_text", MemberKind::optional_text},
                                 {"note", MemberKind::optional_text},
                                 {"source_title", MemberKind::optional_text}};
constexpr Member kNotebook[] = {{"title"}, {"path"}, {"pages", MemberKind::pages}};
constexpr Member kNotebookPage[] = {{"page_uuid"}, {"text_hash"}};

constexpr Kind kKinds[] = {
    {"page_text", kPageText}, {"todo", kTodo}, {"highlight", kHighlight}, {"notebook", kNotebook}};

json::string_view boost_view(std::string_view text)
{
    return {text.data(), text.size()};
}

std::string_view view(json::string_view text)
{
    return {text.data(), text.size()};
}

std::nullopt_t refuse(std::string& why, std::string_view name, std::string_view what)
{
    why = std::string(name) + " " + std::string(what);
    return std::nullopt;
}

/// A linear search is fast enough, because both have few members.
bool has_only(json::object const& object, std::span<Member const> known, std::string& why)
{
    for (auto const& given : object) {
        auto const is_given = [&](Member const& member) { return boost_view(member.name) == given.key(); };
        if (given.key() == "kind" || std::any_of(known.begin(), known.end(), is_given))
            continue;
        why = quoted_name(view(given.key())) + " is not part of this fingerprint";
        return false;
    }
    return true;
}

bool is_text_hash(std::string_view text)
{
    auto const is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.empty() || (text.size() == 64 && std::all_of(text.begin(), text.end(), is_digit));
}

std::optional<json::value> normalised_page(json::value const& page, std::string& why)
{
    auto const* object = page.if_object();
    if (object == nullptr)
        return refuse(why, "a page", "is not an object");
    if (object->contains("kind"))
        return refuse(why, "a page", "has no kind");
    if (!has_only(*object, kNotebookPage, why))
        return std::nullopt;
    auto const* uuid = object->if_contains("page_uuid");
    auto const* hash = object->if_contains("text_hash");
    if (uuid == nullptr || !uuid->is_string() || hash == nullptr || !hash->is_string())
        return refuse(why, "a page", "needs page_uuid and text_hash as texts");
    if (!is_text_hash(view(hash->get_string())))
        return refuse(why, "text_hash", "is not 64 lower-case hex digits");
    return page;
}

std::optional<json::value> normalised_pages(json::value const& value, std::string& why)
{
    auto const* list = value.if_array();
    if (list == nullptr)
        return refuse(why, "pages", "is not a list");
    json::array pages;
    pages.reserve(list->size());
    for (auto const& item : *list) {
        auto page = normalised_page(item, why);
        if (!page)
            return std::nullopt;
        pages.push_back(std::move(*page));
    }
    return pages;
}

std::optional<json::value> normalised(Member const& member, json::value const* value, std::string& why)
{
    auto const absent = value == nullptr || value->is_null();
    if (absent && member.kind == MemberKind::optional_text)
        return json::value("");
    if (absent)
        return refuse(why, member.name, "is missing");
    switch (member.kind) {
        case MemberKind::text:
        case MemberKind::optional_text:
            if (!value->is_string())
                return refuse(why, member.name, "is not a text");
            return json::value(boost_view(normalise_text(view(value->get_string()))));
        case MemberKind::flag:
            if (!value->is_bool())
                return refuse(why, member.name, "is neither true nor false");
            return *value;
        case MemberKind::pages:
            return normalised_pages(*value, why);
    }
    return std::nullopt;
}

Kind const* find_kind(json::object const& request)
{
    auto const* name = request.if_contains("kind");
    if (name == nullptr || !name->is_string())
        return nullptr;
    for (auto const& kind : kKinds)
        if (view(name->get_string()) == kind.name)
            return &kind;
    return nullptr;
}

}  // namespace

std::string normalise_text(std::string_view text)
{
    std::string normal;
    normal.reserve(text.size());
    auto const drop_blanks = [&normal] {
        while (!normal.empty() && (normal.back() == ' ' || normal.back() == '\t'))
            normal.pop_back();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const is_break = text[i] == '\n' || text[i] == '\r';
        if (is_break)
            drop_blanks();
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            ++i;
        normal += is_break ? '\n' : text[i];
    }
    drop_blanks();
    while (!normal.empty() && normal.back() == '\n')
        normal.pop_back();
    return normal;
}

std::optional<std::string> text_fingerprint(json::value const& request, std::string& why)
{
    auto const* object = request.if_object();
    if (object == nullptr)
        return refuse(why, "the request", "is not an object");
    auto const* kind = find_kind(*object);
    if (kind == nullptr)
        return refuse(why, "kind", "is none of page_text, todo, highlight, notebook");
    if (!has_only(*object, kind->members, why))
        return std::nullopt;

    json::object normal;
    normal["kind"] = boost_view(kind->name);
    for (auto const& member : kind->members) {
        auto value = normalised(member, object->if_contains(boost_view(member.name)), why);
        if (!value)
            return std::nullopt;
        normal[boost_view(member.name)] = std::move(*value);
    }
    auto const text = canonical_json(normal, why);
    if (!text)
        return std::nullopt;
    return sha256_hex(*text);
}

}  // namespace rmirror
