// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/receiver.hpp"

#include "db/transaction.hpp"
#include "targets/pg_arrays.hpp"

#include <array>

namespace rmirror::targets::test {

namespace {

namespace json = boost::json;

constexpr std::array kAll = {ItemType::notebook, ItemType::notebook_metadata, ItemType::page_text,
                             ItemType::todo, ItemType::highlight};

std::vector<DeliveryResult> take(TargetContext& context, std::span<Delivery const> deliveries, bool removes)
{
    auto& to = receiver();
    if (to.is_asked)
        context.count_call();
    std::vector<DeliveryResult> results;
    for (auto const& delivery : deliveries) {
        auto const name = std::string(to_string(delivery.type));
        to.calls.push_back((removes ? "-" : "+") + name);
        to.markers.push_back(delivery.marker);
        results.push_back(to.each(delivery));
        if (results.back().outcome.kind != queue::Outcome::Kind::done)
            continue;
        if (!removes)
            to.items[name + " " + delivery.item_key] = delivery.content;
        else if (delivery.type != ItemType::notebook)
            to.items.erase(name + " " + delivery.item_key);
        else
            std::erase_if(to.items, [&](auto const& item) {
                return item.second.at("notebook_uuid").as_string() == delivery.notebook_uuid;
            });
    }
    return results;
}

std::string counted(std::map<std::string, int> const& counts)
{
    std::string text;
    for (auto const& [name, count] : counts)
        text += (text.empty() ? "" : " ") + name + (count > 1 ? "*" + std::to_string(count) : "");
    return text;
}

}  // namespace

Receiver& receiver()
{
    static Receiver only;
    return only;
}

FollowTest::FollowTest()
{
    receiver() = {};
    target.name = "notes";
    target.accepts = kAll;
    target.push = [](TargetContext& context, std::span<Delivery const> deliveries) {
        return take(context, deliveries, false);
    };
    target.remove = [](TargetContext& context, std::span<Delivery const> deliveries) {
        return take(context, deliveries, true);
    };
}

void FollowTest::run(std::string const& sql)
{
    db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
}

void FollowTest::switch_on()
{
    run("INSERT INTO integrations (user_id, target_name, cursor_change) SELECT users.id, 'notes', "
        "coalesce(last, 0) FROM users LEFT JOIN change_counters ON user_id = users.id");
    begin_full_scan(Cause::first);
}

void FollowTest::begin_full_scan(Cause cause, Scope const& scope)
{
    db::as_system(pool, [&](pqxx::work& work) {
        auto const id = lock_integration(work, user, "notes").value().id;
        targets::begin_full_scan(work, user, id, cause, scope);
    });
}

std::size_t FollowTest::compare()
{
    auto const more = [&](pqxx::work& work) {
        bool const follows = read_change_feed_piece(work, target, user);
        return scan_piece(work, target, user) || follows;
    };
    while (db::as_system(pool, more))
        continue;
    return std::stoul(value(
        "SELECT count(*) FROM sync_queue WHERE target_name = 'notes' AND status IN ('pending', 'retry')"));
}

std::string FollowTest::waiting()
{
    return value(
        "SELECT coalesce(string_agg(name, ' ' ORDER BY name), '') FROM ("
        "  SELECT CASE operation WHEN 'delete' THEN '-' ELSE '+' END || item_type ||"
        "         CASE WHEN count(*) > 1 THEN '*' || count(*) ELSE '' END AS name"
        "  FROM sync_queue WHERE target_name = 'notes' AND status IN ('pending', 'retry')"
        "  GROUP BY operation = 'delete', operation, item_type) AS named");
}

std::string FollowTest::deliver(std::size_t max)
{
    receiver().calls.clear();
    receiver().markers.clear();
    for (; max > 0; --max) {
        auto const item = queue::claim(pool, job, cursor, std::chrono::seconds(120));
        if (!item)
            break;
        std::vector<queue::Item> items{*item};
        for (auto& other :
             queue::claim_these(pool, item->user_id, job.group_of(*item), std::chrono::seconds(120)))
            items.push_back(std::move(other));
        auto const outcomes = job.work(items);
        for (std::size_t i = 0; i < items.size(); ++i)
            EXPECT_TRUE(queue::end(pool, job, items[i], outcomes[i]));
    }
    std::map<std::string, int> counts;
    for (auto const& call : receiver().calls)
        ++counts[call];
    return counted(counts);
}

std::string FollowTest::sync()
{
    compare();
    return deliver();
}

void FollowTest::choose(std::string const& choice_json)
{
    run("UPDATE integrations SET choice = " + choice_json);
    begin_full_scan(Cause::choice);
}

void FollowTest::expect_mirrored()
{
    auto const expected = value(
        "SELECT coalesce(jsonb_object_agg(item_type || ' ' || item_key, content), '{}') FROM integrations, "
        "items_now("
        "  integrations.user_id, choice, '{}',"
        "  (SELECT array_agg(type) FROM (SELECT 'notebook' AS type FROM notebooks UNION ALL SELECT "
        "'notebook_metadata'"
        "   FROM notebooks UNION ALL SELECT 'page_text' FROM pages UNION ALL SELECT 'todo' FROM todos UNION "
        "ALL"
        "   SELECT 'highlight' FROM highlights) AS types),"
        "  (SELECT array_agg(id) FROM (SELECT id FROM notebooks UNION ALL SELECT id FROM notebooks UNION ALL "
        "SELECT id"
        "   FROM pages UNION ALL SELECT id FROM todos UNION ALL SELECT id FROM highlights) AS ids)) AS item"
        " WHERE content IS NOT NULL AND item_type = ANY ('" +
        names_of(target.accepts) + "'::text[])");
    json::object remote;
    for (auto const& [name, content] : receiver().items)
        remote[name] = content;
    EXPECT_EQ(json::serialize(json::parse(expected)),
              json::serialize(json::parse(value("SELECT '" + json::serialize(remote) + "'::jsonb"))));
    EXPECT_EQ(value("SELECT count(*) FROM sync_records WHERE deleted_at IS NULL AND status <> 'success'"),
              "0");
    EXPECT_EQ(value("SELECT count(*) FROM sync_records WHERE deleted_at IS NULL"),
              std::to_string(receiver().items.size()));
}

json::object highlight(std::string const& text, double top)
{
    return {{"original_text", text},
            {"color", "yellow"},
            {"rects", json::array{json::object{{"x", 10}, {"y", top}, {"width", 100}, {"height", 20}}}}};
}

}  // namespace rmirror::targets::test
