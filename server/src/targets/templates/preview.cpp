// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/json_member.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integration.hpp"
#include "targets/pg_arrays.hpp"
#include "targets/templates/templates.hpp"
#include "targets/values.hpp"
#include "targets/vault/notebook_delivery.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>
#include <utility>

namespace rmirror::targets {

namespace {

namespace json = boost::json;

constexpr db::Statement kFindPage = R"sql(
    SELECT page.id
    FROM notebooks AS notebook
    JOIN pages AS page ON page.user_id = $1 AND page.notebook_id = notebook.id
    WHERE notebook.user_id = $1 AND notebook.notebook_uuid = $2 AND NOT notebook.is_gone AND page.page_number = $3
        AND page.deleted_at IS NULL)sql";

constexpr db::Statement kReadSettings = R"sql(
    SELECT settings FROM integrations WHERE user_id = $1 AND target_name = $2)sql";

// $3: the item types that the target takes. Twenty of a page are enough to look at.
constexpr db::Statement kReadPageItems = R"sql(
    WITH page AS (SELECT id, notebook_id FROM pages WHERE user_id = $1 AND id = $2),
    asked AS (
        SELECT array_agg(type) AS types, array_agg(key) AS keys
        FROM (SELECT type, key
              FROM (SELECT 'notebook' AS type, notebook_id AS key, 0 AS ordinal FROM page
                    UNION ALL
                    SELECT 'todo', todo.id, todo.ordinal
                    FROM page JOIN todos AS todo ON todo.user_id = $1 AND todo.page_id = page.id
                    WHERE todo.deleted_at IS NULL
                    UNION ALL
                    SELECT 'highlight', mark.id, mark.ordinal
                    FROM page JOIN highlights AS mark ON mark.user_id = $1 AND mark.page_id = page.id
                    WHERE mark.deleted_at IS NULL) AS on_page
              WHERE type = ANY ($3::text[])
              ORDER BY type, ordinal, key LIMIT 20) AS first)
    SELECT item.item_type, item.item_key, item.notebook_uuid, item.page_uuid, item.content,
           jsonb_build_object('visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                              'title', notebook.title, 'document_type', notebook.document_type,
                              'authors', to_jsonb(notebook.authors), 'page_number', page.page_number,
                              'date_written', date_on(page), 'tags', to_jsonb(notebook.tags || page.tags)) AS context
    FROM asked
    CROSS JOIN LATERAL items_now($1, NULL, $4::text[], asked.types, asked.keys) AS item
    JOIN notebooks AS notebook ON notebook.user_id = $1 AND notebook.id = item.notebook_id
    JOIN pages AS page ON page.user_id = $1 AND page.id = $2
    WHERE item.content IS NOT NULL
    ORDER BY item.nth)sql";

constexpr std::size_t kMaxShownBytes = 100'000;

Delivery delivery_of(pqxx::row const& row)
{
    Delivery delivery;
    delivery.type = item_type_of(row["item_type"].as<std::string>()).value();
    delivery.item_key = row["item_key"].as<std::string>();
    delivery.notebook_uuid = row["notebook_uuid"].as<std::string>();
    delivery.page_uuid = row["page_uuid"].as<std::string>("");
    delivery.content = json::parse(row["content"].c_str()).as_object();
    delivery.context = json::parse(row["context"].c_str()).as_object();
    return delivery;
}

/// A notebook's content with one of its pages.
void leave_page(json::object& content, std::int64_t number)
{
    auto* const pages = content.if_contains("pages");
    if (!pages || !pages->is_array())
        return;
    json::array left;
    for (auto& page : pages->get_array())
        if (page.is_object() && page.get_object().contains("page_number") &&
            page.get_object().at("page_number").as_int64() == number)
            left.push_back(std::move(page));
    *pages = std::move(left);
}

json::object shown(json::value path, std::string_view text)
{
    if (text.size() > kMaxShownBytes) {
        auto end = kMaxShownBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
            --end;
        text = text.substr(0, end);
    }
    return {{"path", std::move(path)},
            {"text", text.empty() ? json::value(nullptr) : json::value(text)},
            {"sentence", nullptr}};
}

json::object shown(DeliveryResult const& failure)
{
    return {{"path", nullptr}, {"text", nullptr}, {"sentence", failure.outcome.message}};
}

json::object note_of(Delivery const& item)
{
    auto file = vault::preview_file(item);
    if (auto const* const failure = vault::failure_in(file))
        return shown(*failure);
    auto const& note = std::get<json::object>(file);
    auto const path = crypto::text_member(note, "path");
    return shown(path.empty() ? json::value(nullptr) : json::value(path), crypto::text_member(note, "text"));
}

json::object items_of(Target const& target, std::vector<Delivery> deliveries)
{
    std::vector<Delivery*> items;
    items.reserve(deliveries.size());
    for (auto& delivery : deliveries)
        items.push_back(&delivery);
    for (auto const& failure : apply_templates(items))
        if (failure)
            return shown(*failure);
    std::string text;
    for (auto const& delivery : deliveries)
        text += (text.empty() ? "" : "\n\n") + target.preview(delivery);
    return shown(nullptr, text);
}

}  // namespace

std::optional<std::vector<Delivery>> read_previewed(pqxx::work& work, Target const& target,
                                                    UserId const& user_id, PreviewedPage const& page)
{
    auto const found = kFindPage.rows(work, user_id, page.notebook_uuid, page.number);
    if (found.empty())
        return std::nullopt;
    Integration integration;
    auto const stored = kReadSettings.rows(work, user_id, std::string(target.name));
    if (!stored.empty())
        integration.settings = json::parse(stored[0][0].c_str()).as_object();
    auto const extras = extras_of(target, plain_values_of(target, integration));
    auto const rows = kReadPageItems.rows(work, user_id, found[0][0].as<std::string>(),
                                          names_of(target.accepts), names_of(extras));
    std::vector<Delivery> deliveries;
    for (auto const& row : rows) {
        deliveries.push_back(delivery_of(row));
        leave_page(deliveries.back().content, page.number);
    }
    return deliveries;
}

json::object preview_templates(Target const& target, std::vector<Delivery> deliveries,
                               json::object const& templates)
{
    for (auto& delivery : deliveries)
        delivery.templates = templates;
    if (deliveries.empty())
        return shown(nullptr, {});
    return deliveries.front().type == ItemType::notebook ? note_of(deliveries.front())
                                                         : items_of(target, std::move(deliveries));
}

}  // namespace rmirror::targets
